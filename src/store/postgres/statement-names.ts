import type pg from 'pg'
import type { Query } from '../prepared.ts'
import { StatementCache } from '../statement-cache.ts'

const MAX_STATEMENT_BYTES = 8 * 1024 * 1024

/**
 * The names of the prepared statements of one pool. A connection keeps what was prepared on it until it is closed, so it is closed once
 * too many of its statements may be ones whose names were dropped.
 */
export class StatementNames {
  readonly #names = new StatementCache<string>(MAX_STATEMENT_BYTES)
  readonly #droppedBefore = new WeakMap<pg.PoolClient, number>()
  #count = 0

  /** A statement that is often used with parameters is prepared under a name of its own. */
  statementOf(query: Query): pg.QueryConfig {
    const statement = this.unnamed(query)
    const { text } = statement
    let name = this.#names.get(text)
    if (name === undefined && query.parameters.length > 0 && this.#names.isFrequent(text)) {
      name = `croft_${this.#count++}`
      this.#names.set(text, name)
    }
    return name === undefined ? statement : { name, ...statement }
  }

  /** Without a name, PostgreSQL plans the statement for these parameters. */
  unnamed({ sql: text, parameters }: Query): pg.QueryConfig {
    return { text, values: parameters.map(withoutNul) }
  }

  /** Gives the connection back to its pool. */
  release(client: pg.PoolClient, isBroken: boolean): void {
    const { droppedBytes } = this.#names
    const before = this.#droppedBefore.get(client)
    if (before === undefined) this.#droppedBefore.set(client, droppedBytes)
    client.release(isBroken || droppedBytes - (before ?? droppedBytes) > MAX_STATEMENT_BYTES)
  }
}

/**
 * PostgreSQL refuses U+0000 in a text. No stored text contains control characters, so a search for U+0001 finds nothing
 * either, as a search for U+0000 would.
 */
function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\u0001') : value
  return Array.isArray(value) ? value.map(withoutNul) : value
}
