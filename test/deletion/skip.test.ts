// What a deletion leaves behind, and who decides it: `skipDeletionStep`, the rights to retry and skip, and RETAIN.
import { describe, expect, test } from 'vitest'
import {
  COMPLETE,
  claim,
  claimSome,
  complete,
  createExternalKind,
  deleteExternal,
  fail,
  only,
  RETRY,
  readExternal,
  SKIP,
  stepOf,
  told,
  untilState,
} from '../support/external.ts'
import { CREATE_API_TOKEN } from '../support/operations.ts'
import { fill, refused, run, seedWorkspace, signUp } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'
import { rowsOfWorkspace } from '../support/workspace-rows.ts'

const server = await startTestServer({ shared: true })

describe('skipDeletionStep', () => {
  test('leaves the rest of a step behind and names it; the failed deletion continues', async () => {
    const kind = await createExternalKind(server)
    const { id, workspace, resourceIds } = await deleteExternal(server, [[kind, 4]])
    const [done, poison, ...others] = await claimSome(server, kind, 4)
    await complete(server, kind, done as never)
    await fail(server, kind, poison as never, 'Never', false)
    for (const task of others) await fail(server, kind, task, 'Never', false)
    await untilState(server, id, 'FAILED')
    const input = { deletion: id, step: kind.step, reason: 'The service is gone' }
    const { skipDeletionStep } = await run(server, SKIP, { input }, workspace.owner)
    expect(skipDeletionStep.deletion).toEqual({ id, state: 'RUNNING', skipped: 3 })
    const deletion = await untilState(server, id, 'SUCCEEDED')
    expect(deletion).toMatchObject({ total: 6, done: 3, failed: 0, skipped: 3, remaining: 0, lastError: null })
    const step = deletion.steps.find(({ name }) => name === kind.step)
    expect(step).toMatchObject({ state: 'SKIPPED', done: 1, skipped: 3, failed: 0, finishedAt: expect.any(String) })
    const left = resourceIds.slice(1)
    const event = (type: string) => deletion.events.nodes.find((each) => each.type === type)
    expect(event('STEP_SKIPPED')).toMatchObject({
      step: kind.step,
      resourceIds: left,
      skipped: 3,
      message: `${workspace.owner.name} skipped ${kind.step} and left 3 items behind: The service is gone`,
    })
    expect(event('RELEASED')).toMatchObject({ step: kind.step, resourceIds: left })
    expect(await rowsOfWorkspace(server, workspace.id)).toEqual({})
    const report = { task: poison?.id as string, attempt: 1 }
    expect((await refused(server, COMPLETE, { input: report }, kind.service)).code).toBe('NOT_FOUND')
  })

  test('works for a step that waits or is retried, and returns the same when it is repeated', async () => {
    const kind = await createExternalKind(server)
    const { id, workspace } = await deleteExternal(server, [[kind, 2]])
    await fail(server, kind, only(await claimSome(server, kind, 1)))
    const input = { deletion: id, step: kind.step, reason: 'Enough' }
    await run(server, SKIP, { input }, workspace.owner)
    await run(server, SKIP, { input }, workspace.owner)
    const deletion = await untilState(server, id, 'SUCCEEDED')
    expect(deletion).toMatchObject({ done: 2, skipped: 2, failed: 0 })
    expect(told(deletion).filter((line) => line.startsWith('STEP_SKIPPED'))).toHaveLength(1)
  })

  test('refuses steps that do not exist, that Croft carries out itself, and that have ended; and a missing reason', async () => {
    const kind = await createExternalKind(server)
    const { id, workspace } = await deleteExternal(server, [[kind, 1]])
    const task = only(await claimSome(server, kind, 1))
    const skip = (step: string, reason = 'Enough') =>
      refused(server, SKIP, { input: { deletion: id, step, reason } }, workspace.owner)
    for (const step of ['resources:nothing', 'memberships', '']) {
      expect(await skip(step)).toMatchObject({ code: 'INVALID_INPUT', field: 'step' })
    }
    expect(await skip(kind.step, ' ')).toMatchObject({ code: 'INVALID_INPUT', field: 'reason' })
    await complete(server, kind, task)
    await untilState(server, id, 'SUCCEEDED')
    expect((await skip(kind.step)).code).toBe('CONFLICT')
  })
})

test('only former owners and platform admins may retry and skip, within the limits of their tokens', async () => {
  const kind = await createExternalKind(server)
  const { id, workspace } = await deleteExternal(server, [[kind, 1]])
  await fail(server, kind, only(await claimSome(server, kind, 1)), 'Never', false)
  await untilState(server, id, 'FAILED')
  const stranger = await signUp(server)
  const skip = { input: { deletion: id, step: kind.step, reason: 'Enough' } }
  const retry = { input: { deletion: id } }
  for (const as of [stranger, kind.service]) {
    expect((await refused(server, RETRY, retry, as)).code).toBe('NOT_FOUND')
    expect((await refused(server, SKIP, skip, as)).code).toBe('NOT_FOUND')
  }
  // the requester of the deletion, who was not an owner
  await server.database.query(
    'insert into deletion_watcher (deletion_id, user_id, was_owner) values (?, ?, 0)',
    id,
    stranger.id,
  )
  expect(await refused(server, RETRY, retry, stranger)).toMatchObject({ code: 'FORBIDDEN', requiredRole: 'OWNER' })
  expect((await refused(server, SKIP, skip, stranger)).code).toBe('FORBIDDEN')
  expect((await readExternal(server, id, stranger)).canRetry).toBe(false)
  for (const limits of [{ role: 'ADMIN' as const }, { permissions: ['WORKSPACE_READ' as const] }]) {
    const input = { name: 'limited', ...limits }
    const token = (await run(server, CREATE_API_TOKEN, { input }, workspace.owner)).createApiToken.secret as string
    expect(await refused(server, RETRY, retry, { token })).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'WORKSPACE_DELETE',
    })
    expect((await refused(server, SKIP, skip, { token })).code).toBe('FORBIDDEN')
    expect((await readExternal(server, id, { token })).canRetry).toBe(false)
  }
  expect((await readExternal(server, id, workspace.owner)).canRetry).toBe(true)
  await run(server, RETRY, retry)
  await run(server, SKIP, skip)
  await untilState(server, id, 'SUCCEEDED')
})

test('RETAIN removes external resources from the register without calling a service, and names each; the rest is removed', async () => {
  const kind = await createExternalKind(server)
  const webhook = await createExternalKind(server, { cleanup: 'WEBHOOK', webhookUrl: 'https://service.example/' })
  const workspace = await seedWorkspace(server)
  await fill(server, workspace, 3, ['job'])
  const { id, ...retained } = await deleteExternal(
    server,
    [
      [kind, 3],
      [webhook, 2],
    ],
    { policy: 'RETAIN' },
  )
  const deletion = await untilState(server, id, 'SUCCEEDED')
  expect(deletion).toMatchObject({ total: 7, done: 2, skipped: 5, failed: 0, remaining: 0 })
  const released = deletion.events.nodes.filter(({ type }) => type === 'RELEASED')
  expect(released.flatMap(({ resourceIds }) => resourceIds)).toEqual(retained.resourceIds)
  expect(await stepOf(server, id, kind)).toMatchObject({ state: 'SUCCEEDED', done: 0, skipped: 3 })
  expect(told(deletion).filter((line) => /RETRYING|FAILED|SKIPPED/.test(line))).toEqual([])
  expect(await claim(server, kind)).toEqual([])
  expect(await rowsOfWorkspace(server, retained.workspace.id)).toEqual({})
})
