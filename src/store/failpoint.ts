import { AsyncLocalStorage } from 'node:async_hooks'
import type { OnQuery } from './database.ts'

/** How a deletion's transaction begins to be one: it reads the record to lock it, or writes to it or to what belongs to it. */
const OF_DELETION = /^\s*(select \* from|insert into|update|delete from) "?deletion/i
const CHANGES = /^\s*(insert|update|delete)\b/i

/**
 * Kills the process after so many changes that deletions make, for tests of crashes. A statement that changes something
 * counts as one, and so does the commit. There is no list of such points in the code: whatever a deletion's transaction
 * writes is one.
 */
export class Failpoint {
  readonly #transaction = new AsyncLocalStorage<{ ofDeletion: boolean }>()
  #left: number

  constructor(changes: number) {
    this.#left = changes
  }

  /** The hook for each statement, before it runs; `next` is another. */
  watching(next?: OnQuery): OnQuery {
    return (text, parameters) => {
      this.#statement(text)
      next?.(text, parameters)
    }
  }

  /** Runs a transaction with its commit. */
  async transaction<T>(commit: () => Promise<T>): Promise<T> {
    const transaction = { ofDeletion: false }
    const result = await this.#transaction.run(transaction, commit)
    if (transaction.ofDeletion) this.#changed()
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
    transaction.ofDeletion ||= OF_DELETION.test(text)
    if (transaction.ofDeletion && CHANGES.test(text)) this.#changed()
  }

  #changed(): void {
    this.#left--
  }

  #killIfReached(): void {
    if (this.#left <= 0) process.kill(process.pid, 'SIGKILL')
  }
}
