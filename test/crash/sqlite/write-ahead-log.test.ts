// The write-ahead log beside a SQLite file. SQLite begins it anew only when all of it is in the file, which a thread sees to.
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { TestClient } from '../../support/client.ts'
import { ready, startProcess } from '../../support/process.ts'
import { ADMIN_TOKEN, until } from '../../support/server.ts'

const MIB = 2 ** 20
/** A checkpoint begins when the log is longer. */
const CHECKPOINT_BYTES = 16 * MIB
/** What is written until a checkpoint is over comes on top. */
const MAX_LOG_BYTES = 96 * MIB
/** Enough that a transaction is always waiting. */
const CLIENTS = 8
/** A request with these is a little below the limit of its body. */
const RESOURCES = 15
const DOCUMENT = { text: 'x'.repeat(16_000) }
const REQUEST_BYTES = RESOURCES * DOCUMENT.text.length

const CREATE = 'mutation ($input: CreateWorkspaceInput!) { createWorkspace(input: $input) { workspace { id } } }'
const REGISTER = 'mutation ($input: RegisterResourcesInput!) { registerResources(input: $input) { resources { id } } }'
const COUNT = 'query ($by: WorkspaceRef!) { workspace(by: $by) { resources { totalCount } } }'

/** A server with a workspace, and clients that register resources in it. */
async function startBusy(nodeOptions: readonly string[] = []) {
  const path = mkdtempSync(join(tmpdir(), 'croft-wal-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  const file = join(path, 'croft.db')
  const env = { CROFT_DATABASE_URL: `sqlite:${file}`, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }
  const running = startProcess(env, { command: [process.execPath, ...nodeOptions, 'dist/main.js'] })
  const url = await ready(running)
  const client = new TestClient()
  const ask = async (query: string, variables: object) => {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
    const { text } = await client.post(`${url}/graphql`, JSON.stringify({ query, variables }), headers)
    const { data, errors } = JSON.parse(text)
    expect(errors).toBeUndefined()
    return data
  }
  const { id } = (await ask(CREATE, { input: { name: 'busy' } })).createWorkspace.workspace
  let requests = 0
  /** Clients that send one request after the other until `enough` says so. */
  const write = async (enough: (requests: number) => boolean) => {
    const one = async () => {
      while (!enough(requests)) {
        const request = ++requests
        const resources = Array.from({ length: RESOURCES }, (_, index) => {
          return { kind: 'dataset', name: `dataset-${request}-${index}`, spec: DOCUMENT }
        })
        await ask(REGISTER, { input: { workspace: { id }, resources } })
      }
    }
    await Promise.all(Array.from({ length: CLIENTS }, one))
  }
  const count = async () => (await ask(COUNT, { by: { id } })).workspace.resources.totalCount
  return { run: running, log: `${file}-wal`, write, count, registered: () => requests * RESOURCES }
}

test('the log stays short while clients write without a pause, and no write is lost', async () => {
  const { log, write, count, registered } = await startBusy()
  let longest = 0
  await write((requests) => {
    longest = Math.max(longest, statSync(log).size)
    return requests * REQUEST_BYTES > 128 * MIB
  })
  expect(longest).toBeLessThan(MAX_LOG_BYTES)
  expect(await count()).toBe(registered())
})

test.each([0, 20])('a stop %i ms after a checkpoint begins waits for its end', async (ms) => {
  const { run, log, write } = await startBusy()
  // until they are refused
  const writing = write(() => false).catch(() => {})
  await until(() => statSync(log).size > CHECKPOINT_BYTES)
  await new Promise((resolve) => setTimeout(resolve, ms))
  run.child.kill('SIGTERM')
  await until(() => run.exit !== null)
  await writing
  expect(run.exit).toBe(0)
  expect(run.lines().at(-1)?.msg).toBe('Stopped')
  expect(existsSync(log)).toBe(false)
})

test('writes go on where no thread can be started for a checkpoint', async () => {
  const path = mkdtempSync(join(tmpdir(), 'croft-wal-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  const patch = join(path, 'no-threads.cjs')
  writeFileSync(
    patch,
    `const threads = require('node:worker_threads')
    threads.Worker = class { constructor() { throw new Error('no thread can be started') } }`,
  )
  const { run, log, write, count, registered } = await startBusy(['--require', patch])
  await write((requests) => requests * REQUEST_BYTES > 2 * CHECKPOINT_BYTES)
  expect(statSync(log).size).toBeGreaterThan(2 * CHECKPOINT_BYTES)
  expect(await count()).toBe(registered())
  expect(run.exit).toBeNull()
})
