// The short form of `npm run test:kill`.
import { expect, test } from 'vitest'
import { BUILT } from './process.ts'
import { trial } from './trial.ts'

test('kill -9 loses no acknowledged write; deletions go on, and every event comes once', async () => {
  const seed = Date.now() % 2 ** 31
  const short = { command: BUILT, kills: 3, killsAtStart: 2, resources: 3000, seed }
  const report = await trial(short).catch((error: unknown) => {
    throw new Error(`With seed ${seed}`, { cause: error })
  })
  expect(report.hitDeletion).toBeGreaterThan(0)
  expect(report.acknowledged).toBeGreaterThan(10)
}, 120_000)
