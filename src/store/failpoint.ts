import { AsyncLocalStorage } from 'node:async_hooks'
import type { Config } from '../config/config.ts'
import type { OnQuery } from './database.ts'

type Where = NonNullable<Config['failpoint']>

/**
 * The statements by which a transaction is recognised. One of a deletion reads the record to lock it, or writes to it,
 * its steps or its tasks.
 */
const SHOWS: Readonly<Record<Where['of'], RegExp>> = {
  deletion: /^\s*(select \* from|insert into|update|delete from) "?(deletion|cleanup_task)/i,
  // a mutation with an idempotency key: its first statement claims the key
  mutation: /^\s*insert into "?idempotency_key/i,
}
const CHANGES = /^\s*(insert|update|delete)\b/i

/**
 * Kills the process after this many changes by deletions, or by mutations with a key, for tests of crashes. A statement
 * that changes something counts as one change, and so does the commit. There is no list of such points in the code:
 * whatever such a transaction writes is one.
 */
export class Failpoint {
  readonly #transaction = new AsyncLocalStorage<{ counts: boolean }>()
  readonly #shows: RegExp
  #left: number

  constructor({ of, changes }: Where) {
    this.#shows = SHOWS[of]
    this.#left = changes
  }

  /** The hook for each statement, before it runs; `next` is another. */
  watching(next?: OnQuery): OnQuery {
    return (text, ...rest) => {
      this.#statement(text)
      next?.(text, ...rest)
    }
  }

  /** Runs a transaction with its commit. */
  async transaction<T>(commit: () => Promise<T>): Promise<T> {
    const transaction = { counts: false }
    const result = await this.#transaction.run(transaction, commit)
    if (transaction.counts) this.#changed()
    this.#killIfReached()
    return result
  }

  /** Must be called when all statements of a transaction have run. */
  beforeCommit(): void {
    if (this.#transaction.getStore()) this.#killIfReached()
  }

  #statement(text: string): void {
    const transaction = this.#transaction.getStore()
    if (!transaction) return
    this.#killIfReached()
    transaction.counts ||= this.#shows.test(text)
    if (transaction.counts && CHANGES.test(text)) this.#changed()
  }

  #changed(): void {
    this.#left--
  }

  #killIfReached(): void {
    if (this.#left <= 0) process.kill(process.pid, 'SIGKILL')
  }
}
