// The pause and the limit of deletions apply to all replicas.
import { expect, test } from 'vitest'
import { DELETE_WORKSPACE, PAUSE_DELETIONS, RESUME_DELETIONS } from '../../support/operations.ts'
import { fill, run, seedWorkspace } from '../../support/people.ts'
import { until } from '../../support/server.ts'
import { rowsOfWorkspace } from '../../support/workspace-rows.ts'
import { errorCodes, lockName, lockRow, race, startReplicas } from './replicas.ts'

const { a, b, database } = await startReplicas({ shared: true, env: { CROFT_DELETION_LIMIT: '1' } })

const count = async (statement: string, ...parameters: string[]): Promise<number> => {
  const [row] = await database.query<{ n: string }>(`select count(*) as n from ${statement}`, ...parameters)
  return Number(row?.n)
}

test('a pause is answered after the running slice, and no replica removes anything after it', async () => {
  const workspace = await seedWorkspace(a)
  const [first = ''] = await fill(a, workspace, 500, ['job'])
  const sliceWaits = "pg_stat_activity where wait_event_type = 'Lock' and query like 'delete from \"resource\"%'"
  let rows: Record<string, number> = {}
  let id = ''
  const pause = async () => {
    const input = { workspace: { id: workspace.id } }
    id = (await run(b, DELETE_WORKSPACE, { input }, workspace.owner)).deleteWorkspace.deletion.id
    await until(async () => (await count(sliceWaits)) > 0)
    await run(a, PAUSE_DELETIONS, { input: { reason: 'Looking into it' } })
    rows = await rowsOfWorkspace(a, workspace.id)
  }
  // two connections wait: that of the slice for a row, and that of the pause for the slice
  const [paused] = await race(database, lockRow('resource', first), [pause, async () => undefined])
  expect(paused?.status).toBe('fulfilled')
  expect(rows['resource']).toBeLessThan(500)
  await until(() => count("event where deletion_id = ? and type = 'deletion.paused'", id))
  expect(await rowsOfWorkspace(a, workspace.id)).toEqual(rows)

  await run(b, RESUME_DELETIONS, { input: {} })
  await until(() => count("deletion where id = ? and state = 'SUCCEEDED'", id))
  const told = ["'deletion.paused'", "'deletion.resumed'"].map((type) =>
    count(`event where deletion_id = ? and type = ${type}`, id),
  )
  expect(await Promise.all(told)).toEqual([1, 1])
})

test('if one more deletion is allowed, one of two concurrent ones of a principal is refused', async () => {
  const first = await seedWorkspace(a)
  const second = await seedWorkspace(a)
  const remove = (through: typeof a, { id }: { id: string }) =>
    run(through, DELETE_WORKSPACE, { input: { workspace: { id } } })
  const { user } = await a.data('{ user: me { user { id } } }')
  const outcomes = await race(database, lockName(`deletions of ${user.user.id}`), [
    () => remove(a, first),
    () => remove(b, second),
  ])
  expect(errorCodes(outcomes)).toEqual(['RATE_LIMITED'])
})
