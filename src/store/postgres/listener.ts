import { setTimeout as delay } from 'node:timers/promises'
import type { PostgresConnection } from './connection.ts'
import { CHANNEL } from './dialect.ts'

const FIRST_RETRY_MS = 100
const MAX_RETRY_MS = 2000
const HEALTH_CHECK_MS = 10_000
const TIMEOUT_MS = 5000
const CLOSE_TIMEOUT_MS = 500

/** A separate connection that is notified of every commit to the log (`LISTEN`). It reconnects whenever it breaks. */
export class Listener {
  readonly #connection: PostgresConnection
  readonly #onNotification: () => void
  readonly #onDeadConnection: () => void
  #client: InstanceType<PostgresConnection['Client']> | undefined
  #retry: NodeJS.Timeout | undefined
  #retryMs = FIRST_RETRY_MS
  #closed = false

  /** `onDeadConnection` is called when the connection stops answering without an error. */
  constructor(connection: PostgresConnection, onNotification: () => void, onDeadConnection: () => void) {
    this.#connection = connection
    this.#onNotification = onNotification
    this.#onDeadConnection = onDeadConnection
    void this.#connect()
  }

  async #connect(): Promise<void> {
    const client = new this.#connection.Client({
      application_name: 'croft listener',
      keepAlive: true,
      connectionTimeoutMillis: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
    })
    this.#client = client
    let broken = false
    const reconnect = () => {
      if (broken) return
      broken = true
      client.end().catch(() => {})
      if (this.#closed) return
      this.#retry = setTimeout(() => void this.#connect(), this.#retryMs)
      this.#retryMs = Math.min(MAX_RETRY_MS, this.#retryMs * 2)
    }
    client.on('error', reconnect)
    client.on('end', reconnect)
    client.on('notification', this.#onNotification)
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
      this.#retryMs = FIRST_RETRY_MS
      // Notifications may have been missed while there was no connection.
      this.#onNotification()
    } catch {
      return reconnect()
    }
    // A connection that only listens does not notice that the server is gone, so it is asked from time to time.
    while (!broken) {
      await delay(HEALTH_CHECK_MS, undefined, { ref: false })
      if (broken) return
      await client.query('select').catch(() => {
        if (!broken) this.#onDeadConnection()
        reconnect()
      })
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    const ended = this.#client?.end().catch(() => {})
    await Promise.race([ended, delay(CLOSE_TIMEOUT_MS, undefined, { ref: false })])
  }
}
