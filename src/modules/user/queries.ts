import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { tokenCarries } from '../../access/judge.ts'
import { findableUsers, readsPeople } from '../../access/people.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { orderType } from '../../graphql/enums.ts'
import { onePage } from '../../graphql/list.ts'
import { type Condition, type Either, search, walked } from '../../store/filter.ts'
import { idOfUuid, isKind } from '../../store/id.ts'
import { orderTerms, type Page, type PageArgs } from '../../store/page.ts'
import { userByEmail } from '../principal/queries.ts'
import type { UserRef } from '../refs.ts'

type User = Row<'user'>

export const UserFilter = builder.inputType('UserFilter', {
  description: 'All given conditions must match.',
  fields: (t) => ({
    search: t.string({ description: 'Part of the name or address, in upper or lower case.' }),
    platformAdmin: t.boolean({ description: 'Whether they are a platform admin.' }),
    suspended: t.boolean({ description: 'Whether they are suspended.' }),
  }),
})

export const UserOrder = orderType('User', 'users', {
  NAME: 'By `name`.',
  CREATED_AT: 'By the time of creation.',
  LAST_SEEN_AT: 'By `lastSeenAt`. In ASC, users who were never seen come first, by the time of creation.',
})

interface Args extends PageArgs {
  filter?: typeof UserFilter.$inferInput | null | undefined
  orderBy?: readonly (typeof UserOrder.$inferInput)[] | null | undefined
}

const ORDER_COLUMNS = { NAME: 'name', CREATED_AT: 'id', LAST_SEEN_AT: 'last_seen_order' }
const column = (name: keyof User) => sql.ref<string>(`user.${name}`)

/** Whether the caller may find the user: itself, those with whom it shares a workspace; a platform admin everyone. */
function isFindable(userId: string, context: Context): Promise<boolean> {
  const principal = context.signedIn
  if (principal.platformAdmin || principal.id === userId) return Promise.resolve(true)
  const loader = context.load.batched('findable users', () => {
    return async (ids: readonly string[]) => {
      const findable = await findableUsers(context.store.db, principal, ids)
      return ids.map((id) => findable.has(id))
    }
  })
  return loader.load(userId)
}

/** Whether the caller may read the user's address. */
export async function readsAddress(userId: string, context: Context): Promise<boolean> {
  return readsPeople(context.signedIn) && (await isFindable(userId, context))
}

/** Whether the caller may read what is for the user and platform admins only. */
export function readsPrivateFields(user: User, context: Context): boolean {
  return context.signedIn.watchesDeletion === null && readsMemberships(user, context)
}

/** Whether the caller may list the user's memberships; for a token that only watches a deletion that list is empty. */
export function readsMemberships({ id }: User, { signedIn }: Context): boolean {
  return tokenCarries(signedIn, 'MEMBER_READ') && (signedIn.platformAdmin || signedIn.id === id)
}

/** A user whom the caller may find; null for a hidden, missing or deleted one. */
export async function loadUser(id: string, context: Context): Promise<User | null> {
  const user = await context.load.user.load(id)
  return user && user.deleted_at === null && (await isFindable(id, context)) ? user : null
}

/** As `loadUser`, by id, UUID or address. */
export async function findUser(ref: typeof UserRef.$inferInput, context: Context): Promise<User | null> {
  if (ref.id !== undefined) return isKind('user', ref.id) ? loadUser(ref.id, context) : null
  if (ref.uuid !== undefined) return loadUser(idOfUuid('user', ref.uuid), context)
  const user = await userByEmail(context.store.db, ref.email)
  return user && (await readsAddress(user.id, context)) ? user : null
}

/** A page of all users but the deleted, newest first unless `orderBy` says otherwise. It checks no rights: its field is for platform admins only. */
export function listUsers(args: Args, context: Context): Promise<Page<User>> {
  const { db } = context.store
  const { search: part, platformAdmin, suspended } = args.filter ?? {}
  // deleted users stay in the table, and may be many; a service account is no person
  const conditions: Condition[] = [
    sql<boolean>`${column('deleted_at')} is null`,
    sql<boolean>`${column('service_account')} = 0`,
  ]
  const eithers: Either[] = []
  // Partial indexes have the few that are admins, or suspended.
  if (platformAdmin === true) eithers.push(walked(sql<boolean>`${column('platform_admin')} = 1`, ['id']))
  if (platformAdmin === false) conditions.push(sql<boolean>`${column('platform_admin')} = 0`)
  if (suspended === true) eithers.push(walked(sql<boolean>`${column('suspended_at')} is not null`, ['id']))
  if (suspended === false) conditions.push(sql<boolean>`${column('suspended_at')} is null`)
  if (part) conditions.push(search(db, [column('name'), column('email')], part))
  const selection = { conditions, eithers }
  const order = orderTerms('user', args.orderBy, ORDER_COLUMNS)
  return onePage(context, { name: 'users', table: 'user', rows: db.selectFrom('user'), selection, order, args })
}
