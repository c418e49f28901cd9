// How deletions fail and continue: retries with back-off, tasks that are given up, lack of progress, `retryDeletion`.
import { describe, expect, test } from 'vitest'
import {
  claim,
  claimSome,
  complete,
  createExternalKind,
  deleteExternal,
  fail,
  only,
  RETRY,
  readExternal,
  stepOf,
  told,
  untilState,
} from '../support/external.ts'
import { addFailingTrigger, blockRemoval } from '../support/faults.ts'
import { DELETE_WORKSPACE, PAUSE_DELETIONS, RESUME_DELETIONS } from '../support/operations.ts'
import { fill, refused, run, seedWorkspace } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { rowsOfWorkspace } from '../support/workspace-rows.ts'

const server = await startTestServer({ shared: true })
const LONGEST_PAUSE_MS = 5 * 60_000
const DAY_MS = 24 * 3_600_000

describe('a task that fails', () => {
  test('is tried eight times, with pauses that grow threefold from 1 s to 5 min; then the deletion fails until it is retried', async () => {
    const kind = await createExternalKind(server)
    const { id, workspace } = await deleteExternal(server, [[kind, 1]])
    const pauses: { pause: number; requestMs: number }[] = []
    for (let attempt = 1; attempt <= 8; attempt++) {
      const task = only(await claimSome(server, kind, 1))
      expect(task.attempt).toBe(attempt)
      const before = Date.parse(server.app.services.store.now())
      const failed = await fail(server, kind, task, `In use ${attempt}`)
      if (attempt === 8) {
        expect(failed).toMatchObject({ state: 'FAILED', nextAttemptAt: null, lastError: 'In use 8' })
        break
      }
      expect(failed).toMatchObject({ state: 'RETRYING', attempt, lastError: `In use ${attempt}` })
      const requestMs = Date.parse(server.app.services.store.now()) - before
      pauses.push({ pause: Date.parse(failed.nextAttemptAt ?? '') - before, requestMs })
      expect(await stepOf(server, id, kind)).toMatchObject({
        state: 'RETRYING',
        attempts: attempt,
        nextAttemptAt: failed.nextAttemptAt,
        lastError: `In use ${attempt}`,
      })
      expect(await claim(server, kind)).toEqual([])
      server.advance(LONGEST_PAUSE_MS)
    }
    for (const [index, { pause, requestMs }] of pauses.entries()) {
      const least = Math.min(LONGEST_PAUSE_MS, 1000 * 3 ** index)
      expect(pause).toBeGreaterThanOrEqual(least)
      // with jitter, and the duration of the request
      expect(pause).toBeLessThanOrEqual(Math.min(LONGEST_PAUSE_MS, least * 1.5) + requestMs)
    }
    const failed = await untilState(server, id, 'FAILED')
    expect(failed).toMatchObject({ failed: 1, done: 0, remaining: 3, lastError: 'In use 8', canRetry: true })
    expect(await stepOf(server, id, kind)).toMatchObject({
      state: 'FAILED',
      failed: 1,
      attempts: 8,
      nextAttemptAt: null,
    })
    expect(await rowsOfWorkspace(server, workspace.id)).toMatchObject({ membership: 1, workspace: 1 })
    // it stays failed
    server.advance(LONGEST_PAUSE_MS)
    expect(await claim(server, kind)).toEqual([])
    const { retryDeletion } = await run(server, RETRY, { input: { deletion: id } }, workspace.owner)
    expect(retryDeletion.deletion).toEqual({ id, state: 'RUNNING', failed: 0 })
    const again = only(await claimSome(server, kind, 1))
    expect(again).toMatchObject({ attempt: 9, lastError: 'In use 8' })
    expect(await stepOf(server, id, kind)).toMatchObject({ state: 'RUNNING', failed: 0, attempts: 0 })
    await complete(server, kind, again)
    const deletion = await untilState(server, id, 'SUCCEEDED')
    expect(deletion).toMatchObject({ done: 3, failed: 0, lastError: null, canRetry: false })
    expect(told(deletion).filter((line) => line.endsWith(kind.step) || !line.includes(' '))).toEqual([
      'STARTED',
      `STEP_STARTED ${kind.step}`,
      ...Array(7).fill(`STEP_RETRYING ${kind.step}`),
      `TASK_FAILED ${kind.step}`,
      `STEP_FAILED ${kind.step}`,
      'FAILED',
      'RETRIED',
      `STEP_SUCCEEDED ${kind.step}`,
      'SUCCEEDED',
    ])
    const refusal = await refused(server, RETRY, { input: { deletion: id } }, workspace.owner)
    expect(refusal.code).toBe('NOT_RETRYABLE')
  })

  test('and is not retryable is given up at once, while the others of its step go on', async () => {
    const kind = await createExternalKind(server)
    const { id } = await deleteExternal(server, [[kind, 3]])
    const [poison, ...others] = await claimSome(server, kind, 3)
    expect(await fail(server, kind, poison as never, 'No such bucket', false)).toMatchObject({ state: 'FAILED' })
    expect(await readExternal(server, id)).toMatchObject({ state: 'RUNNING', failed: 1, lastError: 'No such bucket' })
    for (const task of others) await complete(server, kind, task)
    const failed = await untilState(server, id, 'FAILED')
    expect(failed).toMatchObject({ failed: 1, done: 2, remaining: 3, lastError: 'No such bucket' })
    expect(failed.tasks.nodes.map(({ state }) => state).sort()).toEqual(['DONE', 'DONE', 'FAILED'])
    // the service may still report that the resource is gone
    await complete(server, kind, poison as never)
    expect(await readExternal(server, id)).toMatchObject({ state: 'FAILED', failed: 0, done: 3 })
    await run(server, RETRY, { input: { deletion: id } })
    expect(await untilState(server, id, 'SUCCEEDED')).toMatchObject({ done: 5, failed: 0 })
  })

  test('and was to be retried is given up after a later report that it cannot be retried', async () => {
    const kind = await createExternalKind(server)
    const { id } = await deleteExternal(server, [[kind, 1]])
    const task = only(await claimSome(server, kind, 1))
    expect(await fail(server, kind, task, 'Busy', true)).toMatchObject({ state: 'RETRYING' })
    expect(await fail(server, kind, task, 'Busy', true)).toMatchObject({ state: 'RETRYING' })
    expect(await fail(server, kind, task, 'No such bucket', false)).toMatchObject({ state: 'FAILED' })
    expect(await untilState(server, id, 'FAILED')).toMatchObject({ failed: 1, lastError: 'No such bucket' })
  })

  test('and is completed later lets its step succeed, while another step of its order continues', async () => {
    const [bad, good] = [
      await createExternalKind(server, { order: 34 }),
      await createExternalKind(server, { order: 34 }),
    ]
    const { id } = await deleteExternal(server, [
      [bad, 1],
      [good, 1],
    ])
    const task = only(await claimSome(server, bad, 1))
    await fail(server, bad, task, 'No such bucket', false)
    await until(async () => (await stepOf(server, id, bad)).state === 'FAILED')
    await complete(server, bad, task)
    await until(async () => (await stepOf(server, id, bad)).state === 'SUCCEEDED')
    await complete(server, good, only(await claimSome(server, good, 1)))
    expect(await untilState(server, id, 'SUCCEEDED')).toMatchObject({ done: 4, failed: 0, lastError: null })
  })

  test('because its claimers never report is given up after eight leases', async () => {
    const kind = await createExternalKind(server)
    const { id } = await deleteExternal(server, [[kind, 1]])
    for (let attempt = 1; attempt <= 8; attempt++) {
      expect(only(await claimSome(server, kind, 1, '5s')).attempt).toBe(attempt)
      server.advance(5001)
    }
    const { tasks } = await untilState(server, id, 'FAILED')
    expect(tasks.nodes).toMatchObject([
      { state: 'FAILED', attempt: 8, lastError: 'The lease expired before a report came' },
    ])
    expect(await claim(server, kind)).toEqual([])
  })

  test('delays neither the other kinds of its order nor other deletions', async () => {
    const [bad, good] = [
      await createExternalKind(server, { order: 33 }),
      await createExternalKind(server, { order: 33 }),
    ]
    const { id } = await deleteExternal(server, [
      [bad, 1],
      [good, 1],
    ])
    await fail(server, bad, only(await claimSome(server, bad, 1)), 'Never', false)
    await until(async () => (await stepOf(server, id, bad)).state === 'FAILED')
    expect((await readExternal(server, id)).state).toBe('RUNNING')
    const other = await deleteExternal(server, [[bad, 1]])
    await complete(server, bad, only(await claimSome(server, bad, 1)))
    await untilState(server, other.id, 'SUCCEEDED')
    await complete(server, good, only(await claimSome(server, good, 1)))
    const failed = await untilState(server, id, 'FAILED')
    expect(failed).toMatchObject({ lastError: 'Never', done: 1 })
  })
})

test('a step that the database refuses eight times in a row fails, and continues when it is retried', async () => {
  const workspace = await seedWorkspace(server)
  await fill(server, workspace, 10, ['job'])
  const clear = await blockRemoval(server, 'membership', workspace.id)
  const input = { workspace: { id: workspace.id } }
  const { id } = (await run(server, DELETE_WORKSPACE, { input }, workspace.owner)).deleteWorkspace.deletion
  const memberships = async () => (await readExternal(server, id)).steps.find(({ name }) => name === 'memberships')
  for (let attempt = 1; attempt < 8; attempt++) {
    await until(async () => (await memberships())?.attempts === attempt)
    server.advance(LONGEST_PAUSE_MS)
  }
  const failed = await untilState(server, id, 'FAILED')
  expect(failed).toMatchObject({ lastError: 'The database refused the step', done: 10 })
  expect(await memberships()).toMatchObject({ state: 'FAILED', attempts: 8 })
  await clear()
  await run(server, RETRY, { input: { deletion: id } }, workspace.owner)
  await untilState(server, id, 'SUCCEEDED')
})

test('a deletion without progress for 24 hours fails, and continues when it is retried', async () => {
  const own = await startTestServer()
  const kind = await createExternalKind(own)
  const { id, workspace } = await deleteExternal(own, [[kind, 2]])
  await until(async () => (await readExternal(own, id)).tasks.totalCount === 2)
  own.advance(DAY_MS - 60_000)
  await complete(own, kind, only(await claimSome(own, kind, 1)))
  // a day after that, not a day after its start
  own.advance(DAY_MS - 60_000)
  const late = only(await claimSome(own, kind, 1))
  expect((await readExternal(own, id)).state).toBe('RUNNING')
  own.advance(60_000)
  const failed = await untilState(own, id, 'FAILED')
  const lastError = 'Nothing has moved for 24 hours'
  expect(failed).toMatchObject({ lastError, failed: 0, done: 1, canRetry: true })
  expect(await stepOf(own, id, kind)).toMatchObject({ state: 'FAILED', lastError })
  expect(await claim(own, kind)).toEqual([])
  await run(own, RETRY, { input: { deletion: id } }, workspace.owner)
  const again = only(await claimSome(own, kind, 1))
  expect(again).toMatchObject({ id: late.id, attempt: late.attempt + 1 })
  await complete(own, kind, again)
  await untilState(own, id, 'SUCCEEDED')
})

test('time in which deletions were paused does not count as lack of progress', async () => {
  const own = await startTestServer()
  const kind = await createExternalKind(own)
  const { id } = await deleteExternal(own, [[kind, 1]])
  await until(async () => (await readExternal(own, id)).tasks.totalCount === 1)
  await run(own, PAUSE_DELETIONS, { input: { reason: 'A long holiday' } })
  await until(async () => told(await readExternal(own, id)).includes('PAUSED'))
  own.advance(2 * DAY_MS)
  await run(own, RESUME_DELETIONS, { input: {} })
  await until(async () => told(await readExternal(own, id)).includes('RESUMED'))
  own.advance(DAY_MS - 60_000)
  // the clean-up checks the deletion several times a second
  const task = only(await claimSome(own, kind, 1))
  expect((await readExternal(own, id)).state).toBe('RUNNING')
  own.advance(60_000)
  await untilState(own, id, 'FAILED')
  await complete(own, kind, task)
})

test('time in which no server was running does not count as lack of progress', async () => {
  const first = await startTestServer()
  const { database } = first
  const kind = await createExternalKind(first)
  const { id } = await deleteExternal(first, [[kind, 1]])
  await until(async () => (await readExternal(first, id)).tasks.totalCount === 1)
  await first.app.close()
  const twoDays = 2 * DAY_MS
  const before = (column: string, value: string | null | undefined) =>
    database.query(
      `update deletion set ${column} = ? where id = ?`,
      new Date(Date.parse(value ?? '') - twoDays).toISOString(),
      id,
    )
  const [row] = await database.query<{ moved_at: string; lease_until: string }>(
    'select * from deletion where id = ?',
    id,
  )
  await before('moved_at', row?.moved_at)
  await before('lease_until', row?.lease_until)
  const second = await startTestServer({ database })
  const task = only(await claimSome(second, kind, 1))
  second.advance(DAY_MS / 2)
  expect((await readExternal(second, id)).state).toBe('RUNNING')
  second.advance(DAY_MS / 2)
  await untilState(second, id, 'FAILED')
  await complete(second, kind, task)
})

test('a plan keeps the clean-up mode that a kind had when the deletion was requested', async () => {
  const kind = await createExternalKind(server)
  const { id } = await deleteExternal(server, [[kind, 1]])
  const task = only(await claimSome(server, kind, 1))
  await server.database.query("update resource_kind set cleanup = 'NONE' where name = ?", kind.name)
  await until(async () => (await stepOf(server, id, kind)).state === 'RUNNING')
  expect((await readExternal(server, id)).done).toBe(0)
  await complete(server, kind, task)
  await untilState(server, id, 'SUCCEEDED')
})

test('a step whose slices the database refuses continues when it no longer does', async () => {
  const kind = await createExternalKind(server)
  const allow = await addFailingTrigger(server, 'no_tasks', 'insert on cleanup_task', `new.kind = '${kind.name}'`)
  const { id } = await deleteExternal(server, [[kind, 1]])
  await until(async () => (await stepOf(server, id, kind)).state === 'RETRYING')
  await allow()
  server.advance(2000)
  await complete(server, kind, only(await claimSome(server, kind, 1)))
  await untilState(server, id, 'SUCCEEDED')
})
