// `GET /cli`: its users trust the program with a token, so it is sent only where nobody can change it on the way.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import project from '../../package.json' with { type: 'json' }
import { ready, startProcess } from '../support/process.ts'

const serve = (env: Record<string, string> = {}) =>
  ready(startProcess({ CROFT_DATABASE_URL: 'sqlite::memory:', ...env }))

test('sends the command line of its own version as one file, which runs without others', async () => {
  const url = await serve()
  const response = await fetch(`${url}/cli`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="croft.mjs"')
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  const directory = mkdtempSync(join(tmpdir(), 'croft-cli-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const file = join(directory, 'croft.mjs')
  writeFileSync(file, await response.text())
  const run = (...args: string[]) => promisify(execFile)(process.execPath, [file, ...args])
  expect((await run('--version')).stdout).toBe(`croft ${project.version}\n`)
  const failed = await run('serve').catch((error: { code: number; stderr: string }) => error)
  expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('the command line alone') })

  const head = await fetch(`${url}/cli`, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length')]).toEqual([200, response.headers.get('content-length')])
  expect((await fetch(`${url}/cli`, { method: 'POST' })).status).toBe(405)
})

/** The status for a request with this Host header; even a proxy that adds no header may forward the name. */
function statusAt(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(`${url}/cli`, { headers: { Host: host } }, (response) => resolve(response.resume().statusCode)).on(
      'error',
      reject,
    )
  })
}

test('refuses to send it over plain http to another machine', async () => {
  const [plain, secure] = await Promise.all([serve(), serve({ CROFT_PUBLIC_URL: 'https://croft.example.com' })])
  const through = { 'X-Forwarded-For': '198.51.100.7' }
  const status = async (url: string, headers: Record<string, string>) => {
    const response = await fetch(`${url}/cli`, { headers })
    const text = await response.text()
    if (response.status !== 200) expect(JSON.parse(text).errors[0].extensions.code).toBe('FORBIDDEN')
    return response.status
  }
  expect(await status(plain, through)).toBe(403)
  expect(await status(plain, { ...through, 'X-Forwarded-Proto': 'https' })).toBe(403)
  expect(await status(plain, { Forwarded: 'for=198.51.100.7;proto=http' })).toBe(403)
  expect(await status(plain, { Via: '1.1 proxy' })).toBe(403)
  expect(await status(plain, { 'X-Real-IP': '198.51.100.7' })).toBe(403)
  expect(await statusAt(plain, 'croft.example.com')).toBe(403)
  expect(await statusAt(plain, 'localhost:4000')).toBe(200)
  expect(await status(secure, through)).toBe(200)
  expect(await status(secure, { ...through, 'X-Forwarded-Proto': 'https' })).toBe(200)
  expect(await status(secure, { ...through, 'X-Forwarded-Proto': 'http' })).toBe(403)
  expect(await status(secure, { ...through, 'X-Forwarded-Proto': 'https, http' })).toBe(403)
})
