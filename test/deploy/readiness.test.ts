// `/readyz` says 503 while writes cannot succeed, whatever the reason, and 200 again once they can.
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import BetterSqlite3 from '../../src/store/sqlite/better-sqlite3.mjs'
import { DATABASE } from '../support/database.ts'
import { ready, startProcess } from '../support/process.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'

const READ = '{ me { user { name } } }'
const MOUNT = ['--mount', 'sh', '-c']
const canMount = spawnSync('unshare', [...MOUNT, 'mount -t tmpfs tmpfs /mnt']).status === 0

let count = 0
const create = () => `mutation { createWorkspace(input: { name: "written-${++count}" }) { workspace { name } } }`
const statusOf = async (url: string, path = 'readyz') => (await fetch(`${url}/${path}`)).status

describe.runIf(DATABASE === 'sqlite')('firm ground 10: readiness on SQLite', () => {
  test.skipIf(!canMount)(
    'a full disk is not ready, while reads continue; once there is space, writes succeed',
    async () => {
      const directory = mkdtempSync(join(tmpdir(), 'croft-full-'))
      onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
      const script = `mount -t tmpfs -o size=4m tmpfs "$0" && exec "$1" dist/main.js`
      const run = startProcess(
        { CROFT_DATABASE_URL: `sqlite:${directory}/croft.db`, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN },
        { command: ['unshare', ...MOUNT, script, directory, process.execPath] },
      )
      const url = await ready(run)
      expect(await statusOf(url)).toBe(200)
      const gql = async (query: string) => {
        const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${ADMIN_TOKEN}` }
        const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })
        return (await response.json()).errors?.[0].extensions.code ?? null
      }
      // only the process can see the mount
      const filler = `/proc/${run.child.pid}/root${directory}/filler`
      for (const bytes of [65_536, 1]) {
        try {
          for (;;) appendFileSync(filler, Buffer.alloc(bytes))
        } catch (error) {
          expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
        }
      }
      await until(async () => (await gql(create())) === 'UNAVAILABLE')
      expect(await statusOf(url)).toBe(503)
      expect(await statusOf(url, 'healthz')).toBe(200)
      expect(await gql(READ)).toBe(null)
      rmSync(filler)
      await until(async () => (await statusOf(url)) === 200)
      expect(await gql(create())).toBe(null)
      run.child.kill('SIGTERM')
      await until(() => run.exit !== null)
      expect(run.exit).toBe(0)
    },
  )

  test('a file that another process keeps locked is not ready', async () => {
    const server = await startTestServer()
    expect(await statusOf(server.url)).toBe(200)
    const holder = new BetterSqlite3(join(server.database.directory, 'croft.db'), { timeout: 0 })
    onTestFinished(() => void holder.close())
    // a job that writes after the start cannot end while this thread waits for it
    await until(() => {
      try {
        return holder.exec('begin immediate')
      } catch {
        return null
      }
    })
    await until(async () => (await statusOf(server.url)) === 503)
    expect((await server.gql(READ)).body.errors).toBeUndefined()
    holder.exec('rollback')
    await until(async () => (await statusOf(server.url)) === 200)
    await server.data(create())
  })
})

describe.runIf(DATABASE === 'postgres')('firm ground 10: readiness on PostgreSQL', () => {
  test('a database that is read-only is not ready, while reads continue', async () => {
    const server = await startTestServer()
    const { database } = server
    const name = new URL(database.url).pathname.slice(1)
    const setReadOnly = async (value: 'on' | 'off') => {
      const alter = `alter database ${name} set default_transaction_read_only = ${value}`
      await database.query(`begin read write; ${alter}; commit`)
      // Sessions take the new default when they begin.
      await database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`,
      )
    }
    expect(await statusOf(server.url)).toBe(200)
    await setReadOnly('on')
    await until(async () => (await statusOf(server.url)) === 503)
    expect((await server.gql(READ)).body.errors).toBeUndefined()
    expect((await server.gql(create())).body.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }])
    expect(await statusOf(server.url, 'healthz')).toBe(200)
    await setReadOnly('off')
    await until(async () => (await statusOf(server.url)) === 200)
    await server.data(create())
  })

  test('a disk that is full for some writes is not ready', async () => {
    const server = await startTestServer()
    const { database } = server
    await database.query(`create function fail() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`)
    await database.query('create trigger full_disk before insert on workspace execute function fail()')
    expect((await server.gql(create())).body.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }])
    expect(await statusOf(server.url)).toBe(503)
    await database.query('drop trigger full_disk on workspace')
    await server.data(create())
    expect(await statusOf(server.url)).toBe(200)
  })
})

test('firm ground 10: readiness writes nothing if writes succeed already, and once a second otherwise', async () => {
  const written: string[] = []
  const server = await startTestServer({
    onQuery: (sql) => void (/^insert into "setting"/.test(sql) && written.push(sql)),
  })
  written.length = 0
  await server.data(create())
  expect(await Promise.all(Array.from({ length: 20 }, () => statusOf(server.url)))).toEqual(Array(20).fill(200))
  expect(written).toHaveLength(0)
  const startedAt = performance.now()
  await until(async () => (await statusOf(server.url)) === 200 && performance.now() - startedAt > 2500)
  expect(written.length).toBeGreaterThan(0)
  expect(written.length).toBeLessThanOrEqual(Math.ceil((performance.now() - startedAt) / 1000))
})
