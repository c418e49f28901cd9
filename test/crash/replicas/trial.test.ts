// A short crash trial of replicas; `npm run test:replicas` runs the long one.
import { expect, test } from 'vitest'
import { BUILT } from '../process.ts'
import { sharedDatabase } from './replicas.ts'
import { trial } from './trial.ts'

test('three replicas, of which one is killed again and again, lose no acknowledged write and deliver each event once', async () => {
  const database = await sharedDatabase(false)
  const seed = Date.now() % 2 ** 31
  const short = { command: BUILT, database: database.url, seconds: 6, killEverySeconds: 2.5, resources: 2000 }
  const report = await trial({ ...short, expireLeases: true, seed }).catch((error: unknown) => {
    throw new Error(`With seed ${seed}`, { cause: error })
  })
  expect(report.kills).toBe(2)
  expect(report.acknowledged).toBeGreaterThan(10)
  expect(report.deletions).toBeGreaterThan(0)
  expect(report.races).toBeGreaterThan(0)
  expect(report.resumed).toBeGreaterThan(0)
}, 120_000)
