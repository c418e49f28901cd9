// Hands the first platform admin's token over: on a terminal it is printed; otherwise it is written to a file that only
// the server's user can read, and the log names the file.
import { existsSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { isatty } from 'node:tty'
import type { Logger } from 'pino'
import type { Config } from './config/config.ts'

const FILE_NAME = 'bootstrap-token'
const STDOUT = 1

/** A function that hands a token over, or throws. It never overwrites a file: another token may be in it. */
export function firstTokenDelivery(config: Config, logger: Logger): (secret: string) => void {
  return (secret) => {
    if (isatty(STDOUT)) {
      writeSync(STDOUT, `\nThe first platform admin's API token. It is shown this once:\n\n  ${secret}\n\n`)
      return
    }
    const file = join(directoryOf(config), FILE_NAME)
    const kept = keepExisting(file)
    if (kept !== null) logger.warn({ kept }, 'A first token was there already; its file has a new name')
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' })
    logger.info({ file }, "The first platform admin's API token is in this file")
  }
}

/** The folder of the SQLite file, or the data directory. A temporary database has one of its own, removed at the end. */
function directoryOf({ database, dataDir }: Config): string {
  if (database.kind === 'sqlite' && database.path === null) {
    const temporary = mkdtempSync(join(tmpdir(), 'croft-token-'))
    process.once('exit', () => rmSync(temporary, { recursive: true, force: true }))
    return temporary
  }
  const directory = database.kind === 'sqlite' ? dirname(resolve(database.path as string)) : resolve(dataDir)
  mkdirSync(directory, { recursive: true })
  return directory
}

/** Adds the file's time to its name, and returns the new name; null if there is no such file. */
function keepExisting(file: string): string | null {
  const existing = lstatSync(file, { throwIfNoEntry: false })
  if (!existing) return null
  const name = `${file}.${existing.mtime.toISOString().replaceAll(':', '-')}`
  let kept = name
  for (let number = 2; existsSync(kept); number++) kept = `${name}-${number}`
  renameSync(file, kept)
  return kept
}
