// Makes the next signing key when the current one has signed for a month, and removes those that are over.
import { isRotationDue, rotateKeys } from '../auth/signing/keys.ts'
import { type BackgroundJob, startLoop } from '../background/loop.ts'
import type { EventHub } from '../events/hub.ts'
import type { Store } from '../store/store.ts'

const EVERY_MS = 60_000

/** Starts the job. Replicas may run it at the same time: one of them makes the key. */
export function startKeyRotation(options: {
  store: Store
  hub: EventHub
  /** A key was made, which signs from then on. */
  made(key: string, signsFrom: string): void
  failed(error: unknown): void
}): BackgroundJob {
  const { store, hub, made, failed } = options
  return startLoop({
    hub,
    topics: [],
    pollMs: EVERY_MS,
    failed,
    turn: async () => {
      const at = store.now()
      if (await isRotationDue(store.db, store.sealer, at)) {
        const { made: key } = await store.write((tx) => rotateKeys(tx, store.sealer, at))
        if (key) made(key.id, key.signs_from)
      }
      return EVERY_MS
    },
  })
}
