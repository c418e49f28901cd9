// Work on the database without a server, or beside one: the backup of a SQLite file, migrations, and the checks of
// `croft doctor --local`. It is a separate program, which the command line loads when one of these is asked for.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { loadDatabaseConfig } from './config/config.ts'
import { examine, type LocalFinding } from './store/examination.ts'
import { migrate } from './store/migrate.ts'
import { type MigrationStatus, migrationStatus } from './store/migration-status.ts'
import { openDatabase } from './store/open.ts'
import { realFile } from './store/real-file.ts'
import { readKeyFile } from './store/secret-key.ts'
import { copySqlite } from './store/sqlite/backup.ts'

type Environment = Parameters<typeof loadDatabaseConfig>[0]

export interface BackupRequest {
  readonly target: string
  /** Whether files at the target may be replaced. */
  readonly replace: boolean
  readonly withKey: boolean
}

/**
 * Where the secret key of the copied database is: in the file beside the copy, in the server's CROFT_SECRET_KEY, left out
 * as asked, or nowhere that this machine knows.
 */
export type KeyOfBackup = 'COPIED' | 'SETTING' | 'LEFT_OUT' | 'NOT_FOUND'

export interface Backup {
  readonly database: string
  readonly file: string
  readonly bytes: number
  readonly key: KeyOfBackup
}

/** Copies the SQLite file that the environment names, and its key. With PostgreSQL, answers the command that does so. */
export async function backup(env: Environment, request: BackupRequest): Promise<Backup | { readonly command: string }> {
  const { database, secretKey } = loadDatabaseConfig(env)
  const { target, replace, withKey } = request
  if (database.kind === 'postgres') return { command: dumpCommand(database.url) }
  if (database.path === null) throw new Error('sqlite::memory: is gone with its server: there is nothing to back up')
  if (!existsSync(database.path)) throw new Error(`There is no database at ${resolve(database.path)}`)
  const source = realFile(database.path)
  const keyFile = `${target}.key`
  if (withKey && !replace && existsSync(keyFile)) throw new Error(`${keyFile} exists`)
  const bytes = await copySqlite(source, target, request)
  const copied = { database: source, file: target, bytes }
  if (!withKey) return { ...copied, key: 'LEFT_OUT' }
  if (secretKey) return { ...copied, key: 'SETTING' }
  if (!existsSync(`${source}.key`)) return { ...copied, key: 'NOT_FOUND' }
  const key = Buffer.from(readKeyFile(`${source}.key`)).toString('base64')
  rmSync(keyFile, { force: true })
  writeFileSync(keyFile, `${key}\n`, { mode: 0o600, flag: 'wx', flush: true })
  return { ...copied, key: 'COPIED' }
}

/** The line that dumps this database. The password is not in it: command lines are seen by every user of a machine. */
function dumpCommand(url: string): string {
  const safe = url.replace(/^(\w+:\/\/[^:@/?#]*):[^@/?#]*@/, '$1@').replace(/([?&])password=[^&]*&?/, '$1')
  return `pg_dump --format=custom --file=croft.dump '${safe.replace(/[?&]$/, '').replaceAll("'", "'\\''")}'`
}

/** What is wrong, or right, with the database that the environment names, with its key and its disk. */
export function examineLocally(env: Environment): Promise<LocalFinding[]> {
  return examine(loadDatabaseConfig(env))
}

/** Every migration of the database that the environment names. Nothing is written. */
export function migrations(env: Environment): Promise<MigrationStatus[]> {
  return migrationStatus(loadDatabaseConfig(env).database)
}

/** Migrates the database as a start of the server would, and answers the names of the migrations that were run. */
export async function runMigrations(env: Environment): Promise<string[]> {
  const { database } = loadDatabaseConfig(env)
  const opened = await openDatabase(database, {})
  try {
    return await migrate(opened)
  } finally {
    await opened.close()
  }
}
