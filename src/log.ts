// The server's log on standard output. A destination that breaks (a full disk, a pipe whose reader has gone) costs lines,
// never the server: the lines that could not be written are counted, and the count is logged once writing works again.
import { writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import { type DestinationStream, type Logger, pino } from 'pino'
import type { Config } from './config/config.ts'
import { withSourcePlaces } from './source-places.ts'

const STDOUT = 1
/** What waits for a slow reader; further lines are lost. */
const MAX_WAITING_BYTES = 1024 * 1024
const RETRY_MS = 20
/** How long the end of the process waits for a slow reader. */
const FLUSH_MS = 200
const WARN = pino.levels.values['warn']

/** JSON lines in production, readable lines in development. */
export async function createLogger({ env, logLevel }: Config): Promise<Logger> {
  const destination = new LogDestination(STDOUT, env === 'production' ? (line) => line : await readableLines())
  process.once('exit', () => destination.flushSync())
  // Node writes warnings to these streams, and an error event without a listener would end the process. A pipe becomes
  // non-blocking by this, so that a reader which does not read does not hold the server up.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  return pino({ level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
}

async function readableLines(): Promise<(line: string) => string> {
  const { prettyFactory } = await import('pino-pretty')
  return prettyFactory({ colorize: isatty(STDOUT), translateTime: 'SYS:HH:MM:ss' })
}

/** Writes lines synchronously, so that the end of the process loses none. No method throws. */
class LogDestination implements DestinationStream {
  readonly #descriptor: number
  readonly #format: (line: string) => string
  /** Not written yet, because the pipe is full. */
  #waiting = Buffer.alloc(0)
  #retry: NodeJS.Timeout | undefined
  #lostLines = 0
  /** Whether the last line was written in part. */
  #torn = false

  constructor(descriptor: number, format: (line: string) => string) {
    this.#descriptor = descriptor
    this.#format = format
  }

  write(line: string): void {
    this.#append(line)
    if (!this.#drain() || this.#lostLines === 0) return
    const lost = this.#lostLines
    this.#lostLines = 0
    this.#append(
      `${JSON.stringify({ level: WARN, time: new Date().toISOString(), lost, msg: 'Log lines were lost' })}\n`,
    )
    this.#drain()
  }

  /** Waits a moment for a reader that is slow. */
  flushSync(): void {
    const deadline = performance.now() + FLUSH_MS
    while (this.#waiting.length > 0 && performance.now() < deadline) {
      this.#drain()
      if (this.#waiting.length > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS)
    }
  }

  #append(line: string): void {
    const bytes = Buffer.from((this.#torn ? '\n' : '') + this.#format(withSourcePlaces(line)))
    if (this.#waiting.length + bytes.length > MAX_WAITING_BYTES) this.#lostLines++
    else this.#waiting = Buffer.concat([this.#waiting, bytes])
  }

  /** Writes what waits, and says whether all of it is written. What a reader is too slow for stays; the rest is lost. */
  #drain(): boolean {
    clearTimeout(this.#retry)
    let written = 0
    try {
      while (written < this.#waiting.length) written += writeSync(this.#descriptor, this.#waiting, written)
      this.#waiting = Buffer.alloc(0)
      this.#torn = false
      return true
    } catch (error) {
      this.#waiting = this.#waiting.subarray(written)
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
        this.#retry = setTimeout(() => this.#drain(), RETRY_MS).unref()
        return false
      }
      this.#lostLines += this.#waiting.toString().trim().split('\n').length
      this.#waiting = Buffer.alloc(0)
      this.#torn ||= written > 0
      return false
    }
  }
}
