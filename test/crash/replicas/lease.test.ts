// Which replica carries out a deletion: the one that holds its lease, until it releases the lease or the lease expires.
import { describe, expect, onTestFinished, test } from 'vitest'
import type { PrincipalRef } from '../../generated/graphql.ts'
import type { TestDatabase } from '../../support/database.ts'
import { blockRemoval, slowDeletions } from '../../support/faults.ts'
import { STEPS_WITHOUT_RESOURCES } from '../../support/full-workspace.ts'
import { ADD_MEMBER, DELETE_WORKSPACE } from '../../support/operations.ts'
import { fill, run, type SeededWorkspace, seedWorkspace, signUp } from '../../support/people.ts'
import { startTestServer, type TestServer, until } from '../../support/server.ts'
import { follow } from '../../support/subscriptions.ts'
import { rowsOfWorkspace } from '../../support/workspace-rows.ts'
import { DELETE_USER, DELETION_EVENTS } from './operations.ts'
import { errorCodes, lockRow, race, sharedDatabase, startReplicas } from './replicas.ts'

const { a, b, database } = await startReplicas({ shared: true })

/** Each replica looks every second for a deletion without a lease. */
const TAKEN_OVER_WITHIN_MS = 2000
/** SQL of the time this many seconds from now by the database's clock, in the format of the columns. */
const inSeconds = (seconds: number) =>
  `to_char((clock_timestamp() + interval '${seconds} s') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

interface Lease {
  state: string
  done: number
  lease_holder: string | null
  lease_until: string | null
  lease_fence: number
}

async function leaseOf(id: string): Promise<Lease> {
  const [lease] = await database.query<Lease>(
    'select state, done, lease_holder, lease_until, lease_fence from deletion where id = ?',
    id,
  )
  return lease as Lease
}

async function startDeletion(through: TestServer, { id, owner }: SeededWorkspace): Promise<string> {
  const { deleteWorkspace } = await run(through, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
  return deleteWorkspace.deletion.id
}

/** The events of a deletion in the log, without progress. */
async function eventsOf(id: string, { query }: TestDatabase = database): Promise<string[]> {
  const rows = await query<{ type: string; step: string | null }>(
    `select type, data::jsonb ->> 'step' as step from event
     where deletion_id = ? and type <> 'deletion.progress' order by seq`,
    id,
  )
  return rows.map(({ type, step }) => `${type.slice('deletion.'.length)}${step === null ? '' : ` ${step}`}`)
}

const [INVITATIONS = '', ...OTHERS] = STEPS_WITHOUT_RESOURCES
const STEPS = [INVITATIONS, 'resources:job', ...OTHERS]
const completeEvents = (steps: readonly string[]) => [
  'started',
  ...steps.flatMap((step) => [`step_started ${step}`, `step_succeeded ${step}`]),
  'succeeded',
]

/** A deletion whose first step the database refuses, so that the holder of the lease waits to try again. */
async function retryingDeletion() {
  const workspace = await seedWorkspace(a)
  await fill(a, workspace, 100, ['job'])
  const unblock = await blockRemoval(a, 'resource', workspace.id)
  const id = await startDeletion(a, workspace)
  await until(async () => (await eventsOf(id)).includes('step_retrying resources:job'))
  return { id, workspace, unblock }
}

describe('the lease of another replica', () => {
  test('keeps all replicas from the deletion until it expires; then one of them takes over', async () => {
    const { id, workspace, unblock } = await retryingDeletion()
    const foreign = { lease_holder: 'a replica that was killed', lease_fence: 40 }
    await database.query(
      `update deletion set lease_holder = ?, lease_fence = ?, lease_until = ${inSeconds(1.5)} where id = ?`,
      foreign.lease_holder,
      foreign.lease_fence,
      id,
    )
    await unblock()
    const before = await leaseOf(id)
    // The previous holder would have continued before the lease expires.
    let seen = before
    let now = ''
    await until(async () => {
      const [row] = await database.query<{ now: string }>(`select ${inSeconds(0)} as now`)
      now = row?.now as string
      const lease = await leaseOf(id)
      if (now < (before.lease_until as string)) seen = lease
      return lease.lease_holder !== foreign.lease_holder
    }, 1500 + TAKEN_OVER_WITHIN_MS)
    expect(seen).toEqual(before)
    expect(now >= (before.lease_until as string)).toBe(true)
    const stream = follow('SSE', b, DELETION_EVENTS, { id }, workspace.owner)
    await stream.ended()
    const after = await leaseOf(id)
    expect([after.state, after.lease_fence]).toEqual(['SUCCEEDED', foreign.lease_fence + 1])
    expect((await eventsOf(id)).filter((line) => !line.startsWith('step_retrying'))).toEqual(completeEvents(STEPS))
    expect(await rowsOfWorkspace(a, workspace.id)).toEqual({})
    stream.leave()
  })

  test('stops the previous holder: with an older fencing token it writes nothing', async () => {
    const { id, workspace, unblock } = await retryingDeletion()
    const { lease_holder: holder } = await leaseOf(id)
    const left = await rowsOfWorkspace(a, workspace.id)
    // The same holder with the next fencing token: how it looks to a replica that slept while the deletion was taken
    // over.
    await database.query(
      `update deletion set lease_fence = lease_fence + 1, lease_until = ${inSeconds(3600)} where id = ?`,
      id,
    )
    const taken = await leaseOf(id)
    const events = await eventsOf(id)
    await unblock()
    // Waits until the previous holder's pause has ended.
    await until(async () => {
      const [step] = await database.query<{ over: boolean }>(
        `select next_attempt_at < ${inSeconds(-0.5)} as over from deletion_step
         where deletion_id = ? and state = 'RETRYING'`,
        id,
      )
      return step?.over
    })
    expect(await leaseOf(id)).toEqual({ ...taken, lease_holder: holder })
    expect([await eventsOf(id), await rowsOfWorkspace(a, workspace.id)]).toEqual([events, left])
  })
})

describe('a replica that stops', () => {
  test('releases the lease of its deletion: another replica continues it at once, and each event is written once', async () => {
    const own = await sharedDatabase(false)
    const first = await startTestServer({ database: own })
    const workspace = await seedWorkspace(first)
    await fill(first, workspace, 3000, ['job'])
    onTestFinished(slowDeletions(first))
    const id = await startDeletion(first, workspace)
    const lease = async () => (await own.query<Lease>('select * from deletion where id = ?', id))[0] as Lease
    await until(async () => (await lease()).done > 0)
    const second = await startTestServer({ database: own })
    const { lease_holder: holder } = await lease()
    expect(holder).not.toBeNull()
    await first.close()
    await until(async () => ![holder, null].includes((await lease()).lease_holder), TAKEN_OVER_WITHIN_MS)
    await until(async () => (await lease()).state === 'SUCCEEDED')
    expect((await lease()).lease_fence).toBe(2)
    expect(await eventsOf(id, own)).toEqual(completeEvents(STEPS))
    expect(second.log.filter(({ level }) => level === 'error')).toEqual([])
  })
})

test('deleting a user while the memberships of a workspace are removed leaves no membership', async () => {
  const workspace = await seedWorkspace(a)
  const add = async (principal: PrincipalRef) => {
    const input = { workspace: { id: workspace.id }, principal, role: 'VIEWER' as const }
    return (await run(a, ADD_MEMBER, { input })).addMember.membership.id
  }
  const ann = await signUp(a)
  const membership = await add({ user: ann.id })
  // The user's membership is in the first slice, and there are more slices.
  for (let n = 0; n < 40; n++) await add({ group: `group-${n}` })
  let id = ''
  // Both remove the same membership: first the deletion of the user, then the slice, which waits for it.
  const outcomes = await race<unknown>(database, lockRow('membership', membership), [
    () => run(b, DELETE_USER, { input: { user: { id: ann.id } } }),
    async () => {
      id = await startDeletion(a, workspace)
    },
  ])
  expect(errorCodes(outcomes)).toEqual([])
  await until(async () => (await leaseOf(id)).state === 'SUCCEEDED')
  expect(await eventsOf(id)).toEqual(completeEvents(STEPS_WITHOUT_RESOURCES))
  expect(await rowsOfWorkspace(a, workspace.id)).toEqual({})
})
