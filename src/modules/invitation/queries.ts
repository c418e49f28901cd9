// The invitations of a workspace, those of the caller, and single ones.

import { sql } from 'kysely'
import type { InvitationDelivery, InvitationState, Row } from '../../../db/schema.ts'
import { groupsCountSince } from '../../access/groups.ts'
import { can } from '../../access/judge.ts'
import { readsPeople } from '../../access/people.ts'
import { boundWorkspace } from '../../access/principal.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { described, orderType, StringFilter } from '../../graphql/enums.ts'
import { onePage, workspaceList } from '../../graphql/list.ts'
import { roleGiven } from '../../invitations/role-given.ts'
import { type Invitation, stateOf } from '../../invitations/state.ts'
import {
  allOf,
  anyOf,
  type Condition,
  checkValues,
  type Either,
  few,
  stringFilter,
  unindexed,
  walked,
} from '../../store/filter.ts'
import { emptyPage, orderTerms, type Page, type PageArgs } from '../../store/page.ts'
import { filterKey } from '../principal/queries.ts'
import { PrincipalRef } from '../refs.ts'
import { findInvitation, verifiedAddress } from './rows.ts'

export const InvitationStateEnum = builder.enumType('InvitationState', {
  description: 'The state of an invitation.',
  values: described({
    PENDING: 'It can be accepted.',
    ACCEPTED: 'Its addressee has joined.',
    DECLINED: 'Its addressee has declined.',
    REVOKED: 'It was revoked, or its sender is no longer a member.',
    EXPIRED: 'Nobody answered in time.',
  } satisfies Record<InvitationState, string>),
})
export const InvitationDeliveryEnum = builder.enumType('InvitationDelivery', {
  description: 'How the code of an invitation reaches its addressee.',
  values: described({
    EMAIL: 'The server mails it.',
    LINK: 'The inviter passes the link on.',
  } satisfies Record<InvitationDelivery, string>),
})
export const InvitationFilter = builder.inputType('InvitationFilter', {
  description: 'All given conditions must match.',
  fields: (t) => ({
    state: t.field({ type: [InvitationStateEnum], description: 'One of these.' }),
    email: t.field({ type: StringFilter, description: 'The invited address, in lower case.' }),
    invitedBy: t.field({ type: PrincipalRef, description: 'Who sent it.' }),
  }),
})
export const InvitationOrder = orderType('Invitation', 'invitations', {
  EMAIL: 'By the invited address.',
  CREATED_AT: 'By the time of creation.',
  EXPIRES_AT: 'By the time at which they expire.',
})

interface Args extends PageArgs {
  filter?: typeof InvitationFilter.$inferInput | null | undefined
  orderBy?: readonly (typeof InvitationOrder.$inferInput)[] | null | undefined
}

const ORDER_COLUMNS = { EMAIL: 'email', CREATED_AT: 'id', EXPIRES_AT: 'expires_at' }
const column = (name: keyof Invitation) => sql.ref<string>(`invitation.${name}`)

/** A workspace's invitations, newest first unless `orderBy` says otherwise. */
export const invitationsOf = workspaceList<'invitation', Args>({
  name: 'invitations',
  table: 'invitation',
  orderColumns: ORDER_COLUMNS,
  select: async ({ filter }, { store, signedIn }) => {
    const { state, email, invitedBy } = filter ?? {}
    const conditions: Condition[] = []
    const eithers: Either[] = []
    if (email) {
      const { exact, values, others } = stringFilter(store.db, 'filter.email', column('email'), email)
      if (exact) eithers.push(few(exact, Object.values(ORDER_COLUMNS), values))
      conditions.push(...others)
    }
    if (invitedBy) {
      const key = await filterKey(store.db, signedIn, invitedBy)
      conditions.push(key === null ? anyOf([]) : unindexed(sql<boolean>`${column('invited_by')} = ${key}`))
    }
    if (state) {
      const states = checkValues('filter.state', state)
      const wanted = anyOf(states.map((one) => isIn(one, store.now())))
      // a partial index has the few that are pending
      if (states.length === 1 && states[0] === 'PENDING') eithers.push(walked(wanted, ['id']))
      else conditions.push(unindexed(wanted))
    }
    return { conditions, eithers }
  },
})

/** The invitation is in this state at this instant. */
function isIn(state: InvitationState, now: string): Condition {
  const is = (stored: InvitationState) => sql<boolean>`${column('state')} = ${sql.lit(stored)}`
  const isOverdue = sql<boolean>`${column('expires_at')} <= ${now}`
  if (state === 'PENDING') return allOf([is('PENDING'), sql<boolean>`${column('expires_at')} > ${now}`])
  return state === 'EXPIRED' ? anyOf([is('EXPIRED'), allOf([is('PENDING'), isOverdue])]) : is(state)
}

/** The caller's verified address; null without one, and for a token that does not read its owner's personal data. */
export function ownAddress(context: Context): Promise<string | null> {
  return context.load.once('own verified address', async () => {
    const { principal, config } = context
    if (!principal || !readsPeople(principal) || boundWorkspace(principal) !== null) return null
    return verifiedAddress(await context.load.user.load(principal.id), config.oidc !== null)
  })
}

/** The pending invitations of an address. */
function pendingOf(address: string, { store }: Context) {
  return store.db.selectFrom('invitation').where('invitation.email', '=', address).where(isIn('PENDING', store.now()))
}

const isOfLivingWorkspace = sql<boolean>`exists (
  select 1 from workspace where workspace.id = ${column('workspace_id')} and workspace.state <> 'DELETING'
)`

/** A page of the caller's pending invitations, newest first. */
export async function ownInvitations(args: PageArgs, context: Context): Promise<Page<Invitation>> {
  const address = await ownAddress(context)
  if (address === null) return emptyPage()
  const rows = pendingOf(address, context)
  const order = orderTerms('invitation', null, ORDER_COLUMNS)
  const list = { name: `invitations:${address}`, table: 'invitation', order } as const
  return onePage(context, { ...list, rows, selection: { conditions: [isOfLivingWorkspace] }, args })
}

const MAX_COUNTED = 1000

/** The number of the caller's pending invitations; 1,000 stands for that many and for more. */
export async function countOwnInvitations(context: Context): Promise<number> {
  const address = await ownAddress(context)
  if (address === null) return 0
  const rows = await pendingOf(address, context)
    .where(isOfLivingWorkspace)
    .select('invitation.id')
    .limit(MAX_COUNTED)
    .execute()
  return rows.length
}

/** Whether the caller is the invited person, or may read the invitations of the workspace. */
export async function readsWhole({ email, workspace_id }: Invitation, context: Context): Promise<boolean> {
  if (!context.principal) return false
  if (email === (await ownAddress(context))) return true
  return can(context.principal, await context.load.access.load(workspace_id), 'MEMBER_INVITE')
}

/** A pending invitation of the caller, or one that it may read in a workspace; null otherwise. */
export async function loadInvitation(id: string, context: Context): Promise<Invitation | null> {
  const row = await context.load.invitation.load(id)
  if (!row) return null
  const access = await context.load.access.load(row.workspace_id)
  if (can(context.signedIn, access, 'MEMBER_INVITE')) return row
  const isOwn = row.email === (await ownAddress(context)) && stateOf(row, context.store.now()) === 'PENDING'
  const workspace = isOwn ? await context.load.workspace.load(row.workspace_id) : null
  return workspace && workspace.state !== 'DELETING' ? row : null
}

/** The invitation of a code that can be accepted at this moment; null otherwise, after the same statements. */
export async function invitationOfCode(code: string, { store, config }: Context): Promise<Row<'invitation'> | null> {
  const row = (await findInvitation(store.db, { code })) ?? null
  const now = store.now()
  const since = () => groupsCountSince(store, config.groupsMaxAgeMs)
  return (await roleGiven(store.db, row, now, since)) === null ? null : row
}
