// What can be wrong with a database, its key and its disk, found without a server and beside one. Each check says what it
// has found, or throws why it fails; one that needs another, which has failed, is left out.
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Config } from '../config/config.ts'
import { migrationStatus } from './migration-status.ts'
import { realFile } from './real-file.ts'
import { readKeyFile } from './secret-key.ts'

export interface LocalFinding {
  readonly check: string
  readonly ok: boolean
  readonly found: string
}

const MIB = 1024 ** 2
/** The log of a busy server, and the copy that a backup makes, have to fit beside the file. */
const FREE_AT_LEAST_BYTES = 256 * MIB
const OTHERS = 0o077

/** Looks at the database that the settings name. */
export async function examine({
  database,
  secretKey,
}: Pick<Config, 'database' | 'secretKey'>): Promise<LocalFinding[]> {
  const findings: LocalFinding[] = []
  const check = async (name: string, look: () => string | Promise<string>): Promise<boolean> => {
    try {
      findings.push({ check: name, ok: true, found: await look() })
      return true
    } catch (error) {
      findings.push({ check: name, ok: false, found: (error as Error).message })
      return false
    }
  }
  if (database.kind === 'postgres') {
    await check('key', () => {
      if (!secretKey) throw new Error('CROFT_SECRET_KEY is not set: with PostgreSQL it is required')
      return 'CROFT_SECRET_KEY'
    })
    await check('migrations', () => migrationsOf(database))
    return findings
  }
  if (database.path === null) {
    await check('file', () => 'a temporary database, gone with its server')
    return findings
  }
  const named = resolve(database.path)
  if (!existsSync(named)) {
    await check('file', () => `none at ${named} yet: the first start makes it`)
    await check('disk', () => spaceAt(nearest(named)))
    return findings
  }
  const file = realFile(named)
  const { isOpenElsewhere, wasClosedWell } = await import('./sqlite/look.ts')
  const isReadable = await check('file', () => fileAt(file, () => wasClosedWell(file)))
  if (isReadable) {
    await check('lock', () => {
      if (isOpenElsewhere(file)) return 'a server has the file open'
      return wasClosedWell(file)
        ? 'no server has the file open'
        : 'no server has the file open, and the last one did not close it: the next start checks it'
    })
    await check('key', () => keyOf(file, secretKey))
  }
  await check('disk', () => spaceAt(dirname(file)))
  if (isReadable) await check('migrations', () => migrationsOf(database))
  return findings
}

/** The file has to be a database that this user can write, and nobody else can read. */
function fileAt(file: string, look: () => unknown): string {
  const { size, mode } = statSync(file)
  accessSync(file, constants.R_OK | constants.W_OK)
  // SQLite makes its log beside the file
  accessSync(dirname(file), constants.W_OK)
  look()
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0 && (statSync(dirname(file)).mode & OTHERS) !== 0)
    throw new Error(`others can open ${file}: chmod 600 it, or chmod 700 its directory`)
  return `${file}, ${Math.ceil(size / MIB)} MiB`
}

/** A database that has been in use has a key: that of the setting, or the one beside the file. */
function keyOf(file: string, setting: Uint8Array | null): string {
  if (setting) return 'CROFT_SECRET_KEY'
  const keyFile = `${file}.key`
  if (!existsSync(keyFile)) {
    throw new Error(
      `${keyFile} is not there: a start makes another key, which reads none of the secrets in the database`,
    )
  }
  readKeyFile(keyFile)
  if (process.platform !== 'win32' && (statSync(keyFile).mode & OTHERS) !== 0)
    throw new Error(`others can read ${keyFile}: chmod 600 it`)
  return keyFile
}

/** The directory of a file that is not there yet, or of what there is of its path. */
function nearest(path: string): string {
  const directory = dirname(path)
  return existsSync(directory) ? directory : nearest(directory)
}

function spaceAt(directory: string): string {
  const { bavail, bsize } = statfsSync(directory)
  const free = bavail * bsize
  const told = `${Math.floor(free / MIB).toLocaleString('en-US')} MiB free at ${directory}`
  if (free < FREE_AT_LEAST_BYTES) throw new Error(`${told}: below ${FREE_AT_LEAST_BYTES / MIB} MiB`)
  return told
}

async function migrationsOf(database: Config['database']): Promise<string> {
  const all = await migrationStatus(database)
  const count = (wanted: string) => all.filter(({ state }) => state === wanted).length
  if (count('UNKNOWN') > 0)
    throw new Error(`${count('UNKNOWN')} of a newer version of Croft, which this one refuses: update it`)
  const pending = count('PENDING')
  return pending > 0
    ? `${pending} pending: a start, or croft migrate, runs them`
    : `${all.length} applied, none pending`
}
