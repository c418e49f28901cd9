// A workspace keeps an owner who can act, even if both owners are removed at the same time through different replicas.
import { describe, expect, test } from 'vitest'
import { ADD_MEMBER } from '../../support/operations.ts'
import { type Person, run, seedWorkspace } from '../../support/people.ts'
import type { TestServer } from '../../support/server.ts'
import { DELETE_USER, LEAVE, REMOVE_MEMBER, RESUME_USER, SUSPEND_USER, UPDATE_MEMBER } from './operations.ts'
import { errorCodes, lockName, lockRow, race, startReplicas } from './replicas.ts'

// As many connections as concurrent writes, so that no write waits for a connection.
const { a, b, database } = await startReplicas({ shared: true, env: { CROFT_DATABASE_CONNECTIONS: '40' } })

interface Pair {
  readonly id: string
  readonly first: Person
  readonly second: Person
}

/** Takes the ownership of a user away, through a replica; by default as the platform admin. */
type Removal = (through: TestServer, id: string, who: Person, by?: Person) => Promise<unknown>

const of = (id: string, { id: user }: Person) => ({ of: { workspace: { id }, principal: { user } } })
const demote: Removal = (through, id, who, by) =>
  run(through, UPDATE_MEMBER, { input: { member: of(id, who), role: 'ADMIN' } }, by)
const remove: Removal = (through, id, who, by) => run(through, REMOVE_MEMBER, { input: { member: of(id, who) } }, by)
const leave: Removal = (through, id, who) => run(through, LEAVE, { input: { workspace: { id } } }, who)
const suspend: Removal = (through, _id, who) =>
  run(through, SUSPEND_USER, { input: { user: { id: who.id }, reason: 'Away' } })
const deleted: Removal = (through, _id, who) => run(through, DELETE_USER, { input: { user: { id: who.id } } })

async function newPair(): Promise<Pair> {
  const { id, owner, members } = await seedWorkspace(a, { second: 'OWNER' })
  return { id, first: owner, second: members['second'] as Person }
}

/** Makes both users owners again. */
async function restore({ id, first, second }: Pair): Promise<void> {
  const memberships = await database.query<{ principal: string; role: string }>(
    'select principal, role from membership where workspace_id = ?',
    id,
  )
  for (const who of [first, second]) {
    const role = memberships.find(({ principal }) => principal === who.id)?.role
    if (role === undefined)
      await run(a, ADD_MEMBER, { input: { workspace: { id }, principal: { user: who.id }, role: 'OWNER' } })
    else if (role !== 'OWNER') await run(a, UPDATE_MEMBER, { input: { member: of(id, who), role: 'OWNER' } })
  }
}

/** Owners who are neither suspended nor deleted. */
async function actingOwners(id: string): Promise<string[]> {
  const rows = await database.query<{ principal: string }>(
    `select principal from membership join "user" on "user".id = principal
     where workspace_id = ? and role = 'OWNER' and suspended_at is null and deleted_at is null`,
    id,
  )
  return rows.map(({ principal }) => principal)
}

async function ownerless(id: string): Promise<{ seq: string; because: string }[]> {
  return database.query(
    `select seq, data::jsonb -> 'because' ->> 'id' as because from event
     where workspace_id = ? and type = 'workspace.ownerless'`,
    id,
  )
}

const PAIRS = 3
const ROUNDS = 3
const pairs = await Promise.all(Array.from({ length: PAIRS }, newPair))

/** Runs both operations several times for each workspace, all workspaces at once; in the first round as a race. */
async function rounds(operations: (pair: Pair) => (() => Promise<unknown>)[], check: (codes: string[]) => void) {
  await Promise.all(
    pairs.map(async (pair, index) => {
      for (let round = 0; round < ROUNDS; round++) {
        const both = operations(pair)
        if ((index + round) % 2 === 1) both.reverse()
        const outcomes =
          round === 0
            ? await race(database, lockRow('workspace', pair.id), both)
            : await Promise.allSettled(both.map((operation) => operation()))
        check(errorCodes(outcomes))
        expect(await actingOwners(pair.id)).toHaveLength(1)
        await restore(pair)
      }
    }),
  )
}

describe('two owners at the same time through different replicas:', () => {
  test.each<[string, Removal, Removal]>([
    ['demoted by a platform admin', demote, demote],
    ['removed by a platform admin', remove, remove],
    ['one demoted, one removed', demote, remove],
    ['leaving', leave, leave],
    ['one leaving, one demoted', leave, demote],
  ])('%s: exactly one is refused with LAST_OWNER', async (_what, one, other) => {
    await rounds(
      ({ id, first, second }) => [() => one(a, id, first), () => other(b, id, second)],
      (codes) => expect(codes).toEqual(['LAST_OWNER']),
    )
  })

  test.each<[string, Removal, Removal]>([
    ['demoting', demote, demote],
    ['removing', remove, remove],
    ['demoting and removing', demote, remove],
  ])('%s each other: the second is refused, since it is no longer an owner', async (_what, one, other) => {
    await rounds(
      ({ id, first, second }) => [() => one(a, id, second, first), () => other(b, id, first, second)],
      (codes) => {
        expect(codes).toHaveLength(1)
        expect(['FORBIDDEN', 'NOT_FOUND']).toContain(codes[0])
      },
    )
  })

  test('suspended: both succeed, and one workspace.ownerless event is written for the second', async () => {
    for (const { id, first, second } of pairs) {
      const operations = [() => suspend(a, id, first), () => suspend(b, id, second)]
      const before = (await ownerless(id)).length
      expect(errorCodes(await race(database, lockName('owners'), operations))).toEqual([])
      expect(await actingOwners(id)).toEqual([])
      const events = (await ownerless(id)).slice(before)
      const suspended = await database.query<{ subject_id: string }>(
        "select subject_id from event where type = 'user.suspended' and subject_id in (?, ?) order by seq desc limit 1",
        first.id,
        second.id,
      )
      expect(events).toMatchObject([{ because: suspended[0]?.subject_id }])
      for (const { id: user } of [first, second]) await run(b, RESUME_USER, { input: { user: { id: user } } })
    }
  })

  test.each<[string, Removal]>([
    ['demoted', demote],
    ['removed', remove],
    ['leaving', leave],
  ])('one %s, one suspended: an owner is left, or a workspace.ownerless event is written', async (_what, removal) => {
    await Promise.all(
      pairs.map(async (pair) => {
        const { id, first, second } = pair
        const before = (await ownerless(id)).length
        const operations = [() => removal(a, id, first), () => suspend(b, id, second)]
        const codes = errorCodes(await race(database, lockRow('user', second.id), operations))
        const [owners, events] = [await actingOwners(id), (await ownerless(id)).length - before]
        // A suspension always succeeds: either it came first, and the other owner must stay, or it suspended the last
        // owner.
        expect([codes, owners, events]).toEqual(codes.length === 1 ? [['LAST_OWNER'], [first.id], 0] : [[], [], 1])
        await run(b, RESUME_USER, { input: { user: { id: second.id } } })
        await restore(pair)
      }),
    )
  })
})

describe('two users at the same time through different replicas:', () => {
  test('deleted: exactly one is refused with LAST_OWNER', async () => {
    for (const { id, first, second } of [await newPair(), await newPair()]) {
      const operations = [() => deleted(a, id, first), () => deleted(b, id, second)]
      expect(errorCodes(await race(database, lockName('owners'), operations))).toEqual(['LAST_OWNER'])
      expect(await actingOwners(id)).toHaveLength(1)
    }
  })

  test.each<[string, Removal, string]>([
    ['demoted', demote, 'user'],
    ['removed', remove, 'user'],
    ['leaving', leave, 'user'],
    ['suspended', suspend, 'owners'],
  ])(
    'one deleted, one %s: an owner is left, or a workspace.ownerless event is written',
    async (_what, removal, lock) => {
      await Promise.all(
        [await newPair(), await newPair()].map(async ({ id, first, second }) => {
          const operations = [() => removal(a, id, first), () => deleted(b, id, second)]
          const sql = lock === 'owners' ? lockName('owners') : lockRow('user', second.id)
          const codes = errorCodes(await race(database, sql, operations))
          const left = [codes, (await actingOwners(id)).length, (await ownerless(id)).length]
          // Only a suspension of the last owner always succeeds.
          expect(left).toEqual(codes.length === 0 ? [[], 0, 1] : [['LAST_OWNER'], 1, 0])
        }),
      )
    },
  )
})
