// The PostgreSQL server of a test run: the one at CROFT_TEST_POSTGRES_URL, or else one that is started here. It holds a
// migrated database, and each test server gets a copy of it.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import type {} from 'vitest'
import type { TestProject } from 'vitest/node'
import { openStore } from '../../src/store/store.ts'
import { postgresOwner, reachableBinaries } from './postgres-binaries.ts'
import { databaseDirectory } from './temporary.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's address and the database to copy; absent in the SQLite project. */
    postgres: { url: string; template: string }
  }
}

/** Fast and not durable: no data outlives the run. */
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

/** The global set-up of the PostgreSQL project; returns its tear-down. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env['CROFT_TEST_POSTGRES_URL']
  const server = url ? { url, stop: async () => {} } : await startPostgres(FLAGS)
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
  /** Connects a superuser to the database `postgres`. */
  url: string
  /** The data directory. */
  directory: string
  /** Ends all connections and the server, and keeps its data. */
  halt(): Promise<void>
  /** Starts the server again at the same address. */
  resume(): Promise<void>
  /** Ends the server and removes its data. */
  stop(): Promise<void>
}

/** Starts a PostgreSQL server on a free port, with its data in a temporary directory. */
export async function startPostgres(flags: readonly string[], port?: number): Promise<Postgres> {
  const owner = postgresOwner()
  const bin = join(reachableBinaries(owner), 'bin')
  const directory = mkdtempSync(join(databaseDirectory(), 'croft-postgres-'))
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
      // Read all output, or the server would block on writing its log.
      if (log.includes(READY)) return
      log += String(part)
      if (log.includes(READY)) resolve()
    })
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`PostgreSQL ended\n${log}`)))
  })
}

/** The URL of another database of the same server. */
export function databaseUrl(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

/** Runs a statement on a connection of its own. */
export async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  // The connection may break again after `connect` or `query` has rejected; without a listener that ends the run.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A TCP port that no process listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}
