// No list scans a table: on a database of a million memberships the plan of every statement is checked, for every list,
// order and filter (reads.ts). Reads that no index answers are made of statements that each look at some hundred rows.
import { afterAll, describe, expect, test } from 'vitest'
import { NOUN_TABLES } from '../../src/store/nouns.ts'
import { TypedDocumentString } from '../generated/graphql.ts'
import { DATABASE, newDatabase } from '../support/database.ts'
import { seedLargeDataset } from '../support/large-dataset.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { follow } from '../support/subscriptions.ts'
import { LIST_FIELDS, selectedFields } from './coverage.ts'
import { postgresPlanner, type Statement, settingsOf, sqlitePlanner } from './plans.ts'
import { type CallerName, type List, listsOf, readsOf, streamsOf } from './reads.ts'

const MEMBERSHIPS = 1_000_000
/**
 * Rows that a statement may read for a page of 20, for 20 rows with 5 nested rows each, or for 100 events. PostgreSQL
 * reads a range of the table, in which other workspaces have rows too, where that is cheaper than following an index.
 */
const MOST = DATABASE === 'sqlite' ? 2000 : 8000
/**
 * The same for a member of 5,000 workspaces: whether its own rows are few is found by looking at 1,000 of them. PostgreSQL
 * walks all deletions in their order to find its own.
 */
const MOST_OF_BUSY = DATABASE === 'sqlite' ? 4000 : 20_000
/** A sliced read sends a statement for many ranges of rows; so many of them are explained. */
const MOST_TIMES = 5

const database = await newDatabase()
afterAll(() => database.drop())
const env = { ...database.env, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN, CROFT_DATABASE_URL: database.url }
const dataset = await seedLargeDataset(env, MEMBERSHIPS)
let statements: Statement[] = []
const server = await startTestServer({
  shared: true,
  database,
  onQuery: (text, parameters, isPrepared) => statements.push({ sql: text, parameters, isPrepared }),
})
// slices of one size on both databases; a count takes ten times as many rows
Object.assign(server.app.services.store, { readSlice: { workMs: 3, maxRows: 50 } })
const planner =
  DATABASE === 'sqlite'
    ? sqlitePlanner(database.url.replace('sqlite:', ''))
    : await postgresPlanner(database.url, await settingsOf(server.app.services.store.db))
afterAll(() => planner.close())

const CALLERS: Record<CallerName, { token: string; most: number }> = {
  'a member': { token: dataset.member.token, most: MOST },
  'a member of 5,000 workspaces': { token: dataset.busy.token, most: MOST_OF_BUSY },
  'a platform admin': { token: ADMIN_TOKEN, most: MOST },
}
const lists = listsOf(dataset)
const reads = readsOf(dataset)
const streams = streamsOf(dataset)

interface Page {
  nodes: unknown[]
  pageInfo: { startCursor: string | null; endCursor: string | null }
}
const PAGE = '{ nodes { __typename } pageInfo { startCursor endCursor } }'
const COUNTED = PAGE.replace('}', '} totalCount')

/** Finds the page at any depth of the data. */
function pageIn(data: Record<string, unknown>): Page {
  let found = data
  while (found['nodes'] === undefined) found = Object.values(found)[0] as Record<string, unknown>
  return found as unknown as Page
}

/**
 * The arguments of each page: each filter, also in one of the orders, and in each order the first page, the last, and two
 * in the middle.
 */
async function pagesOf({ query, orders = [], filters = [], middle }: List, name: CallerName) {
  const page = async (args: readonly string[]) => {
    const data = await server.data(`{ ${query.replace('%', `(${args.join(', ')}) ${PAGE}`)} }`, {}, CALLERS[name])
    return pageIn(data).pageInfo
  }
  const pages = filters.flatMap((filter, index) => {
    const order = orders[(index + 1) % orders.length]
    const filtered = [`first: 20, filter: ${filter}`]
    return order ? [filtered, [...filtered, `orderBy: ${order}`]] : [filtered]
  })
  for (const order of ['', ...orders]) {
    const by = order ? [`orderBy: ${order}`] : []
    pages.push(['first: 20', ...by])
    pages.push(['last: 20', ...by])
    const far = middle ? ['first: 1', `filter: ${middle}`] : ['last: 20']
    const { startCursor, endCursor } = await page([...far, ...by])
    const place = middle ? endCursor : startCursor
    if (place === null) continue
    pages.push(['first: 20', `after: "${place}"`, ...by])
    pages.push(['last: 20', `before: "${place}"`, ...by])
  }
  return pages.map((args) => args.join(', '))
}

/** Statements that have been explained: each request repeats those that authenticate its caller. */
const explained = new Set<string>()

/** The statements that scan a table, sort or read too many rows, each with its plan. */
async function faultsOf(sent: readonly Statement[], most: number): Promise<string[]> {
  const found: string[] = []
  const times = new Map<string, number>()
  for (const statement of sent) {
    const time = (times.get(statement.sql) ?? 0) + 1
    times.set(statement.sql, time)
    if (time > MOST_TIMES) continue
    const key = JSON.stringify(statement)
    if (explained.has(key)) continue
    explained.add(key)
    if (!/^\s*(select|with)\b/.test(statement.sql) || /\bfor (no key )?(update|share)\b/.test(statement.sql)) continue
    const { plan, rows, faults } = await planner.explain(statement, most)
    if (rows > most || faults.length > 0)
      found.push([`${rows} rows`, statement.sql, JSON.stringify(statement.parameters), ...plan].join('\n'))
  }
  return found
}

async function ask(query: string, name: CallerName): Promise<string[]> {
  statements = []
  await server.data(`{ ${query} }`, {}, CALLERS[name])
  return faultsOf(statements, CALLERS[name].most)
}

const each = <T>(table: Record<string, T>, as: (of: T) => readonly CallerName[]) =>
  Object.entries(table).flatMap(([what, of]) => as(of).map((name) => [what, name, of] as const))

describe('a page reads few rows and scans no table, in every order, with every filter and after any cursor:', () => {
  test.each(each(lists, ({ as }) => as))('%s, as %s', async (what, name, list) => {
    for (const args of await pagesOf(list, name)) {
      const faults = await ask(list.query.replace('%', `(${args}) ${args.includes('filter') ? COUNTED : PAGE}`), name)
      expect.soft(faults, `${what} (${args})`).toEqual([])
    }
  })
})

describe('a query reads few rows and scans no table:', () => {
  test.each(each(reads, ([, as]) => as))('%s, as %s', async (_what, name, [query]) => {
    expect(await ask(query, name)).toEqual([])
  })

  test.each(each(streams, ({ as }) => as))('a stream of %s from an old cursor, as %s', async (_what, name, stream) => {
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
  })
})

test('the dataset has rows of every noun', async () => {
  const counts = await Promise.all(
    NOUN_TABLES.map(async (table) => {
      const [row] = await database.query<{ n: number | string }>(`select count(*) as n from "${table}"`)
      return [table, Number(row?.n)] as const
    }),
  )
  const few = counts.filter(([, rows]) => rows <= MOST).map(([table]) => table)
  expect(few, `Insert more than ${MOST} rows in test/support/large-dataset.ts`).toEqual([])
})

test('reads.ts has a query for every field of the schema that returns a list', () => {
  const selected = selectedFields([
    ...Object.values(lists).map(({ query }) => `{ ${query.replace('%', PAGE)} }`),
    ...Object.values(reads).map(([query]) => `{ ${query} }`),
  ])
  const message = 'Add these fields to `listsOf` or `readsOf` in test/lists/reads.ts'
  expect(
    LIST_FIELDS.filter((field) => !selected.has(field)),
    message,
  ).toEqual([])
  expect(LIST_FIELDS.length).toBeGreaterThan(15)
})
