// The wake-up behind every stream. It reads each new row of the log once, however many wait, and rings those whose
// topic it is. What they get they read from the log: the hub carries no events, so it can't lose or grow by any.
import type { Store } from '../store/store.ts'
import { rightsLossOf } from './catalogue/index.ts'
import { headOf } from './read.ts'

const PAGE = 1000

/** A stream's waiting place. */
export class Bell {
  #rung = false
  #wake: (() => void) | undefined
  readonly topics: readonly string[]

  constructor(topics: readonly string[]) {
    this.topics = topics
  }

  ring(): void {
    this.#rung = true
    this.#wake?.()
  }

  /** Resolves when the bell rings, rang since the last wait, or after `ms`. */
  async wait(ms: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        // Node takes no longer delay than this, and turns one that is into a millisecond
        const timer = setTimeout(resolve, Math.min(ms, 2 ** 31 - 1))
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      this.#wake = undefined
    }
    this.#rung = false
  }
}

export const topic = {
  workspace: (id: string): string => `workspace:${id}`,
  deletion: (id: string): string => `deletion:${id}`,
  deletions: 'deletions',
} as const

export class EventHub {
  readonly #store: Store
  readonly #bells = new Map<string, Set<Bell>>()
  readonly #failed: (error: unknown) => void
  #head = 0
  #rightsChangedAt = 0
  #reading: Promise<void> | undefined
  #again = false
  #broken = false
  #turns: Promise<void> = Promise.resolve()

  constructor(store: Store, failed: (error: unknown) => void) {
    this.#store = store
    this.#failed = failed
  }

  async start(): Promise<void> {
    this.#head = await headOf(this.#store.db)
    this.#store.onCommit(() => this.wake())
  }

  /** The newest event that has been read: whoever reads the log now sees all up to it. */
  get head(): number {
    return this.#head
  }

  /** The newest event that may have taken a right away: streams that checked before it check again. */
  get rightsChangedAt(): number {
    return this.#rightsChangedAt
  }

  /** A bell that rings at each event of these topics, and at each that may take a right away. */
  listen(topics: readonly string[]): Bell {
    const bell = new Bell(topics)
    for (const name of topics) {
      const bells = this.#bells.get(name) ?? new Set()
      this.#bells.set(name, bells.add(bell))
    }
    return bell
  }

  /** How many streams wait, the clean-up's own bell included. */
  get listening(): number {
    return new Set([...this.#bells.values()].flatMap((bells) => [...bells])).size
  }

  leave(bell: Bell): void {
    for (const name of bell.topics) {
      const bells = this.#bells.get(name)
      bells?.delete(bell)
      if (bells?.size === 0) this.#bells.delete(name)
    }
  }

  /** Rings everybody: they look at once and, when the server is stopping, end. */
  ringAll(): void {
    for (const bells of this.#bells.values()) for (const bell of bells) bell.ring()
  }

  /** Resolves in turn, one waiter for each round of the event loop: a thousand streams that wake at once share it. */
  turn(): Promise<void> {
    this.#turns = this.#turns.then(() => new Promise((resolve) => setImmediate(resolve)))
    return this.#turns
  }

  /** Something was committed: looks what, once for all commits that happen meanwhile. */
  wake(): void {
    if (this.#reading) {
      this.#again = true
      return
    }
    this.#reading = this.#read()
      .then(() => {
        this.#broken = false
      })
      .catch((error: unknown) => {
        // told once for each outage, however often it is tried meanwhile
        if (!this.#broken) this.#failed(error)
        this.#broken = true
      })
      .finally(() => {
        this.#reading = undefined
        if (this.#again) {
          this.#again = false
          this.wake()
        }
      })
  }

  async #read(): Promise<void> {
    for (;;) {
      const rows = await this.#store.db
        .selectFrom('event')
        .select(['seq', 'type', 'workspace_id', 'deletion_id'])
        .where('seq', '>', this.#head)
        .orderBy('seq')
        .limit(PAGE)
        .execute()
      for (const row of rows) {
        this.#head = row.seq
        const rightsLoss = rightsLossOf(row.type)
        if (rightsLoss !== 'never') this.#rightsChangedAt = row.seq
        if (rightsLoss === 'anywhere') this.ringAll()
        if (row.workspace_id) this.#ring(topic.workspace(row.workspace_id))
        if (row.deletion_id) {
          this.#ring(topic.deletion(row.deletion_id))
          this.#ring(topic.deletions)
        }
      }
      if (rows.length < PAGE) return
    }
  }

  #ring(name: string): void {
    for (const bell of this.#bells.get(name) ?? []) bell.ring()
  }
}
