// Kinds with WEBHOOK: the receiver is called about each resource, and its answer decides what happens next.
import { describe, expect, onTestFinished, test } from 'vitest'
import { Deliveries } from '../../src/cleanup/external/deliveries.ts'
import type { Task } from '../../src/cleanup/external/task.ts'
import { type Call, startControlledReceiver } from '../support/controlled-receiver.ts'
import { newDatabase } from '../support/database.ts'
import {
  COMPLETE,
  claim,
  claimSome,
  complete,
  createExternalKind,
  deleteExternal,
  RETRY,
  readExternal,
  registerItems,
  SKIP,
  told,
  untilState,
} from '../support/external.ts'
import { CREATE_WORKSPACE, PAUSE_DELETIONS, RESUME_DELETIONS } from '../support/operations.ts'
import { refused, run } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { rowsOfWorkspace } from '../support/workspace-rows.ts'

const env = { CROFT_WEBHOOK_ALLOW: '127.0.0.0/8' }
const server = await startTestServer({ shared: true, env })
const LONGEST_PAUSE_MS = 5 * 60_000
const HOUR_MS = 3_600_000
const keysOf = (calls: readonly Call[]) => calls.map(({ headers }) => headers['idempotency-key'])

async function newHook(on = server) {
  const receiver = await startControlledReceiver()
  return { receiver, kind: await createExternalKind(on, { cleanup: 'WEBHOOK', webhookUrl: receiver.url }) }
}

test('the receiver is called once about each resource, and its 200 confirms that the resource is gone', async () => {
  const { receiver, kind } = await newHook()
  const { id, workspace, resourceIds } = await deleteExternal(server, [[kind, 12]])
  const deletion = await untilState(server, id, 'SUCCEEDED')
  expect(deletion).toMatchObject({ done: 14, failed: 0 })
  expect(receiver.calls.map(({ body }) => body.data.resource.id).sort()).toEqual([...resourceIds].sort())
  expect(new Set(keysOf(receiver.calls)).size).toBe(12)
  const first = receiver.calls.find(({ body }) => body.data.resource.id === resourceIds[0])
  expect(first?.body).toEqual({
    type: 'cleanup_task.requested',
    timestamp: expect.stringMatching(/Z$/),
    data: {
      task: expect.stringMatching(/^task_/),
      attempt: 1,
      deletion: id,
      workspace: { id: workspace.id, name: workspace.name },
      kind: kind.name,
      resource: { id: resourceIds[0], name: 'item-0', externalId: 'external-0', labels: { n: '0' } },
    },
  })
  const { task } = first?.body.data ?? {}
  expect(first?.headers).toMatchObject({ 'idempotency-key': task, 'webhook-id': task })
  expect(await rowsOfWorkspace(server, workspace.id)).toEqual({})
})

test('nothing is sent about a task whose step has been skipped since it was taken', async () => {
  const { receiver, kind } = await newHook()
  receiver.answers(503)
  const { id } = await deleteExternal(server, [[kind, 1]])
  await until(async () => (await readExternal(server, id)).tasks.nodes[0]?.state === 'RETRYING')
  const { store, config } = server.app.services
  const taken = await store.db.selectFrom('cleanup_task').selectAll().where('deletion_id', '=', id).executeTakeFirst()
  await run(server, SKIP, { input: { deletion: id, step: kind.step, reason: 'Removed by hand' } })
  await untilState(server, id, 'SUCCEEDED')
  const calls = receiver.calls.length
  await new Promise<void>((ended, failed) => {
    const onRoom = () => ended()
    new Deliveries({ store, allow: config.webhookAllow, failed, onRoom }).send([taken as Task])
  })
  expect(receiver.calls).toHaveLength(calls)
})

test.each([404, 410])('%i counts as gone', async (status) => {
  const { receiver, kind } = await newHook()
  receiver.answers(status)
  const { id } = await deleteExternal(server, [[kind, 1]])
  expect(await untilState(server, id, 'SUCCEEDED')).toMatchObject({ done: 3, failed: 0 })
  expect(receiver.calls).toHaveLength(1)
})

describe('202', () => {
  test('means that the owner service reports later, within the hour', async () => {
    const { receiver, kind } = await newHook()
    receiver.answers(202)
    const { id } = await deleteExternal(server, [[kind, 1]])
    await until(() => receiver.calls.length === 1)
    const leased = async () => (await readExternal(server, id)).tasks.nodes[0]
    const inOneHour = Date.parse(server.app.services.store.now()) + HOUR_MS
    const task = await until(async () => {
      const found = await leased()
      return Math.abs(Date.parse(found?.leaseExpiresAt ?? '') - inOneHour) < 60_000 ? found : null
    })
    expect(task).toMatchObject({ state: 'CLAIMED', attempt: 1 })
    expect(await claim(server, kind)).toEqual([])
    await complete(server, kind, task)
    await untilState(server, id, 'SUCCEEDED')
    expect(receiver.calls).toHaveLength(1)
  })

  test('without a report within the hour is tried again, and a late report of the old attempt is stale', async () => {
    const { receiver, kind } = await newHook()
    receiver.answers(202)
    const { id } = await deleteExternal(server, [[kind, 1]])
    await until(async () => {
      const [task] = (await readExternal(server, id)).tasks.nodes
      return Date.parse(task?.leaseExpiresAt ?? '') > Date.parse(server.app.services.store.now()) + HOUR_MS / 2
    })
    receiver.answers('not')
    server.advance(HOUR_MS)
    await until(() => receiver.calls.length === 2)
    const [first, second] = receiver.calls
    expect(keysOf(receiver.calls)[1]).toBe(keysOf(receiver.calls)[0])
    expect(second?.body.data.attempt).toBe(2)
    const input = { task: first?.body.data.task as string, attempt: 1 }
    const stale = await refused(server, COMPLETE, { input }, kind.service)
    expect(stale).toMatchObject({ code: 'CONFLICT', currentAttempt: 2 })
    second?.answer(200)
    await untilState(server, id, 'SUCCEEDED')
  })

  test('of a kind without an owner service is tried again', async () => {
    const { receiver, kind } = await newHook()
    await server.database.query('update resource_kind set owner_service_account_id = null where name = ?', kind.name)
    receiver.answers(202)
    const { id } = await deleteExternal(server, [[kind, 1]])
    const task = await until(async () => (await readExternal(server, id)).tasks.nodes.find((each) => each.lastError))
    expect(task).toMatchObject({
      state: 'RETRYING',
      lastError: 'Status 202, but the kind has no service account that could report',
    })
    receiver.answers(200)
    server.advance(2000)
    await untilState(server, id, 'SUCCEEDED')
  })
})

test('a receiver that fails is called eight times with the same key; then the deletion fails, and a retry calls it again', async () => {
  const { receiver, kind } = await newHook()
  receiver.answers(503)
  const { id, workspace } = await deleteExternal(server, [[kind, 1]])
  for (let attempt = 1; attempt <= 8; attempt++) {
    await until(async () => (await readExternal(server, id)).steps.some((step) => step.attempts === attempt))
    expect(receiver.calls).toHaveLength(attempt)
    server.advance(LONGEST_PAUSE_MS)
  }
  const failed = await untilState(server, id, 'FAILED')
  expect(failed.tasks.nodes).toMatchObject([{ state: 'FAILED', attempt: 8, lastError: expect.stringContaining('503') }])
  expect(failed).toMatchObject({ failed: 1, lastError: failed.tasks.nodes[0]?.lastError })
  receiver.answers(200)
  await run(server, RETRY, { input: { deletion: id } }, workspace.owner)
  const deletion = await untilState(server, id, 'SUCCEEDED')
  expect(deletion).toMatchObject({ done: 3, failed: 0, lastError: null })
  expect(new Set(keysOf(receiver.calls)).size).toBe(1)
  expect(receiver.calls.map(({ body }) => body.data.attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('a call that the receiver refuses fails at once, while calls about other resources continue', async () => {
  const { receiver, kind } = await newHook()
  receiver.answers(({ body }) => (body.data.resource.name === 'item-1' ? 400 : 200))
  const { id } = await deleteExternal(server, [[kind, 3]])
  const failed = await untilState(server, id, 'FAILED')
  expect(failed).toMatchObject({ done: 2, failed: 1, remaining: 3 })
  expect(told(failed).filter((line) => line.includes('FAILED'))).toEqual([
    `TASK_FAILED ${kind.step}`,
    `STEP_FAILED ${kind.step}`,
    'FAILED',
  ])
  expect(receiver.calls.filter(({ body }) => body.data.resource.name === 'item-1')).toHaveLength(1)
})

test('a receiver that does not answer delays no other kind and no other deletion, and gets few calls at a time', async () => {
  const hanging = await newHook()
  hanging.receiver.answers('not')
  const deletions = []
  for (let n = 0; n < 4; n++) deletions.push(await deleteExternal(server, [[hanging.kind, 20]]))
  await until(() => hanging.receiver.open() === 8)
  const healthy = await newHook()
  const { id } = await deleteExternal(server, [[healthy.kind, 20]])
  await untilState(server, id, 'SUCCEEDED', 5000)
  expect(hanging.receiver.open()).toBe(8)
  const byDeletion = hanging.receiver.calls.map(({ body }) => body.data.deletion)
  for (const { id } of deletions) expect(byDeletion.filter((of) => of === id).length).toBeLessThanOrEqual(4)
  hanging.receiver.answers(200)
  for (const call of hanging.receiver.calls) call.answer(200)
  for (const { id } of deletions) await untilState(server, id, 'SUCCEEDED')
})

test('a deletion whose calls are not answered leaves the next free call of its kind to another deletion', async () => {
  const { receiver, kind } = await newHook()
  receiver.answers('not')
  const stuck = [await deleteExternal(server, [[kind, 20]]), await deleteExternal(server, [[kind, 20]])]
  await until(() => receiver.open() === 8)
  const { id } = await deleteExternal(server, [[kind, 2]])
  receiver.answers(({ body }) => (body.data.deletion === id ? 200 : 'not'))
  await until(async () => (await readExternal(server, id)).tasks.totalCount === 2)
  // the first call may be for the others: this deletion gets its turn with them, or a moment later
  const isCalled = () => receiver.calls.some(({ body }) => body.data.deletion === id)
  for (let n = 0; n < 12 && !isCalled(); n++) {
    receiver.calls[n]?.answer(503)
    await until(() => receiver.calls.length > 8 + n)
  }
  await untilState(server, id, 'SUCCEEDED')
  receiver.answers(200)
  for (const call of receiver.calls) call.answer(200)
  server.advance(2000)
  for (const { id } of stuck) await untilState(server, id, 'SUCCEEDED')
})

test('a receiver that fails for a while is called again after each pause, without help from anybody', async () => {
  const { receiver, kind } = await newHook()
  receiver.answers(({ body }) => (body.data.attempt < 4 ? 500 : 204))
  const { id } = await deleteExternal(server, [[kind, 3]])
  const taskOf = async () => (await readExternal(server, id)).tasks.nodes.find(({ state }) => state === 'RETRYING')
  const task = await until(taskOf)
  expect(task).toMatchObject({
    lastError: 'Status 500: the receiver has failed',
    nextAttemptAt: expect.stringMatching(/Z$/),
  })
  for (let attempt = 1; attempt < 4; attempt++) {
    await until(
      async () => (await readExternal(server, id)).steps.some((step) => step.attempts === 3 * attempt),
      10_000,
    )
    server.advance(LONGEST_PAUSE_MS)
  }
  const deletion = await untilState(server, id, 'SUCCEEDED')
  expect(deletion).toMatchObject({ done: 5, failed: 0, lastError: null })
  expect(deletion.steps.find(({ name }) => name === kind.step)).toMatchObject({ attempts: 9, lastError: null })
  expect(new Set(keysOf(receiver.calls)).size).toBe(3)
  expect(told(deletion).filter((line) => line.includes('FAILED'))).toEqual([])
})

test('a workspace of the same name, created right after the end, is not affected by late answers', async () => {
  const { receiver, kind } = await newHook()
  const claimed = await createExternalKind(server)
  receiver.answers('not')
  const { id, workspace } = await deleteExternal(server, [
    [kind, 1],
    [claimed, 1],
  ])
  await until(() => receiver.calls.length === 1)
  const [task] = await claimSome(server, claimed, 1)
  for (const { step } of [kind, claimed])
    await run(server, SKIP, { input: { deletion: id, step, reason: 'Enough' } }, workspace.owner)
  await untilState(server, id, 'SUCCEEDED')
  const { name } = workspace
  const input = { name }
  const { createWorkspace } = await run(server, CREATE_WORKSPACE, { input }, workspace.owner)
  const again = { ...workspace, id: createWorkspace.workspace.id }
  for (const each of [kind, claimed]) await registerItems(server, again, each.name, 1)
  const before = await rowsOfWorkspace(server, again.id)
  receiver.calls[0]?.answer(200)
  const report = { task: task?.id as string, attempt: 1 }
  expect((await refused(server, COMPLETE, { input: report }, claimed.service)).code).toBe('NOT_FOUND')
  await until(() => receiver.open() === 0)
  // a later deletion that ends shows that clean-up has continued since
  receiver.answers(200)
  await untilState(server, (await deleteExternal(server, [[kind, 1]])).id, 'SUCCEEDED')
  expect(before).toMatchObject({ resource: 2 })
  expect(await rowsOfWorkspace(server, again.id)).toEqual(before)
})

test('while deletions are paused no webhook is sent, but a running call may end', async () => {
  const own = await startTestServer({ env })
  const { receiver, kind } = await newHook(own)
  receiver.answers('not')
  const { id } = await deleteExternal(own, [[kind, 8]])
  await until(() => receiver.calls.length === 4)
  await run(own, PAUSE_DELETIONS, { input: { reason: 'The receiver is being moved' } })
  receiver.answers(200)
  for (const call of receiver.calls) call.answer(200)
  await until(async () => (await readExternal(own, id)).done === 4)
  await until(async () => told(await readExternal(own, id)).includes('PAUSED'))
  expect(receiver.calls).toHaveLength(4)
  await run(own, RESUME_DELETIONS, { input: {} })
  expect(await untilState(own, id, 'SUCCEEDED')).toMatchObject({ done: 10, failed: 0 })
  expect(receiver.calls).toHaveLength(8)
})

test('a server that stops during a call repeats it after its start, with the same key, and counts no failure', async () => {
  const database = await newDatabase()
  onTestFinished(() => database.drop())
  const first = await startTestServer({ database, env })
  const { receiver, kind } = await newHook(first)
  receiver.answers('not')
  const { id } = await deleteExternal(first, [[kind, 1]])
  await until(() => receiver.calls.length === 1)
  await first.app.close()
  receiver.answers(200)
  const second = await startTestServer({ database, env })
  const deletion = await untilState(second, id, 'SUCCEEDED')
  expect(deletion.steps.find(({ name }) => name === kind.step)).toMatchObject({ attempts: 0, done: 1 })
  expect(new Set(keysOf(receiver.calls)).size).toBe(1)
  expect(receiver.calls.map(({ body }) => body.data.attempt)).toEqual([1, 2])
})

test('the outcome of a task that was taken again meanwhile changes nothing', async () => {
  const { receiver, kind } = await newHook()
  receiver.answers('not')
  const { id } = await deleteExternal(server, [[kind, 1]])
  await until(() => receiver.calls.length === 1)
  // as if the process had slept for longer than its lease
  server.advance(15_001)
  await until(() => receiver.calls.length === 2)
  receiver.calls[0]?.answer(500)
  receiver.calls[1]?.answer(200)
  const deletion = await untilState(server, id, 'SUCCEEDED')
  expect(deletion).toMatchObject({ done: 3, failed: 0 })
  // the expired lease alone
  expect(deletion.steps.find(({ name }) => name === kind.step)?.attempts).toBe(1)
})
