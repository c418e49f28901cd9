// `croft doctor --local`: problems of a machine's database, its key and its disk, with and without a server.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import BetterSqlite3 from '../../src/store/sqlite/better-sqlite3.mjs'
import { newDatabase } from '../support/database.ts'
import { ready, runCli, startProcess } from '../support/process.ts'
import { until } from '../support/server.ts'

const KEY = Buffer.alloc(32, 8).toString('base64')

function folderOf(env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'croft-doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'croft.db')
  return { file, key: `${file}.key`, env: { CROFT_DATABASE_URL: `sqlite:${file}`, ...env } }
}

/** The findings by check; problems are marked with FAILS. */
async function doctor(env: Record<string, string>) {
  const { exit, out, err } = await runCli(env, 'doctor', '--local', '-o', 'json')
  const findings = JSON.parse(out) as { check: string; ok: boolean; found: string }[]
  expect([exit, err]).toEqual([findings.every(({ ok }) => ok) ? 0 : 1, ''])
  return Object.fromEntries(findings.map(({ check, ok, found }) => [check, `${ok ? '' : 'FAILS '}${found}`]))
}

test('reports a database that does not exist yet, one that a server has open, and one that it has closed', async () => {
  const { file, key, env } = folderOf()
  expect(await doctor(env)).toEqual({
    file: `none at ${file} yet: the first start makes it`,
    disk: expect.stringMatching(/^[\d,]+ MiB free at /),
  })
  expect(existsSync(file)).toBe(false)

  const start = () => startProcess(env, { command: [process.execPath, 'dist/cli.js', 'serve'] })
  const server = start()
  const url = await ready(server)
  expect(await doctor(env)).toEqual({
    file: expect.stringMatching(/croft\.db, \d+ MiB$/),
    lock: 'a server has the file open',
    key,
    disk: expect.stringMatching(/^[\d,]+ MiB free at /),
    migrations: expect.stringMatching(/^\d+ applied, none pending$/),
  })
  // the server was not disturbed
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  server.child.kill('SIGTERM')
  await until(() => server.exit !== null)
  expect(await doctor(env)).toMatchObject({ lock: 'no server has the file open' })

  const killed = start()
  await ready(killed)
  killed.child.kill('SIGKILL')
  await until(() => killed.exit !== null)
  const again = await doctor(env)
  expect(again).toMatchObject({ lock: expect.stringContaining('the last one did not close it') })
  // the check has not closed the database; other processes write to the disk meanwhile
  expect(await doctor(env)).toEqual({ ...again, disk: expect.stringMatching(/^[\d,]+ MiB free at /) })
})

test('reports problems of keys, files and migrations, each separately', async () => {
  const { file, key, env } = folderOf()
  expect((await runCli(env, 'migrate')).exit).toBe(0)
  expect(await doctor(env)).toMatchObject({
    key: `FAILS ${key} is not there: a start makes another key, which reads none of the secrets in the database`,
  })
  expect(await doctor({ ...env, CROFT_SECRET_KEY: KEY })).toMatchObject({ key: 'CROFT_SECRET_KEY' })
  writeFileSync(key, 'short', { mode: 0o600 })
  expect(await doctor(env)).toMatchObject({ key: expect.stringMatching(/^FAILS .* does not hold 32 bytes/) })
  writeFileSync(key, `${KEY}\n`)
  chmodSync(key, 0o644)
  expect(await doctor(env)).toMatchObject({ key: `FAILS others can read ${key}: chmod 600 it` })
  chmodSync(key, 0o600)

  chmodSync(file, 0o644)
  const directory = join(file, '..')
  expect(await doctor(env)).not.toMatchObject({ file: expect.stringContaining('FAILS') })
  chmodSync(directory, 0o755)
  expect(await doctor(env)).toMatchObject({ file: expect.stringMatching(/^FAILS others can open /) })
  chmodSync(directory, 0o700)

  const db = new BetterSqlite3(file)
  db.prepare('delete from schema_migration where name = (select max(name) from schema_migration)').run()
  expect(await doctor(env)).toMatchObject({ migrations: '1 pending: a start, or croft migrate, runs them' })
  db.prepare("insert into schema_migration values ('9999_future', '2030-01-01T00:00:00.000Z')").run()
  db.close()
  expect(await doctor(env)).toMatchObject({ migrations: expect.stringMatching(/^FAILS 1 of a newer version/) })
  writeFileSync(file, 'not a database, but long enough to look like the header of one that is')
  expect(await doctor(env)).toEqual({
    file: expect.stringMatching(/^FAILS file is not a database/),
    disk: expect.stringMatching(/MiB free/),
  })
  expect(readFileSync(file, 'utf8')).toContain('not a database')
  expect(statSync(key).mode & 0o777).toBe(0o600)
})

test('reports invalid settings, and an unreachable PostgreSQL', async () => {
  const wrong = await runCli({ CROFT_DATABASE_URL: 'mysql://x', CROFT_SECRET_KEY: 'x' }, 'doctor', '--local')
  expect([wrong.exit, wrong.out]).toEqual([1, ''])
  for (const name of ['CROFT_DATABASE_URL', 'CROFT_SECRET_KEY']) expect(wrong.err).toContain(name)
  const away = { CROFT_DATABASE_URL: 'postgres://croft:s3cret@127.0.0.1:9/croft' }
  const found = await doctor(away)
  expect(found).toEqual({
    key: 'FAILS CROFT_SECRET_KEY is not set: with PostgreSQL it is required',
    migrations: expect.stringMatching(/^FAILS /),
  })
  expect(JSON.stringify(found)).not.toContain('s3cret')
})

test('reports the migrations of any database', async () => {
  const database = await newDatabase()
  onTestFinished(database.drop)
  const found = await doctor({ ...database.env, CROFT_SECRET_KEY: KEY })
  expect(found).toMatchObject({
    key: 'CROFT_SECRET_KEY',
    migrations: expect.stringMatching(/^\d+ applied, none pending$/),
  })
})
