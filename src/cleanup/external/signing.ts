// The secrets that sign webhooks, as defined by Standard Webhooks (https://www.standardwebhooks.com). The database
// keeps them encrypted. After a rotation the previous secrets also sign for a day, so that no delivery is refused
// before the receiver has the new one.
import { createHmac, randomBytes } from 'node:crypto'
import type { Row } from '../../../db/schema.ts'
import type { Sealer } from '../../store/sealer.ts'

/** The columns of a kind that hold its secrets. */
type Secrets = Pick<Row<'resource_kind'>, 'webhook_secret' | 'previous_webhook_secret' | 'previous_secret_until'>

/** How long the previous secrets also sign. */
export const ROTATION_OVERLAP_MS = 24 * 3_600_000
/** The most previous secrets that also sign, however often the secret is rotated. */
const MAX_PREVIOUS = 3

const PREFIX = 'whsec_'
const SECRET_BYTES = 32
const PURPOSE = 'webhook-secret'

/** The secrets that sign a webhook of the kind at this time, the newest first; none where they cannot be decrypted. */
export function signingSecretsOf(kind: Secrets, sealer: Sealer, now: string): string[] {
  const secret = opened(kind.webhook_secret, sealer)
  if (secret.length === 0) return []
  const isOverlap = kind.previous_secret_until !== null && now < kind.previous_secret_until
  return isOverlap ? [...secret, ...opened(kind.previous_webhook_secret, sealer)] : secret
}

/** A new secret, and the columns of the kind with it: the secrets that signed until now become the previous ones. */
export function rotateSecret(kind: Secrets, sealer: Sealer, now: string): { secret: string; columns: Secrets } {
  const secret = PREFIX + randomBytes(SECRET_BYTES).toString('base64')
  const previous = signingSecretsOf(kind, sealer, now).slice(0, MAX_PREVIOUS)
  const overlap =
    previous.length === 0
      ? { previous_webhook_secret: null, previous_secret_until: null }
      : {
          // no secret has a space in it
          previous_webhook_secret: sealer.seal(PURPOSE, previous.join(' ')),
          previous_secret_until: new Date(Date.parse(now) + ROTATION_OVERLAP_MS).toISOString(),
        }
  return { secret, columns: { webhook_secret: sealer.seal(PURPOSE, secret), ...overlap } }
}

function opened(sealed: string | null, sealer: Sealer): string[] {
  const text = sealed === null ? null : sealer.open(PURPOSE, sealed)
  return text === null ? [] : text.split(' ')
}

/** The value of `webhook-signature`: a signature by each of the secrets, one of which the receiver has. */
export function signaturesOf(
  secrets: readonly string[],
  { id, timestamp, body }: { id: string; timestamp: number; body: string },
): string {
  const sign = (secret: string) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  }
  return secrets.map(sign).join(' ')
}
