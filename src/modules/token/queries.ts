import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import type { Access } from '../../access/access.ts'
import { can } from '../../access/judge.ts'
import { boundWorkspace, isServiceAccount, type Principal } from '../../access/principal.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { described, orderType, StringFilter } from '../../graphql/enums.ts'
import { nestedList, onePage, workspaceList } from '../../graphql/list.ts'
import type { Selection } from '../../graphql/read-list.ts'
import type { Db } from '../../store/database.ts'
import {
  allOf,
  anyOf,
  type Condition,
  checkValues,
  type Either,
  eitherOf,
  not,
  stringFilter,
  unindexed,
  walked,
} from '../../store/filter.ts'
import { emptyPage, orderTerms, type Page, type PageArgs } from '../../store/page.ts'
import { filterKey } from '../principal/queries.ts'
import { PrincipalRef } from '../refs.ts'

type Token = Row<'api_token'>

export const TokenStatusEnum = builder.enumType('TokenStatus', {
  description: 'Whether a token can be used.',
  values: described({
    ACTIVE: 'It can be used.',
    ROTATING: 'It can be used, with the current secret or with the previous one.',
    SUSPENDED: 'It cannot be used until it is resumed.',
    EXPIRED: 'It has expired.',
    REVOKED: 'It was revoked.',
  }),
})

export const TokenFilter = builder.inputType('TokenFilter', {
  description: '`active: true` is ACTIVE, ROTATING and SUSPENDED; false is EXPIRED and REVOKED.',
  fields: (t) => ({
    active: t.boolean({ description: 'Whether it has neither expired nor been revoked.' }),
    name: t.field({ description: 'Its name, not necessarily unique.', type: StringFilter }),
    status: t.field({ description: 'One of these.', type: [TokenStatusEnum] }),
    owner: t.field({ description: 'The owner of the token.', type: PrincipalRef }),
  }),
})

export const TokenOrder = orderType('Token', 'tokens', {
  NAME: 'By `name`.',
  CREATED_AT: 'By the time of creation.',
  EXPIRES_AT: 'By the time at which they end.',
  LAST_USED_AT: 'By the time of the last use. In ASC, tokens that were never used come first, by the time of creation.',
})

type Filter = typeof TokenFilter.$inferInput
type Status = typeof TokenStatusEnum.$inferType
interface Args extends PageArgs {
  filter?: Filter | null | undefined
  orderBy?: readonly (typeof TokenOrder.$inferInput)[] | null | undefined
}

/** Indexes have those of a workspace in every order, and the personal ones of an owner. */
const ORDER_COLUMNS = { NAME: 'name', CREATED_AT: 'id', EXPIRES_AT: 'expires_at', LAST_USED_AT: 'last_used_order' }
const column = (name: keyof Token) => sql.ref<string>(`api_token.${name}`)
const isOwn = (userId: string): Condition => sql<boolean>`${column('owner_id')} = ${userId}`

/** The status of a token at an instant. */
export function statusOf(token: Token, now: string): Status {
  if (token.revoked_at !== null) return 'REVOKED'
  if (token.expires_at <= now) return 'EXPIRED'
  if (token.suspended_at !== null) return 'SUSPENDED'
  return token.previous_until !== null && token.previous_until > now ? 'ROTATING' : 'ACTIVE'
}

/** A workspace's tokens, newest first unless `orderBy` says otherwise: the caller's own; with TOKEN_MANAGE everybody's. */
export const tokensOf = workspaceList<'api_token', Args>({
  name: 'tokens',
  table: 'api_token',
  orderColumns: ORDER_COLUMNS,
  variantOf: async (workspaceId, { load, signedIn }) =>
    can(signedIn, await load.access.load(workspaceId), 'TOKEN_MANAGE') ? 'all' : 'own',
  scope: ({ signedIn }, variant) => (variant === 'all' ? [] : [isOwn(signedIn.id)]),
  within: (workspaceId, _context, variant, order) => {
    if (variant === 'all' || order.every(({ key }) => key === 'id')) return null
    return sql<boolean>`${column('workspace_id')} = ${workspaceId}`
  },
  select: ({ filter }, context, variant) =>
    selectionOf(filter ?? {}, context, variant === 'all' ? { name: true, revoked: true } : {}),
})

/** The caller's personal tokens, newest first unless `orderBy` says otherwise; none for a token that is bound to one workspace. */
export async function personalTokens(args: Args, context: Context): Promise<Page<Token>> {
  const { signedIn, store } = context
  if (boundWorkspace(signedIn) !== null) return emptyPage()
  const selection = await selectionOf(args.filter ?? {}, context, { name: true })
  const rows = store.db.selectFrom('api_token').where(isOwn(signedIn.id)).where('workspace_id', 'is', null)
  const order = orderTerms('api_token', args.orderBy, ORDER_COLUMNS)
  return onePage(context, { name: `tokens:${signedIn.id}`, table: 'api_token', rows, selection, order, args })
}

/** `indexed`: whether an index has the list's tokens of each name, and those that were revoked. */
async function selectionOf(
  filter: Filter,
  { store, signedIn }: Context,
  indexed: { name?: true; revoked?: true },
): Promise<Selection> {
  const now = store.now()
  const isLive = sql<boolean>`(${column('revoked_at')} is null and ${column('expires_at')} > ${now})`
  const isUsable = sql<boolean>`${column('suspended_at')} is null`
  const isRotating = sql<boolean>`${column('previous_until')} > ${now}`
  const hasStatus: Readonly<Record<Status, Condition>> = {
    REVOKED: sql<boolean>`${column('revoked_at')} is not null`,
    EXPIRED: sql<boolean>`(${column('revoked_at')} is null and ${column('expires_at')} <= ${now})`,
    SUSPENDED: allOf([isLive, sql<boolean>`${column('suspended_at')} is not null`]),
    ROTATING: allOf([isLive, isUsable, isRotating]),
    ACTIVE: allOf([isLive, isUsable, not(isRotating)]),
  }
  const conditions: Condition[] = []
  const eithers: Either[] = []
  if (filter.name) {
    const { exact, others } = stringFilter(store.db, 'filter.name', column('name'), filter.name)
    conditions.push(...others)
    // many tokens may have one name
    if (indexed.name) eithers.push(...namedOneOf(store.db, filter.name))
    else if (exact) conditions.push(unindexed(exact))
  }
  if (filter.owner) {
    const key = await filterKey(store.db, signedIn, filter.owner)
    eithers.push(walked(key === null ? anyOf([]) : isOwn(key), ['id']))
  }
  const statuses = statusesOf(filter)
  const wanted = statuses?.map((status) => hasStatus[status])
  if (wanted && indexed.revoked && statuses?.every((status) => status === 'REVOKED'))
    eithers.push(walked(anyOf(wanted), ['id']))
  else if (wanted) conditions.push(unindexed(anyOf(wanted)))
  return { conditions, eithers }
}

/** An index has the tokens of each name in these orders. */
function namedOneOf(db: Db, { eq, in: names }: typeof StringFilter.$inferInput): Either[] {
  return [typeof eq === 'string' ? [eq] : null, names].flatMap(
    (values) => eitherOf(db, 'filter.name.in', column('name'), values, ['name', 'id']) ?? [],
  )
}

/** Null for any. */
function statusesOf({ active, status }: Filter): readonly Status[] | null {
  const wanted = status ? checkValues('filter.status', status) : null
  if (typeof active !== 'boolean') return wanted
  const alike: readonly Status[] = active ? ['ACTIVE', 'ROTATING', 'SUSPENDED'] : ['EXPIRED', 'REVOKED']
  return wanted ? wanted.filter((one) => alike.includes(one)) : alike
}

/**
 * Whether the caller manages the token in its workspace: by TOKEN_MANAGE or, if a service account owns it, by
 * SERVICE_ACCOUNT_MANAGE.
 */
export function managesToken(principal: Principal, access: Access, { owner_id }: Token): boolean {
  if (can(principal, access, 'TOKEN_MANAGE')) return true
  return isServiceAccount(owner_id) && can(principal, access, 'SERVICE_ACCOUNT_MANAGE')
}

/** The tokens of a service account, newest first unless `orderBy` says otherwise. It checks no rights. */
export const tokensOfAccount = nestedList<'api_token', Args>({
  name: 'tokens of an account',
  table: 'api_token',
  parent: 'owner_id',
  orderColumns: ORDER_COLUMNS,
  // partial indexes have the tokens of service accounts
  scope: () => [sql<boolean>`${column('owner_id')} between 'svc_' and 'svc_~'`],
  select: ({ filter }, context) => selectionOf(filter ?? {}, context, { name: true }),
})

/** A token that the caller may know of: its own, those of a workspace with TOKEN_MANAGE, all for platform admins. */
export async function loadToken(id: string, context: Context): Promise<Token | null> {
  const token = await context.load.api_token.load(id)
  const principal = context.signedIn
  if (!token) return null
  const bound = boundWorkspace(principal)
  if (bound !== null && bound !== token.workspace_id) return null
  const own = token.owner_id === principal.id
  if (token.workspace_id === null) return own || principal.platformAdmin ? token : null
  const access = await context.load.access.load(token.workspace_id)
  if (!access || access.workspace.state === 'DELETING') return null
  return own || managesToken(principal, access, token) ? token : null
}
