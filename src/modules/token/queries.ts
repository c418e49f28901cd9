import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { can } from '../../access/judge.ts'
import type { Context } from '../../graphql/context.ts'
import { allOf, anyOf, type Condition, type Either } from '../../store/filter.ts'
import { nestedPages } from '../../store/nested.ts'
import { applyWindow, countOf, emptyPage, type Page, type PageArgs, pageOf, pageWindow } from '../../store/page.ts'
import { type PrincipalRef, principalKey } from '../principal/queries.ts'

type Token = Row<'api_token'>
export type TokenStatus = 'ACTIVE' | 'EXPIRED' | 'REVOKED'
export interface TokenFilter {
  active?: boolean | null | undefined
  status?: readonly TokenStatus[] | null | undefined
  owner?: PrincipalRef | null | undefined
}

export interface TokenArgs extends PageArgs {
  filter?: TokenFilter | null | undefined
}

const column = (name: keyof Token) => sql.ref<string>(`api_token.${name}`)

/** Where a token stands at an instant. */
export function statusOf(token: Token, now: string): TokenStatus {
  if (token.revoked_at !== null) return 'REVOKED'
  return token.expires_at <= now ? 'EXPIRED' : 'ACTIVE'
}

const ORDER = [{ key: 'id', expression: column('id'), direction: 'desc' as const }]

/** A workspace's tokens, newest first: the caller's own; with TOKEN_MANAGE everybody's. Those of many in one statement. */
export async function tokensOf(workspace: Row<'workspace'>, args: TokenArgs, context: Context): Promise<Page<Token>> {
  if (workspace.state === 'DELETING') return emptyPage()
  const { db, cursors, now } = context.store
  const access = await context.load.access.load(workspace.id)
  const all = can(context.signedIn, access, 'TOKEN_MANAGE')
  const own: Condition = sql<boolean>`${column('owner_id')} = ${context.signedIn.id}`
  const { condition: asked, either } = await conditionOf(args.filter ?? {}, now(), context)
  const condition = allOf([...(all ? [] : [own]), asked])
  const here = (id: string): Condition => allOf([sql<boolean>`${column('workspace_id')} = ${id}`, condition])
  if (typeof (args.after ?? args.before) === 'string')
    return onePage(`tokens:${workspace.id}`, here(workspace.id), either, args, context)
  const loader = context.load.once(`tokens:${all} ${JSON.stringify(args)}`, () =>
    nestedPages<'api_token'>({
      db,
      cursors,
      table: 'api_token',
      parent: 'workspace_id',
      key: 'id',
      window: (id) => pageWindow(args, `tokens:${id}`, ORDER, cursors),
      filter: (rows) => rows.where(condition),
      either,
      total: (id) => countOf(db.selectFrom('api_token').where(here(id)), either),
    }),
  )
  return loader.load(workspace.id)
}

/** The caller's personal tokens, newest first; none for a token that is bound to one workspace. */
export async function personalTokens(args: TokenArgs, context: Context): Promise<Page<Token>> {
  const principal = context.signedIn
  if (principal.token?.workspaceId) return emptyPage()
  const own: Condition = sql<boolean>`${column('owner_id')} = ${principal.id}`
  const { condition: asked, either } = await conditionOf(args.filter ?? {}, context.store.now(), context)
  const condition = allOf([own, sql<boolean>`${column('workspace_id')} is null`, asked])
  return onePage(`tokens:${principal.id}`, condition, either, args, context)
}

async function onePage(
  list: string,
  condition: Condition,
  either: Either | null,
  args: TokenArgs,
  { store: { db, cursors } }: Context,
): Promise<Page<Token>> {
  const window = pageWindow(args, list, ORDER, cursors)
  const query = db.selectFrom('api_token').where(condition)
  const rows = await applyWindow(query, window, either).selectAll('api_token').execute()
  return pageOf(rows, window, cursors, () => countOf(query, either))
}

/** What the filter asks for; `either` are its statuses, which a window walks one by one. */
async function conditionOf(filter: TokenFilter, now: string, context: Context) {
  const is: Readonly<Record<TokenStatus, Condition>> = {
    REVOKED: sql<boolean>`${column('revoked_at')} is not null`,
    EXPIRED: sql<boolean>`(${column('revoked_at')} is null and ${column('expires_at')} <= ${now})`,
    ACTIVE: sql<boolean>`(${column('revoked_at')} is null and ${column('expires_at')} > ${now})`,
  }
  const all: Condition[] = []
  const statuses = statusesOf(filter)
  if (filter.owner) {
    const key = await principalKey(context.store.db, context.signedIn, filter.owner)
    all.push(key === null ? anyOf([]) : sql<boolean>`${column('owner_id')} = ${key}`)
  }
  const each = statuses?.map((status) => is[status])
  return { condition: allOf(all), either: each ? { any: anyOf(each), each, walkedBy: ['id'] } : null }
}

/** Null: any. */
function statusesOf({ active, status }: TokenFilter): readonly TokenStatus[] | null {
  const wanted = status ? [...new Set(status)] : null
  if (typeof active !== 'boolean') return wanted
  const alike: readonly TokenStatus[] = active ? ['ACTIVE'] : ['EXPIRED', 'REVOKED']
  return wanted ? wanted.filter((one) => alike.includes(one)) : alike
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
  const manages = can(principal, access, 'TOKEN_MANAGE')
  return manages || token.owner_id === principal.id ? token : null
}
