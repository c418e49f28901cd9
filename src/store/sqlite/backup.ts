// Copies a SQLite file, whether or not a server has it open. The copy is what was committed when it began: a read
// transaction of its own keeps that state, while the server goes on writing to the WAL. Without the transaction each commit
// of the server would start the copy anew. The file itself is opened to read, so that nothing here changes or repairs it.
import { closeSync, existsSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import BetterSqlite3 from './better-sqlite3.mjs'
import { CLOSED_WELL } from './claim.ts'

/** 8 MiB of pages of 4 KiB: so few that a signal ends the process soon, so many that steps cost nothing. */
const PAGES_A_STEP = 2048
const BUSY_TIMEOUT_MS = 5000
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** What SQLite keeps beside a file; left by another file of that name, it would be taken for a part of the copy. */
const COMPANIONS = ['-wal', '-shm', '-journal']

export interface CopyOptions {
  /** Whether a file at the target may be replaced. */
  readonly replace: boolean
}

/**
 * Copies the database to the target and checks the copy: either a file that passes SQLite's checks appears there at once,
 * readable for its owner alone, or none does. Returns its size in bytes.
 */
export async function copySqlite(source: string, target: string, options: CopyOptions): Promise<number> {
  refuseTarget(source, target, options)
  const temporary = `${target}.${process.pid}.part`
  rmSync(temporary, { force: true })
  closeSync(openSync(temporary, 'wx', 0o600))
  try {
    await unlessEnded(temporary, () => copyPages(source, temporary))
    checkCopy(temporary)
    syncFile(temporary)
    refuseTarget(source, target, options)
    renameSync(temporary, target)
    syncFile(dirname(resolve(target)))
    return statSync(target).size
  } finally {
    removeAll(temporary)
  }
}

function refuseTarget(source: string, target: string, { replace }: CopyOptions): void {
  const place = join(realpathSync(dirname(resolve(target))), basename(target))
  if ([...COMPANIONS, '.key'].some((suffix) => place === source + suffix || place + suffix === source)) {
    throw new Error(`${target} is a place of the database itself`)
  }
  const found = statSync(target, { bigint: true, throwIfNoEntry: false })
  if (found) {
    const own = statSync(source, { bigint: true })
    if (found.dev === own.dev && found.ino === own.ino) throw new Error(`${target} is the database itself`)
    if (!replace) throw new Error(`${target} exists`)
    if (!found.isFile()) throw new Error(`${target} is not a file`)
  }
  const companion = COMPANIONS.map((suffix) => target + suffix).find((path) => existsSync(path))
  if (companion) throw new Error(`${companion} exists: a database there is in use, or was not closed`)
}

function removeAll(file: string): void {
  for (const suffix of ['', ...COMPANIONS]) rmSync(file + suffix, { force: true })
}

/** Does the work; a signal that ends the process in its midst leaves no half copy behind. */
async function unlessEnded(file: string, work: () => Promise<void>): Promise<void> {
  const end = (signal: NodeJS.Signals) => {
    removeAll(file)
    for (const each of SIGNALS) process.off(each, end)
    process.kill(process.pid, signal)
  }
  for (const signal of SIGNALS) process.on(signal, end)
  try {
    await work()
  } finally {
    for (const signal of SIGNALS) process.off(signal, end)
  }
}

async function copyPages(source: string, target: string): Promise<void> {
  const reading = new BetterSqlite3(source, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
  try {
    reading.exec('begin')
    const tables = reading.prepare("select count(*) from sqlite_schema where name = 'schema_migration'").pluck()
    if (tables.get() !== 1) throw new Error(`${source} is not a database of Croft`)
    await reading.backup(target, { progress: () => PAGES_A_STEP })
  } finally {
    reading.close()
  }
}

/** Throws if the copy is damaged. Makes it one file without others beside it, which counts as closed well. */
function checkCopy(file: string): void {
  const copy = new BetterSqlite3(file, { timeout: 0 })
  try {
    copy.pragma('journal_mode = DELETE')
    const [first] = copy.pragma('integrity_check(1)') as { integrity_check: string }[]
    if (first?.integrity_check !== 'ok') throw new Error(`The database is damaged: ${first?.integrity_check}`)
    const [orphan] = copy.pragma('foreign_key_check') as { table: string }[]
    if (orphan) throw new Error(`The database is damaged: a row of ${orphan.table} refers to one that is not there`)
    copy.pragma(`user_version = ${CLOSED_WELL}`)
  } finally {
    copy.close()
  }
}

/** Syncs a file or a directory, so that what it holds survives a loss of power. */
function syncFile(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
