// Which replica takes a workspace down: the one that holds the lease, until it lets go, or until the lease has run out.
import { describe, expect, onTestFinished, test } from 'vitest'
import type { PrincipalRef } from '../../generated/graphql.ts'
import type { TestDatabase } from '../../support/database.ts'
import { ADD_MEMBER, DELETE_WORKSPACE } from '../../support/operations.ts'
import { fill, run, type SeededWorkspace, seedWorkspace, signUp } from '../../support/people.ts'
import { startTestServer, type TestServer, until } from '../../support/server.ts'
import { follow, obstruct, rowsOf, slowed } from '../../support/streams.ts'
import { DELETE_USER, DELETION_EVENTS } from './operations.ts'
import { collide, refusals, row, sharedDatabase, startReplicas } from './replicas.ts'

const { a, b, database } = await startReplicas({ shared: true })

/** Each replica looks every second for a deletion that nobody holds. */
const FOUND_WITHIN_MS = 2000
/** The instant so far from now by the database's clock, in the form of the columns. */
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

async function remove(through: TestServer, { id, owner }: SeededWorkspace): Promise<string> {
  const { deleteWorkspace } = await run(through, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
  return deleteWorkspace.deletion.id
}

/** What the log tells of a deletion, progress left out. */
async function story(id: string, { query }: TestDatabase = database): Promise<string[]> {
  const rows = await query<{ type: string; step: string | null }>(
    `select type, data::jsonb ->> 'step' as step from event
     where deletion_id = ? and type <> 'deletion.progress' order by seq`,
    id,
  )
  return rows.map(({ type, step }) => `${type.slice('deletion.'.length)}${step === null ? '' : ` ${step}`}`)
}

const STEPS = ['resources:job', 'projects', 'tokens', 'memberships', 'workspace']
const complete = (steps: readonly string[]) => [
  'started',
  ...steps.flatMap((step) => [`step_started ${step}`, `step_succeeded ${step}`]),
  'succeeded',
]

/** A deletion that the database refuses, so that whoever holds it waits; and what lets it go on. */
async function waitingDeletion() {
  const workspace = await seedWorkspace(a)
  await fill(a, workspace, 100, ['job'])
  const clear = await obstruct(a, 'resource', workspace.id)
  const id = await remove(a, workspace)
  await until(async () => (await story(id)).includes('step_retrying resources:job'))
  return { id, workspace, clear }
}

describe('the lease of a replica that is gone', () => {
  test('keeps the others away until it has run out, and no longer', async () => {
    const { id, workspace, clear } = await waitingDeletion()
    const foreign = { lease_holder: 'a replica that was killed', lease_fence: 40 }
    await database.query(
      `update deletion set lease_holder = ?, lease_fence = ?, lease_until = ${inSeconds(1.5)} where id = ?`,
      foreign.lease_holder,
      foreign.lease_fence,
      id,
    )
    await clear()
    const before = await leaseOf(id)
    // whoever held it until now would have gone on by then
    let seen = before
    let now = ''
    await until(async () => {
      const [row] = await database.query<{ now: string }>(`select ${inSeconds(0)} as now`)
      now = row?.now as string
      const lease = await leaseOf(id)
      if (now < (before.lease_until as string)) seen = lease
      return lease.lease_holder !== foreign.lease_holder
    }, 1500 + FOUND_WITHIN_MS)
    expect(seen).toEqual(before)
    expect(now >= (before.lease_until as string)).toBe(true)
    const stream = follow('SSE', b, DELETION_EVENTS, { id }, workspace.owner)
    await stream.ended()
    const after = await leaseOf(id)
    expect([after.state, after.lease_fence]).toEqual(['SUCCEEDED', foreign.lease_fence + 1])
    expect((await story(id)).filter((line) => !line.startsWith('step_retrying'))).toEqual(complete(STEPS))
    expect(await rowsOf(a, workspace.id)).toEqual({})
    stream.leave()
  })

  test("is not another's to write under: whoever was taken over changes nothing any more", async () => {
    const { id, workspace, clear } = await waitingDeletion()
    const { lease_holder: holder } = await leaseOf(id)
    const left = await rowsOf(a, workspace.id)
    // the same holder, one fence later: as it looks to a replica that slept while it was taken over
    await database.query(
      `update deletion set lease_fence = lease_fence + 1, lease_until = ${inSeconds(3600)} where id = ?`,
      id,
    )
    const taken = await leaseOf(id)
    const told = await story(id)
    await clear()
    // the pause that the holder has made is over
    await until(async () => {
      const [step] = await database.query<{ over: boolean }>(
        `select next_attempt_at < ${inSeconds(-0.5)} as over from deletion_step
         where deletion_id = ? and state = 'RETRYING'`,
        id,
      )
      return step?.over
    })
    expect(await leaseOf(id)).toEqual({ ...taken, lease_holder: holder })
    expect([await story(id), await rowsOf(a, workspace.id)]).toEqual([told, left])
  })
})

describe('a replica that stops', () => {
  test('hands a deletion over before its lease is out: another goes on where it stood, and each event comes once', async () => {
    const own = await sharedDatabase(false)
    const first = await startTestServer({ database: own })
    const workspace = await seedWorkspace(first)
    await fill(first, workspace, 3000, ['job'])
    onTestFinished(slowed(first))
    const id = await remove(first, workspace)
    const lease = async () => (await own.query<Lease>('select * from deletion where id = ?', id))[0] as Lease
    await until(async () => (await lease()).done > 0)
    const second = await startTestServer({ database: own })
    const { lease_holder: holder } = await lease()
    expect(holder).not.toBeNull()
    await first.close()
    await until(async () => ![holder, null].includes((await lease()).lease_holder), FOUND_WITHIN_MS)
    await until(async () => (await lease()).state === 'SUCCEEDED', 10_000)
    expect((await lease()).lease_fence).toBe(2)
    expect(await story(id, own)).toEqual(complete(STEPS))
    expect(second.log.filter(({ level }) => level === 'error')).toEqual([])
  })
})

test('a user who is deleted while the memberships go leaves none behind', async () => {
  const workspace = await seedWorkspace(a)
  const add = async (principal: PrincipalRef) => {
    const input = { workspace: { id: workspace.id }, principal, role: 'VIEWER' as const }
    return (await run(a, ADD_MEMBER, { input })).addMember.membership.id
  }
  const ann = await signUp(a)
  const membership = await add({ user: ann.id })
  // more than go in the first slice, which is the one with hers
  for (let n = 0; n < 40; n++) await add({ group: `group-${n}` })
  let id = ''
  // both take her membership away: first the one who deletes her, then the slice that waits behind
  const outcomes = await collide<unknown>(database, row('membership', membership), [
    () => run(b, DELETE_USER, { input: { user: { id: ann.id } } }),
    async () => {
      id = await remove(a, workspace)
    },
  ])
  expect(refusals(outcomes)).toEqual([])
  await until(async () => (await leaseOf(id)).state === 'SUCCEEDED')
  expect(await story(id)).toEqual(complete(STEPS.slice(1)))
  expect(await rowsOf(a, workspace.id)).toEqual({})
})
