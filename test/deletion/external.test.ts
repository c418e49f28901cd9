// External resources: the service that owns a kind claims clean-up tasks and reports on each, and the deletion waits.
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import {
  CLAIM,
  COMPLETE,
  claim,
  claimSome,
  complete,
  createExternalKind,
  createService,
  deleteExternal,
  FAIL,
  readExternal,
  registerItems,
  untilState,
} from '../support/external.ts'
import {
  CREATE_API_TOKEN,
  DELETE_WORKSPACE,
  PAUSE_DELETIONS,
  REGISTER_RESOURCES,
  RESUME_DELETIONS,
} from '../support/operations.ts'
import { refused, run, seedWorkspace } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { rowsOfWorkspace } from '../support/workspace-rows.ts'

const NODE = graphql(`
  query ExternalNode($id: ID!) {
    node(id: $id) { id ... on CleanupTask { resourceName deletion { id } } }
  }
`)

const LABELS = graphql(`
  query TaskLabels($id: ID!) { deletion(id: $id) { tasks(first: 10) { nodes { labels } } } }
`)

const server = await startTestServer({ shared: true })
const MINUTE_MS = 60_000

test('a deletion waits for the tasks of a kind with CLAIM, and succeeds when all are completed', async () => {
  const kind = await createExternalKind(server)
  const { id, workspace, resourceIds } = await deleteExternal(server, [[kind, 3]])
  const tasks = await claimSome(server, kind, 3)
  expect(tasks[0]).toEqual({
    id: expect.stringMatching(/^task_/),
    deletion: null,
    workspaceId: workspace.id,
    workspaceName: workspace.name,
    kind: { name: kind.name },
    resourceId: resourceIds[0],
    resourceName: 'item-0',
    externalId: 'external-0',
    labels: { n: '0' },
    state: 'CLAIMED',
    attempt: 1,
    leaseExpiresAt: expect.stringMatching(/Z$/),
    nextAttemptAt: null,
    lastError: null,
  })
  expect(await readExternal(server, id)).toMatchObject({ state: 'RUNNING', done: 0, total: 5, remaining: 5 })
  for (const task of tasks) {
    const done = await complete(server, kind, task)
    expect(done).toEqual({ id: task.id, state: 'DONE', attempt: 1, leaseExpiresAt: null })
  }
  const deletion = await untilState(server, id, 'SUCCEEDED')
  expect(deletion).toMatchObject({ done: 5, total: 5, failed: 0, skipped: 0, remaining: 0, lastError: null })
  expect(deletion.steps.find(({ name }) => name === kind.step)).toMatchObject({ state: 'SUCCEEDED', done: 3, total: 3 })
  expect(deletion.tasks.totalCount).toBe(0)
  expect(await rowsOfWorkspace(server, workspace.id)).toEqual({})
})

test('projects, service accounts, tokens and memberships stay until the external resources are gone', async () => {
  const kind = await createExternalKind(server)
  const { id, workspace } = await deleteExternal(server, [[kind, 1]])
  const [task] = await claimSome(server, kind, 1)
  const { steps } = await readExternal(server, id)
  const after = steps.slice(steps.findIndex(({ name }) => name === kind.step) + 1)
  expect(after.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'projects WAITING',
    'service_accounts WAITING',
    'tokens WAITING',
    'memberships WAITING',
    'workspace WAITING',
  ])
  expect(await rowsOfWorkspace(server, workspace.id)).toMatchObject({ membership: 1, resource: 1 })
  await complete(server, kind, task as { id: string; attempt: number })
  await untilState(server, id, 'SUCCEEDED')
})

test('kinds of the same order are cleaned up side by side; those of a later order wait', async () => {
  const [first, second, later] = [
    await createExternalKind(server, { order: 31 }),
    await createExternalKind(server, { order: 31 }),
    await createExternalKind(server, { order: 32 }),
  ]
  const { id } = await deleteExternal(server, [
    [first, 1],
    [second, 1],
    [later, 1],
  ])
  const tasks = [await claimSome(server, first, 1), await claimSome(server, second, 1)]
  expect(await claim(server, later)).toEqual([])
  await complete(server, first, tasks[0]?.[0] as never)
  await until(async () => (await readExternal(server, id)).steps.find(({ name }) => name === first.step)?.finishedAt)
  expect(await claim(server, later)).toEqual([])
  await complete(server, second, tasks[1]?.[0] as never)
  await complete(server, later, (await claimSome(server, later, 1))[0] as never)
  await untilState(server, id, 'SUCCEEDED')
})

test('a step with a million external resources has at most a thousand open tasks', async () => {
  const kind = await createExternalKind(server)
  const workspace = await seedWorkspace(server)
  await registerItems(server, workspace, kind.name, 1000)
  const resources = Array.from({ length: 50 }, (_, n) => ({ kind: kind.name, name: `more-${n}` }))
  const here = { workspace: { id: workspace.id } }
  await run(server, REGISTER_RESOURCES, { input: { ...here, resources } }, workspace.owner)
  const { deletion } = (await run(server, DELETE_WORKSPACE, { input: here }, workspace.owner)).deleteWorkspace
  const open = async () => (await readExternal(server, deletion.id)).tasks.totalCount
  await until(async () => (await open()) === 1000)
  for (const task of await claim(server, kind)) await complete(server, kind, task)
  // the last fifty tasks are created when there is room for them
  await until(async () => (await open()) === 1050)
  expect(await readExternal(server, deletion.id)).toMatchObject({ state: 'RUNNING', done: 100, remaining: 952 })
})

test('a task shows the labels of its resource before and after it is done, but its row stores none until then', async () => {
  const kind = await createExternalKind(server)
  const { id } = await deleteExternal(server, [[kind, 2]])
  const labels = async () => (await run(server, LABELS, { id })).deletion?.tasks.nodes.map((task) => task.labels)
  const tasks = await claimSome(server, kind, 2)
  const ofRows = "select labels, state from cleanup_task where deletion_id = ? and state <> 'DONE'"
  expect(await server.database.query(ofRows, id)).toEqual(Array(2).fill({ labels: '{}', state: 'CLAIMED' }))
  expect(await labels()).toEqual([{ n: '1' }, { n: '0' }])
  await complete(server, kind, tasks[0] as never)
  expect(await labels()).toEqual([{ n: '1' }, { n: '0' }])
  await complete(server, kind, tasks[1] as never)
  await untilState(server, id, 'SUCCEEDED')
})

test('repeating a report with the same attempt returns the same answer, and counts once', async () => {
  const kind = await createExternalKind(server)
  const { id } = await deleteExternal(server, [[kind, 2]])
  const [task, other] = await claimSome(server, kind, 2)
  if (!task || !other) throw new Error('There are two tasks')
  const first = await complete(server, kind, task)
  expect(await complete(server, kind, task)).toEqual(first)
  expect(await readExternal(server, id)).toMatchObject({ done: 1, failed: 0 })
  const input = { task: task.id, attempt: task.attempt, error: 'Not at all' }
  expect((await refused(server, FAIL, { input }, kind.service)).code).toBe('CONFLICT')
  const failure = { input: { task: other.id, attempt: 1, error: 'In use' } }
  const failed = (await run(server, FAIL, failure, kind.service)).failCleanupTask.task
  expect((await run(server, FAIL, failure, kind.service)).failCleanupTask.task).toEqual(failed)
  expect((await readExternal(server, id)).steps.find(({ name }) => name === kind.step)?.attempts).toBe(1)
  server.advance(MINUTE_MS)
  await complete(server, kind, (await claimSome(server, kind, 1))[0] as never)
  await untilState(server, id, 'SUCCEEDED')
})

test('a task is shown to watchers of the deletion and to the owner service of its kind, and to nobody else', async () => {
  const kind = await createExternalKind(server)
  const { id, workspace } = await deleteExternal(server, [[kind, 1]])
  const [task] = await claimSome(server, kind, 1)
  const read = async (as: { token: string } | undefined) =>
    (await run(server, NODE, { id: task?.id as string }, as)).node
  expect(await read(workspace.owner)).toEqual({ id: task?.id, resourceName: 'item-0', deletion: { id } })
  expect(await read(undefined)).toMatchObject({ deletion: { id } })
  expect(await read(kind.service)).toEqual({ id: task?.id, resourceName: 'item-0', deletion: null })
  expect(await read((await createExternalKind(server)).service)).toBeNull()
  await complete(server, kind, task as never)
  await untilState(server, id, 'SUCCEEDED')
  expect(await read(workspace.owner)).toBeNull()
})

test('only the owner service of a kind claims and reports, with a token that has these permissions', async () => {
  const kind = await createExternalKind(server)
  const { id, workspace } = await deleteExternal(server, [[kind, 1]])
  const [task] = await claimSome(server, kind, 1)
  const report = { input: { task: task?.id as string, attempt: 1 } }
  const claims = { input: { kinds: [kind.name] } }
  const stranger = await createService(server)
  for (const as of [undefined, workspace.owner, stranger]) {
    expect((await refused(server, CLAIM, claims, as)).code).toBe('FORBIDDEN')
  }
  expect((await refused(server, COMPLETE, report, workspace.owner)).code).toBe('FORBIDDEN')
  expect((await refused(server, COMPLETE, report, stranger)).code).toBe('NOT_FOUND')
  const input = { name: 'reads', serviceAccount: kind.service.id, permissions: ['WORKSPACE_READ' as const] }
  const limited = { token: (await run(server, CREATE_API_TOKEN, { input })).createApiToken.secret as string }
  for (const [document, variables] of [
    [CLAIM, claims],
    [COMPLETE, report],
  ] as const) {
    const { code, permission } = await refused(server, document as typeof CLAIM, variables as typeof claims, limited)
    expect([code, permission]).toEqual(['FORBIDDEN', 'RESOURCE_WRITE'])
  }
  await complete(server, kind, task as never)
  await untilState(server, id, 'SUCCEEDED')
})

test.each([
  ['no kind', { kinds: [] }, 'INVALID_INPUT', 'kinds'],
  ['a kind that there is not', { kinds: ['unheard-of'] }, 'INVALID_INPUT', 'kinds'],
  ['no task', { kinds: ['%'], max: 0 }, 'INVALID_INPUT', 'max'],
  ['too many tasks', { kinds: ['%'], max: 101 }, 'INVALID_INPUT', 'max'],
  ['a lease that is too short', { kinds: ['%'], lease: '0s' }, 'INVALID_INPUT', 'lease'],
  ['a lease that is too long', { kinds: ['%'], lease: '2h' }, 'INVALID_INPUT', 'lease'],
  ['a task that is no id', { kinds: ['%'], tasks: ['nonsense'] }, 'INVALID_INPUT', 'tasks'],
  ['too many renewals', { kinds: ['%'], tasks: Array(101).fill('task_01k') }, 'LIMIT_EXCEEDED', undefined],
  ['too many kinds', { kinds: Array(21).fill('%') }, 'LIMIT_EXCEEDED', undefined],
])('claiming %s is refused', async (_what, input, code, field) => {
  const kind = await createExternalKind(server)
  const kinds = input.kinds.map((name) => (name === '%' ? kind.name : name))
  const refusal = await refused(server, CLAIM, { input: { ...input, kinds } as never }, kind.service)
  expect([refusal.code, refusal['field']]).toEqual([code, field])
})

test('a report with attempt 0, or without a valid reason, is refused', async () => {
  const kind = await createExternalKind(server)
  const { id } = await deleteExternal(server, [[kind, 1]])
  const [task] = await claimSome(server, kind, 1)
  const report = { task: task?.id as string, attempt: 1 }
  const at0 = await refused(server, COMPLETE, { input: { ...report, attempt: 0 } }, kind.service)
  expect([at0.code, at0['field']]).toEqual(['INVALID_INPUT', 'attempt'])
  for (const error of ['', 'x'.repeat(1001), 'a\u0007bell']) {
    const refusal = await refused(server, FAIL, { input: { ...report, error } }, kind.service)
    expect([refusal.code, refusal['field']]).toEqual(['INVALID_INPUT', 'error'])
  }
  await complete(server, kind, task as never)
  await untilState(server, id, 'SUCCEEDED')
})

test('while deletions are paused no task can be claimed, but a report of a claimed task counts', async () => {
  const own = await startTestServer()
  const kind = await createExternalKind(own)
  const { id } = await deleteExternal(own, [[kind, 3]])
  const [held] = await claimSome(own, kind, 1, '1h')
  await run(own, PAUSE_DELETIONS, { input: { reason: 'The service is being moved' } })
  expect(await claim(own, kind)).toEqual([])
  const renewal = { kinds: [kind.name], tasks: [held?.id as string] }
  expect((await run(own, CLAIM, { input: renewal }, kind.service)).claimCleanupTasks.tasks).toHaveLength(1)
  await complete(own, kind, held as never)
  expect(await readExternal(own, id)).toMatchObject({ state: 'RUNNING', done: 1 })
  await run(own, RESUME_DELETIONS, { input: {} })
  for (const task of await claimSome(own, kind, 2)) await complete(own, kind, task)
  await untilState(own, id, 'SUCCEEDED')
})
