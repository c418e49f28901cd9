// Which migrations a database has, found without starting a server and without writing: also beside one that runs.
import { existsSync } from 'node:fs'
import { migrations } from '../../db/migrations/index.ts'
import type { DatabaseConfig } from '../config/values.ts'
import type { AppliedMigration } from './database.ts'
import { realFile } from './real-file.ts'

/** UNKNOWN: a newer version of the program ran it, and this one refuses the database. */
export type MigrationState = 'APPLIED' | 'PENDING' | 'UNKNOWN'

export interface MigrationStatus {
  readonly name: string
  readonly state: MigrationState
  /** RFC 3339; null if it was not applied. */
  readonly appliedAt: string | null
}

/** Every migration that the program or the database knows, in order. A database that is not there has none. */
export async function migrationStatus(database: DatabaseConfig): Promise<MigrationStatus[]> {
  const applied = new Map((await appliedMigrations(database)).map(({ name, timestamp }) => [name, timestamp]))
  const names = new Set([...Object.keys(migrations), ...applied.keys()])
  return [...names].sort().map((name) => ({
    name,
    state: applied.has(name) ? (Object.hasOwn(migrations, name) ? 'APPLIED' : 'UNKNOWN') : 'PENDING',
    appliedAt: applied.get(name) ?? null,
  }))
}

async function appliedMigrations(database: DatabaseConfig): Promise<AppliedMigration[]> {
  if (database.kind === 'postgres') {
    const { postgresMigrations } = await import('./postgres/applied.ts')
    return postgresMigrations(database.url)
  }
  if (database.path === null || !existsSync(database.path)) return []
  const { sqliteMigrations } = await import('./sqlite/applied.ts')
  return sqliteMigrations(realFile(database.path))
}
