// A JWT for another service: it tells who calls and which rights the caller has in one workspace, and is good for minutes.
// It is no credential here, so that a service that is given one cannot act in the caller's place.
import { authorize } from '../../../access/authorize.ts'
import { permissionsIn } from '../../../access/judge.ts'
import { roleOfRank } from '../../../access/principal.ts'
import { signIdentity } from '../../../auth/signing/identity.ts'
import { currentKey, MAX_TOKEN_LIFETIME_MS } from '../../../auth/signing/keys.ts'
import { invalid } from '../../../errors.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { checkAll, text } from '../../../validate.ts'
import { WorkspaceRef } from '../../refs.ts'
import { expiryOf } from '../lifetime.ts'

const MAX_AUDIENCE_CHARACTERS = 128
const LIFETIMES = { minMs: 1000, min: '1s', defaultMs: 5 * 60_000, withinSignIn: true }

mutation('exchangeToken', {
  description:
    "Creates a signed JWT of at most 15 minutes that other services verify with this server's published keys, at `/.well-known/jwks.json`. It contains the caller's current role and permissions in the workspace, and expires no later than the credential that requests it. This server does not accept it as a credential, and no event records it.",
  inputDescription:
    'The default of `expiresIn` is 5 minutes, or the remaining life of the credential that requests it if that is less.',
  input: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    audience: t.string({
      required: true,
      description: 'The service that it is for: 1 to 128 characters, and not this server itself.',
    }),
    expiresIn: t.field({
      type: 'Duration',
      description: 'How long it is valid: at most 15 minutes. The default is 5 minutes.',
    }),
  }),
  payload: {
    accessToken: {
      type: 'String',
      nullable: true,
      secret: true,
      description: 'Shown only in this response; null when the response is repeated for its idempotency key.',
    },
    expiresAt: { type: 'DateTime', description: 'When it expires.' },
  },
  auth: { permission: 'TOKEN_CREATE', on: (input) => input.workspace },
  errors: ['TOKEN_LIFETIME_EXCEEDED'],
  action: async ({ caller, config, publicUrl, sealer, now, write }, input) => {
    const at = now()
    const { audience, expiresAt } = checkAll({
      audience: () => audienceOf(input.audience, [publicUrl, config.oidc?.audience]),
      expiresAt: () => expiryOf(caller, Date.parse(at), input.expiresIn, MAX_TOKEN_LIFETIME_MS, LIFETIMES),
    })
    const expiresAtS = Math.floor(Date.parse(expiresAt) / 1000)
    const answer = { expiresAt: new Date(expiresAtS * 1000).toISOString() }
    const { grant, key } = await write(async (tx) => {
      const grant = await authorize(tx, caller, input.workspace, 'TOKEN_CREATE')
      return { ...answer, grant, key: await currentKey(tx, sealer, at) }
    })
    const accessToken = await signIdentity(key, {
      issuer: publicUrl,
      audience,
      subject: caller.principal.id,
      workspace: grant.workspace,
      role: roleOfRank(grant.rank) as string,
      permissions: permissionsIn(caller.principal, grant),
      issuedAtS: Math.floor(Date.parse(at) / 1000),
      expiresAtS,
    })
    return { ...answer, accessToken }
  },
})

/**
 * INVALID_INPUT for an audience under which this server, or a service that shares its tokens with it, would accept the
 * JWT.
 */
function audienceOf(given: string, own: readonly (string | null | undefined)[]): string {
  const audience = text('audience', given, { max: MAX_AUDIENCE_CHARACTERS })
  if (own.some((name) => name && canonical(name) === canonical(audience)))
    throw invalid('audience', 'audience must be another service, not this server')
  return audience
}

/** Different spellings of one URL are the same audience. */
const canonical = (audience: string): string =>
  (URL.canParse(audience) ? new URL(audience).href : audience).replace(/\/+$/, '')
