// The newest events of the topics that somebody listens to, in memory: what streams deliver as it happens. Whatever is
// older, or was pushed out by newer events, is read from the log.
import type { Row } from '../../db/schema.ts'

type Event = Row<'event'>

/** The memory of all events together; beyond it the oldest are dropped, whatever their topic. */
const MAX_BYTES = 8 * 1024 * 1024
/** The memory that an event takes besides its long texts. */
const BYTES_BESIDE_TEXTS = 1024

interface Topic {
  /** In the order of the log. */
  events: Event[]
  /** The topic's events behind this number are all in memory. */
  since: number
}

interface Kept {
  readonly event: Event
  readonly topics: readonly Topic[]
  readonly bytes: number
}

export class RecentEvents {
  readonly #topics = new Map<string, Topic>()
  readonly #maxBytes: number
  #oldestFirst: Kept[] = []
  #bytes = 0

  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes
  }

  /** Keeps the events of the topic from here on: those behind the event with this number. */
  listen(name: string, head: number): void {
    this.#topics.set(name, { events: [], since: head })
  }

  forget(name: string): void {
    this.#topics.delete(name)
  }

  /** Takes the next event of the log, which belongs to these topics, and keeps it without the caller's address. */
  add(row: Event, names: readonly string[]): void {
    const topics = names.flatMap((name) => this.#topics.get(name) ?? [])
    if (topics.length === 0) return
    const event = { ...row, ip: null }
    for (const topic of topics) topic.events.push(event)
    const bytes = BYTES_BESIDE_TEXTS + event.data.length + event.summary.length
    this.#oldestFirst.push({ event, topics, bytes })
    this.#bytes += bytes
    while (this.#bytes > this.#maxBytes) this.#dropOldest()
  }

  /** The topic's events behind this number, in order; null where memory does not reach back so far. */
  behind(name: string, seq: number): readonly Event[] | null {
    const topic = this.#topics.get(name)
    if (!topic || seq < topic.since) return null
    const { events } = topic
    // a stream is nearly always at the end
    let first = events.length
    while (first > 0 && (events[first - 1] as Event).seq > seq) first--
    return first === events.length ? NONE : events.slice(first)
  }

  /** Forgets all: the events up to this number are not known. */
  skipTo(seq: number): void {
    for (const topic of this.#topics.values()) Object.assign(topic, { events: [], since: seq } satisfies Topic)
    this.#oldestFirst = []
    this.#bytes = 0
  }

  #dropOldest(): void {
    const { event, topics, bytes } = this.#oldestFirst.shift() as Kept
    this.#bytes -= bytes
    for (const topic of topics) {
      topic.events.shift()
      topic.since = event.seq
    }
  }
}

const NONE: readonly Event[] = []
