// Limits how many webhooks are under way at a time, and decides whose turn is next: a receiver that does not answer
// holds up nothing but its own kind, and within a kind the next slot goes to the deletion that has the fewest under
// way.
const AT_ONCE = 256
const OF_ONE_KIND = 8
const OF_ONE_DELETION = 4
/**
 * A waiting sender asks every two seconds. One that has stopped asking, for whatever reason, no longer counts as
 * waiting.
 */
const WAITS_FOR_MS = 5000

/** A deletion that has webhooks of a kind to send. */
export interface Sender {
  readonly deletion_id: string
  readonly kind: string
}

interface Waiting extends Sender {
  readonly askedAt: number
}

const nameOf = ({ deletion_id, kind }: Sender): string => `${kind} ${deletion_id}`

export class Slots {
  readonly #taken = new Set<Sender>()
  /** Senders that got fewer slots than they wanted, in the order in which they came. */
  readonly #waiting = new Map<string, Waiting>()

  /** The most webhooks under way at a time. */
  static readonly most = AT_ONCE

  /**
   * How many of the `wanted` webhooks the sender may send now. A sender that may not send all of them waits for free
   * slots.
   */
  ask(sender: Sender, wanted: number): number {
    const now = performance.now()
    for (const [name, { askedAt }] of this.#waiting) if (now - askedAt > WAITS_FOR_MS) this.#waiting.delete(name)
    const own = OF_ONE_DELETION - this.#takenBy(sender)
    const ahead = this.#aheadOf(sender)
    const ofKind = OF_ONE_KIND - this.#takenOf(sender.kind) - ahead.filter(({ kind }) => kind === sender.kind).length
    // a sender that waits for a slot of its own kind takes none from other kinds
    const aheadOfAll = ahead.filter(({ kind }) => this.#takenOf(kind) < OF_ONE_KIND).length
    const room = Math.max(0, Math.min(wanted, own, ofKind, AT_ONCE - this.#taken.size - aheadOfAll))
    // a sender that waits keeps its place; one that had its turn goes behind the others
    if (room > 0) this.#waiting.delete(nameOf(sender))
    if (room < wanted) this.#waiting.set(nameOf(sender), { ...sender, askedAt: now })
    return room
  }

  take(sender: Sender): void {
    this.#taken.add(sender)
  }

  /** A webhook has ended. Answers the deletions for which there may be room now. */
  free(sender: Sender): string[] {
    this.#taken.delete(sender)
    const waiting = [...this.#waiting.values()].sort((a, b) => this.#takenBy(a) - this.#takenBy(b))
    const next = [waiting[0], waiting.find(({ kind }) => kind === sender.kind), sender]
    return next.flatMap((each) => each?.deletion_id ?? [])
  }

  /** Waiting senders that have fewer webhooks under way than this one, or as many and came earlier. */
  #aheadOf(sender: Sender): Waiting[] {
    const own = this.#takenBy(sender)
    const place = [...this.#waiting.keys()].indexOf(nameOf(sender))
    return [...this.#waiting.values()].filter((other, at) => {
      if (other.deletion_id === sender.deletion_id) return false
      const taken = this.#takenBy(other)
      return taken < own || (taken === own && (place < 0 || at < place))
    })
  }

  #takenBy({ deletion_id }: Sender): number {
    return count(this.#taken, (each) => each.deletion_id === deletion_id)
  }

  #takenOf(kind: string): number {
    return count(this.#taken, (each) => each.kind === kind)
  }
}

function count<T>(values: Iterable<T>, isCounted: (value: T) => boolean): number {
  let found = 0
  for (const value of values) if (isCounted(value)) found++
  return found
}
