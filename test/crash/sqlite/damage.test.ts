// A file that was not closed well is checked while the server serves; a damaged one is no longer written to.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import BetterSqlite3 from '../../../src/store/sqlite/better-sqlite3.mjs'
import { CREATE_WORKSPACE } from '../../support/operations.ts'
import { fill, refused, run, seedWorkspace, unique } from '../../support/people.ts'
import { type Run, ready, startProcess } from '../../support/process.ts'
import { startTestServer, type TestServer, until } from '../../support/server.ts'

const PAGE_BYTES = 4096

function databaseFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'croft-damage-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, 'croft.db')
}
const start = (file: string) => startTestServer({ env: { CROFT_DATABASE_URL: `sqlite:${file}` } })
const readiness = async ({ url }: { url: string }) => (await fetch(`${url}/readyz`)).status
const told = ({ log }: TestServer, pattern: RegExp) => log.filter(({ message }) => pattern.test(message))
const newName = () => ({ input: { name: unique('made') } })

/** Fills a workspace, stops the server, and overwrites pages of the table of resources. Returns the workspace's id. */
async function damage(file: string, { closedWell }: { closedWell: boolean }): Promise<string> {
  const server = await start(file)
  const workspace = await seedWorkspace(server)
  await fill(server, workspace, 2000)
  await server.close()
  const db = new BetterSqlite3(file)
  if (!closedWell) db.pragma('user_version = 1')
  const pages = db.prepare("select pageno from dbstat where name = 'resource' and pagetype = 'leaf'").pluck().all()
  db.close()
  const descriptor = openSync(file, 'r+')
  for (const page of pages as number[]) {
    writeSync(descriptor, Buffer.alloc(PAGE_BYTES / 2, 0xa5), 0, PAGE_BYTES / 2, (page - 1) * PAGE_BYTES)
  }
  closeSync(descriptor)
  return workspace.id
}

async function expectNoWrites(server: TestServer): Promise<void> {
  expect(await readiness(server)).toBe(503)
  expect((await refused(server, CREATE_WORKSPACE, newName())).code).toBe('UNAVAILABLE')
  expect((await server.gql('{ me { user { id } } }')).body.errors).toBeUndefined()
  expect(told(server, /damaged.*restore a backup/)).toMatchObject([{ level: 'error' }])
}

const NOT_CLOSED = /was not closed well/
const INTACT = /is intact/

describe('firm ground 8: a file that was not closed well', () => {
  test('is checked after kill -9 while the server serves, and not after a stop', async () => {
    const file = databaseFile()
    const env = { CROFT_DATABASE_URL: `sqlite:${file}` }
    const messages = (one: Run) => one.lines().map(({ msg }) => String(msg))
    const end = async (one: Run, signal: NodeJS.Signals) => {
      one.child.kill(signal)
      await until(() => one.exit !== null)
    }
    const first = startProcess(env)
    await ready(first)
    expect(messages(first).filter((each) => NOT_CLOSED.test(each))).toEqual([])
    await end(first, 'SIGKILL')
    const second = startProcess(env)
    const url = await ready(second)
    await until(() => messages(second).some((each) => INTACT.test(each)))
    expect(messages(second).filter((each) => NOT_CLOSED.test(each))).toHaveLength(1)
    expect(await readiness({ url })).toBe(200)
    await end(second, 'SIGTERM')
    expect(second.exit).toBe(0)
    const third = startProcess(env)
    await ready(third)
    await end(third, 'SIGTERM')
    expect(messages(third).filter((each) => NOT_CLOSED.test(each))).toEqual([])
  })

  test('and is damaged makes the server unready, is not written to, and the log says what to do', async () => {
    const file = databaseFile()
    await damage(file, { closedWell: false })
    for (let round = 0; round < 2; round++) {
      const server = await start(file)
      await until(() => told(server, /damaged/).length > 0)
      await expectNoWrites(server)
      await server.close()
    }
  })

  test('is also checked if it is a copy that was made while the server ran', async () => {
    const file = databaseFile()
    const server = await start(file)
    await run(server, CREATE_WORKSPACE, newName())
    const source = new BetterSqlite3(file)
    await source.backup(`${file}.copy`)
    source.close()
    const copy = await startTestServer({ env: { CROFT_DATABASE_URL: `sqlite:${file}.copy` } })
    await until(() => told(copy, INTACT).length > 0)
    await run(copy, CREATE_WORKSPACE, newName())
  })

  test('is not checked again after a finished check, even if an earlier start was stopped during one', async () => {
    const file = databaseFile()
    await (await start(file)).close()
    const db = new BetterSqlite3(file)
    db.pragma('user_version = 1')
    db.close()
    await (await start(file)).close()
    const server = await start(file)
    const checked = told(server, NOT_CLOSED).length
    await until(() => checked === 0 || told(server, INTACT).length > 0)
    await server.close()
    expect(told(await start(file), NOT_CLOSED)).toEqual([])
  })
})

describe('firm ground 8: damage that a request finds', () => {
  test('stops all writing, and the log says what to do', async () => {
    const file = databaseFile()
    const id = await damage(file, { closedWell: true })
    const server = await start(file)
    expect(told(server, NOT_CLOSED)).toEqual([])
    const list = 'query ($id: ID!) { workspace(by: { id: $id }) { resources(first: 100) { nodes { spec } } } }'
    const { body } = await server.gql(list, { id })
    expect(body.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }])
    await expectNoWrites(server)
  })
})
