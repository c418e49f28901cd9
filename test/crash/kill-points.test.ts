// A sample of the points at which a deletion can be killed; the long form has all of them.
import { afterAll, expect, test } from 'vitest'
import { longOrShort } from '../support/length.ts'
import { killAfter, seedForKills } from './kill-points.ts'

const EVERY = longOrShort(1, 30)
const HOUR_MS = 3_600_000
/** Fewer than the number of changes. */
const CHANGES = 100

const seeded = await seedForKills()
afterAll(async () => {
  seeded.services.close()
  await seeded.database.drop()
})

test(
  'a deletion that is killed after any of its changes completes right after the next start',
  async () => {
    let points = 0
    for (let changes = 1 + Math.floor(Math.random() * EVERY); await killAfter(changes, seeded); changes += EVERY)
      points++
    // some of these points kill it; a failpoint after the last change kills nothing
    expect(points).toBeGreaterThan(CHANGES / EVERY)
  },
  EVERY === 1 ? HOUR_MS : 240_000,
)
