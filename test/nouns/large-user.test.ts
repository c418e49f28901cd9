// A user who owns 2,000 workspaces: changes to the user work on sets of rows and let other requests continue.
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { CREATE_USER } from '../support/operations.ts'
import { refused, run, unique } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const SUSPEND = graphql(`
  mutation LargeUserSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { suspendedAt } } }
`)
const RENAME = graphql(`
  mutation LargeUserRename($input: UpdateUserInput!) { updateUser(input: $input) { user { name } } }
`)
const DELETE = graphql(`
  mutation LargeUserDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }
`)

const MANY = 2000
/** The number of rows that one statement may change. */
const PART = 250
const NAMED = 100
const AT = "'2026-06-01T00:00:00.000Z'"

/** The turn of the event loop in which each statement about many rows was sent. */
let turns: number[] = []
let turn = 0
let sent = 0
const server = await startTestServer({
  shared: true,
  onQuery: (sql) => {
    sent++
    if (/^\s*(insert into event|(update|delete from) "membership")/.test(sql)) turns.push(turn)
  },
})
const { database } = server
const count = async (rows: string) =>
  Number((await database.query<{ n: number }>(`select count(*) as n ${rows}`))[0]?.n)

let owners = 0
/** A user who is an owner of many workspaces; by SQL, since the API creates them one by one. */
async function seedOwner(): Promise<string> {
  const owner = (await run(server, CREATE_USER, { input: { name: unique('owner') } })).createUser.user.id
  const id = (prefix: string) =>
    `'${prefix}_0${++owners}' || substr(cast(100000000 + i as text), 2) || '0000000000000000'`
  const workspace = id('ws')
  const each = `with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ${MANY})`
  await database.query(`insert into workspace (id, name, display_name, hosting, created_at, updated_at)
    ${each} select ${workspace}, '${unique('many')}-' || cast(i as text), 'Many', 'MANAGED', ${AT}, ${AT} from n`)
  await database.query(`
    insert into membership (id, workspace_id, principal_type, principal, name, role, created_at, updated_at)
    ${each} select ${id('mem')}, ${workspace}, 'USER', '${owner}', '', 'OWNER', ${AT}, ${AT} from n`)
  await database.query(`insert into member_count (workspace_id, role, count)
    ${each} select ${workspace}, 'OWNER', 1 from n`)
  return owner
}

/** Expects few statements, this many of them about many rows, and each of those in its own turn but for one. */
async function expectParts(parts: number, operation: () => Promise<unknown>): Promise<void> {
  let over = false
  const next = () => {
    turn++
    if (!over) setImmediate(next)
  }
  setImmediate(next)
  turns = []
  sent = 0
  await operation().finally(() => {
    over = true
  })
  expect(turns).toHaveLength(parts)
  expect(new Set(turns).size).toBeGreaterThanOrEqual(parts - 1)
  expect(sent).toBeLessThan(100)
}

test('a user is renamed, suspended and deleted in batches, and each workspace gets its event', async () => {
  const owner = await seedOwner()
  const other = (await run(server, CREATE_USER, { input: { name: unique('other') } })).createUser.user.id
  const user = { id: owner }
  const parts = MANY / PART
  await expectParts(parts + 1, () => run(server, RENAME, { input: { user, name: 'Renamed' } }))
  expect(await count(`from membership where principal = '${owner}' and name = 'Renamed'`)).toBe(MANY)

  await expectParts(parts + 1, () => run(server, SUSPEND, { input: { user, reason: 'long leave' } }))
  expect(await count("from event where type = 'workspace.ownerless'")).toBe(MANY)

  await database.query(`
    insert into membership (id, workspace_id, principal_type, principal, role, created_at, updated_at)
    select 'mem_1' || substr(id, 6), workspace_id, 'USER', '${other}', 'OWNER', ${AT}, ${AT}
    from membership where principal = '${owner}'`)
  await database.query("update member_count set count = 2 where workspace_id like 'ws_0%'")
  await expectParts(2 * parts + 1, () => run(server, DELETE, { input: { user } }))
  expect(await count(`from membership where principal = '${owner}'`)).toBe(0)
  expect(await count("from member_count where workspace_id like 'ws_0%' and count = 1")).toBe(MANY)
  expect(await count("from event where type = 'member.removed'")).toBe(MANY)
})

test('the last owner of many workspaces cannot be deleted: the refusal names the first hundred, and their total', async () => {
  const owner = await seedOwner()
  const refusal = await refused(server, DELETE, { input: { user: { id: owner } } })
  expect(refusal).toMatchObject({ code: 'LAST_OWNER', workspaceCount: MANY })
  expect(refusal['workspaces']).toHaveLength(NAMED)
  const { body } = await server.gql(DELETE.toString(), { input: { user: { id: owner } } })
  expect(body.errors?.[0]?.message).toMatch(/-0, .* and 1,900 more$/)
  expect(JSON.stringify(body).length).toBeLessThan(16_384)
})
