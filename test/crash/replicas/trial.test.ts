// The short form of `npm run test:replicas`.
import { expect, test } from 'vitest'
import { BUILT } from '../sqlite/process.ts'
import { sharedDatabase } from './replicas.ts'
import { trial } from './trial.ts'

test('of three replicas one is killed again and again: nothing acknowledged is lost, every event comes once', async () => {
  const database = await sharedDatabase(false)
  const seed = Date.now() % 2 ** 31
  const short = { command: BUILT, database: database.url, seconds: 6, killEverySeconds: 2.5, resources: 2000 }
  const report = await trial({ ...short, endLeases: true, seed }).catch((error: unknown) => {
    throw new Error(`With seed ${seed}`, { cause: error })
  })
  expect(report.kills).toBe(2)
  expect(report.acknowledged).toBeGreaterThan(10)
  expect(report.deletions).toBeGreaterThan(0)
  expect(report.races).toBeGreaterThan(0)
  expect(report.resumptions).toBeGreaterThan(0)
}, 120_000)
