// How a server bears what is done to its database, seen from outside.
import pg from 'pg'
import { afterAll, expect, onTestFinished } from 'vitest'
import { encodeCursor } from '../../../src/events/cursor.ts'
import type { TestDatabase } from '../../support/database.ts'
import { run, type SeededWorkspace, unique } from '../../support/people.ts'
import { ADMIN_TOKEN, type TestServer, until } from '../../support/server.ts'
import { follow, listening, TRANSPORTS } from '../../support/streams.ts'
import { CREATE_PROJECT, SET_PREFERENCES, UPDATE_WORKSPACE, WORKSPACE_EVENTS } from './operations.ts'

/** A connection of the test's own, or of the file's. */
export async function session({ url }: Pick<TestDatabase, 'url'>, shared = false): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  const end = () => client.end()
  if (shared) afterAll(end)
  else onTestFinished(end)
  return client
}

export const READ = '{ me { user { id } } }'

/** Changes the workspace; an event tells of it. */
export const rename = (server: TestServer, { id, owner }: SeededWorkspace) =>
  run(server, UPDATE_WORKSPACE, { input: { workspace: { id }, displayName: unique('Title') } }, owner)

/** Writes under the workspace's lock; no event tells of it. */
export const mark = (server: TestServer, { id, owner }: SeededWorkspace, favourite: boolean) =>
  run(server, SET_PREFERENCES, { input: { workspace: { id }, favourite } }, owner)

export interface Outcome {
  readonly status: number
  /** Null: it succeeded. */
  readonly code: string | null
  readonly startedAt: number
  readonly ms: number
}

/** Sends a request that may fail. */
export async function ask(
  server: TestServer,
  document: { toString(): string },
  variables: Record<string, unknown> = {},
  { token }: { token: string } = { token: ADMIN_TOKEN },
): Promise<Outcome> {
  const startedAt = performance.now()
  const { status, body } = await server.gql(document.toString(), variables, { token })
  return { status, code: body.errors?.[0]?.extensions.code ?? null, startedAt, ms: performance.now() - startedAt }
}

export async function health({ url }: TestServer, path: 'readyz' | 'healthz'): Promise<number> {
  return (await fetch(`${url}/${path}`)).status
}

const READY_WITHIN_MS = 1000

/** Expects the server to be alive, and to say in time that it is not ready. */
export async function expectUnready(server: TestServer): Promise<void> {
  const began = performance.now()
  expect(await health(server, 'readyz')).toBe(503)
  expect(performance.now() - began).toBeLessThan(READY_WITHIN_MS + 500)
  expect(await health(server, 'healthz')).toBe(200)
}

/**
 * Follows a workspace over both transports, until the server stops. What it answers waits until each stream has seen each
 * event once.
 */
export async function followed(server: TestServer, { id, owner }: SeededWorkspace): Promise<() => Promise<void>> {
  const streams = TRANSPORTS.map((transport) => follow(transport, server, WORKSPACE_EVENTS, { id }, owner))
  await listening(server, streams.length)
  const events = () =>
    server.database.query<{ seq: string }>('select seq from event where workspace_id = ? order by seq', id)
  const before = (await events()).length
  // nobody leaves: in place of a request that is aborted fetch connects anew, and a server that stops waits for that one
  return async () => {
    const expected = (await events()).slice(before).map(({ seq }) => encodeCursor(Number(seq)))
    for (const stream of streams) {
      await until(() => stream.seen.length >= expected.length)
      expect(stream.seen.map(({ workspaceEvents }) => workspaceEvents.cursor)).toEqual(expected)
      expect([stream.end, stream.codes]).toEqual([null, []])
    }
  }
}

export interface Load {
  /** How many requests have succeeded so far. */
  readonly succeeded: number
  /** How many have not. */
  readonly failed: number
  /** Ends the load. Each request's outcome; fails if a project is there that was not acknowledged, or the reverse. */
  end(): Promise<readonly Outcome[]>
}

const PAUSE_MS = 20

/** Clients that read, and that make projects in the workspace, one request behind the other. */
export function loaded(server: TestServer, { id, owner }: SeededWorkspace): Load {
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
  const make = async () => {
    const name = unique('project')
    const outcome = await ask(server, CREATE_PROJECT, { input: { workspace: { id }, name } }, owner)
    if (outcome.code === null) acknowledged.push(name)
    return outcome
  }
  const read = () => ask(server, READ, {}, owner)
  const clients = Promise.all([make, make, make, read, read].map(client))
  // told by `end`, if the test gets there
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
