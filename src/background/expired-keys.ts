import type { EventHub } from '../events/hub.ts'
import { expiredKeys, removeKeys } from '../store/idempotency.ts'
import type { Store } from '../store/store.ts'
import { type BackgroundJob, startLoop } from './loop.ts'
import type { Pace } from './pace.ts'

const EVERY_MS = 60_000
const OF_A_SLICE = 200

/** Starts the job that removes idempotency keys that no longer count, some at a time. Replicas may run it at the same time. */
export function startKeyRemoval(options: {
  store: Store
  hub: EventHub
  pace: Pace
  failed(error: unknown): void
}): BackgroundJob {
  const { store, hub, pace, failed } = options
  return startLoop({
    hub,
    topics: [],
    pollMs: EVERY_MS,
    failed,
    turn: async () => {
      const at = store.now()
      const ids = await expiredKeys(store.db, at, OF_A_SLICE)
      if (ids.length === 0) return EVERY_MS
      await store.settled()
      await pace.yieldToRequests()
      await store.write((tx) => removeKeys(tx, ids, at))
      return ids.length < OF_A_SLICE ? EVERY_MS : 0
    },
  })
}
