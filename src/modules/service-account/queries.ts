// The service accounts of a workspace, those of the platform, and single ones.
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Database, Row } from '../../../db/schema.ts'
import { can } from '../../access/judge.ts'
import { isFindable } from '../../access/people.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { type NamedOrder, StringFilter } from '../../graphql/enums.ts'
import { onePage, workspaceList } from '../../graphql/list.ts'
import type { Selection } from '../../graphql/read-list.ts'
import type { Db } from '../../store/database.ts'
import { type Condition, type Either, few, search, stringFilter } from '../../store/filter.ts'
import { orderTerms, type Page, type PageArgs } from '../../store/page.ts'

type ServiceAccount = Row<'service_account'>

export const ServiceAccountFilter = builder.inputType('ServiceAccountFilter', {
  description: 'All given conditions must match.',
  fields: (t) => ({
    search: t.string({ description: 'Part of the name or description, in upper or lower case.' }),
    name: t.field({ description: 'Its name.', type: StringFilter }),
  }),
})

interface Args extends PageArgs {
  filter?: typeof ServiceAccountFilter.$inferInput | null | undefined
  orderBy?: readonly (typeof NamedOrder.$inferInput)[] | null | undefined
}

const ORDER_COLUMNS = { NAME: 'name', CREATED_AT: 'id', UPDATED_AT: 'updated_at' }
const column = (name: keyof ServiceAccount) => sql.ref<string>(`service_account.${name}`)
const isLive: Condition = sql<boolean>`${column('deleted_at')} is null`

/** A workspace's service accounts, newest first unless `orderBy` says otherwise. */
export const serviceAccountsOf = workspaceList<'service_account', Args>({
  name: 'service accounts',
  table: 'service_account',
  orderColumns: ORDER_COLUMNS,
  scope: () => [isLive],
  select: ({ filter }, { store }) => selectionOf(store.db, filter),
})

/** A page of the platform's own. It checks no rights: its field is for platform admins only. */
export function platformAccounts(args: Args, context: Context): Promise<Page<ServiceAccount>> {
  const { db } = context.store
  const all = db.selectFrom('service_account') as SelectQueryBuilder<Database, 'service_account', object>
  const rows = all.where(sql<boolean>`${column('workspace_id')} is null`).where(isLive)
  const selection = selectionOf(db, args.filter)
  const order = orderTerms('service_account', args.orderBy, ORDER_COLUMNS)
  return onePage(context, { name: 'service accounts', table: 'service_account', rows, selection, order, args })
}

function selectionOf(db: Db, filter: Args['filter']): Selection {
  const conditions: Condition[] = []
  const eithers: Either[] = []
  if (filter?.name) {
    const { exact, values, others } = stringFilter(db, 'filter.name', column('name'), filter.name)
    if (exact) eithers.push(few(exact, Object.values(ORDER_COLUMNS), values))
    conditions.push(...others)
  }
  if (filter?.search) conditions.push(search(db, [column('name'), column('description')], filter.search))
  return { conditions, eithers }
}

/**
 * A service account that the caller may know of: one of a workspace in which the caller holds MEMBER_READ or
 * SERVICE_ACCOUNT_MANAGE, one of the platform with which it shares a workspace, or itself. Null otherwise.
 */
export async function loadServiceAccount(id: string, context: Context): Promise<ServiceAccount | null> {
  const account = await context.load.service_account.load(id)
  const principal = context.signedIn
  if (!account || account.deleted_at !== null) return null
  if (account.id === principal.id) return account
  if (account.workspace_id === null) return (await isFindable(context.store.db, principal, id)) ? account : null
  const access = await context.load.access.load(account.workspace_id)
  if (access?.workspace.state === 'DELETING') return null
  return can(principal, access, 'MEMBER_READ') || can(principal, access, 'SERVICE_ACCOUNT_MANAGE') ? account : null
}

/** Whether the caller may make and end the tokens of the account. */
export async function managesAccount({ workspace_id }: ServiceAccount, context: Context): Promise<boolean> {
  const principal = context.signedIn
  if (workspace_id === null) return principal.platformAdmin
  return can(principal, await context.load.access.load(workspace_id), 'SERVICE_ACCOUNT_MANAGE')
}
