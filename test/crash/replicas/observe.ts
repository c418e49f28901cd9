// What clients see of a server while its database fails: responses, readiness, streams, and the outcome of a constant
// load.
import pg from 'pg'
import { afterAll, expect, onTestFinished } from 'vitest'
import { cursorsOf, seqOf } from '../../support/cursors.ts'
import type { TestDatabase } from '../../support/database.ts'
import { run, type SeededWorkspace, unique } from '../../support/people.ts'
import { ADMIN_TOKEN, type TestServer, until, within } from '../../support/server.ts'
import { followAll, untilSubscribers } from '../../support/subscriptions.ts'
import { CREATE_PROJECT, SET_PREFERENCES, UPDATE_WORKSPACE, WORKSPACE_EVENTS } from './operations.ts'

/** A connection to the database that closes with the test, or with the file if it is shared. */
export async function connectTo({ url }: Pick<TestDatabase, 'url'>, shared = false): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  const end = () => client.end()
  if (shared) afterAll(end)
  else onTestFinished(end)
  return client
}

export const READ = '{ me { user { id } } }'

/** A write that adds an event. */
export const rename = (server: TestServer, { id, owner }: SeededWorkspace) =>
  run(server, UPDATE_WORKSPACE, { input: { workspace: { id }, displayName: unique('Title') } }, owner)

/** A write that locks the workspace and adds no event. */
export const setFavourite = (server: TestServer, { id, owner }: SeededWorkspace, favourite: boolean) =>
  run(server, SET_PREFERENCES, { input: { workspace: { id }, favourite } }, owner)

export interface Outcome {
  readonly status: number
  /** The error code; null if the request succeeded. */
  readonly code: string | null
  readonly startedAt: number
  readonly ms: number
}

/** Sends a request that may fail, and returns its outcome. */
export async function attempt(
  server: TestServer,
  document: { toString(): string },
  variables: Record<string, unknown> = {},
  { token }: { token: string } = { token: ADMIN_TOKEN },
): Promise<Outcome> {
  const startedAt = performance.now()
  const { status, body } = await server.gql(document.toString(), variables, { token })
  return { status, code: body.errors?.[0]?.extensions.code ?? null, startedAt, ms: performance.now() - startedAt }
}

/** The status of a health endpoint. */
export async function health({ url }: TestServer, path: 'readyz' | 'healthz'): Promise<number> {
  return (await fetch(`${url}/${path}`)).status
}

const READY_WITHIN_MS = 1000

/** Expects that the server is alive, and says within a second that it is not ready. */
export async function expectUnready(server: TestServer): Promise<void> {
  expect(await within(READY_WITHIN_MS + 500, health(server, 'readyz'))).toBe(503)
  expect(await health(server, 'healthz')).toBe(200)
}

/**
 * Follows the workspace over both transports. Returns a check: it waits until each stream has received each event once,
 * and expects the streams to be open.
 */
export async function followWorkspace(
  server: TestServer,
  { id, owner }: SeededWorkspace,
): Promise<() => Promise<void>> {
  const streams = followAll(server, WORKSPACE_EVENTS, { id }, owner)
  await untilSubscribers(server, streams.length)
  const events = () =>
    server.database.query<{ seq: string }>('select seq from event where workspace_id = ? order by seq', id)
  const before = (await events()).length
  // The streams stay open: `fetch` replaces an aborted request by a new connection, for which a stopping server would
  // wait.
  return async () => {
    const expected = (await events()).slice(before).map(({ seq }) => Number(seq))
    for (const stream of streams) {
      await until(() => stream.seen.length >= expected.length)
      expect(stream.seen.map(({ workspaceEvents }) => seqOf(cursorsOf(server), workspaceEvents.cursor))).toEqual(
        expected,
      )
      expect([stream.end, stream.codes]).toEqual([null, []])
    }
  }
}

export interface Load {
  /** Requests that have succeeded so far. */
  readonly succeeded: number
  /** Requests that have failed so far. */
  readonly failed: number
  /** Ends the load, expects the acknowledged projects and no others in the database, and returns all outcomes. */
  end(): Promise<readonly Outcome[]>
}

const PAUSE_MS = 20

/** Starts clients that read, and clients that create projects in the workspace, each one request at a time. */
export function startLoad(server: TestServer, { id, owner }: SeededWorkspace): Load {
  const outcomes: Outcome[] = []
  const acknowledged: string[] = []
  let succeeded = 0
  let over = false
  const client = async (step: () => Promise<Outcome>) => {
    while (!over) {
      const outcome = await step()
      outcomes.push(outcome)
      if (outcome.code === null) succeeded++
      else await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
  const create = async () => {
    const name = unique('project')
    const outcome = await attempt(server, CREATE_PROJECT, { input: { workspace: { id }, name } }, owner)
    if (outcome.code === null) acknowledged.push(name)
    return outcome
  }
  const read = () => attempt(server, READ, {}, owner)
  const clients = Promise.all([create, create, create, read, read].map(client))
  // `end` reports a failure, if the test gets that far.
  clients.catch(() => {})
  return {
    get succeeded() {
      return succeeded
    },
    get failed() {
      return outcomes.length - succeeded
    },
    end: async () => {
      over = true
      await clients
      const projects = await server.database.query<{ name: string }>('select name from project')
      expect(projects.map(({ name }) => name).sort()).toEqual(acknowledged.sort())
      return outcomes
    },
  }
}
