// Starts a real server with a database and a port of its own, which end with the test or with the file.
import { afterAll, onTestFinished } from 'vitest'
import { type App, type StartOptions, startApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config/config.ts'
import type { PublicError } from '../../src/execution/errors.ts'
import { type Received, TestClient } from './client.ts'
import { newDatabase, type TestDatabase } from './database.ts'
import { followRequests, isOfRequest } from './request-statements.ts'
import { VerifiedQueries } from './verified-queries.ts'

/** The first platform admin's token of every test server. */
export const ADMIN_TOKEN = 'test-admin-token-0123456789-abcdefghij'

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: each test asserts the shape that it expects
  body: { data?: any; errors?: PublicError[] }
}

export interface Credentials {
  /** The platform admin's token by default; null for an anonymous caller. */
  token?: string | null
  headers?: Record<string, string>
}

export interface LogLine {
  level: 'debug' | 'info' | 'warn' | 'error'
  fields: Record<string, unknown>
  message: string
}

export interface TestServer {
  readonly app: App
  readonly url: string
  readonly database: TestDatabase
  /** The secrets of the first tokens that the start has created. */
  readonly secrets: readonly string[]
  /** The log lines so far. */
  readonly log: readonly LogLine[]
  /** Moves the server's clock forward. */
  advance(ms: number): void
  /** Stops the server's clock: from now on only `advance` moves it. */
  stopClock(): void
  /** Sends an operation, by default as the platform admin. */
  gql(document: string, variables?: Record<string, unknown>, as?: Credentials): Promise<Answer>
  /** Sends an operation, expects no error, and returns its data. */
  // biome-ignore lint/suspicious/noExplicitAny: each test asserts the shape that it expects
  data(document: string, variables?: Record<string, unknown>, as?: Credentials): Promise<any>
  /** POSTs a body to /graphql unchanged. */
  post(body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>): Promise<Response>
  /** POSTs a body to /graphql as `gql` does, and reads the whole response. */
  send(body: string, headers?: Record<string, string>): Promise<Received>
  close(): Promise<void>
}

export interface TestServerOptions {
  env?: Record<string, string>
  /** A database that outlives the server; by default the server has a database of its own. */
  database?: TestDatabase
  /** Called with each SQL statement and its parameters, those of background jobs among them. */
  onQuery?: StartOptions['onQuery']
  /** Called with each SQL statement that a request by HTTP sends. */
  onRequestQuery?: (sql: string) => void
  /** How long connections may be held. */
  timeouts?: StartOptions['timeouts']
  /** How long a conversation with the mail server may take. */
  mailWithinMs?: number
  /** How often the server looks for data to remove because of its age. */
  retentionEveryMs?: number
  /**
   * Whether all tests of the file use the server: start it at the top level of the file, where `afterAll` can close it.
   */
  shared?: boolean
}

const ofRequests =
  (onQuery: (sql: string) => void): StartOptions['onQuery'] =>
  (sql) => {
    if (isOfRequest()) onQuery(sql)
  }

/** Starts a server on a free port, and stops it when the test or the file ends. */
export async function startTestServer({
  env = {},
  database: given,
  onRequestQuery,
  onQuery = onRequestQuery && ofRequests(onRequestQuery),
  timeouts,
  mailWithinMs = 30_000,
  retentionEveryMs,
  shared = false,
}: TestServerOptions = {}): Promise<TestServer> {
  const database = given ?? (await newDatabase())
  const config = loadConfig({
    CROFT_PORT: '0',
    ...database.env,
    CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN,
    CROFT_SHUTDOWN_GRACE: '2s',
    CROFT_RATE_LIMIT: 'off',
    ...env,
  })
  let offset = 0
  let stoppedAt: number | null = null
  const log: LogLine[] = []
  const secrets: string[] = []
  const stopFollowing = onRequestQuery && followRequests()
  const app = await startApp(config, {
    deliverFirstToken: (secret) => secrets.push(secret),
    clock: () => (stoppedAt ?? Date.now()) + offset,
    logger: recordTo(log),
    prepared: new VerifiedQueries(),
    ...(onQuery ? { onQuery } : {}),
    ...(timeouts ? { timeouts } : {}),
    ...(retentionEveryMs ? { retentionEveryMs } : {}),
    mailTimes: { pollMs: 20, sendWithinMs: mailWithinMs },
  })
  const client = new TestClient()
  const close = async () => {
    client.closeIdle()
    await app.close()
    stopFollowing?.()
    if (!given) await database.drop()
  }
  if (shared) afterAll(close)
  else onTestFinished(close)

  const post: TestServer['post'] = (body, headers = {}) =>
    fetch(`${app.url}/graphql`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', ...headers },
    })
  const send: TestServer['send'] = (body, headers) => client.post(`${app.url}/graphql`, body, headers)
  const gql: TestServer['gql'] = async (query, variables, { token = ADMIN_TOKEN, headers = {} } = {}) => {
    const authorization: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` }
    const received = await send(JSON.stringify({ query, variables }), { ...authorization, ...headers })
    return {
      status: received.status,
      get headers() {
        return new Headers(received.headers as Record<string, string>)
      },
      body: JSON.parse(received.text) as Answer['body'],
    }
  }
  return {
    app,
    url: app.url,
    database,
    secrets,
    log,
    advance: (ms) => {
      offset += ms
    },
    stopClock: () => {
      stoppedAt ??= Date.now()
    },
    gql,
    data: async (query, variables, as) => {
      const { body } = await gql(query, variables, as)
      if (body.errors)
        throw new Error(`${query}\n${JSON.stringify(variables)}\n${JSON.stringify(body.errors, null, 2)}`)
      return body.data
    },
    post,
    send,
    close,
  }
}

function recordTo(log: LogLine[]) {
  const record = (level: LogLine['level']) => (first: unknown, message?: string) => {
    const fields = typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : {}
    log.push({ level, fields, message: message ?? String(first) })
  }
  return { debug: record('debug'), info: record('info'), warn: record('warn'), error: record('error') }
}

/** Less than the time limit of a test, since reaching that limit would hide what the test has waited for. */
const LONGEST_WAIT_MS = 200_000

/**
 * Calls the condition until it returns a truthy value, which it returns; throws after `withinMs`. The pauses grow from
 * 5 ms to 50 ms, because a condition that asks the server takes processor time from what it waits for. Each pause
 * counts with its planned length: other work on the machine stretches the pauses and the awaited work alike. Long
 * computations in this process do not count: `processorMs` measures those.
 */
export async function until<T>(condition: () => T | Promise<T>, withinMs = 90_000): Promise<NonNullable<T>> {
  const start = performance.now()
  let waitedMs = 0
  for (;;) {
    const value = await condition()
    if (value) return value
    const isOver = waitedMs > withinMs || performance.now() - start > Math.max(LONGEST_WAIT_MS, withinMs)
    if (isOver) throw new Error(`Still false after ${withinMs} ms: ${condition}`)
    const pauseMs = Math.min(Math.max((performance.now() - start) / 10, 5), 50)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    waitedMs += pauseMs
  }
}

/** Returns the value of the promise; throws if it takes longer, counted as by `until`. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let isSettled = false
  const settled = promise.finally(() => {
    isSettled = true
  })
  await Promise.race([settled, until(() => isSettled, ms)])
  return settled
}

/** The processor time of this process since `before`, in milliseconds: other work on the machine does not add to it. */
export function processorMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
