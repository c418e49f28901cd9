// The events that an operation writes to the log: those of a mutation, and none if it is refused.
import { expect } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { ProofHeadQuery, ProofLogQuery, TypedDocumentString } from '../generated/graphql.ts'
import { type Refusal, refused, run } from './people.ts'
import type { Credentials, TestServer } from './server.ts'

const HEAD = graphql(`
  query ProofHead {
    events(first: 1) {
      nodes {
        id
      }
    }
  }
`)
const LOG = graphql(`
  query ProofLog {
    events(first: 100) {
      nodes {
        id
        type
        workspaceId
        actorId
        actorName
        summary
        tokenId
        subjectId
        requestId
        ip
        data
      }
    }
  }
`)

export type LoggedEvent = NonNullable<ProofLogQuery['events']>['nodes'][number]

/** The events that `act` causes, oldest first. */
export async function eventsOf(server: TestServer, act: () => Promise<unknown>): Promise<LoggedEvent[]> {
  const head = newestId(await run(server, HEAD, {}))
  await act()
  const nodes = (await run(server, LOG, {})).events?.nodes ?? []
  const before = nodes.findIndex((event) => event.id === head)
  if (before === -1) throw new Error('The operation wrote more than a page of events')
  return nodes.slice(0, before).filter(isCaused).reverse()
}

/** Leaves out events of deletions that earlier tests started and that run in the background. */
const isCaused = ({ actorId, type }: LoggedEvent) => actorId !== null || !type.startsWith('DELETION_')

const newestId = ({ events }: ProofHeadQuery) => events?.nodes[0]?.id

/** Runs an operation, and expects that it is refused and writes no event. */
export async function refusedCleanly<R, V extends Record<string, unknown>>(
  server: TestServer,
  document: TypedDocumentString<R, V>,
  variables: V,
  as?: Credentials,
): Promise<Refusal> {
  let refusal: Refusal | undefined
  const events = await eventsOf(server, async () => {
    refusal = await refused(server, document, variables, as)
  })
  expect(events).toEqual([])
  return refusal as Refusal
}
