import { createHash } from 'node:crypto'
import type { OperationDefinitionNode } from 'graphql'
import type { Context } from '../graphql/context.ts'
import type { IdempotencyKey } from '../store/idempotency.ts'

interface KeyedRequest {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly idempotencyKey: string | null
}

/**
 * The identity of a keyed mutation: its caller and key, and a fingerprint of the request. Null for other operations and
 * anonymous callers.
 */
export function keyedOperation(
  { principal, store }: Context,
  { idempotencyKey, query, variables }: KeyedRequest,
  { operation, name }: OperationDefinitionNode,
): IdempotencyKey | null {
  if (idempotencyKey === null || principal === null || operation !== 'mutation') return null
  const owner = JSON.stringify([principal.id, principal.token?.id ?? null, idempotencyKey])
  const request = JSON.stringify([query, name?.value ?? null, sorted(variables)])
  return {
    id: createHash('sha256').update(owner).digest('base64url'),
    // variables can be few enough to be guessed from a hash without a key
    fingerprint: store.sealer.fingerprint('idempotent-request', request),
  }
}

/** The same value with the fields of its objects in alphabetical order: their order means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]))
}
