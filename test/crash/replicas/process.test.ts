// Replicas as processes: the shared key, the first token, and a stop by signal.
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import { hintOf, isWellFormed } from '../../../src/auth/secret.ts'
import { newDatabase } from '../../support/database.ts'
import { ready, STARTS_WITHIN_MS, startProcess } from '../../support/process.ts'
import { startTestServer, until } from '../../support/server.ts'

test('exits with code 2 on PostgreSQL without CROFT_SECRET_KEY, and does not print the password', async () => {
  const run = startProcess({ CROFT_DATABASE_URL: 'postgres://croft:hush@127.0.0.1/croft' })
  await until(() => run.exit !== null, STARTS_WITHIN_MS)
  expect(run.exit).toBe(2)
  expect(run.err).toContain('CROFT_SECRET_KEY is required')
  expect(run.err + run.out).not.toContain('hush')
})

test('refuses to start with another key than the other replicas', async () => {
  const database = await newDatabase()
  onTestFinished(() => database.drop())
  await startTestServer({ database })
  const CROFT_SECRET_KEY = Buffer.alloc(32, 8).toString('base64')
  await expect(startTestServer({ database, env: { CROFT_SECRET_KEY } })).rejects.toThrow(
    /CROFT_SECRET_KEY is not the key/,
  )
  await startTestServer({ database })
})

test('of two processes that start at the same time one writes the first token, both accept it, and both stop at SIGTERM', async () => {
  const database = await newDatabase()
  onTestFinished(() => database.drop())
  const directories = ['first', 'second'].map((name) => join(database.directory, name))
  const runs = directories.map((CROFT_DATA_DIR) => startProcess({ ...database.env, CROFT_DATA_DIR }))
  const urls = await Promise.all(runs.map(ready))
  const files = runs.map((run) => run.lines().find(({ file }) => typeof file === 'string')?.['file'])
  expect(files.filter(Boolean)).toHaveLength(1)
  const file = files.find(Boolean) as string
  expect(directories.map((directory) => join(directory, 'bootstrap-token'))).toContain(file)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const token = readFileSync(file, 'utf8').trim()
  expect(isWellFormed(token)).toBe(true)
  for (const url of urls) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: '{"query":"{ me { user { name } } users { totalCount } }"}',
    })
    expect(await response.json()).toEqual({
      data: { me: { user: { name: 'Administrator' } }, users: { totalCount: 1 } },
    })
  }
  for (const run of runs) run.child.kill('SIGTERM')
  for (const run of runs) {
    await until(() => run.exit !== null)
    expect([run.exit, run.err]).toEqual([0, ''])
    expect(run.out).not.toContain(token)
  }
})

test('a first token that cannot be written to its file is not created; the next start creates another', async () => {
  const database = await newDatabase({ url: inject('postgres').url })
  onTestFinished(() => database.drop())
  const file = join(database.directory, 'file')
  writeFileSync(file, '')
  const refused = startProcess({ ...database.env, CROFT_DATA_DIR: join(file, 'data') })
  await until(() => refused.exit !== null, STARTS_WITHIN_MS)
  expect(refused.exit).toBe(1)
  expect(refused.err).toContain('ENOTDIR')
  const next = startProcess({ ...database.env })
  await ready(next)
  const token = readFileSync(join(database.directory, 'bootstrap-token'), 'utf8').trim()
  expect(await database.query('select name from "user"')).toEqual([{ name: 'Administrator' }])
  expect(await database.query('select hint from api_token')).toEqual([{ hint: hintOf(token) }])
})
