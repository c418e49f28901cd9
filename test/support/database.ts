// The database of a test server: a copy of a SQLite file or of a PostgreSQL database that was migrated once.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import BetterSqlite3 from '../../src/store/sqlite/better-sqlite3.mjs'
import { openStore } from '../../src/store/store.ts'
import { databaseUrl, execute } from './postgres.ts'
import { databaseDirectory } from './temporary.ts'

/** The database of this vitest project. */
export const DATABASE: 'sqlite' | 'postgres' =
  // The long crash trials run without vitest, where `inject` throws.
  process.env['VITEST'] && inject('postgres') ? 'postgres' : 'sqlite'
export const SECRET_KEY = Buffer.alloc(32, 7).toString('base64')

export interface TestDatabase {
  readonly url: string
  /** Environment variables with which a server uses this database. */
  readonly env: Readonly<Record<string, string>>
  /** The directory of the SQLite file; on PostgreSQL the server's data directory. */
  readonly directory: string
  /** Runs a statement on a connection of its own and returns its rows; `?` stands for a parameter. */
  query<R>(statement: string, ...parameters: (string | number)[]): Promise<R[]>
  drop(): Promise<void>
}

/** A new database; on the given server, if any. Without a template it is not migrated yet. */
export async function newDatabase(server?: Server): Promise<TestDatabase> {
  const directory = mkdtempSync(join(process.env['CROFT_TEST_DIRECTORY'] ?? databaseDirectory(), 'croft-test-'))
  const database =
    DATABASE === 'sqlite' ? await sqliteIn(directory, server) : await postgresDatabase(server ?? inject('postgres'))
  return {
    ...database,
    directory,
    env: { CROFT_DATABASE_URL: database.url, CROFT_DATA_DIR: directory, ...database.env },
    drop: async () => {
      await database.drop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

interface Server {
  /** The URL of PostgreSQL. */
  readonly url: string
  /** The migrated database to copy; without one, the server under test migrates. */
  readonly template?: string
}
type Database = Pick<TestDatabase, 'url' | 'env' | 'query' | 'drop'>

let migrated: Promise<Buffer> | undefined

/** A migrated file: the migrations are two thirds of the first start of a server. */
async function migratedFile(): Promise<Buffer> {
  const directory = mkdtempSync(join(databaseDirectory(), 'croft-template-'))
  const path = join(directory, 'croft.db')
  const store = await openStore({ database: { kind: 'sqlite', path }, secretKey: new Uint8Array(32) })
  await store.close()
  const file = readFileSync(path)
  rmSync(directory, { recursive: true })
  return file
}

async function sqliteIn(directory: string, server?: Server): Promise<Database> {
  const path = join(directory, 'croft.db')
  if (!server || server.template) {
    migrated ??= migratedFile()
    writeFileSync(path, await migrated, { mode: 0o600 })
  }
  return {
    url: `sqlite:${path}`,
    env: {},
    query: async (statement, ...parameters) => {
      const file = new BetterSqlite3(path, { timeout: 5000 })
      try {
        const prepared = file.prepare(statement)
        if (prepared.reader) return prepared.all(...parameters) as never[]
        prepared.run(...parameters)
        return []
      } finally {
        file.close()
      }
    },
    drop: async () => {},
  }
}

async function postgresDatabase(server: Server): Promise<Database> {
  const name = `croft_${randomBytes(6).toString('hex')}`
  await execute(
    server.url,
    `create database ${name}${server.template ? ` template ${server.template} strategy file_copy` : ''}`,
  )
  const url = databaseUrl(server.url, name)
  return {
    url,
    env: { CROFT_SECRET_KEY: SECRET_KEY },
    query: async (statement, ...parameters) => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      try {
        let number = 0
        const { rows } = await client.query(
          statement.replaceAll('?', () => `$${++number}`),
          parameters,
        )
        return rows as never[]
      } finally {
        await client.end()
      }
    },
    drop: () => execute(server.url, `drop database if exists ${name} with (force)`),
  }
}
