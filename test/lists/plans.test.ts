// No list scans a table: a million memberships, every list, order and filter, and what the database itself says of how
// it finds the rows. Left out are `totalCount` and looking for a part of a text, which read what is in one workspace.
import { readFileSync } from 'node:fs'
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { TypedDocumentString } from '../generated/graphql.ts'
import { seedCrowd } from '../support/crowd.ts'
import { DATABASE, newDatabase } from '../support/database.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { follow } from '../support/streams.ts'
import { postgresPlanner, type Setting, type Statement, sqlitePlanner } from './plans.ts'
import { type CallerName, type List, listsOf, readsOf, streamsOf } from './reads.ts'

const MEMBERSHIPS = 1_000_000
/** Rows that a statement may read for a page of 20, for 20 rows with five others each, for 100 events of a stream. */
const MOST = 2000
/** Of one who is a member of 5,000 workspaces: a few for each. */
const MOST_OF_BUSY = 20_000

const database = await newDatabase()
afterAll(() => database.drop())
const env = { ...database.env, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN, CROFT_DATABASE_URL: database.url }
const crowd = await seedCrowd(env, MEMBERSHIPS)
let statements: Statement[] = []
const server = await startTestServer({
  shared: true,
  database,
  onQuery: (text, parameters) => statements.push({ sql: text, parameters }),
})
const planner = DATABASE === 'sqlite' ? sqlitePlanner(database.url.replace('sqlite:', '')) : await likeTheServer()
afterAll(() => planner.close())

const CALLERS: Record<CallerName, { token: string; most: number }> = {
  'a member': { token: crowd.member.token, most: MOST },
  'a member of 5,000 workspaces': { token: crowd.busy.token, most: MOST_OF_BUSY },
  'a platform admin': { token: ADMIN_TOKEN, most: MOST },
}
const lists = listsOf(crowd)
const reads = readsOf(crowd)
const streams = streamsOf(crowd)

/** A planner with the settings that the server gives its reading connections. */
async function likeTheServer() {
  const asked = sql<Setting>`select name, setting from pg_settings where source = 'session' and context = 'user'`
  return postgresPlanner(database.url, (await asked.execute(server.app.services.store.db)).rows)
}

interface Page {
  nodes: unknown[]
  pageInfo: { startCursor: string | null; endCursor: string | null }
}
const PAGE = '{ nodes { __typename } pageInfo { startCursor endCursor } }'

/** The page somewhere within what was answered. */
function pageIn(data: Record<string, unknown>): Page {
  let found = data
  while (found['nodes'] === undefined) found = Object.values(found)[0] as Record<string, unknown>
  return found as unknown as Page
}

/** The arguments of each page that is to be asked for: both ends in each order, each filter, and behind the middle. */
async function pagesOf({ query, orders = [], filters = [], middle, forwardOnly }: List, name: CallerName) {
  const page = async (args: readonly string[]) => {
    const data = await server.data(`{ ${query.replace('%', `(${args.join(', ')}) ${PAGE}`)} }`, {}, CALLERS[name])
    return pageIn(data).pageInfo
  }
  const pages = filters.map((filter) => [`first: 20, filter: ${filter}`])
  for (const order of ['', ...orders]) {
    const by = order ? [`orderBy: ${order}`] : []
    pages.push(['first: 20', ...by])
    if (!forwardOnly) pages.push(['last: 20', ...by])
    const far = middle ? ['first: 1', `filter: ${middle}`] : [forwardOnly ? 'first: 100' : 'last: 20']
    const { startCursor, endCursor } = await page([...far, ...by])
    const place = middle || forwardOnly ? endCursor : startCursor
    if (place === null) continue
    pages.push(['first: 20', `after: "${place}"`, ...by])
    if (!forwardOnly) pages.push(['last: 20', `before: "${place}"`, ...by])
  }
  return pages.map((args) => args.join(', '))
}

/** Statements that have been explained: who calls is asked each time. */
const explained = new Set<string>()

/** What is wrong with the statements that were sent; the plan is told with each. */
async function faultsOf(sent: readonly Statement[], most: number): Promise<string[]> {
  const told: string[] = []
  for (const statement of sent) {
    const key = JSON.stringify(statement)
    if (explained.has(key)) continue
    explained.add(key)
    if (!/^\s*(select|with)\b/.test(statement.sql) || /\bfor (no key )?(update|share)\b/.test(statement.sql)) continue
    const { plan, rows, faults } = await planner.explain(statement, most)
    if (rows > most || faults.length > 0)
      told.push([`${rows} rows`, statement.sql, JSON.stringify(statement.parameters), ...plan].join('\n'))
  }
  return told
}

async function ask(query: string, name: CallerName): Promise<string[]> {
  statements = []
  await server.data(`{ ${query} }`, {}, CALLERS[name])
  return faultsOf(statements, CALLERS[name].most)
}

const each = <T>(table: Record<string, T>, as: (of: T) => readonly CallerName[]) =>
  Object.entries(table).flatMap(([what, of]) => as(of).map((name) => [what, name, of] as const))

describe('reads no more than it answers, whatever the order, the filter and the place:', () => {
  test.each(each(lists, ({ as }) => as))('%s, asked for by %s', async (what, name, list) => {
    for (const args of await pagesOf(list, name)) {
      const faults = await ask(list.query.replace('%', `(${args}) ${PAGE}`), name)
      expect.soft(faults, `${what} (${args})`).toEqual([])
    }
  })
})

describe('reads no more than it answers:', () => {
  test.each(each(reads, ([, as]) => as))('%s, asked for by %s', async (_what, name, [query]) => {
    expect(await ask(query, name)).toEqual([])
  })

  test.each(each(streams, ({ as }) => as))(
    'the stream of %s behind an old cursor, for %s',
    async (_what, name, stream) => {
      const { events } = await server.data('{ events(last: 1) { nodes { cursor } } }')
      const document = new TypedDocumentString<unknown, Record<string, never>>(
        `subscription { ${stream.subscription(events.nodes[0].cursor)} }`,
      )
      statements = []
      const following = follow('SSE', server, document, {}, CALLERS[name])
      const sent = () => statements.findIndex((statement) => stream.last.test(statement.sql)) + 1
      await until(sent)
      following.leave()
      expect(await faultsOf(statements.slice(0, sent()), CALLERS[name].most)).toEqual([])
    },
  )
})

test('every field of the schema that answers a list is among them', () => {
  const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))
  const asked = new Set<string>()
  const types = new TypeInfo(schema)
  const note = visitWithTypeInfo(types, {
    Field: () => {
      asked.add(`${types.getParentType()?.name}.${types.getFieldDef()?.name}`)
    },
  })
  const queries = [
    ...Object.values(lists).map(({ query }) => query.replace('%', PAGE)),
    ...Object.values(reads).map(([query]) => query),
  ]
  for (const query of queries) visit(parse(`{ ${query} }`), note)
  const listed = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !/^__|^Mutation$|(Connection|Edge|Payload)$/.test(type.name))
    .flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()).map((field) => ({ type, field })) : []))
    .filter(({ field }) => {
      const named = getNamedType(field.type)
      return named.name.endsWith('Connection') || (isListType(getNullableType(field.type)) && isCompositeType(named))
    })
    .map(({ type, field }) => `${type.name}.${field.name}`)
  expect(listed.filter((field) => !asked.has(field))).toEqual([])
  expect(listed.length).toBeGreaterThan(15)
})
