// Hands over the first platform admin's token, and a link to sign a browser in: on a terminal they are printed; otherwise
// they are written to files that only the server's user can read, and the log names the files.
import { existsSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { isatty } from 'node:tty'
import type { Logger } from 'pino'
import type { Config } from './config/config.ts'

const TOKEN_FILE = 'bootstrap-token'
const LINK_FILE = 'sign-in-link'
const STDOUT = 1

/** A function that hands a token over, or throws. It never overwrites a file: another token may be in it. */
export function firstTokenDelivery(config: Config, logger: Logger): (secret: string) => void {
  return (secret) => {
    if (isatty(STDOUT)) {
      writeSync(STDOUT, `\nThe first platform admin's API token. It is shown this once:\n\n  ${secret}\n\n`)
      return
    }
    const file = writeSecret(config, logger, TOKEN_FILE, secret)
    logger.info({ file }, "The first platform admin's API token is in this file")
  }
}

/** A function that hands over a link with which a browser signs in as that admin: once, within 15 minutes. */
export function firstLinkDelivery(config: Config, logger: Logger): (link: string) => void {
  return (link) => {
    if (isatty(STDOUT)) {
      writeSync(STDOUT, `\nSign in with a browser, once, within 15 minutes:\n\n  ${link}\n\n`)
      return
    }
    const file = writeSecret(config, logger, LINK_FILE, link)
    logger.info({ file }, 'A link that signs a browser in as the admin, once, within 15 minutes, is in this file')
  }
}

/** Writes a file that only the server's user can read; one that is there already gets another name. */
function writeSecret(config: Config, logger: Logger, name: string, secret: string): string {
  const file = join(directoryOf(config), name)
  const kept = keepExisting(file)
  if (kept !== null) logger.warn({ kept }, 'A file of that name was there already; it has a new name')
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' })
  return file
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
