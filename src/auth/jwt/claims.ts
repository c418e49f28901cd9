// From the claims of a verified JWT to an identity. What the issuer says about itself and the person is untrusted text:
// if a claim that identifies the person is malformed, the token is refused; a claim that is only shown is cleaned.
import type { JWTPayload } from 'jose'
import { badCredential } from '../../errors.ts'
import { cleanText, emailAddressOf, isStorable } from '../../validate.ts'

/** The caller's claims, checked and cut to what the database takes. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
  /** The claim `name`; null if it is missing or has no visible text. */
  readonly name: string | null
  /** What a user without a name is called. */
  readonly otherName: string
  /** Null unless the claim is an address by `emailAddressOf`, and verified or trusted. */
  readonly email: string | null
  /** Whether the issuer says that the address is the person's; false for one that is only trusted. */
  readonly emailVerified: boolean
  /** The token says that its address is not verified. */
  readonly deniesEmail: boolean
  /** Null if the token has no groups claim, or does not list all groups. */
  readonly groups: Groups | null
  /** RFC 3339; decides which of two tokens is the newer one. */
  readonly issuedAt: string
  /** RFC 3339; the clock tolerance is included. */
  readonly expiresAt: string
}

interface Groups {
  readonly names: readonly string[]
  /** How many groups the token has beyond those that count. */
  readonly left: number
}

export interface ClaimRules {
  /** The name of a claim, or a path of names with dots between them. */
  readonly groupsClaim: string
  /** Takes an address without `email_verified` for a verified one. */
  readonly trustEmail: boolean
  /** The claims are those of an ID token, of a browser's sign-in. */
  readonly idToken?: true
}

/** A token is refused this long after `iat`, whatever its `exp`. */
export const MAX_AGE_S = 24 * 3600
export const CLOCK_TOLERANCE_S = 30
const MAX_GROUPS = 1000
const MAX_CLAIM_CHARACTERS = 255
const MAX_NAME_CHARACTERS = 128
/** Near the end of the year 9999: ISO 8601 writes later instants as `+010000-…`, which sorts before all others. */
const MAX_EXPIRY_S = 253_402_300_000
const UNNAMED = 'Unnamed'
/**
 * The name of Entra's groups claim. Where somebody has more groups than fit, Entra says so by `hasgroups`, which does
 * not name the claim.
 */
const ENTRA_GROUPS = 'groups'

/** UNAUTHENTICATED for claims that identify nobody, and for an ID token where an access token is needed. */
export function identityOf(
  payload: JWTPayload,
  issuer: string,
  { groupsClaim, trustEmail, idToken }: ClaimRules,
): Identity {
  const { sub, exp } = payload
  if (!idToken && isIdToken(payload)) throw badCredential('It is an ID token')
  // jose requires these claims to exist, not to be text or to fit into the database.
  if (!isName(sub) || exp === undefined) throw badCredential('"sub" or "exp" is not usable')
  const issuedAt = payload.iat ?? 0
  const emailVerified = payload['email_verified'] === true
  const email = emailVerified || (trustEmail && payload['email_verified'] === undefined) ? addressOf(payload) : null
  const otherNames = [payload['preferred_username'], email, sub]
  const expiresAtS = Math.min(exp, issuedAt + MAX_AGE_S, MAX_EXPIRY_S) + CLOCK_TOLERANCE_S
  return {
    issuer,
    subject: sub,
    name: shownName(payload['name']),
    otherName: otherNames.map(shownName).find((name) => name !== null) ?? UNNAMED,
    email,
    emailVerified,
    deniesEmail: payload['email_verified'] === false,
    groups: groupsOf(payload, groupsClaim),
    issuedAt: new Date(issuedAt * 1000).toISOString(),
    expiresAt: new Date(expiresAtS * 1000).toISOString(),
  }
}

/**
 * Only access tokens count. If the audience is also the id of a client, its ID tokens would pass every other check:
 * they are recognised by hashes that only ID tokens have, and by the claims with which Keycloak and Amazon Cognito mark
 * them.
 */
function isIdToken(payload: JWTPayload): boolean {
  const hashes = payload['at_hash'] ?? payload['c_hash']
  return hashes !== undefined || payload['typ'] === 'ID' || payload['token_use'] === 'id'
}

function addressOf({ email }: JWTPayload): string | null {
  return typeof email === 'string' ? emailAddressOf(email) : null
}

/** Whether the claim identifies a subject or a group: text that two databases store and compare alike. */
function isName(claim: unknown): claim is string {
  return typeof claim === 'string' && claim !== '' && claim.length <= MAX_CLAIM_CHARACTERS && isStorable(claim)
}

/**
 * The text of a claim as the name of a user; null if it has no visible text or is not text. Of an e-mail address it
 * keeps only the part before the @, since everybody may read a name, but only some people an address.
 */
function shownName(claim: unknown): string | null {
  if (typeof claim !== 'string') return null
  const name = emailAddressOf(claim.trim()) === null ? claim : claim.slice(0, claim.indexOf('@'))
  return cleanText(name, MAX_NAME_CHARACTERS)
}

/** A text counts as a list of one. A claim of any other type counts as an empty list, so that it gives no rights. */
function groupsOf(payload: JWTPayload, path: string): Groups | null {
  if (isOverage(payload, path)) return null
  const claim = claimAt(payload, path)
  if (claim === undefined) return null
  const names = [...new Set((Array.isArray(claim) ? claim : [claim]).filter(isName))]
  return { names: names.slice(0, MAX_GROUPS), left: Math.max(0, names.length - MAX_GROUPS) }
}

/** Whether the issuer left the groups out because they are too many: distributed claims (OpenID Connect Core 5.6.2). */
function isOverage(payload: JWTPayload, path: string): boolean {
  if (claimAt(payload['_claim_names'], path) !== undefined) return true
  return path === ENTRA_GROUPS && Boolean(payload['hasgroups'])
}

/** The value of a claim by its name, or else by a path through objects; a name may contain dots, as a URL does. */
function claimAt(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const claims = value as Record<string, unknown>
  if (Object.hasOwn(claims, path)) return claims[path]
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const first = path.slice(0, dot)
    const found = Object.hasOwn(claims, first) ? claimAt(claims[first], path.slice(dot + 1)) : undefined
    if (found !== undefined) return found
  }
  return undefined
}
