// The database of a test server: a file, or a copy of the run's PostgreSQL template; and a look into it from outside.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'
import { inject } from 'vitest'
import { databaseUrl, execute } from './postgres.ts'

/** Which database this run of the suite is on. */
export const DATABASE: 'sqlite' | 'postgres' =
  // the trials run outside of the suite
  process.env['VITEST'] && inject('postgres') ? 'postgres' : 'sqlite'
export const SECRET_KEY = Buffer.alloc(32, 7).toString('base64')

export interface TestDatabase {
  readonly url: string
  /** What a server needs to be told to use it. */
  readonly env: Readonly<Record<string, string>>
  /** Where its file lies; on PostgreSQL where a server's files go. */
  readonly directory: string
  /** Runs a statement on a connection of its own, `?` standing for parameters, and answers its rows. */
  query<R>(statement: string, ...parameters: (string | number)[]): Promise<R[]>
  drop(): Promise<void>
}

/** An empty database that nobody else uses; on a PostgreSQL of the test's own if one is given. */
export async function newDatabase(server?: Server): Promise<TestDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'croft-test-'))
  const made = DATABASE === 'sqlite' ? sqliteIn(directory) : await postgresDatabase(server ?? inject('postgres'))
  return {
    ...made,
    directory,
    env: { CROFT_DATABASE_URL: made.url, CROFT_DATA_DIR: directory, ...made.env },
    drop: async () => {
      await made.drop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

interface Server {
  readonly url: string
  /** A migrated database; without it the server that is tested migrates. */
  readonly template?: string
}
type Made = Pick<TestDatabase, 'url' | 'env' | 'query' | 'drop'>

function sqliteIn(directory: string): Made {
  const path = join(directory, 'croft.db')
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

async function postgresDatabase(server: Server): Promise<Made> {
  const name = `croft_${randomBytes(6).toString('hex')}`
  await execute(server.url, `create database ${name}${server.template ? ` template ${server.template}` : ''}`)
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
