// A short crash trial; `npm run test:kill` runs the long one.
import { expect, test } from 'vitest'
import { BUILT } from '../process.ts'
import { trial } from './trial.ts'

test('kill -9 loses no acknowledged write, and deletions continue with each event written and received once', async () => {
  const seed = Date.now() % 2 ** 31
  const short = { command: BUILT, kills: 3, killsAtStart: 2, resources: 3000, seed }
  const report = await trial(short).catch((error: unknown) => {
    throw new Error(`With seed ${seed}`, { cause: error })
  })
  expect(report.killsDuringDeletion).toBeGreaterThan(0)
  expect(report.acknowledged).toBeGreaterThan(10)
}, 120_000)
