import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { can } from '../../access/judge.ts'
import { boundWorkspace } from '../../access/principal.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { onePage, type Selection, workspaceList } from '../../graphql/list.ts'
import { allOf, anyOf, type Condition } from '../../store/filter.ts'
import { emptyPage, orderTerms, type Page, type PageArgs } from '../../store/page.ts'
import { filterKey } from '../principal/queries.ts'
import { PrincipalRef } from '../refs.ts'

type Token = Row<'api_token'>

export const TokenStatusEnum = builder.enumType('TokenStatus', { values: ['ACTIVE', 'EXPIRED', 'REVOKED'] as const })

export const TokenFilter = builder.inputType('TokenFilter', {
  description: '`active: false` is EXPIRED and REVOKED.',
  fields: (t) => ({
    active: t.boolean(),
    status: t.field({ type: [TokenStatusEnum] }),
    owner: t.field({ type: PrincipalRef }),
  }),
})

type Filter = typeof TokenFilter.$inferInput
type Status = typeof TokenStatusEnum.$inferType
type Args = PageArgs & { filter?: Filter | null | undefined }

const column = (name: keyof Token) => sql.ref<string>(`api_token.${name}`)
const isOwn = (userId: string): Condition => sql<boolean>`${column('owner_id')} = ${userId}`

/** The status of a token at an instant. */
export function statusOf(token: Token, now: string): Status {
  if (token.revoked_at !== null) return 'REVOKED'
  return token.expires_at <= now ? 'EXPIRED' : 'ACTIVE'
}

/** A workspace's tokens, newest first: the caller's own; with TOKEN_MANAGE everybody's. */
export const tokensOf = workspaceList<'api_token', Args>({
  name: 'tokens',
  table: 'api_token',
  variantOf: async (workspaceId, { load, signedIn }) =>
    can(signedIn, await load.access.load(workspaceId), 'TOKEN_MANAGE') ? 'all' : 'own',
  select: async ({ filter }, context, variant) => {
    const { conditions, either = null } = await selectionOf(filter ?? {}, context)
    return { conditions: variant === 'all' ? conditions : [isOwn(context.signedIn.id), ...conditions], either }
  },
})

/** The caller's personal tokens, newest first; none for a token that is bound to one workspace. */
export async function personalTokens(args: Args, context: Context): Promise<Page<Token>> {
  const { signedIn, store } = context
  if (boundWorkspace(signedIn) !== null) return emptyPage()
  const { conditions, either = null } = await selectionOf(args.filter ?? {}, context)
  const personal = sql<boolean>`${column('workspace_id')} is null`
  const query = store.db.selectFrom('api_token').where(allOf([isOwn(signedIn.id), personal, ...conditions]))
  const order = orderTerms('api_token', null, {})
  return onePage(context, { name: `tokens:${signedIn.id}`, table: 'api_token', query, order, either, args })
}

/** `either` are the statuses, which a list walks one by one. */
async function selectionOf(filter: Filter, { store, signedIn }: Context): Promise<Selection> {
  const now = store.now()
  const hasStatus: Readonly<Record<Status, Condition>> = {
    REVOKED: sql<boolean>`${column('revoked_at')} is not null`,
    EXPIRED: sql<boolean>`(${column('revoked_at')} is null and ${column('expires_at')} <= ${now})`,
    ACTIVE: sql<boolean>`(${column('revoked_at')} is null and ${column('expires_at')} > ${now})`,
  }
  const conditions: Condition[] = []
  if (filter.owner) {
    const key = await filterKey(store.db, signedIn, filter.owner)
    conditions.push(key === null ? anyOf([]) : isOwn(key))
  }
  const each = statusesOf(filter)?.map((status) => hasStatus[status])
  return { conditions, either: each ? { any: anyOf(each), each, walkedBy: ['id'] } : null }
}

/** Null for any. */
function statusesOf({ active, status }: Filter): readonly Status[] | null {
  const wanted = status ? [...new Set(status)] : null
  if (typeof active !== 'boolean') return wanted
  const alike: readonly Status[] = active ? ['ACTIVE'] : ['EXPIRED', 'REVOKED']
  return wanted ? wanted.filter((one) => alike.includes(one)) : alike
}

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
  return own || can(principal, access, 'TOKEN_MANAGE') ? token : null
}
