// `/authz?workspace=…&permission=…`: whether the bearer holds a permission, for proxies that ask before they pass a request
// on: `auth_request` of nginx, ForwardAuth of Traefik, ext_authz of Envoy. It takes every method, since Envoy sends that of
// the original request, and answers 200, 401, or one 403 that does not tell a hidden workspace from a missing one.
import { findAccess, type WorkspaceRef } from '../../access/authorize.ts'
import { can, isBuiltInAgainst, isKept } from '../../access/judge.ts'
import { PERMISSIONS, type Permission } from '../../access/policy.ts'
import { credentialKey, isServiceAccount, type Principal, roleOfRank } from '../../access/principal.ts'
import { AppError } from '../../errors.ts'
import type { Gateway } from '../../execution/operation.ts'
import { RateLimiter } from '../../execution/rate-limit.ts'
import { type Exchange, type Handler, sendJson } from '../exchange.ts'
import { sendFailure } from '../failure.ts'

/** The limit of each credential, in each process: a proxy asks for every request of its client. */
const RATE = { name: 'authz', burst: 600, perMinute: 6000 }
/** What `lastUsedOperation` of a token says; no operation can have this name. */
const USED_FOR = '/authz'
/** Names of workspaces never have these shapes. */
const ID = /^ws_[0-7][0-9a-hjkmnp-tv-z]{25}$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

interface Question {
  readonly workspace: WorkspaceRef
  readonly permission: Permission
}

/** The answer to whether the caller holds the permission: 200 with who it is in `X-Croft-*`, 401, 403 or 429. */
export function authzPage(gateway: Gateway): Handler {
  const { services, lastUsed, requestLimits, logger } = gateway
  const limiter = new RateLimiter(RATE, () => Date.parse(services.store.now()))
  return async (exchange) => {
    const { req, ip } = exchange
    const { authorization } = req.headers
    services.pace.requestStarted()
    try {
      const principal = await requestLimits.authenticate(services.authenticate, { authorization }, ip)
      if (!principal) throw new AppError('UNAUTHENTICATED', 'Sign in first')
      limiter.charge(credentialKey(principal))
      lastUsed.record(principal, ip, USED_FOR)
      const headers = await allowed(exchange, gateway, principal)
      if (!headers) throw new AppError('FORBIDDEN', 'Not allowed')
      sendJson(exchange, 200, { allowed: true }, headers)
    } catch (error) {
      sendFailure(exchange, error, logger)
    } finally {
      services.pace.requestFinished()
    }
  }
}

/**
 * Who the caller is in the workspace, as headers; null if it does not hold the permission, or the query is no valid
 * question.
 */
async function allowed(
  { query, requestId }: Exchange,
  { services, logger }: Gateway,
  principal: Principal,
): Promise<Record<string, string> | null> {
  const question = questionOf(query)
  if (!question) {
    logger.debug({ requestId }, 'A request to /authz needs one workspace and one permission that there is')
    return null
  }
  const { workspace, permission } = question
  const access = await findAccess(services.store.db, principal, workspace)
  if (!access || !can(principal, access, permission) || !isKept(principal, access, permission)) return null
  if (isBuiltInAgainst(principal, access, permission)) return null
  return {
    'X-Croft-Principal': principal.id,
    'X-Croft-Principal-Kind': isServiceAccount(principal.id) ? 'SERVICE_ACCOUNT' : 'USER',
    // headers carry ASCII
    'X-Croft-Principal-Name': encodeURIComponent(principal.name),
    'X-Croft-Workspace': access.workspace.name,
    'X-Croft-Workspace-Id': access.workspace.id,
    'X-Croft-Role': roleOfRank(access.rank) as string,
  }
}

/**
 * The question of a query string. Null if a parameter is given twice: a proxy may put its own parameters in front of
 * those of its client, and the client must not add another question. Other parameters are the client's.
 */
function questionOf(query: string): Question | null {
  // names may have pluses, which proxies pass on unencoded, but no spaces
  const given = new URLSearchParams(query.replaceAll('+', '%2B'))
  const [workspace, ...otherWorkspaces] = given.getAll('workspace')
  const [wanted, ...otherPermissions] = given.getAll('permission')
  const permission = PERMISSIONS.find((each) => each === wanted)
  if (!workspace || !permission || otherWorkspaces.length > 0 || otherPermissions.length > 0) return null
  return { workspace: refOf(workspace), permission }
}

function refOf(text: string): WorkspaceRef {
  if (ID.test(text)) return { id: text }
  return UUID.test(text) ? { uuid: text.toLowerCase() } : { name: text }
}
