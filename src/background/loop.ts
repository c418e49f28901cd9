import type { Row } from '../../db/schema.ts'
import type { EventHub } from '../events/hub.ts'
import { Waker } from '../events/waker.ts'

/** Work that goes on beside requests for as long as the server runs. */
export interface BackgroundJob {
  /** Resolves when the turn under way has ended, so that what it wrote is committed. */
  close(): Promise<void>
}

export interface LoopOptions {
  hub: EventHub
  /** An event of one of these topics starts the next turn early. */
  topics: readonly string[]
  /** Called with each of these events. */
  onEvent?: (event: Row<'event'>) => void
  /** The longest pause between two turns, and the pause after one that failed. */
  pollMs: number
  /** Does some of the work, until `closing` is aborted. Resolves to the milliseconds until more is due; 0 is now. */
  turn(closing: AbortSignal): Promise<number>
  /** A turn threw. */
  failed(error: unknown): void
}

/** A job whose next turn can be started early. */
export interface Loop extends BackgroundJob {
  wake(): void
}

/** Runs a job turn by turn until it is closed. A turn that fails does not end the loop. */
export function startLoop({ hub, topics, onEvent, pollMs, turn, failed }: LoopOptions): Loop {
  const waker = new Waker(topics, onEvent)
  hub.subscribe(waker)
  const closing = new AbortController()
  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      let waitMs = pollMs
      try {
        waitMs = Math.min(pollMs, await turn(closing.signal))
      } catch (error) {
        failed(error)
      }
      if (closing.signal.aborted) return
      // SQLite answers without ever returning to the event loop, on which requests wait
      if (waitMs > 0) await waker.wait(waitMs)
      else await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const ended = run()
  return {
    wake: () => waker.wake(),
    close: async () => {
      closing.abort()
      waker.wake()
      await ended
      hub.unsubscribe(waker)
    },
  }
}
