// Ends the pending invitations of a sender who may no longer invite, each with its event. If the right is taken in one
// workspace, they end in the same transaction. If the account ends, there may be very many: its transaction ends the
// first, and a job the others. None of them can be accepted meanwhile, since their sender may not invite.
import type { Row } from '../../db/schema.ts'
import { type Grant, grantsIn } from '../access/authorize.ts'
import { groupsCountSince } from '../access/groups.ts'
import { asPerson, nobody } from '../access/person.ts'
import type { Caller } from '../access/principal.ts'
import { type BackgroundJob, startLoop } from '../background/loop.ts'
import type { Pace } from '../background/pace.ts'
import { append } from '../events/append.ts'
import type { EventHub } from '../events/hub.ts'
import type { Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import { inParts } from '../store/parts.ts'
import type { Store } from '../store/store.ts'
import { endPending, type Invitation, invited } from './state.ts'

/** This many end in the transaction that ends the account. */
const AT_FIRST = 100
const OF_A_SLICE = 25
const POLL_MS = 1000

/** Revokes what a principal has sent in the workspace of the grant. */
export async function revokeSentIn(tx: Tx, sender: string, at: string, grant: Grant): Promise<void> {
  const found = await pendingOf(tx, sender).where('workspace_id', '=', grant.workspace.id).execute()
  await inParts(found, async (part) => {
    for (const row of await end(tx, sender, at, part)) {
      append(tx, at, grant, 'invitation.revoked', invited(row), { subjectId: row.id })
    }
  })
}

/** Revokes what a principal has sent anywhere: some of it now, and all else by the job, in the name of the caller. */
export async function revokeSent(tx: Tx, sender: string, at: string, caller: Caller): Promise<void> {
  if ((await revokeSome(tx, sender, at, caller, AT_FIRST)) < AT_FIRST) return
  const { principal, requestId, ip } = caller
  const actor = { actor_id: principal.id, actor_name: principal.name, platform_admin: principal.platformAdmin ? 1 : 0 }
  await tx
    .insertInto('departed_sender')
    .values({ sender, ...actor, token_id: principal.token?.id ?? null, request_id: requestId, ip })
    .execute()
}

/** Starts the job. Replicas may run it at the same time: each invitation is ended by one of them. */
export function startRevocation(options: {
  store: Store
  hub: EventHub
  pace: Pace
  groupsMaxAgeMs: number
  failed(error: unknown): void
}): BackgroundJob {
  const { store, hub, pace, groupsMaxAgeMs, failed } = options
  return startLoop({
    hub,
    topics: [],
    pollMs: POLL_MS,
    failed,
    turn: async () => {
      const departed = await store.db.selectFrom('departed_sender').selectAll().orderBy('sender').executeTakeFirst()
      if (!departed) return POLL_MS
      await store.settled()
      await pace.yieldToRequests()
      await store.write((tx) => revokeSlice(tx, store.now(), departed, groupsCountSince(store, groupsMaxAgeMs)))
      return 0
    },
  })
}

/** Ends some of the invitations of a departed sender, and forgets the sender once none is left. */
async function revokeSlice(tx: Tx, at: string, departed: Row<'departed_sender'>, groupsSince: string): Promise<void> {
  const { sender } = departed
  const found = await revokeSome(tx, sender, at, await callerOf(tx, departed, groupsSince), OF_A_SLICE)
  if (found < OF_A_SLICE) await tx.deleteFrom('departed_sender').where('sender', '=', sender).execute()
}

/** The caller who ended the account, as events name it. */
async function callerOf(tx: Tx, departed: Row<'departed_sender'>, groupsSince: string): Promise<Caller> {
  const { actor_id, actor_name, platform_admin, token_id, request_id, ip } = departed
  const since = () => groupsSince
  const person = (await asPerson(tx, actor_id, since)) ?? nobody(since)
  const token =
    token_id === null
      ? null
      : { id: token_id, workspaceId: null, role: null, permissions: null, expiresAt: person.expiresAt }
  const principal = { ...person, id: actor_id, name: actor_name, platformAdmin: platform_admin === 1, token }
  return { principal, requestId: request_id, ip }
}

/** Revokes at most `limit` of the sender's invitations; answers how many it found. */
async function revokeSome(tx: Tx, sender: string, at: string, caller: Caller, limit: number): Promise<number> {
  const found = await pendingOf(tx, sender).limit(limit).execute()
  const ended = await end(tx, sender, at, found)
  const grants = await grantsIn(
    tx,
    caller,
    ended.map(({ workspace_id }) => workspace_id),
  )
  for (const row of ended) {
    const about = { workspaceId: row.workspace_id, subjectId: row.id }
    append(tx, at, grants.get(row.workspace_id) ?? caller, 'invitation.revoked', invited(row), about)
  }
  return found.length
}

const pendingOf = (tx: Tx, sender: string) =>
  tx.selectFrom('invitation').select('id').where('invited_by', '=', sender).where('state', '=', 'PENDING')

/** Ends those of them that are still the sender's: another may have sent one again meanwhile. */
function end(tx: Tx, sender: string, at: string, sent: readonly Pick<Invitation, 'id'>[]): Promise<Invitation[]> {
  const ids = sent.map(({ id }) => id)
  return endPending(tx, 'REVOKED', at)
    .where('id', 'in', dialectOf(tx).keys(ids))
    .where('invited_by', '=', sender)
    .returningAll()
    .execute()
}
