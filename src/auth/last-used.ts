// When users and sessions were last seen, and when, from where and for what tokens were last used. Requests record this in memory
// only, so that a read never writes; it is flushed every ten seconds and at stop. A crash loses at most that interval.
import { sql } from 'kysely'
import type { Principal } from '../access/principal.ts'
import type { Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { Store } from '../store/store.ts'

interface TokenUse {
  at: string
  ip: string | null
  operation: string | null
}

const FLUSH_EVERY_MS = 10_000
const ROWS_PER_WRITE = 200

/** Collects the latest use of each user and token, and flushes it to the database. */
export class LastUsedTracker {
  readonly #store: Store
  readonly #tokens = new Map<string, TokenUse>()
  readonly #users = new Map<string, string>()
  readonly #sessions = new Map<string, string>()
  readonly #timer: NodeJS.Timeout
  readonly #onError: (error: unknown) => void

  constructor(store: Store, onError: (error: unknown) => void) {
    this.#store = store
    this.#onError = onError
    this.#timer = setInterval(() => this.flush().catch(this.#onError), FLUSH_EVERY_MS).unref()
  }

  /** Remembers that the principal has sent an operation just now; replaces what was remembered before. */
  record(principal: Principal, ip: string | null, operation: string | null): void {
    const at = this.#store.now()
    this.#users.set(principal.id, at)
    if (principal.session) this.#sessions.set(principal.session, at)
    if (principal.token) this.#tokens.set(principal.token.id, { at, ip, operation })
  }

  /** Writes what was recorded; what cannot be written is kept for the next flush. A later time in the database stays. */
  async flush(): Promise<void> {
    const tokens = drain(this.#tokens)
    const users = drain(this.#users)
    const sessions = drain(this.#sessions)
    while (tokens.length > 0 || users.length > 0 || sessions.length > 0) {
      const tokenBatch = tokens.splice(0, ROWS_PER_WRITE)
      const userBatch = users.splice(0, ROWS_PER_WRITE)
      const sessionBatch = sessions.splice(0, ROWS_PER_WRITE)
      try {
        await this.#store.write(async (tx) => {
          await updateLastSeen(tx, 'user', userBatch)
          await updateLastSeen(tx, 'session', sessionBatch)
          await updateLastUsed(tx, tokenBatch)
        })
      } catch (error) {
        restore(this.#tokens, [...tokenBatch, ...tokens])
        restore(this.#users, [...userBatch, ...users])
        restore(this.#sessions, [...sessionBatch, ...sessions])
        throw error
      }
    }
  }

  /** Stops the timer and flushes once more; a failure is reported and does not hold up the stop. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.flush().catch(this.#onError)
  }
}

async function updateLastSeen(tx: Tx, name: 'user' | 'session', uses: readonly [string, string][]): Promise<void> {
  if (uses.length === 0) return
  const seen = dialectOf(tx).records(
    ['id', 'at'],
    uses.map(([id, at]) => ({ id, at })),
  )
  const table = sql.table(name)
  await sql`
    update ${table} set last_seen_at = seen.at from ${seen} as seen
    where ${table}.id = seen.id and (last_seen_at is null or last_seen_at < seen.at)`.execute(tx)
}

async function updateLastUsed(tx: Tx, tokens: readonly [string, TokenUse][]): Promise<void> {
  if (tokens.length === 0) return
  const used = dialectOf(tx).records(
    ['id', 'at', 'ip', 'operation'],
    tokens.map(([id, use]) => ({ id, ...use })),
  )
  await sql`
    update api_token set last_used_at = used.at, last_used_ip = used.ip, last_used_operation = used.operation
    from ${used} as used
    where api_token.id = used.id and (last_used_at is null or last_used_at < used.at)`.execute(tx)
}

/** Empties the map. Entries are in the order of ids, so that replicas that flush at once lock rows in one order. */
function drain<V>(map: Map<string, V>): [string, V][] {
  const entries = [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  map.clear()
  return entries
}

/** Puts entries back, except where a newer one has been recorded meanwhile. */
function restore<V>(map: Map<string, V>, entries: readonly [string, V][]): void {
  for (const [id, value] of entries) if (!map.has(id)) map.set(id, value)
}
