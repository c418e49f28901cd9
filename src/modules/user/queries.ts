import DataLoader from 'dataloader'
import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { sharing } from '../../access/shared-workspaces.ts'
import type { Context } from '../../graphql/context.ts'
import { allOf, type Condition, search } from '../../store/filter.ts'
import { idOfUuid, isKind } from '../../store/id.ts'
import { applyWindow, countOf, type Page, type PageArgs, pageOf, pageWindow } from '../../store/page.ts'
import { userByEmail } from '../principal/queries.ts'

type User = Row<'user'>
export interface UserRef {
  id?: string | null | undefined
  email?: string | null | undefined
  uuid?: string | null | undefined
}
export interface UserFilter {
  search?: string | null | undefined
  platformAdmin?: boolean | null | undefined
  suspended?: boolean | null | undefined
}

const column = (name: keyof User) => sql.ref<string>(`user.${name}`)

/** Whether the caller may know of a user: itself, members of a common workspace, and platform admins all. */
export function mayKnow(userId: string, context: Context): Promise<boolean> {
  const principal = context.signedIn
  if (principal.platformAdmin || principal.id === userId) return Promise.resolve(true)
  const loader = context.load.once('sharing', () => {
    return new DataLoader(async (ids: readonly string[]) => {
      const shared = await sharing(context.store.db, principal, ids)
      return ids.map((id) => shared.has(id))
    })
  })
  return loader.load(userId)
}

/** A user that the caller may know of; null for a hidden, missing or deleted one. */
export async function loadUser(id: string, context: Context): Promise<User | null> {
  const user = await context.load.user.load(id)
  return user && user.deleted_at === null && (await mayKnow(id, context)) ? user : null
}

/** As `loadUser`, by any of a user's names. */
export async function findUser(ref: UserRef, context: Context): Promise<User | null> {
  if (typeof ref.id === 'string') return isKind('user', ref.id) ? loadUser(ref.id, context) : null
  if (typeof ref.uuid === 'string') return loadUser(idOfUuid('user', ref.uuid), context)
  if (typeof ref.email !== 'string') return null
  const user = await userByEmail(context.store.db, ref.email)
  return user && (await mayKnow(user.id, context)) ? user : null
}

/** A page of all users but the deleted, newest first. For platform admins: the field asks for it. */
export async function listUsers(
  context: Context,
  args: PageArgs & { filter?: UserFilter | null },
): Promise<Page<User>> {
  const { db, cursors } = context.store
  const window = pageWindow(args, 'users', [{ key: 'id', expression: column('id'), direction: 'desc' }], cursors)
  const conditions: Condition[] = [sql<boolean>`${column('deleted_at')} is null`]
  const { search: part, platformAdmin, suspended } = args.filter ?? {}
  if (part) conditions.push(search(db, [column('name'), column('email')], part))
  if (typeof platformAdmin === 'boolean') {
    conditions.push(sql<boolean>`${column('platform_admin')} = ${sql.lit(platformAdmin ? 1 : 0)}`)
  }
  if (typeof suspended === 'boolean') {
    conditions.push(sql<boolean>`${column('suspended_at')} is ${suspended ? sql`not null` : sql`null`}`)
  }
  const query = db.selectFrom('user').where(allOf(conditions))
  const rows = await applyWindow(query, window).selectAll('user').execute()
  return pageOf(rows, window, cursors, () => countOf(query))
}
