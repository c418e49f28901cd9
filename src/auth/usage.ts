import type { Principal } from '../store/principal.ts'
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

  async flush(): Promise<void> {
    const tokens = take(this.#tokens)
    const users = take(this.#users)
    while (tokens.length > 0 || users.length > 0) {
      const someTokens = tokens.splice(0, ROWS_A_WRITE)
      const someUsers = users.splice(0, ROWS_A_WRITE)
      await this.#store.write(async (tx) => {
        for (const [id, { at, ip, operation }] of someTokens) {
          await tx
            .updateTable('api_token')
            .set({ last_used_at: at, last_used_ip: ip, last_used_operation: operation })
            .where('id', '=', id)
            .execute()
        }
        for (const [id, at] of someUsers) {
          await tx.updateTable('user').set({ last_seen_at: at }).where('id', '=', id).execute()
        }
      })
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.flush().catch(this.#failed)
  }
}

function take<V>(map: Map<string, V>): [string, V][] {
  const entries = [...map]
  map.clear()
  return entries
}
