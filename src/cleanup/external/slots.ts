// How many webhooks are under way at a time, and whose turn it is: a receiver that does not answer holds up nothing but its
// own kind, and of one kind the next is always for the deletion that has the fewest under way.
const AT_ONCE = 256
const OF_ONE_KIND = 8
const OF_ONE_DELETION = 4
/** Who waits asks every other second; one that has stopped asking, whatever the reason, keeps nobody waiting. */
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
  /** Those who found too little room, in the order in which they came. */
  readonly #waiting = new Map<string, Waiting>()

  /** The most that are under way at a time. */
  static readonly most = AT_ONCE

  /** How many of those that it has the sender may send now. One who may not send all waits until there is room. */
  ask(sender: Sender, wanted: number): number {
    const now = performance.now()
    for (const [name, { askedAt }] of this.#waiting) if (now - askedAt > WAITS_FOR_MS) this.#waiting.delete(name)
    const own = OF_ONE_DELETION - this.#takenBy(sender)
    const ahead = this.#aheadOf(sender)
    const ofKind = OF_ONE_KIND - this.#takenOf(sender.kind) - ahead.filter(({ kind }) => kind === sender.kind).length
    // who waits for its own kind takes no slot of others
    const aheadOfAll = ahead.filter(({ kind }) => this.#takenOf(kind) < OF_ONE_KIND).length
    const room = Math.max(0, Math.min(wanted, own, ofKind, AT_ONCE - this.#taken.size - aheadOfAll))
    // one that waits keeps its place; one that had its turn goes behind the others
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

  /** Those who wait and have fewer under way than the sender, or as many and came before. */
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
