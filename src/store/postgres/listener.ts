import pg from 'pg'
import { CHANNEL } from './dialect.ts'

const FIRST_RETRY_MS = 100
const LONGEST_RETRY_MS = 2000

/** A connection of its own that hears of every commit to the log (`LISTEN`), and is made anew whenever it breaks. */
export class Listener {
  readonly #url: string
  readonly #heard: () => void
  #client: pg.Client | undefined
  #retry: NodeJS.Timeout | undefined
  #waitMs = FIRST_RETRY_MS
  #closed = false

  constructor(url: string, heard: () => void) {
    this.#url = url
    this.#heard = heard
    void this.#connect()
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'croft listener', keepAlive: true })
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
      again()
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    await this.#client?.end().catch(() => {})
  }
}
