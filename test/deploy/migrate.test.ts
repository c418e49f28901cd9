// `croft migrate`: the migrations of a database, without a server and beside one.
import { existsSync } from 'node:fs'
import { expect, inject, onTestFinished, test } from 'vitest'
import { migrations } from '../../db/migrations/index.ts'
import { DATABASE, newDatabase, type TestDatabase } from '../support/database.ts'
import { runCli } from '../support/process.ts'
import { startTestServer } from '../support/server.ts'

const NAMES = Object.keys(migrations)

/** A database without tables. */
async function emptyDatabase(): Promise<TestDatabase> {
  const database = await newDatabase({ url: DATABASE === 'postgres' ? inject('postgres').url : '' })
  onTestFinished(database.drop)
  return database
}

async function statusOf({ env }: TestDatabase) {
  const run = await runCli(env, 'migrate', '--status', '-o', 'json')
  const rows = JSON.parse(run.out) as { name: string; state: string; appliedAt: string | null }[]
  return { run, rows }
}

test('shows pending migrations without writing, and runs them', async () => {
  const database = await emptyDatabase()
  const before = await statusOf(database)
  expect(before.run.exit).toBe(0)
  expect(before.rows).toEqual(NAMES.map((name) => ({ name, state: 'PENDING', appliedAt: null })))
  expect(before.run.err).toContain(`${NAMES.length} pending`)
  if (DATABASE === 'sqlite') expect(existsSync(`${database.directory}/croft.db`)).toBe(false)
  else expect(await database.query("select 1 from pg_tables where schemaname = 'public'")).toEqual([])

  const run = await runCli(database.env, 'migrate', '-q')
  expect([run.exit, run.out.trim().split('\n')]).toEqual([0, NAMES])
  const after = await statusOf(database)
  expect(after.rows.map(({ name, state }) => [name, state])).toEqual(NAMES.map((name) => [name, 'APPLIED']))
  expect(after.rows.every(({ appliedAt }) => Date.parse(appliedAt ?? '') > 0)).toBe(true)
  expect(after.run.err).toBe('')
  const again = await runCli(database.env, 'migrate', '-q')
  expect([again.exit, again.out]).toEqual([0, ''])
})

test('shows the migrations beside a running server; those of a newer version are reported with exit code 3', async () => {
  const server = await startTestServer()
  const { rows } = await statusOf(server.database)
  expect(rows.every(({ state }) => state === 'APPLIED')).toBe(true)
  const insert = 'insert into schema_migration (name, timestamp) values (?, ?)'
  await server.database.query(insert, '9999_future', '2030-01-01T00:00:00.000Z')
  const newer = await statusOf(server.database)
  expect([newer.run.exit, newer.rows.at(-1)]).toEqual([
    3,
    { name: '9999_future', state: 'UNKNOWN', appliedAt: '2030-01-01T00:00:00.000Z' },
  ])
  expect(newer.run.err).toContain('newer version')
})

test('says why it cannot migrate', async () => {
  const unreachable = { CROFT_DATABASE_URL: 'postgres://croft:s3cret@127.0.0.1:9/croft' }
  for (const args of [['migrate'], ['migrate', '--status']]) {
    const run = await runCli(unreachable, ...args)
    expect([run.exit, run.out, run.err]).toEqual([1, '', expect.stringContaining('PostgreSQL cannot be used')])
    expect(run.err).not.toContain('s3cret')
  }
  if (DATABASE === 'postgres') return
  const server = await startTestServer()
  const run = await runCli(server.database.env, 'migrate')
  expect([run.exit, run.err]).toEqual([1, expect.stringContaining('Another process has')])
})
