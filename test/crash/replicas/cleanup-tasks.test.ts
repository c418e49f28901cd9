// Two replicas hand out clean-up tasks, accept reports about them, and send webhooks at the same time.
import { expect, test } from 'vitest'
import { startControlledReceiver } from '../../support/controlled-receiver.ts'
import {
  CLAIM,
  COMPLETE,
  claimSome,
  createExternalKind,
  deleteExternal,
  readExternal,
  SKIP,
  untilState,
} from '../../support/external.ts'
import { run } from '../../support/people.ts'
import { until } from '../../support/server.ts'
import { errorCodes, race, startReplicas } from './replicas.ts'

const { a, b, database } = await startReplicas({ shared: true, env: { CROFT_WEBHOOK_ALLOW: '127.0.0.0/8' } })

test('only one of many concurrent claims gets a task', async () => {
  const kind = await createExternalKind(a)
  const { id } = await deleteExternal(a, [[kind, 60]])
  await until(async () => (await readExternal(a, id)).tasks.totalCount === 60)
  const input = { kinds: [kind.name], max: 10 }
  const claims = Array.from({ length: 12 }, (_, n) => run(n % 2 ? a : b, CLAIM, { input }, kind.service))
  const tasks = (await Promise.all(claims)).flatMap(({ claimCleanupTasks }) => claimCleanupTasks.tasks)
  expect(new Set(tasks.map((task) => task.id)).size).toBe(tasks.length)
  expect(tasks.every(({ attempt }) => attempt === 1)).toBe(true)
  tasks.push(...(await claimSome(b, kind, 60 - tasks.length)))
  const reports = tasks.flatMap((task, n) => {
    const input = { task: task.id, attempt: 1 }
    // each claim twice, through both replicas
    return [a, b].map((through) => run(n % 2 ? a : through, COMPLETE, { input }, kind.service))
  })
  await Promise.all(reports)
  expect(await untilState(b, id, 'SUCCEEDED')).toMatchObject({ done: 62, total: 62, failed: 0 })
})

test('when a lease has expired, either the report counts or the next claim gets the task, never both', async () => {
  const kind = await createExternalKind(a)
  const { id } = await deleteExternal(a, [[kind, 20]])
  const stale = await claimSome(a, kind, 20, '1s')
  for (const each of [a, b]) each.advance(1001)
  const input = { kinds: [kind.name], max: 1 }
  let claimed: { id: string; attempt: number }[] = []
  const completed: string[] = []
  await Promise.all([
    ...stale.map(async (task) => {
      const report = { input: { task: task.id, attempt: 1 } }
      const { body } = await a.gql(COMPLETE.toString(), report, kind.service)
      if (body.errors) expect(body.errors[0]?.extensions['code']).toBe('CONFLICT')
      else completed.push(task.id)
    }),
    ...stale.map(async () => {
      const { claimCleanupTasks } = await run(b, CLAIM, { input }, kind.service)
      claimed = claimed.concat(claimCleanupTasks.tasks)
    }),
  ])
  expect([...completed, ...claimed.map((task) => task.id)].sort()).toEqual(stale.map((task) => task.id).sort())
  expect(claimed.every(({ attempt }) => attempt === 2)).toBe(true)
  for (const task of claimed) await run(a, COMPLETE, { input: { task: task.id, attempt: task.attempt } }, kind.service)
  expect(await untilState(a, id, 'SUCCEEDED')).toMatchObject({ done: 22, failed: 0 })
})

test('a report that waits for a running claim of its task is checked against the attempt of that claim', async () => {
  const kind = await createExternalKind(a)
  const { id } = await deleteExternal(a, [[kind, 1]])
  const [task] = await claimSome(a, kind, 1, '1h')
  const input = { task: task?.id as string, attempt: 1 }
  const claimed = `update cleanup_task set attempt = 2 where id = '${task?.id}'`
  const outcomes = await race<unknown>(database, claimed, [() => run(a, COMPLETE, { input }, kind.service)])
  expect(errorCodes(outcomes)).toEqual(['CONFLICT'])
  expect(await readExternal(a, id)).toMatchObject({ state: 'RUNNING', done: 0 })
  await run(b, COMPLETE, { input: { ...input, attempt: 2 } }, kind.service)
  await untilState(a, id, 'SUCCEEDED')
})

test('a receiver is called once about each resource, whichever replica carries out the deletion', async () => {
  const receiver = await startControlledReceiver()
  const kind = await createExternalKind(a, { cleanup: 'WEBHOOK', webhookUrl: receiver.url })
  const deletions = await Promise.all([a, b, a, b].map((through) => deleteExternal(through, [[kind, 10]])))
  for (const { id } of deletions) await untilState(b, id, 'SUCCEEDED')
  expect(receiver.calls).toHaveLength(40)
  expect(new Set(receiver.calls.map(({ headers }) => headers['idempotency-key'])).size).toBe(40)
})

test('a step that is skipped through both replicas during its clean-up is skipped once', async () => {
  const receiver = await startControlledReceiver()
  const kind = await createExternalKind(a, { cleanup: 'WEBHOOK', webhookUrl: receiver.url })
  const { id, workspace } = await deleteExternal(a, [[kind, 200]])
  await until(() => receiver.calls.length > 0)
  const input = { deletion: id, step: kind.step, reason: 'Enough' }
  const outcomes = await Promise.allSettled([a, b].map((through) => run(through, SKIP, { input }, workspace.owner)))
  expect(errorCodes(outcomes)).toEqual([])
  const { done, skipped, failed, events } = await untilState(b, id, 'SUCCEEDED')
  expect([done + skipped, failed]).toEqual([202, 0])
  expect(events.nodes.filter(({ type }) => type === 'STEP_SKIPPED')).toHaveLength(1)
})
