// Leases of clean-up tasks: they expire, their holders renew them, and `attempt` excludes a holder who has lost one.
import { describe, expect, test } from 'vitest'
import {
  CLAIM,
  COMPLETE,
  claim,
  claimSome,
  complete,
  createExternalKind,
  deleteExternal,
  FAIL,
  readExternal,
  untilState,
} from '../support/external.ts'
import { refused, run } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ shared: true })

describe('a lease', () => {
  test('that expires is lost: the next claim has a new attempt, and a report of the old attempt changes nothing', async () => {
    const kind = await createExternalKind(server)
    const { id } = await deleteExternal(server, [[kind, 1]])
    const [stale] = await claimSome(server, kind, 1, '10s')
    expect(await claim(server, kind)).toEqual([])
    server.advance(10_001)
    const [current] = await claimSome(server, kind, 1)
    expect(current).toMatchObject({ id: stale?.id, attempt: 2 })
    const report = { task: stale?.id as string, attempt: 1 }
    const conflict = { code: 'CONFLICT', currentAttempt: 2 }
    expect(await refused(server, COMPLETE, { input: report }, kind.service)).toMatchObject(conflict)
    const failure = { ...report, error: 'Late' }
    expect(await refused(server, FAIL, { input: failure }, kind.service)).toMatchObject(conflict)
    expect(await readExternal(server, id)).toMatchObject({ done: 0, failed: 0 })
    await complete(server, kind, current as never)
    await untilState(server, id, 'SUCCEEDED')
  })

  test('is renewed by claiming its task again, which keeps the attempt; tasks that are not held are left out', async () => {
    const kind = await createExternalKind(server)
    const { id } = await deleteExternal(server, [[kind, 2]])
    const [held, lost] = await claimSome(server, kind, 2, '10s')
    if (!held || !lost) throw new Error('There are two tasks')
    server.advance(9000)
    const renew = async (tasks: string[], lease = '1m') =>
      (await run(server, CLAIM, { input: { kinds: [kind.name], tasks, lease } }, kind.service)).claimCleanupTasks.tasks
    const [renewed] = await renew([held.id])
    expect(renewed).toMatchObject({ id: held.id, attempt: 1, state: 'CLAIMED' })
    expect(Date.parse(renewed?.leaseExpiresAt ?? '')).toBeGreaterThan(Date.parse(held.leaseExpiresAt ?? '') + 50_000)
    const [again] = await renew([held.id], '1s')
    expect(again?.leaseExpiresAt).toBe(renewed?.leaseExpiresAt)
    server.advance(5000)
    expect((await renew([held.id, lost.id])).map((task) => task.id)).toEqual([held.id])
    expect((await claimSome(server, kind, 1)).map((task) => task.id)).toEqual([lost.id])
    await complete(server, kind, held)
    await complete(server, kind, { id: lost.id, attempt: 2 })
    await untilState(server, id, 'SUCCEEDED')
  })
})

describe('a renewal', () => {
  test('with an outdated attempt changes neither the task nor the lease of its new holder', async () => {
    const kind = await createExternalKind(server)
    const { id } = await deleteExternal(server, [[kind, 2]])
    const [kept, lost] = await claimSome(server, kind, 2, '10s')
    if (!kept || !lost) throw new Error('There are two tasks')
    const renew = async (attempts: number[] | null) => {
      const input = { kinds: [kind.name], tasks: [kept.id, lost.id], lease: '1h', ...(attempts && { attempts }) }
      return (await run(server, CLAIM, { input }, kind.service)).claimCleanupTasks.tasks
    }
    expect((await renew([1, 1])).map(({ attempt }) => attempt)).toEqual([1, 1])
    server.advance(3_600_001)
    // another claimer has one of them now
    const current = (await claimSome(server, kind, 1, '30s'))[0]
    const other = current?.id === kept.id ? lost : kept
    await claimSome(server, kind, 1, '30s')
    expect(await renew([1, 1])).toEqual([])
    const attempts = [kept, lost].map((task) => (task.id === other.id ? 1 : 2))
    expect((await renew(attempts)).map((task) => task.id)).toEqual([current?.id])
    const { tasks } = await readExternal(server, id)
    const leaseOf = (task: string | undefined) =>
      Date.parse(tasks.nodes.find((each) => each.id === task)?.leaseExpiresAt ?? '')
    expect(leaseOf(current?.id) - leaseOf(other.id)).toBeGreaterThan(3_000_000)
    // without attempts every lease of the kind is renewed
    expect(await renew(null)).toHaveLength(2)
    for (const task of [kept, lost]) await complete(server, kind, { id: task.id, attempt: 2 })
    await untilState(server, id, 'SUCCEEDED')
  })

  test('with a different number of attempts than tasks is refused', async () => {
    const kind = await createExternalKind(server)
    for (const more of [{ tasks: ['task_01h455vb4pex5vsknk084sn02q'], attempts: [1, 2] }, { attempts: [1] }]) {
      const refusal = await refused(server, CLAIM, { input: { kinds: [kind.name], ...more } }, kind.service)
      expect([refusal.code, refusal['field']]).toEqual(['INVALID_INPUT', 'attempts'])
    }
  })
})
