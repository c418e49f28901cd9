import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { ALGORITHM, type SigningKey } from './keys.ts'

/** What a JWT tells another service: who calls, in which workspace, with which rights there. */
export interface WorkspaceIdentity {
  readonly issuer: string
  readonly audience: string
  /** The id of a user or of a service account. */
  readonly subject: string
  readonly workspace: { readonly id: string; readonly name: string }
  readonly role: string
  readonly permissions: readonly string[]
  readonly issuedAtS: number
  readonly expiresAtS: number
}

/** The identity as a signed access token (RFC 9068). */
export function signIdentity(key: SigningKey, identity: WorkspaceIdentity): Promise<string> {
  const { issuer, audience, subject, workspace, role, permissions, issuedAtS, expiresAtS } = identity
  return new SignJWT({ workspace_id: workspace.id, workspace: workspace.name, role, permissions: [...permissions] })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt', kid: key.id })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(subject)
    .setIssuedAt(issuedAtS)
    .setExpirationTime(expiresAtS)
    .setJti(randomUUID())
    .sign(key.privateKey)
}
