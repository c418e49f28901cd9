// Invitations that nobody has answered in time: each ends with an event, by a job that looks every minute.
import { sql } from 'kysely'
import { type BackgroundJob, startLoop } from '../background/loop.ts'
import { append } from '../events/append.ts'
import type { EventHub } from '../events/hub.ts'
import type { Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { Condition } from '../store/filter.ts'
import type { Store } from '../store/store.ts'
import { endPending, invited } from './state.ts'

const EVERY_MS = 60_000
const AT_ONCE = 100

/** Ends the pending invitations of the condition whose time is over, each with its event. */
export async function expireOverdue(tx: Tx, at: string, condition: Condition): Promise<number> {
  const expired = await endPending(tx, 'EXPIRED', null)
    .where(condition)
    .where('expires_at', '<=', at)
    .returningAll()
    .execute()
  for (const row of expired) {
    append(tx, at, 'system', 'invitation.expired', invited(row), { workspaceId: row.workspace_id, subjectId: row.id })
  }
  return expired.length
}

/** Starts the job. Replicas may run it at the same time: each invitation is ended by one of them. */
export function startExpiry(options: { store: Store; hub: EventHub; failed(error: unknown): void }): BackgroundJob {
  const { store, hub, failed } = options
  return startLoop({
    hub,
    topics: [],
    pollMs: EVERY_MS,
    failed,
    turn: async () => ((await expireSome(store)) < AT_ONCE ? EVERY_MS : 0),
  })
}

async function expireSome(store: Store): Promise<number> {
  const at = store.now()
  const overdue = await store.db
    .selectFrom('invitation')
    .select('id')
    .where('state', '=', 'PENDING')
    .where('expires_at', '<=', at)
    .orderBy('expires_at')
    .limit(AT_ONCE)
    .execute()
  if (overdue.length === 0) return 0
  const ids = overdue.map(({ id }) => id)
  return store.write((tx) => expireOverdue(tx, at, sql<boolean>`id in ${dialectOf(tx).keys(ids)}`))
}
