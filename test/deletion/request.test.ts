// `deleteWorkspace`: when it is refused, and which rows it removes. The record is in `record.test.ts`, who may see it
// in `rights/watchers.test.ts`, how clean-up carries it out in `cleanup.test.ts`.
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { blockRemoval } from '../support/faults.ts'
import { FULL_WORKSPACE_STEPS, seedFullWorkspace } from '../support/full-workspace.ts'
import { CREATE_WORKSPACE, DELETE_WORKSPACE } from '../support/operations.ts'
import { fill, refused, run, seedWorkspace, signUp } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { rowsOfWorkspace } from '../support/workspace-rows.ts'

const READ = graphql(`
  query DeletionRead($id: ID!) {
    deletion(id: $id) {
      state
      policy
      reason
      total
      done
      workspaceId
      steps {
        name
        label
        order
        state
        total
        done
      }
    }
  }
`)

const PROTECT = graphql(`
  mutation DeletionProtect($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) {
      workspace {
        deletionProtection
      }
    }
  }
`)

const SUSPEND = graphql(`
  mutation DeletionSuspend($input: SuspendWorkspaceInput!) {
    suspendWorkspace(input: $input) {
      workspace {
        state
      }
    }
  }
`)

const server = await startTestServer({ shared: true })

const read = async (id: string) => (await run(server, READ, { id })).deletion
const untilSucceeded = (id: string) => until(async () => (await read(id))?.state === 'SUCCEEDED')

async function startDeletion(workspaceId: string, as?: { token: string }): Promise<string> {
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input: { workspace: { id: workspaceId } } }, as)
  return deleteWorkspace.deletion.id
}

test.each(['cascade', 'BURN', '', 7, ['CASCADE', 'RETAIN']])(
  'an unknown policy %j is INVALID_INPUT, and nothing is deleted',
  async (policy) => {
    const { id, owner } = await seedWorkspace(server)
    const { body } = await server.gql(DELETE_WORKSPACE.toString(), { input: { workspace: { id }, policy } }, owner)
    const { code, path } = (body.errors?.[0]?.extensions ?? {}) as { code?: string; path?: string }
    expect([code, path]).toEqual(['INVALID_INPUT', expect.stringContaining('policy')])
    const deletions = await server.database.query('select id from deletion where workspace_id = ?', id)
    expect(deletions).toEqual([])
  },
)

test('RESTRICT refuses a workspace with resources, with the counts by kind and the first 20 names, and changes nothing', async () => {
  const workspace = await seedWorkspace(server)
  await fill(server, workspace, 41, ['model', 'job'])
  const input = { workspace: { id: workspace.id }, policy: 'RESTRICT' as const }
  expect(await refused(server, DELETE_WORKSPACE, { input }, workspace.owner)).toMatchObject({
    code: 'WORKSPACE_NOT_EMPTY',
    counts: [
      { kind: 'job', count: 20 },
      { kind: 'model', count: 21 },
    ],
    first: Array.from({ length: 20 }, (_, i) => ({ kind: i % 2 === 0 ? 'model' : 'job', name: `resource-${i}` })),
  })
  expect(await server.data('{ deletions { nodes { id } } }', {}, workspace.owner)).toEqual({ deletions: { nodes: [] } })
  expect(await rowsOfWorkspace(server, workspace.id)).toMatchObject({ workspace: 1, resource: 41 })
})

test('RESTRICT removes a workspace without resources, its members included', async () => {
  const workspace = await seedWorkspace(server, { editor: 'EDITOR' })
  const input = { workspace: { name: workspace.name }, policy: 'RESTRICT' as const, reason: 'Not used' }
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input }, workspace.owner)
  const { id } = deleteWorkspace.deletion
  await untilSucceeded(id)
  expect(await read(id)).toMatchObject({ policy: 'RESTRICT', reason: 'Not used', total: 3, done: 3 })
  expect(await rowsOfWorkspace(server, workspace.id)).toEqual({})
})

test('CASCADE removes all rows in the order of the steps, and keeps the events', async () => {
  const workspace = await seedFullWorkspace(server)
  const events = async () =>
    (await server.database.query('select 1 from event where workspace_id = ?', workspace.id)).length
  const eventsBefore = await events()
  const clear = await blockRemoval(server, 'project', workspace.id)
  const id = await startDeletion(workspace.id, workspace.owner)
  await until(async () => (await read(id))?.steps.find(({ name }) => name === 'projects')?.state === 'RETRYING')
  // the rows of the steps before it are gone, those of later steps are still there
  expect(await rowsOfWorkspace(server, workspace.id)).toEqual({
    workspace: 1,
    project: 1,
    service_account: 1,
    api_token: 1,
    membership: 4,
    member_count: 3,
    resource_count: 5,
    workspace_preference: 1,
  })
  await clear()
  await untilSucceeded(id)
  expect(await rowsOfWorkspace(server, workspace.id)).toEqual({})
  expect(await events()).toBeGreaterThan(eventsBefore)
  const deletion = await read(id)
  expect(deletion?.steps).toMatchObject(
    FULL_WORKSPACE_STEPS.map((step, order) => ({ ...step, order, state: 'SUCCEEDED', done: step.total })),
  )
})

test('the name is taken until the deletion has succeeded, and free afterwards', async () => {
  const workspace = await seedWorkspace(server)
  const clear = await blockRemoval(server, 'workspace', workspace.id)
  const id = await startDeletion(workspace.id, workspace.owner)
  const input = { name: workspace.name }
  const stranger = await signUp(server)
  for (const as of [workspace.owner, stranger]) {
    expect(await refused(server, CREATE_WORKSPACE, { input }, as)).toMatchObject({ code: 'NAME_TAKEN', field: 'name' })
  }
  await clear()
  await untilSucceeded(id)
  const { createWorkspace } = await run(server, CREATE_WORKSPACE, { input }, stranger)
  expect(createWorkspace.workspace.id).not.toBe(workspace.id)
  // the old record still shows the old workspace
  expect((await read(id))?.workspaceId).toBe(workspace.id)
})

test('repeating the request returns the same deletion; a different request is refused with its id', async () => {
  const workspace = await seedWorkspace(server, { admin: 'ADMIN' })
  const clear = await blockRemoval(server, 'membership', workspace.id)
  const { owner, members } = workspace
  const input = { workspace: { id: workspace.id }, reason: 'Done' }
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input }, owner)
  const { id } = deleteWorkspace.deletion
  for (const as of [owner, { token: ADMIN_TOKEN }]) {
    const again = await run(server, DELETE_WORKSPACE, { input: { ...input, policy: 'CASCADE' } }, as)
    expect(again.deleteWorkspace.deletion.id).toBe(id)
    for (const other of [{ reason: 'Other' }, { reason: null }, { policy: 'RESTRICT' as const }]) {
      expect(await refused(server, DELETE_WORKSPACE, { input: { ...input, ...other } }, as)).toMatchObject({
        code: 'WORKSPACE_DELETING',
        deletionId: id,
      })
    }
  }
  expect((await refused(server, DELETE_WORKSPACE, { input }, members.admin)).code).toBe('NOT_FOUND')
  await clear()
  await untilSucceeded(id)
  expect((await refused(server, DELETE_WORKSPACE, { input }, owner)).code).toBe('NOT_FOUND')
})

test('a workspace with deletionProtection cannot be deleted, even by a platform admin, until an owner switches it off', async () => {
  const workspace = await seedWorkspace(server)
  const protect = (deletionProtection: boolean) =>
    run(server, PROTECT, { input: { workspace: { id: workspace.id }, deletionProtection } }, workspace.owner)
  await protect(true)
  const input = { workspace: { id: workspace.id } }
  for (const as of [workspace.owner, { token: ADMIN_TOKEN }]) {
    expect((await refused(server, DELETE_WORKSPACE, { input }, as)).code).toBe('DELETION_PROTECTED')
  }
  await protect(false)
  await untilSucceeded(await startDeletion(workspace.id, workspace.owner))
})

test('the built-in workspaces cannot be deleted, even by a platform admin', async () => {
  for (const name of ['default', 'system']) {
    expect((await refused(server, DELETE_WORKSPACE, { input: { workspace: { name } } })).code).toBe('BUILT_IN')
  }
})

test('only a platform admin can delete a suspended workspace', async () => {
  const workspace = await seedWorkspace(server)
  await run(server, SUSPEND, { input: { workspace: { id: workspace.id }, reason: 'Under review' } })
  const input = { workspace: { id: workspace.id } }
  expect(await refused(server, DELETE_WORKSPACE, { input }, workspace.owner)).toMatchObject({
    code: 'FORBIDDEN',
    permission: 'WORKSPACE_DELETE',
    reason: 'Under review',
  })
  await untilSucceeded(await startDeletion(workspace.id))
})

test('a workspace with 22,000 owners is deleted, and each of them can watch', async () => {
  const OWNERS = 22_000
  const { id } = await seedWorkspace(server)
  const { database } = server
  const at = "'2026-06-01T00:00:00.000Z'"
  const each = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${OWNERS})`
  const number = 'substr(cast(100000000 + i as text), 2)'
  // written by SQL: a database binds at most 65,535 parameters to a statement, SQLite half as many
  await database.query(
    `insert into "user" (id, name, created_at) ${each} select 'user_' || ${number}, 'Owner', ${at} from n`,
  )
  await database.query(`
    insert into membership (id, workspace_id, principal_type, principal, role, created_at, updated_at)
    ${each} select 'mem_' || ${number}, '${id}', 'USER', 'user_' || ${number}, 'OWNER', ${at}, ${at} from n`)
  const deletion = await startDeletion(id)
  const watchers = await database.query<{ was_owner: number; n: number }>(
    'select was_owner, count(*) as n from deletion_watcher where deletion_id = ? group by 1 order by 1',
    deletion,
  )
  expect(watchers.map(({ was_owner, n }) => [was_owner, Number(n)])).toEqual([
    [0, 1],
    [1, OWNERS + 1],
  ])
  await untilSucceeded(deletion)
})
