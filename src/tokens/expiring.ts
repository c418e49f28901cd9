// Reports tokens that expire within three days, each once: by an event of its workspace, or of none for a personal
// token.
import { type BackgroundJob, startLoop } from '../background/loop.ts'
import { append } from '../events/append.ts'
import type { EventHub } from '../events/hub.ts'
import { dialectOf } from '../store/dialect.ts'
import type { Store } from '../store/store.ts'

const EVERY_MS = 60_000
const AT_ONCE = 100
const AHEAD_MS = 3 * 24 * 3_600_000

/** Starts the job. Replicas may run it at the same time: each token is reported by one of them. */
export function startTokenExpiry(options: {
  store: Store
  hub: EventHub
  failed(error: unknown): void
}): BackgroundJob {
  const { store, hub, failed } = options
  return startLoop({
    hub,
    topics: [],
    pollMs: EVERY_MS,
    failed,
    turn: async () => ((await tellSome(store)) < AT_ONCE ? EVERY_MS : 0),
  })
}

async function tellSome(store: Store): Promise<number> {
  const at = store.now()
  const soon = new Date(Date.parse(at) + AHEAD_MS).toISOString()
  const due = await store.db
    .selectFrom('api_token')
    .select('id')
    .where('revoked_at', 'is', null)
    .where('expiry_told', '=', 0)
    .where('expires_at', '<=', soon)
    .orderBy('expires_at')
    .limit(AT_ONCE)
    .execute()
  if (due.length === 0) return 0
  const ids = due.map(({ id }) => id)
  await store.write(async (tx) => {
    const told = await tx
      .updateTable('api_token')
      .set({ expiry_told: 1 })
      .where('id', 'in', dialectOf(tx).keys(ids))
      .where('expiry_told', '=', 0)
      .returningAll()
      .execute()
    const owners = await tx
      .selectFrom('user')
      .select(['id', 'name'])
      .where('id', 'in', dialectOf(tx).keys([...new Set(told.map(({ owner_id }) => owner_id))]))
      .execute()
    const ownerOf = new Map(owners.map((owner) => [owner.id, owner]))
    for (const { id, name, owner_id, created_at, expires_at, workspace_id } of told) {
      // a token with such a short lifetime was made so, and one that has expired needs no warning
      const isShort = Date.parse(expires_at) - Date.parse(created_at) <= AHEAD_MS
      const owner = ownerOf.get(owner_id)
      if (isShort || expires_at <= at || !owner) continue
      const about = { workspaceId: workspace_id, subjectId: id }
      append(tx, at, 'system', 'token.expiring', { name, owner, expiresAt: expires_at }, about)
    }
  })
  return due.length
}
