// A stream is authorized once, and stays so until the log has an event that may have taken a right from it, or its
// credential expires. This holds because each loss of a right is an event of the one log, written in the transaction
// that takes the right. An event that the hub has not read yet proves nothing: then the stream authorizes again.
import type { Row } from '../../db/schema.ts'
import { affectedBy } from './catalogue/index.ts'
import { type Affected, EVERYWHERE } from './catalogue/rights.ts'

type Logged = Pick<Row<'event'>, 'seq' | 'type' | 'workspace_id' | 'actor_id' | 'subject_id' | 'data'>

/** What the hub has read of the log, and the streams from which each event may take a right. */
export class RightsLosses {
  readonly #leaves = new Map<Affected, Set<Leave>>()
  #head = 0

  /** The newest event that has been read: every loss of a right up to it is known. */
  get head(): number {
    return this.#head
  }

  /** Starts behind this event: streams that are opened from here on authorize after it. */
  startAt(seq: number): void {
    this.#head = seq
  }

  /** Takes the next event of the log, and wakes the streams from which it may take a right. */
  read(event: Logged): void {
    this.#head = event.seq
    for (const affected of affectedBy(event)) {
      for (const leave of this.#leaves.get(affected) ?? []) leave.lose(event.seq)
    }
  }

  /** Goes on behind this event; those before it are not known, so they may have taken any right. */
  skipTo(seq: number): void {
    this.#head = seq
    for (const leave of this.#leaves.get(EVERYWHERE) ?? []) leave.lose(seq)
  }

  /** The leave of a new stream, which has not authorized yet. `wake` is called when it has to do so again. */
  open(affected: readonly Affected[], wake: () => void): Leave {
    const leave = new Leave(this, affected, wake)
    for (const key of affected) {
      const leaves = this.#leaves.get(key) ?? new Set()
      this.#leaves.set(key, leaves.add(leave))
    }
    return leave
  }

  close(leave: Leave): void {
    for (const key of leave.affected) {
      const leaves = this.#leaves.get(key)
      leaves?.delete(leave)
      if (leaves?.size === 0) this.#leaves.delete(key)
    }
  }
}

/** What a stream knows of its right to go on. */
export class Leave {
  readonly affected: readonly Affected[]
  readonly #losses: RightsLosses
  readonly #wake: () => void
  /** The newest event that may have taken a right from this stream. */
  #lostAt = 0
  /** The last check has seen the effects of every event up to this one. */
  #checkedTo = -1

  constructor(losses: RightsLosses, affected: readonly Affected[], wake: () => void) {
    this.#losses = losses
    this.affected = affected
    this.#wake = wake
  }

  lose(seq: number): void {
    this.#lostAt = seq
    this.#wake()
  }

  /** Whether no event that has been read may have taken a right since the last check. */
  get isKept(): boolean {
    return this.#lostAt <= this.#checkedTo
  }

  /** Whether no event before this one has taken a right since the last check. */
  isKeptAt(seq: number): boolean {
    return this.isKept && seq <= Math.max(this.#losses.head, this.#checkedTo)
  }

  /** Authorizes again; `seq` is an event that has been read. Keeps nothing where `check` throws. */
  async renew(check: () => Promise<void>, seq = 0): Promise<void> {
    // taken before the check, which sees at least the effects of these events
    const head = Math.max(this.#losses.head, seq)
    await check()
    this.#checkedTo = Math.max(this.#checkedTo, head)
  }
}
