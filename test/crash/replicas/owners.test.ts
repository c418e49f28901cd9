// A workspace keeps an owner who can act, also when two are taken at the same instant through different replicas.
import { describe, expect, test } from 'vitest'
import { run } from '../../support/people.ts'
import { RESUME_USER } from './operations.ts'
import {
  actingOwners,
  deleted,
  demote,
  leave,
  newPair,
  type Pair,
  remove,
  restore,
  suspend,
  type Way,
} from './ownership.ts'
import { collide, refusals, row, startReplicas, turn } from './replicas.ts'

// as many connections as there are writes at once: none waits for another's
const replicas = await startReplicas({ shared: true, env: { CROFT_DATABASE_CONNECTIONS: '40' } })
const { a, b, database } = replicas

async function ownerless(id: string): Promise<{ seq: string; because: string }[]> {
  return database.query(
    `select seq, data::jsonb -> 'because' ->> 'id' as because from event
     where workspace_id = ? and type = 'workspace.ownerless'`,
    id,
  )
}

const PAIRS = 3
const ROUNDS = 3
const pairs = await Promise.all(Array.from({ length: PAIRS }, () => newPair(replicas)))

/** Some rounds for each workspace, all workspaces at once; in the first both are let go at the same instant. */
async function rounds(acts: (pair: Pair) => (() => Promise<unknown>)[], look: (codes: string[]) => void) {
  await Promise.all(
    pairs.map(async (pair, index) => {
      for (let round = 0; round < ROUNDS; round++) {
        const both = acts(pair)
        if ((index + round) % 2 === 1) both.reverse()
        const outcomes =
          round === 0
            ? await collide(database, row('workspace', pair.id), both)
            : await Promise.allSettled(both.map((act) => act()))
        look(refusals(outcomes))
        expect(await actingOwners(replicas, pair.id)).toHaveLength(1)
        await restore(replicas, pair)
      }
    }),
  )
}

describe('two owners at the same instant through different replicas:', () => {
  test.each<[string, Way, Way]>([
    ['demoted by a platform admin', demote, demote],
    ['removed by a platform admin', remove, remove],
    ['one demoted, one removed', demote, remove],
    ['leaving', leave, leave],
    ['one leaving, one demoted', leave, demote],
  ])('%s: exactly one is refused as the last', async (_what, one, other) => {
    await rounds(
      ({ id, first, second }) => [() => one(a, id, first), () => other(b, id, second)],
      (codes) => expect(codes).toEqual(['LAST_OWNER']),
    )
  })

  test.each<[string, Way, Way]>([
    ['demoting', demote, demote],
    ['removing', remove, remove],
    ['demoting and removing', demote, remove],
  ])('%s each other: whoever comes second is no owner any more', async (_what, one, other) => {
    await rounds(
      ({ id, first, second }) => [() => one(a, id, second, first), () => other(b, id, first, second)],
      (codes) => {
        expect(codes).toHaveLength(1)
        expect(['FORBIDDEN', 'NOT_FOUND']).toContain(codes[0])
      },
    )
  })

  test('suspended: both are, and the second leaves the workspace without an owner, which is told once', async () => {
    for (const { id, first, second } of pairs) {
      const acts = [() => suspend(a, id, first), () => suspend(b, id, second)]
      const before = (await ownerless(id)).length
      expect(refusals(await collide(database, turn('owners'), acts))).toEqual([])
      expect(await actingOwners(replicas, id)).toEqual([])
      const told = (await ownerless(id)).slice(before)
      const suspended = await database.query<{ subject_id: string }>(
        "select subject_id from event where type = 'user.suspended' and subject_id in (?, ?) order by seq desc limit 1",
        first.id,
        second.id,
      )
      expect(told).toMatchObject([{ because: suspended[0]?.subject_id }])
      for (const { id: user } of [first, second]) await run(b, RESUME_USER, { input: { user } })
    }
  })

  test.each<[string, Way]>([
    ['demoted', demote],
    ['removed', remove],
    ['leaving', leave],
  ])('one %s, one suspended: an owner is left, or it is told that none is', async (_what, way) => {
    await Promise.all(
      pairs.map(async (pair) => {
        const { id, first, second } = pair
        const before = (await ownerless(id)).length
        const acts = [() => way(a, id, first), () => suspend(b, id, second)]
        const codes = refusals(await collide(database, row('user', second.id), acts))
        const [owners, told] = [await actingOwners(replicas, id), (await ownerless(id)).length - before]
        // suspending always works: either it came first, and the other owner has to stay, or it was the last one
        expect([codes, owners, told]).toEqual(codes.length === 1 ? [['LAST_OWNER'], [first.id], 0] : [[], [], 1])
        await run(b, RESUME_USER, { input: { user: second.id } })
        await restore(replicas, pair)
      }),
    )
  })
})

describe('two users at the same instant through different replicas:', () => {
  test('deleted: exactly one is refused as the last owner', async () => {
    for (const { id, first, second } of [await newPair(replicas), await newPair(replicas)]) {
      const acts = [() => deleted(a, id, first), () => deleted(b, id, second)]
      expect(refusals(await collide(database, turn('owners'), acts))).toEqual(['LAST_OWNER'])
      expect(await actingOwners(replicas, id)).toHaveLength(1)
    }
  })

  test.each<[string, Way, string]>([
    ['demoted', demote, 'user'],
    ['removed', remove, 'user'],
    ['leaving', leave, 'user'],
    ['suspended', suspend, 'owners'],
  ])('one deleted, one %s: an owner is left, or it is told that none is', async (_what, way, meet) => {
    await Promise.all(
      [await newPair(replicas), await newPair(replicas)].map(async ({ id, first, second }) => {
        const acts = [() => way(a, id, first), () => deleted(b, id, second)]
        const lock = meet === 'owners' ? turn('owners') : row('user', second.id)
        const codes = refusals(await collide(database, lock, acts))
        const left = [codes, (await actingOwners(replicas, id)).length, (await ownerless(id)).length]
        // only the suspension of the last one always works
        expect(left).toEqual(codes.length === 0 ? [[], 0, 1] : [['LAST_OWNER'], 1, 0])
      }),
    )
  })
})
