// A token gets a new secret and keeps its id. The previous secret stays valid for a while, so that its users have time
// to take the new one. A repeated rotation replaces the newest secret, which perhaps nobody has seen: so there are two
// live secrets at most.
import type { Row } from '../../../../db/schema.ts'
import { assertAllowed, findAccess, type Grant } from '../../../access/authorize.ts'
import { assertNotBuiltIn, forbidden } from '../../../access/judge.ts'
import { boundWorkspace, type Caller, isServiceAccount } from '../../../access/principal.ts'
import { hashOf, hintOf, newSecret } from '../../../auth/secret.ts'
import { AppError, invalid, notFound } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import type { Tx } from '../../../store/database.ts'
import { checkAll } from '../../../validate.ts'
import { TokenRef } from '../../refs.ts'
import { aboutToken, lockedToken } from '../change.ts'
import { ApiToken } from '../graphql.ts'
import { expiryOf } from '../lifetime.ts'
import { assertMayTouchOwn } from '../lineage.ts'
import { managesToken, statusOf } from '../queries.ts'

type Token = Row<'api_token'>

const DAY_MS = 24 * 3_600_000
const DEFAULT_GRACE_MS = 2 * DAY_MS
const MAX_GRACE_MS = 30 * DAY_MS

mutation('rotateApiToken', {
  description:
    'Gives a token a new secret; the previous one stays valid until `graceEndsAt`. If it is rotated again before then, the newest secret is replaced, and the oldest keeps its grace period. Only for its owner, or with SERVICE_ACCOUNT_MANAGE for the token of a service account; a limited token can rotate only itself and the tokens created with it. CONFLICT if the token is suspended, has expired or was revoked.',
  inputDescription: 'The default of `grace` is 48 h; without `expiresIn` the expiry stays the same.',
  input: (t) => ({
    token: t.field({ type: TokenRef, required: true }),
    grace: t.field({
      type: 'Duration',
      description: 'How long the previous secret stays valid: `0s` to `30d`. The default is 48 h.',
    }),
    expiresIn: t.field({
      type: 'Duration',
      description: 'How long the token is valid from now on; the expiry stays the same if omitted.',
    }),
  }),
  payload: {
    token: { type: ApiToken, description: 'The token, after the change.' },
    secret: {
      type: 'String',
      nullable: true,
      secret: true,
      description: 'Shown only in this response; null when the response is repeated for its idempotency key.',
    },
  },
  auth: { signedIn: true },
  errors: ['BUILT_IN', 'CONFLICT', 'FORBIDDEN', 'NOT_FOUND', 'TOKEN_LIFETIME_EXCEEDED', 'WORKSPACE_DELETING'],
  action: async ({ caller, config, now, write }, input) => {
    const at = now()
    const { graceMs, expiresAt } = checkAll({
      graceMs: () => {
        const graceMs = input.grace ?? DEFAULT_GRACE_MS
        if (graceMs > MAX_GRACE_MS) throw invalid('grace', 'A grace is at most 30d')
        return graceMs
      },
      expiresAt: () => {
        if (typeof input.expiresIn !== 'number') return null
        return expiryOf(caller, Date.parse(at), input.expiresIn, config.tokenMaxLifetimeMs)
      },
    })
    const secret = newSecret()
    return write(async (tx) => {
      const before = await lockedToken(tx, caller, input.token, at)
      const grant = await grantToRotate(tx, caller, before)
      const status = statusOf(before, at)
      if (status !== 'ACTIVE' && status !== 'ROTATING') throw new AppError('CONFLICT', `The token is ${status}`)
      const token = await tx
        .updateTable('api_token')
        .set({
          hash: hashOf(secret),
          hint: hintOf(secret),
          ...formerSecret(before, status, at, graceMs),
          ...(expiresAt === null ? {} : { expires_at: expiresAt, expiry_told: 0 }),
        })
        .where('id', '=', before.id)
        .returningAll()
        .executeTakeFirstOrThrow()
      const data = { ...(await aboutToken(tx, token)), graceEndsAt: token.previous_until, expiresAt: token.expires_at }
      append(tx, at, grant ?? caller, 'token.rotated', data, { subjectId: token.id })
      return { token, secret }
    })
  },
})

/**
 * The previous secret, which stays valid for a while: when a rotation is repeated, the oldest secret keeps its grace
 * period.
 */
function formerSecret(
  { hash, previous_hash, previous_until }: Token,
  status: 'ACTIVE' | 'ROTATING',
  at: string,
  graceMs: number,
): Pick<Token, 'previous_hash' | 'previous_until'> {
  if (status === 'ROTATING') return { previous_hash, previous_until }
  if (graceMs === 0) return { previous_hash: null, previous_until: null }
  return { previous_hash: hash, previous_until: new Date(Date.parse(at) + graceMs).toISOString() }
}

/**
 * Permission to rotate the token; null where no workspace is asked. NOT_FOUND where the caller may not know of the token,
 * FORBIDDEN for one who may end it but does not own it.
 */
async function grantToRotate(tx: Tx, caller: Caller, token: Token): Promise<Grant | null> {
  const { principal } = caller
  const bound = boundWorkspace(principal)
  if (bound !== null && bound !== token.workspace_id) throw notFound()
  const own = token.owner_id === principal.id
  const ofAccount = isServiceAccount(token.owner_id)
  const access = token.workspace_id === null ? null : await findAccess(tx, principal, { id: token.workspace_id })
  if (token.workspace_id !== null && !access) throw notFound()
  const manages = access ? managesToken(principal, access, token) : principal.platformAdmin
  if (!own && !manages) throw notFound()
  if (!own && !ofAccount) throw forbidden('Only its owner rotates a token')
  const grant = access ? { ...access, caller } : null
  if (ofAccount) {
    if (!grant) return null
    assertAllowed(grant, 'SERVICE_ACCOUNT_MANAGE')
    assertNotBuiltIn(caller, grant)
    return grant
  }
  await assertMayTouchOwn(tx, principal, token, access)
  return grant && assertAllowed(grant, 'WORKSPACE_READ')
}
