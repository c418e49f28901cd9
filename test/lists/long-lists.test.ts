// Lists that no index has in their order, and that are too long to be sorted for each page: a project's resources, one
// owner's tokens in a workspace, the deletions that a caller may watch, the workspaces that it can see, and resources
// of many names. They are found among the rows of a longer list.
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { REGISTER_RESOURCES } from '../support/operations.ts'
import { type Person, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const CREATE_PROJECT = graphql(`
  mutation LongListsProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }
`)

/** More rows than are sorted (`MAX_SORTED` in src/graphql/read-list.ts). */
const ROWS = 1050
const server = await startTestServer({ shared: true })
const { id: workspace, owner, members } = await seedWorkspace(server, { viewer: 'VIEWER' })
const viewer = members['viewer'] as Person

const input = { workspace: { id: workspace }, name: unique('long') }
const project = (await run(server, CREATE_PROJECT, { input }, owner)).createProject.project.id
for (const from of [0, 350, 700]) {
  const resources = Array.from({ length: 700 }, (_, index) => ({
    kind: ['job', 'model'][index % 2] as string,
    name: `resource-${(from + Math.floor(index / 2)) % 97}-${from + index}`,
    ...(index % 2 ? { project } : {}),
  }))
  await run(server, REGISTER_RESOURCES, { input: { workspace: { id: workspace }, resources } }, owner)
}

/** The names; each is that of two resources. */
const shared = Array.from({ length: ROWS / 2 }, (_, index) => `shared-${(index * 7919) % ROWS}`)
for (const kind of ['model', 'job']) {
  const resources = shared.map((name) => ({ kind, name }))
  await run(server, REGISTER_RESOURCES, { input: { workspace: { id: workspace }, resources } }, owner)
}

const numbers = `with recursive n(i) as (select 0 union all select i + 1 from n where i < ${ROWS})`
/** SQL of ids that are older than any that a server creates. */
const idsOf = (prefix: string) => `'${prefix}_0' || substr(cast(1000000000 + i as text), 2) || '0000000000000000'`
const DAY = "'2026-06-' || (10 + i % 7) || 'T00:00:00.000Z'"
// the last row belongs to somebody else
await server.database.query(
  `insert into api_token (id, hash, hint, name, workspace_id, owner_id, created_at, expires_at, last_used_at)
  ${numbers} select ${idsOf('tok')}, 'long-' || i, '', 'token-' || i % 300, ?, case when i < ${ROWS} then ? else ? end,
    '2026-06-01T00:00:00.000Z', ${DAY}, case when i % 100 > 0 then ${DAY} end from n`,
  workspace,
  viewer.id,
  owner.id,
)
const watcher = await signUp(server)
await server.database.query(`
  insert into deletion (id, workspace_id, workspace_name, workspace_display_name, state, policy, requested_at, finished_at, total)
  ${numbers} select ${idsOf('del')}, 'ws_' || i, 'gone-' || i % 300, 'Gone', 'SUCCEEDED', 'CASCADE', '2026-06-01T00:00:00.000Z',
    case when i % 100 > 0 then ${DAY} end, 0 from n`)
await server.database.query(
  `insert into deletion_watcher (deletion_id, user_id, was_owner) ${numbers} select ${idsOf('del')}, ?, 1 from n where i < ${ROWS}`,
  watcher.id,
)

const member = await signUp(server)
await server.database.query(`
  insert into workspace (id, name, display_name, hosting, visibility, created_at, updated_at)
  ${numbers} select ${idsOf('ws')}, 'many-' || i, 'Many ' || i % 300, 'LOCAL', 'PRIVATE', '2026-06-01T00:00:00.000Z',
    ${DAY} from n`)
// some of them name the member twice, and one does not
const bindings: [prefix: string, type: string, principal: string, which: string][] = [
  ['mem', 'USER', member.id, `i % 3 > 0 and i < ${ROWS}`],
  ['mem_0', 'EVERYONE', 'everyone', `i % 3 < 2 and i < ${ROWS}`],
]
for (const [prefix, type, principal, which] of bindings)
  await server.database.query(
    `insert into membership (id, workspace_id, principal_type, principal, role, created_at, updated_at)
    ${numbers} select ${idsOf(prefix)}, ${idsOf('ws')}, '${type}', ?, 'VIEWER', '2026-06-01T00:00:00.000Z',
      '2026-06-01T00:00:00.000Z' from n where ${which}`,
    principal,
  )

interface Long {
  query: string
  as: Person
  /** The columns of the fields of orders. */
  orders: Readonly<Record<string, readonly string[]>>
  filter?: string
  rows: string
}
const lists: Record<string, Long> = {
  "a project's resources": {
    query: `node(id: "${project}") { ... on Project { resources% } }`,
    as: owner,
    orders: { NAME: ['name'], UPDATED_AT: ['updated_at'], 'KIND NAME': ['kind', 'name'] },
    rows: `select * from resource where project_id = '${project}'`,
  },
  'resources of many names': {
    query: `workspace(by: { id: "${workspace}" }) { resources% }`,
    as: owner,
    orders: { CREATED_AT: [], NAME: ['name'], UPDATED_AT: ['updated_at'], 'KIND NAME': ['kind', 'name'] },
    filter: `name: { in: ${JSON.stringify(shared)} }`,
    rows: `select * from resource where workspace_id = '${workspace}' and name like 'shared-%'`,
  },
  'workspaces of a member of many': {
    query: 'workspaces%',
    as: member,
    orders: { CREATED_AT: [], NAME: ['name'], DISPLAY_NAME: ['display_name'], UPDATED_AT: ['updated_at'] },
    rows: `select * from workspace where id in (
      select workspace_id from membership where principal in ('${member.id}', 'everyone'))`,
  },
  'own tokens of a workspace': {
    query: `workspace(by: { id: "${workspace}" }) { tokens% }`,
    as: viewer,
    orders: { NAME: ['name'], EXPIRES_AT: ['expires_at'], LAST_USED_AT: ['last_used_at'] },
    rows: `select * from api_token where workspace_id = '${workspace}' and owner_id = '${viewer.id}'`,
  },
  'deletions of a watcher': {
    query: 'deletions%',
    as: watcher,
    orders: { WORKSPACE_NAME: ['workspace_name'], FINISHED_AT: ['finished_at'] },
    rows: `select * from deletion where id in (select deletion_id from deletion_watcher where user_id = '${watcher.id}')`,
  },
}
const cases = Object.entries(lists).flatMap(([name, list]) =>
  Object.entries(list.orders).map(([fields, columns]) => [name, fields, list, columns] as const),
)

describe('firm ground 16: a list too long to be sorted has each row once and in order, page by page:', () => {
  test.each(cases)('%s by %s', async (_name, fields, { query, as, filter, rows }, columns) => {
    const found = (await server.database.query(rows)) as Record<string, string | null>[]
    const keys = found.map((row) => [...columns, 'id'].map((column) => row[column] ?? ' ').join('\0')).sort()
    const expected = keys.map((key) => key.slice(key.lastIndexOf('\0') + 1))
    expect(expected.length).toBeGreaterThanOrEqual(ROWS)
    const walk = async (size: 'first' | 'last', direction: string) => {
      const order = fields.split(' ').map((field) => `{ field: ${field}, direction: ${direction} }`)
      const ids: string[] = []
      for (let cursor: string | null = null, more = true; more; ) {
        const place: string = cursor ? `, ${size === 'first' ? 'after' : 'before'}: "${cursor}"` : ''
        const page = 'nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }'
        // each page that asks for the count counts the rows: once in each direction is enough
        const count = cursor === null ? 'totalCount' : ''
        const args = `(${size}: 100, ${filter ? `filter: { ${filter} }, ` : ''}orderBy: [${order.join(', ')}]${place})`
        let list = await server.data(`{ ${query.replace('%', `${args} { ${page} ${count} }`)} }`, {}, as)
        while (list.nodes === undefined) list = Object.values(list)[0]
        // on a very busy machine the three seconds for a count pass before it ends
        if (count) expect([expected.length, null]).toContain(list.totalCount)
        const { startCursor, endCursor, hasNextPage, hasPreviousPage } = list.pageInfo
        const onPage = list.nodes.map(({ id }: { id: string }) => id)
        ids.push(...(size === 'first' ? onPage : onPage.reverse()))
        more = size === 'first' ? hasNextPage : hasPreviousPage
        cursor = size === 'first' ? endCursor : startCursor
      }
      return ids
    }
    expect(await walk('first', 'ASC')).toEqual(expected)
    expect(await walk('last', 'DESC')).toEqual(expected)
    expect(await walk('first', 'DESC')).toEqual([...expected].reverse())
  })
})
