import { type BigIntStats, statSync } from 'node:fs'
import { AppError } from '../../errors.ts'
import type { Report } from '../database.ts'

const CHECK_EVERY_MS = 1000
/** What SQLite keeps beside the file. Without them, what was written last is lost. */
const COMPANIONS = ['-wal', '-shm']

/**
 * Watches that the files at the paths are still those that are open: whatever is written to a file that was removed or
 * replaced is gone with the process. Each fault is reported once, and again if it returns.
 */
export class FileWatch {
  readonly #files: ReadonlyMap<string, Identity>
  readonly #file: string
  readonly #report: Report
  readonly #timer: NodeJS.Timeout
  #missing: string | null = null
  #isDamaged = false

  /** `path` may be a link to `file`. Call this when the files exist. */
  constructor(path: string, file: string, report: Report) {
    const paths = [path, ...COMPANIONS.map((suffix) => `${file}${suffix}`)]
    this.#files = new Map(paths.map((each) => [each, identityOf(each)]))
    this.#file = file
    this.#report = report
    this.#timer = setInterval(() => this.isIntact(), CHECK_EVERY_MS).unref()
  }

  /** Whether the files may be written. */
  isIntact(): boolean {
    const missing = this.#findMissing()
    if (missing !== null && this.#missing === null) {
      this.#report(
        'error',
        `${missing} is no longer the file that this server has open: nothing is written until it is back. What was written last is only in the files that were there; put them back, or stop the server and restore a backup`,
      )
    }
    if (missing === null && this.#missing !== null) this.#report('info', `${this.#missing} is back`)
    this.#missing = missing
    return missing === null && !this.#isDamaged
  }

  /** Throws UNAVAILABLE if the files may not be written. */
  assertIntact(): void {
    if (!this.isIntact()) throw new AppError('UNAVAILABLE', 'The database cannot be written at the moment')
  }

  /** Ends all writing until the next start. */
  reportDamage(problem: string): void {
    if (this.#isDamaged) return
    this.#isDamaged = true
    this.#report(
      'error',
      `${this.#file} is damaged (${problem}): nothing is written to it any more. Stop the server, keep a copy of the file and of the -wal beside it, and restore a backup; "sqlite3 FILE .recover" saves what can be read`,
    )
  }

  /** Reports damage if this is how a statement found it. */
  noteFailure(error: unknown): void {
    const { code, message } = error as { code?: unknown; message?: unknown }
    if (String(code).startsWith('SQLITE_CORRUPT')) this.reportDamage(String(message))
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #findMissing(): string | null {
    for (const [path, opened] of this.#files) {
      if (!isSame(path, opened)) return path
    }
    return null
  }
}

type Identity = Pick<BigIntStats, 'dev' | 'ino'>

const identityOf = (path: string): Identity => statSync(path, { bigint: true })

/** False also where the path cannot be looked up, whatever the reason: a loop of links, a directory without access. */
function isSame(path: string, { dev, ino }: Identity): boolean {
  try {
    const found = identityOf(path)
    return found.dev === dev && found.ino === ino
  } catch {
    return false
  }
}
