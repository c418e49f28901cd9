// One subscription, followed over every transport at the same time.
import type { TypedDocumentString } from '../generated/graphql.ts'
import type { TestServer } from '../support/server.ts'
import { type Following, follow, TRANSPORTS, type Transport } from '../support/streams.ts'

export type Stream<R> = Following<R> & { readonly transport: Transport }

/** The same stream over each transport. */
export function streamsOf<R, V extends Record<string, unknown>>(
  on: TestServer,
  document: TypedDocumentString<R, V>,
  variables: V,
  as: { token: string },
): Stream<R>[] {
  return TRANSPORTS.map((transport) => Object.assign(follow(transport, on, document, variables, as), { transport }))
}
