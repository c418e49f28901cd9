import { sql } from 'kysely'
import type { Principal } from '../access/principal.ts'
import type { Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { Store } from '../store/store.ts'

const FLUSH_EVERY_MS = 10_000
const ROWS_A_WRITE = 200

interface Use {
  at: string
  ip: string | null
  operation: string | null
}

/** When users were last seen and tokens last used: gathered in memory, written every ten seconds and at stop. */
export class Usage {
  readonly #store: Store
  readonly #tokens = new Map<string, Use>()
  readonly #users = new Map<string, string>()
  readonly #timer: NodeJS.Timeout
  readonly #failed: (error: unknown) => void

  constructor(store: Store, failed: (error: unknown) => void) {
    this.#store = store
    this.#failed = failed
    this.#timer = setInterval(() => this.flush().catch(this.#failed), FLUSH_EVERY_MS).unref()
  }

  note(principal: Principal, ip: string | null, operation: string | null): void {
    const at = this.#store.now()
    this.#users.set(principal.id, at)
    if (principal.token) this.#tokens.set(principal.token.id, { at, ip, operation })
  }

  /** Writes what was gathered, and keeps it where that fails. Of two replicas' marks the later one stays. */
  async flush(): Promise<void> {
    const tokens = take(this.#tokens)
    const users = take(this.#users)
    while (tokens.length > 0 || users.length > 0) {
      const someTokens = tokens.splice(0, ROWS_A_WRITE)
      const someUsers = users.splice(0, ROWS_A_WRITE)
      try {
        await this.#store.write(async (tx) => {
          await markUsers(tx, someUsers)
          await markTokens(tx, someTokens)
        })
      } catch (error) {
        for (const [id, use] of [...someTokens, ...tokens]) if (!this.#tokens.has(id)) this.#tokens.set(id, use)
        for (const [id, at] of [...someUsers, ...users]) if (!this.#users.has(id)) this.#users.set(id, at)
        throw error
      }
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.flush().catch(this.#failed)
  }
}

async function markUsers(tx: Tx, users: readonly [string, string][]): Promise<void> {
  if (users.length === 0) return
  const seen = dialectOf(tx).records(
    ['id', 'at'],
    users.map(([id, at]) => ({ id, at })),
  )
  const user = sql.table('user')
  await sql`
    update ${user} set last_seen_at = seen.at from ${seen} as seen
    where ${user}.id = seen.id and (last_seen_at is null or last_seen_at < seen.at)`.execute(tx)
}

async function markTokens(tx: Tx, tokens: readonly [string, Use][]): Promise<void> {
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

/** In one order everywhere: two replicas that write at once do not wait for each other. */
function take<V>(map: Map<string, V>): [string, V][] {
  const entries = [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  map.clear()
  return entries
}
