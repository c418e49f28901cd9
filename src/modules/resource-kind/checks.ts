// What registering and changing a kind of resource have in common: who may do it, the payload, and the rules for
// values. A URL or an owner is required by the clean-up that needs it.
import type { Row } from '../../../db/schema.ts'
import { verifyCaller } from '../../access/authorize.ts'
import { assertPlatformAdmin } from '../../access/judge.ts'
import type { Caller } from '../../access/principal.ts'
import { urlFault } from '../../cleanup/external/destination.ts'
import type { Network } from '../../config/networks.ts'
import { invalid } from '../../errors.ts'
import type { Tx } from '../../store/database.ts'
import { isKind } from '../../store/id.ts'
import { lockName } from '../../store/lock.ts'
import { text } from '../../validate.ts'
import { ResourceKind } from './graphql.ts'
import { isPlatformAccount } from './owner.ts'

type Cleanup = Row<'resource_kind'>['cleanup']

const MAX_CLEANUP_ORDER = 1_000_000

/** What both mutations answer. */
export const KIND_PAYLOAD = {
  kind: { type: ResourceKind, description: 'The kind, after the change.' },
  webhookSecret: {
    type: 'String',
    nullable: true,
    secret: true,
    description: 'The secret that signs webhooks, if this call created one; it is shown only once.',
  },
} as const

/**
 * Checks the permission to change kinds, and lets one transaction at a time change them. Answers the id that is given
 * for the owner, if it is that of a service account of the platform.
 */
export async function lockKinds(tx: Tx, caller: Caller, owner: string | null | undefined): Promise<string | null> {
  assertPlatformAdmin(caller)
  await verifyCaller(tx, caller)
  const found = typeof owner === 'string' && (await isPlatformAccount(tx, owner)) ? owner : null
  await lockName(tx, 'kinds of resource')
  return found
}

/** A name for people. */
export const checkDisplayName = (value: string): string => text('displayName', value, { max: 128 })

/** A place in the order of clean-up. */
export function checkOrder(value: number): number {
  if (value >= 0 && value <= MAX_CLEANUP_ORDER) return value
  throw invalid('cleanupOrder', 'cleanupOrder must be from 0 to 1,000,000')
}

/** The URL, if webhooks can go there: a URL to which none could ever go is refused here already. WEBHOOK needs one. */
export function checkUrl(cleanup: Cleanup, url: string | null, allow: readonly Network[]): string | null {
  if (url === null && cleanup === 'WEBHOOK') throw invalid('webhookUrl', 'webhookUrl is needed for WEBHOOK')
  const fault = url === null ? null : urlFault(url, allow)
  if (fault !== null) throw invalid('webhookUrl', `webhookUrl ${fault}`)
  return url
}

/** The owner; `found` is what `lockKinds` answered. CLAIM needs one. */
export function checkOwner(cleanup: Cleanup, id: string | null, found: string | null): string | null {
  const field = 'ownerServiceAccount'
  if (id === null && cleanup === 'CLAIM') throw invalid(field, `${field} is needed for CLAIM`)
  if (id === null || (isKind('service_account', id, field) && found === id)) return id
  throw invalid(field, 'There is no such service account of the platform: one of a workspace cannot own a kind')
}
