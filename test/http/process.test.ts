import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isWellFormed } from '../../src/auth/secret.ts'
import { ready, STARTS_WITHIN_MS, startProcess } from '../support/process.ts'
import { until } from '../support/server.ts'

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'croft-process-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('reports every problem of the environment at once and exits with 2', async () => {
  const run = startProcess({ CROFT_ENV: 'testing', CROFT_PORT: 'x', CROFT_SECRET_KEY: 'hush' })
  await until(() => run.exit !== null, STARTS_WITHIN_MS)
  expect(run.exit).toBe(2)
  for (const name of ['CROFT_ENV', 'CROFT_PORT', 'CROFT_SECRET_KEY']) expect(run.err).toContain(name)
  expect(run.err + run.out).not.toContain('hush')
})

test('writes the first token to a file of its own, locks the database against a second process, and stops at a signal', async () => {
  const path = join(directory(), 'croft.db')
  const first = startProcess({ CROFT_DATABASE_URL: `sqlite:${path}` })
  const url = await ready(first)
  const token = readFileSync(join(path, '..', 'bootstrap-token'), 'utf8').trim()
  expect(isWellFormed(token)).toBe(true)
  expect(statSync(join(path, '..', 'bootstrap-token')).mode & 0o777).toBe(0o600)
  expect(first.out).not.toContain(token)
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: '{"query":"{ me { user { name } } }"}',
  })
  expect(await response.json()).toMatchObject({ data: { me: { user: { name: 'Administrator' } } } })

  const second = startProcess({ CROFT_DATABASE_URL: `sqlite:${path}` })
  await until(() => second.exit !== null, STARTS_WITHIN_MS)
  expect(second.exit).toBe(1)
  expect(second.err).toContain(path)

  first.child.kill('SIGTERM')
  await until(() => first.exit !== null)
  expect(first.exit).toBe(0)
  expect(first.err).toBe('')

  const again = startProcess({ CROFT_DATABASE_URL: `sqlite:${path}` })
  await ready(again)
  expect(again.out).not.toContain('bootstrap-token')
  again.child.kill('SIGINT')
  await until(() => again.exit !== null)
  expect(again.exit).toBe(0)
})
