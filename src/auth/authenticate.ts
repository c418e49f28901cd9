// From a credential to a principal: an Authorization header, or the cookie of a browser session. Each request reads
// everything from the database again; a stream does so when the log has an event that may have taken a right from it.
// So a revoked right ends at once.
import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { RoleName, Row } from '../../db/schema.ts'
import { countingGroups, groupsCountSince } from '../access/groups.ts'
import type { Principal } from '../access/principal.ts'
import { isJwtShaped } from '../config/values.ts'
import { badCredential } from '../errors.ts'
import { runPrepared } from '../store/prepared.ts'
import type { Store } from '../store/store.ts'
import type { JwtVerifier } from './jwt/verify.ts'
import { hashOf, isWellFormed, TOKEN_PREFIX } from './secret.ts'
import { findSession } from './session.ts'
import { findUser, type OnGroupsCut, signIn } from './sign-in.ts'

/** The credentials that a request carries; empty for an anonymous request. */
export interface Credential {
  /** The value of the Authorization header. */
  readonly authorization?: string | undefined
  /** What the cookie of a session holds; ignored beside an Authorization header. */
  readonly session?: string | undefined
}

/**
 * Returns the principal of a credential; null if there is none. UNAUTHENTICATED for a credential that is malformed,
 * unknown, expired, revoked, of a suspended user or of another issuer; UNAVAILABLE while the issuer's keys cannot be
 * fetched. A JWT signs its user in. With `again`, which streams pass, it only finds the user, who may have signed in
 * with a newer JWT since.
 */
export type Authenticator = (credential: Credential, options?: { readonly again: boolean }) => Promise<Principal | null>

interface Options {
  store: Store
  /** Null if no issuer is configured: then every JWT is refused. */
  jwt: JwtVerifier | null
  groupsMaxAgeMs: number
  onGroupsCut: OnGroupsCut
}

/** At most 16 KiB, so that a JWT with many groups fits. */
const BEARER = /^Bearer +([\x21-\x7e]{1,16384})$/i

export function createAuthenticator({ store, jwt, groupsMaxAgeMs, onGroupsCut }: Options): Authenticator {
  const options = { groupsMaxAgeMs, onGroupsCut }
  return async ({ authorization, session }, { again } = { again: false }) => {
    if (authorization === undefined || authorization === '')
      return session === undefined ? null : authenticateSession(store, session, groupsMaxAgeMs)
    const bearer = BEARER.exec(authorization)?.[1]
    if (!bearer) throw badCredential()
    const isApiToken = bearer.startsWith(TOKEN_PREFIX)
    // The checksum refuses a typo without a query.
    if (isApiToken && !isWellFormed(bearer)) throw badCredential()
    // A bootstrap token has neither the prefix nor the shape of a JWT.
    if (isApiToken || !isJwtShaped(bearer)) return authenticateToken(store, hashOf(bearer), groupsMaxAgeMs)
    if (!jwt) throw badCredential('It is a JWT, and CROFT_OIDC_ISSUER is not set')
    const identity = await jwt(bearer)
    const user = await (again ? findUser(store, identity) : signIn(store, identity, options))
    return principalOf(store, user, null, identity.expiresAt, groupsMaxAgeMs)
  }
}

/** A session that a token opened has the rights of that token, and ends with it. */
async function authenticateSession(store: Store, secret: string, groupsMaxAgeMs: number): Promise<Principal> {
  const session = await findSession(store, secret)
  if (!session) throw badCredential()
  const { session_id, session_token_hash, session_expires_at } = session
  const principal =
    session_token_hash === null
      ? principalOf(store, session, null, session_expires_at, groupsMaxAgeMs)
      : await authenticateToken(store, session_token_hash, groupsMaxAgeMs)
  const expiresAt = principal.expiresAt < session_expires_at ? principal.expiresAt : session_expires_at
  return { ...principal, session: session_id, expiresAt }
}

/** `hash`: of the token's secret. */
async function authenticateToken(store: Store, hash: string, groupsMaxAgeMs: number): Promise<Principal> {
  const now = store.now()
  // a secret that was rotated stays valid for a while; it is looked for only if no token has it as its current secret
  const row = (await tokenBy(store, 'hash', hash)) ?? (await tokenBy(store, 'previous_hash', hash))
  if (!row || row.workspace_state === 'DELETING') return authenticateDeletionWatcher(store, hash, groupsMaxAgeMs)
  if (!timingSafeEqual(Buffer.from(row.token_hash ?? ''), Buffer.from(hash))) throw badCredential()
  const expiresAt =
    row.token_until !== null && row.token_until < row.token_expires_at ? row.token_until : row.token_expires_at
  if (row.token_revoked_at !== null || row.token_suspended_at !== null || expiresAt <= now) throw badCredential()
  const token = {
    id: row.token_id,
    workspaceId: row.token_workspace_id,
    role: row.token_role as RoleName | null,
    permissions: permissionsOf(row.token_permissions),
    expiresAt,
  }
  const principal = principalOf(store, row, token, expiresAt, groupsMaxAgeMs)
  return { ...principal, platformAdmin: principal.platformAdmin && row.token_platform_admin === 1 }
}

/** The list of a token that has one. */
const permissionsOf = (stored: string | null) => (stored === null ? null : (JSON.parse(stored) as string[]))

/**
 * The token that has this secret now or had it before the last rotation; `token_until` is when the former secret
 * expires.
 */
async function tokenBy(store: Store, column: 'hash' | 'previous_hash', hash: string) {
  const rows = await runPrepared(store.db, `token by ${column}`, { hash }, ({ hash }) =>
    store.db
      .selectFrom('api_token')
      .innerJoin('user', 'user.id', 'api_token.owner_id')
      .leftJoin('workspace', 'workspace.id', 'api_token.workspace_id')
      .where(`api_token.${column}`, '=', hash)
      .selectAll('user')
      .select([
        'api_token.id as token_id',
        `api_token.${column} as token_hash`,
        'api_token.workspace_id as token_workspace_id',
        'api_token.role as token_role',
        'api_token.permissions as token_permissions',
        'api_token.platform_admin as token_platform_admin',
        'api_token.expires_at as token_expires_at',
        'api_token.suspended_at as token_suspended_at',
        'api_token.revoked_at as token_revoked_at',
        'workspace.state as workspace_state',
      ])
      .select(
        column === 'hash'
          ? sql<string | null>`cast(null as text)`.as('token_until')
          : 'api_token.previous_until as token_until',
      ),
  )
  return rows[0]
}

/**
 * The workspace token that requested a deletion may watch that deletion until the token expires, and nothing else. The
 * deletion has a copy of what is needed, since it removes the token's own row.
 */
async function authenticateDeletionWatcher(store: Store, hash: string, groupsMaxAgeMs: number): Promise<Principal> {
  const row = (await watcherBy(store, 'token_hash', hash)) ?? (await watcherBy(store, 'token_previous_hash', hash))
  if (!row?.token_id || !row.token_expires_at) throw badCredential()
  const { token_expires_at, token_until } = row
  const expiresAt = token_until !== null && token_until < token_expires_at ? token_until : token_expires_at
  if (expiresAt <= store.now()) throw badCredential()
  const token = {
    id: row.token_id,
    workspaceId: row.workspace_id,
    role: row.token_role,
    permissions: permissionsOf(row.token_permissions),
    expiresAt,
  }
  const principal = principalOf(store, row, token, expiresAt, groupsMaxAgeMs)
  return { ...principal, platformAdmin: false, watchesDeletion: row.deletion_id }
}

function watcherBy({ db }: Store, column: 'token_hash' | 'token_previous_hash', hash: string) {
  return db
    .selectFrom('deletion')
    .innerJoin('user', 'user.id', 'deletion.token_owner_id')
    .where(`deletion.${column}`, '=', hash)
    .selectAll('user')
    .select([
      'deletion.id as deletion_id',
      'deletion.token_id',
      'deletion.token_role',
      'deletion.token_permissions',
      'deletion.workspace_id',
      'deletion.token_expires_at',
    ])
    .select(
      column === 'token_hash'
        ? sql<string | null>`cast(null as text)`.as('token_until')
        : 'deletion.token_previous_until as token_until',
    )
    .executeTakeFirst()
}

/** The principal of an active user; UNAUTHENTICATED for one who is suspended or deleted. */
export function principalOf(
  store: Store,
  user: Row<'user'>,
  token: Principal['token'],
  expiresAt: string,
  groupsMaxAgeMs: number,
): Principal {
  if (user.suspended_at !== null || user.deleted_at !== null) throw badCredential()
  const countSince = () => groupsCountSince(store, groupsMaxAgeMs)
  const groups = countingGroups(user, countSince)
  const groupsAt = groups.length > 0 && user.groups_at !== null ? Date.parse(user.groups_at) : null
  return {
    id: user.id,
    row: user,
    name: user.name,
    platformAdmin: user.platform_admin === 1,
    groups,
    groupsExpireAt: groupsAt === null ? null : new Date(groupsAt + groupsMaxAgeMs).toISOString(),
    groupsCountSince: countSince,
    token,
    session: null,
    watchesDeletion: null,
    expiresAt,
  }
}
