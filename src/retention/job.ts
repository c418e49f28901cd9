// Removes what is older than CROFT_EVENT_RETENTION: events from the front of the log, and invitations that have ended.
// It also removes idempotency keys that no longer count, and sessions and sign-in links whose time is over. A job does
// it in slices, which give way to requests. Replicas may run it at the same time: they take turns.
import { type BackgroundJob, startLoop } from '../background/loop.ts'
import type { Pace } from '../background/pace.ts'
import { SliceSize } from '../background/slice-size.ts'
import type { EventHub } from '../events/hub.ts'
import { lockName } from '../store/lock.ts'
import type { Store } from '../store/store.ts'
import type { Ageing } from './ageing.ts'
import { oldEvents } from './events.ts'
import { endedInvitations } from './invitations.ts'
import { expiredKeys } from './keys.ts'
import { oldSessions, unusedLinks } from './sign-ins.ts'

export interface RetentionOptions {
  store: Store
  hub: EventHub
  pace: Pace
  retentionMs: number
  everyMs?: number | undefined
  /** The database refused a read or a write; the job tries again later. */
  failed(error: unknown): void
}

const EVERY_MS = 60_000

/** Starts the job; where it is closed half-way, the next start goes on. */
export function startRetention(options: RetentionOptions): BackgroundJob {
  const { store, hub, retentionMs, everyMs = EVERY_MS, failed } = options
  const kept = (ageing: Ageing, keptMs: number) => ({ ageing, keptMs, size: new SliceSize(store.slice) })
  const all = [
    kept(oldEvents, retentionMs),
    kept(endedInvitations, retentionMs),
    kept(expiredKeys, 0),
    kept(oldSessions, 0),
    kept(unusedLinks, 0),
  ]
  return startLoop({
    hub,
    topics: [],
    pollMs: everyMs,
    failed,
    turn: async (closing) => {
      let isMore = false
      for (const { ageing, keptMs, size } of all) {
        const before = new Date(Date.parse(store.now()) - keptMs).toISOString()
        if (closing.aborted || !(await ageing.isDue(store.db, before))) continue
        await removeSlice(options, ageing, size, before)
        isMore = true
      }
      return isMore ? 0 : everyMs
    },
  })
}

async function removeSlice({ store, pace }: RetentionOptions, ageing: Ageing, size: SliceSize, before: string) {
  await store.settled()
  await pace.yieldToRequests()
  let workMs = 0
  const removed = await store.write(async (tx) => {
    await lockName(tx, 'retention')
    const beganAt = performance.now()
    const count = await ageing.removeSome(tx, before, size.rows)
    workMs = performance.now() - beganAt
    return count
  })
  size.adapt(workMs, removed)
}
