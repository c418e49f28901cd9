// The PostgreSQL of a test run: one real server, started here unless `CROFT_TEST_POSTGRES_URL` gives one, with a migrated
// database of which each test server gets a copy.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import type {} from 'vitest'
import type { TestProject } from 'vitest/node'
import { openStore } from '../../src/store/store.ts'
import { postgresOwner, reachableBinaries } from './postgres-binaries.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's address, and the database to copy; absent where the run is one on SQLite. */
    postgres: { url: string; template: string }
  }
}

/** Nothing of it outlives the run, so it need not reach the disk. */
const FLAGS = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_connections=400',
  'shared_buffers=256MB',
]

const READY = 'database system is ready to accept connections'

/** Makes the server ready for a run; what it answers takes it away again. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['CROFT_TEST_POSTGRES_URL']
  const server = given ? { url: given, stop: async () => {} } : await startPostgres(FLAGS)
  const template = `croft_template_${randomBytes(4).toString('hex')}`
  await execute(server.url, `create database ${template}`)
  const database = { kind: 'postgres' as const, url: databaseUrl(server.url, template), connections: 2 }
  const store = await openStore({ database, secretKey: new Uint8Array(32) })
  await store.close()
  project.provide('postgres', { url: server.url, template })
  return async () => {
    await execute(server.url, `drop database if exists ${template} with (force)`)
    await server.stop()
  }
}

export interface Postgres {
  /** Of a superuser, in the database `postgres`. */
  url: string
  /** Where its data lies. */
  directory: string
  /** Ends every connection and the server; what it holds stays. */
  halt(): Promise<void>
  /** Starts what was halted, at the same address. */
  resume(): Promise<void>
  stop(): Promise<void>
}

/** A PostgreSQL server of its own in a temporary directory, gone when it stops. */
export async function startPostgres(flags: readonly string[], port?: number): Promise<Postgres> {
  const owner = postgresOwner()
  const bin = join(reachableBinaries(owner), 'bin')
  const directory = mkdtempSync(join(tmpdir(), 'croft-postgres-'))
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(directory, owner.uid, owner.gid)
  const data = join(directory, 'data')
  const chosen = port ?? (await freePort())
  const password = randomBytes(12).toString('hex')
  const run = { ...owner, cwd: directory, env: { PATH: process.env['PATH'], LC_ALL: 'C' } }

  const passwordFile = join(directory, 'password')
  writeFileSync(passwordFile, password, { mode: 0o644 })
  const initdb = [`--pgdata=${data}`, '--username=postgres', '--auth=password', `--pwfile=${passwordFile}`]
  await promisify(execFile)(join(bin, 'initdb'), [...initdb, '--encoding=UTF8', '--locale=C', '--no-sync'], run)

  const args = ['-D', data, '-p', String(chosen), ...flags.flatMap((flag) => ['-c', flag])]
  let server: ChildProcess
  const start = async () => {
    server = spawn(join(bin, 'postgres'), args, { ...run, stdio: ['ignore', 'ignore', 'pipe'] })
    await isReady(server)
  }
  // SIGINT is a fast shutdown: it ends every connection.
  const halt = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGINT')
    await ended
  }
  const remove = () => rmSync(directory, { recursive: true, force: true })
  const abandon = () => {
    server.kill('SIGINT')
    remove()
  }
  await start()
  process.once('exit', abandon)
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${chosen}/postgres`,
    directory: data,
    halt,
    resume: start,
    stop: async () => {
      await halt()
      process.off('exit', abandon)
      remove()
    },
  }
}

/** Resolves once the server can be written to; fails if it ends before. */
function isReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    server.stderr?.on('data', (part: Buffer) => {
      // Read to the end, or the server would wait for its log to be read.
      if (log.includes(READY)) return
      log += String(part)
      if (log.includes(READY)) resolve()
    })
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`PostgreSQL ended\n${log}`)))
  })
}

/** The same server's address with another database. */
export function databaseUrl(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

/** Runs one statement on a connection of its own. */
export async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}
