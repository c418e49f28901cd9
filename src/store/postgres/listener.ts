import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { CHANNEL } from './dialect.ts'

const FIRST_RETRY_MS = 100
const LONGEST_RETRY_MS = 2000
const CHECK_EVERY_MS = 10_000
const ANSWER_WITHIN_MS = 5000
const CLOSE_WITHIN_MS = 500

/** A connection of its own that hears of every commit to the log (`LISTEN`), and is made anew whenever it breaks. */
export class Listener {
  readonly #url: string
  readonly #heard: () => void
  readonly #silent: () => void
  #client: pg.Client | undefined
  #retry: NodeJS.Timeout | undefined
  #waitMs = FIRST_RETRY_MS
  #closed = false

  /** `silent`: the connection has died without a word. */
  constructor(url: string, heard: () => void, silent: () => void) {
    this.#url = url
    this.#heard = heard
    this.#silent = silent
    void this.#connect()
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'croft listener',
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
    })
    this.#client = client
    let broken = false
    const again = () => {
      if (broken) return
      broken = true
      client.end().catch(() => {})
      if (this.#closed) return
      this.#retry = setTimeout(() => void this.#connect(), this.#waitMs)
      this.#waitMs = Math.min(LONGEST_RETRY_MS, this.#waitMs * 2)
    }
    client.on('error', again)
    client.on('end', again)
    client.on('notification', this.#heard)
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
      this.#waitMs = FIRST_RETRY_MS
      // what was told while nobody listened
      this.#heard()
    } catch {
      return again()
    }
    // one who only listens does not notice that nobody is there any more
    while (!broken) {
      await delay(CHECK_EVERY_MS, undefined, { ref: false })
      if (broken) return
      await client.query('select').catch(() => {
        if (!broken) this.#silent()
        again()
      })
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    const ended = this.#client?.end().catch(() => {})
    await Promise.race([ended, delay(CLOSE_WITHIN_MS, undefined, { ref: false })])
  }
}
