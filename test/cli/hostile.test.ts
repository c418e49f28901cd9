// The answers of a hostile or broken server do no harm to the terminal, the shell and the machine.
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { hasDisplay, openInBrowser } from '../../src/cli/browser.ts'
import { within } from '../support/server.ts'
import { commandLine, temporaryFolder } from './run.ts'

const { croft, output, terminal } = commandLine({ CROFT_TOKEN: 'secret-token' })
const ESCAPES = '\u001b[31m\u009b2J\u202e'
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that act
const ACTING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/

/** A server that gives this answer to every request. */
async function startFake(answer: (response: ServerResponse, request: IncomingMessage) => void) {
  const fake = createServer((request, response) => {
    request.resume().on('end', () => answer(response, request))
  })
  await new Promise<void>((resolve) => fake.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    fake.closeAllConnections()
    fake.close()
  })
  return { CROFT_URL: `http://127.0.0.1:${(fake.address() as AddressInfo).port}` }
}

const answering = (body: object, headers = {}) =>
  startFake((response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
  })

test('data with control characters is escaped as JSON and YAML, and reads back unchanged', async () => {
  const data = { text: ESCAPES, [`key${ESCAPES}`]: `two\nlines ${ESCAPES}` }
  const env = await answering({ data })
  for (const format of ['json', 'ndjson', 'yaml', 'table']) {
    const out = await output(['api', '{ x }', '-o', format], { env })
    expect(out).not.toMatch(ACTING)
    expect(parse(out)).toEqual({ data })
  }
})

test('an error with control characters is shown without them, also by --debug and as JSON', async () => {
  const error = { message: ESCAPES, extensions: { code: 'FORBIDDEN', requiredRole: ESCAPES } }
  const env = await answering({ errors: [error] }, { 'x-request-id': 'a\u009b31mb' })
  for (const more of [['--debug'], ['-o', 'json']]) {
    const { exit, out, err } = await croft(['whoami', ...more], { env })
    expect([exit, out]).toEqual([3, ''])
    expect(err).not.toMatch(ACTING)
    expect(err).not.toContain('secret-token')
  }
})

test("CSV is harmless on a terminal, and elsewhere contains the server's data unchanged", async () => {
  const workspace = { name: 'w', displayName: ESCAPES, updatedAt: '2026-01-01T00:00:00Z' }
  const page = { nodes: [workspace], pageInfo: { hasNextPage: false, endCursor: null } }
  const env = await answering({ data: { workspaces: page } })
  const list = ['workspaces', 'list', '-o', 'csv', '--columns', 'display-name', '--no-header']
  expect(await output(list, { env })).toBe(`${ESCAPES}\n`)
  const run = terminal(list, { env })
  expect(await run.ended()).toBe(0)
  expect(run.shown).toContain('\u{fffd}[31m')
  expect(run.shown).not.toContain(ESCAPES)
})

test('texts that YAML 1.1 would take for other types are quoted', async () => {
  const env = await answering({ data: { name: 'no', time: '12:30:00', day: '2026-01-01' } })
  const out = await output(['api', '{ x }', '-o', 'yaml'], { env })
  expect(parse(out, { version: '1.1' })).toEqual({ data: { name: 'no', time: '12:30:00', day: '2026-01-01' } })
})

test('a completion ends within a second if the server does not answer', async () => {
  let isAsked = false
  const env = await startFake(() => {
    isAsked = true
  })
  expect(await within(5000, output(['__complete', '--', 'workspaces', 'get', ''], { env }))).toBe('')
  expect(isAsked).toBe(true)
})

test('a completion leaves out names that a shell would execute', async () => {
  const nodes = ['fine', '$(touch x)', 'a;b', '`id`'].map((name) => ({ name, displayName: name }))
  const env = await answering({ data: { workspaces: { nodes, pageInfo: { hasNextPage: false, endCursor: null } } } })
  expect(await output(['__complete', '--', 'workspaces', 'get', ''], { env })).toBe('fine\tfine\n')
})

test('a redirect to another server is not followed', async () => {
  let requests = 0
  const other = await startFake((response) => {
    requests++
    response.end('{"data":{}}')
  })
  const env = await startFake((response) => {
    response.writeHead(307, { Location: other.CROFT_URL }).end()
  })
  expect((await croft(['whoami'], { env })).exit).toBe(4)
  expect(requests).toBe(0)
})

test('a timeout may be very long, but not zero', async () => {
  const env = await answering({ data: { me: { groups: [] } } })
  const { exit, err } = await croft(['whoami', '--timeout', '1000h', '-q'], { env })
  expect([exit, err]).toEqual([0, ''])
  expect((await croft(['whoami', '--timeout', '0s'], { env })).exit).toBe(2)
})

test('an address that is not http or https is never opened', async () => {
  const folder = temporaryFolder()
  const [program, proof] = [join(folder, 'browser'), join(folder, 'proof')]
  writeFileSync(program, `#!/bin/sh\ntouch ${proof}\n`)
  chmodSync(program, 0o755)
  const env = await answering({ data: { serverInfo: { publicUrl: `file:///etc/passwd${ESCAPES}` } } })
  const out = await output(['open'], { env: { ...env, BROWSER: program } })
  expect(out).toMatch(/^file:\/\/\/etc\/passwd/)
  expect(out).not.toMatch(ACTING)
  expect(existsSync(proof)).toBe(false)
  expect(hasDisplay({ BROWSER: program })).toBe(true)
  expect(await openInBrowser('ms-settings:about')).toBe(false)
})

test('a token-command runs again when its token was refused', async () => {
  const folder = temporaryFolder()
  const seen: (string | undefined)[] = []
  const { CROFT_URL } = await startFake((response, { headers }) => {
    seen.push(headers.authorization)
    const refused = { errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }] }
    const body = seen.length === 1 ? refused : { data: { me: { groups: [] } } }
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  })
  const count = join(folder, 'count')
  const command = `echo x >> ${count}; echo token-$(wc -l < ${count} | tr -d ' ')`
  const config = { current: 'here', contexts: { here: { url: CROFT_URL, 'token-command': command } } }
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
  await output(['whoami', '-q'], { env: { CROFT_CONFIG_DIR: folder, CROFT_TOKEN: '' } })
  expect(seen).toEqual(['Bearer token-1', 'Bearer token-2'])
})
