// Clients during a rolling restart: some send operations without a pause, some follow the events of these operations.
import { TypedDocumentString } from '../generated/graphql.ts'
import { ADMIN_TOKEN, until } from '../support/server.ts'
import { follow, type Subscription, type Transport } from '../support/subscriptions.ts'

export interface Load {
  /** Request ids of the mutations that succeeded, in the order of their responses. */
  readonly acknowledged: readonly string[]
  /** Number of responses to queries and mutations. */
  readonly answered: number
  /** The ways in which requests failed, with their numbers. */
  readonly failures: Readonly<Record<string, number>>
  stop(): Promise<void>
}

export interface Follower {
  /** Request ids of the events received so far, in order. */
  readonly seen: readonly string[]
  /** Number of streams opened: one more than the number of reconnects. */
  readonly streams: number
  /** Ends of streams that were not the server's graceful shutdown. */
  readonly failures: readonly string[]
  leave(): Promise<void>
}

type Event = { workspaceEvents: { cursor: string; requestId: string } }

const QUERY = '{ workspaces(first: 5) { nodes { name } } }'
const CREATE = 'mutation($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }'
const EVENTS = new TypedDocumentString<Event, { id: string; after: string }>(`
  subscription ($id: ID!, $after: Cursor) {
    workspaceEvents(workspace: { id: $id }, after: $after) { cursor requestId }
  }`)
/** The close codes "going away" and "try again later". */
const RETRIED = [1001, 1013]
/** Every fourth client sends mutations, too; the others only hold connections. */
const WRITER_EVERY = 4
const LONGER_THAN_ANY_TEST_MS = 600_000

/** Starts this number of clients, which send queries, and mutations that add one event each to the workspace's log. */
export function startLoad(url: string, workspaceId: string, clients: number): Load {
  const acknowledged: string[] = []
  const failures: Record<string, number> = {}
  let answered = 0
  let stopping = false
  const failed = (what: string) => {
    failures[what] = (failures[what] ?? 0) + 1
  }
  const ask = async (requestId: string, body: object): Promise<boolean> => {
    const headers = {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${ADMIN_TOKEN}`,
      'X-Request-Id': requestId,
    }
    try {
      const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) })
      const text = await answer.text()
      answered++
      if (answer.status === 200 && !text.includes('"errors"')) return true
      failed(`${answer.status} ${text.replaceAll(requestId, '…')}`)
    } catch (error) {
      failed(`${error}: ${(error as Error).cause}`)
    }
    return false
  }
  const client = async (number: number): Promise<void> => {
    for (let n = 0; !stopping; n++) {
      const name = `load-${number}-${n}`
      const input = { workspace: { id: workspaceId }, name }
      const writes = number % WRITER_EVERY === 0
      if (writes && (await ask(name, { query: CREATE, variables: { input } }))) acknowledged.push(name)
      await ask(`${name}-query`, { query: QUERY })
    }
  }
  const running = Array.from({ length: clients }, (_, number) => client(number))
  return {
    acknowledged,
    failures,
    get answered() {
      return answered
    },
    stop: async () => {
      stopping = true
      await Promise.all(running)
    },
  }
}

/** Follows the workspace's events after a cursor; when a server stops, it reconnects after the last event received. */
export function keepFollowing(transport: Transport, url: string, id: string, from: string): Follower {
  const seen: string[] = []
  const failures: string[] = []
  let after = from
  let streams = 0
  let leaving = false
  let current: Subscription<Event>
  let collected = 0
  const collect = () => {
    for (const { workspaceEvents: event } of current.seen.slice(collected)) {
      seen.push(event.requestId)
      after = event.cursor
    }
    collected = current.seen.length
  }
  const run = async () => {
    while (!leaving) {
      collected = 0
      streams++
      current = follow(transport, { url }, EVENTS, { id, after }, { token: ADMIN_TOKEN })
      await until(() => {
        collect()
        return current.end ?? leaving
      }, LONGER_THAN_ANY_TEST_MS)
      const { end, codes, closeCode } = current
      const stopped = transport === 'SSE' ? /^NetworkError/.test(codes.join()) : RETRIED.includes(closeCode ?? 0)
      if (!leaving && !(end === 'error' && stopped)) failures.push(`${transport} ${end} ${codes} ${closeCode}`)
      current.leave()
    }
  }
  const running = run()
  return {
    seen,
    failures,
    get streams() {
      return streams
    },
    leave: () => {
      leaving = true
      return running
    },
  }
}
