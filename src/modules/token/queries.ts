import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { holds } from '../../auth/policy.ts'
import type { Context } from '../../graphql/context.ts'
import { allOf, anyOf, type Condition } from '../../store/filter.ts'
import { applyWindow, emptyPage, type Page, type PageArgs, pageOf, pageWindow } from '../../store/page.ts'
import { type PrincipalRef, principalKey } from '../member/queries.ts'

type Token = Row<'api_token'>
export type TokenStatus = 'ACTIVE' | 'EXPIRED' | 'REVOKED'
export interface TokenFilter {
  active?: boolean | null | undefined
  status?: readonly TokenStatus[] | null | undefined
  owner?: PrincipalRef | null | undefined
}

const column = (name: keyof Token) => sql.ref<string>(`api_token.${name}`)

/** Where a token stands at an instant. */
export function statusOf(token: Token, now: string): TokenStatus {
  if (token.revoked_at !== null) return 'REVOKED'
  return token.expires_at <= now ? 'EXPIRED' : 'ACTIVE'
}

/** A workspace's tokens, newest first: the caller's own; with TOKEN_MANAGE everybody's. */
export async function tokensOf(
  workspace: Row<'workspace'>,
  args: PageArgs & { filter?: TokenFilter | null | undefined },
  context: Context,
): Promise<Page<Token>> {
  if (workspace.state === 'DELETING') return emptyPage()
  const access = await context.load.access.load(workspace.id)
  const all = holds(access?.rank ?? 0, 'TOKEN_MANAGE', context.signedIn.token?.permissions ?? null)
  const here: Condition = sql<boolean>`${column('workspace_id')} = ${workspace.id}`
  const own: Condition = sql<boolean>`${column('owner_id')} = ${context.signedIn.id}`
  return pageOfTokens(`tokens:${workspace.id}`, all ? [here] : [here, own], args, context)
}

/** The caller's personal tokens, newest first; none for a token that is bound to one workspace. */
export async function personalTokens(
  args: PageArgs & { filter?: TokenFilter | null | undefined },
  context: Context,
): Promise<Page<Token>> {
  const principal = context.signedIn
  if (principal.token?.workspaceId) return emptyPage()
  const own = sql<boolean>`${column('owner_id')} = ${principal.id}`
  return pageOfTokens(`tokens:${principal.id}`, [own, sql<boolean>`${column('workspace_id')} is null`], args, context)
}

async function pageOfTokens(
  list: string,
  scope: Condition[],
  args: PageArgs & { filter?: TokenFilter | null | undefined },
  context: Context,
): Promise<Page<Token>> {
  const { db, cursors, now } = context.store
  const window = pageWindow(args, list, [{ key: 'id', expression: column('id'), direction: 'desc' }], cursors)
  const query = db
    .selectFrom('api_token')
    .where(allOf([...scope, ...(await conditions(args.filter ?? {}, now(), context))]))
  const rows = await applyWindow(query, window).selectAll('api_token').execute()
  return pageOf(rows, window, cursors, async () => {
    const counted = await query.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
    return Number(counted.count)
  })
}

async function conditions(filter: TokenFilter, now: string, context: Context): Promise<Condition[]> {
  const is: Readonly<Record<TokenStatus, Condition>> = {
    REVOKED: sql<boolean>`${column('revoked_at')} is not null`,
    EXPIRED: sql<boolean>`(${column('revoked_at')} is null and ${column('expires_at')} <= ${now})`,
    ACTIVE: sql<boolean>`(${column('revoked_at')} is null and ${column('expires_at')} > ${now})`,
  }
  const all: Condition[] = []
  if (typeof filter.active === 'boolean') all.push(filter.active ? is.ACTIVE : anyOf([is.EXPIRED, is.REVOKED]))
  if (filter.status) all.push(anyOf(filter.status.map((status) => is[status])))
  if (filter.owner) {
    const key = await principalKey(context.store.db, context.signedIn, filter.owner)
    all.push(key === null ? anyOf([]) : sql<boolean>`${column('owner_id')} = ${key}`)
  }
  return all
}

/** A token that the caller may know of: its own, those of a workspace with TOKEN_MANAGE, to platform admins all. */
export async function loadToken(id: string, context: Context): Promise<Token | null> {
  const token = await context.load.api_token.load(id)
  const principal = context.signedIn
  if (!token) return null
  const bound = principal.token?.workspaceId ?? null
  if (bound !== null && bound !== token.workspace_id) return null
  if (token.workspace_id === null) return token.owner_id === principal.id || principal.platformAdmin ? token : null
  const access = await context.load.access.load(token.workspace_id)
  if (!access || access.workspace.state === 'DELETING') return null
  const manages = holds(access.rank, 'TOKEN_MANAGE', principal.token?.permissions ?? null)
  return manages || token.owner_id === principal.id ? token : null
}
