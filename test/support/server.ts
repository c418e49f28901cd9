// A real server for each test: its own database and port, gone when the test (or the file) ends.
import { afterAll, onTestFinished } from 'vitest'
import { type App, type StartOptions, startApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config/config.ts'
import type { PublicError } from '../../src/execution/errors.ts'
import { newDatabase, type TestDatabase } from './database.ts'
import { VerifiedQueries } from './verified-queries.ts'

/** The first platform admin's token of every test server. */
export const ADMIN_TOKEN = 'test-admin-token-0123456789-abcdefghij'

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect
  body: { data?: any; errors?: PublicError[] }
}

export interface Credentials {
  /** Null: anonymous. */
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
  /** What its start handed over. */
  readonly secrets: readonly string[]
  /** All that was logged so far. */
  readonly log: readonly LogLine[]
  /** Moves the server's clock. */
  advance(ms: number): void
  /** Sends one operation; as the platform admin unless told otherwise. */
  gql(document: string, variables?: Record<string, unknown>, as?: Credentials): Promise<Answer>
  /** As `gql`, of a caller: expects data and no error, answers the data. */
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect
  data(document: string, variables?: Record<string, unknown>, as?: Credentials): Promise<any>
  /** POST /graphql as it is given. */
  post(body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>): Promise<Response>
  close(): Promise<void>
}

export interface TestServerOptions {
  env?: Record<string, string>
  /** One that outlives the server; its own otherwise. */
  database?: TestDatabase
  /** Told of each SQL statement and its parameters. */
  onQuery?: StartOptions['onQuery']
  /** How long connections may be held. */
  timeouts?: StartOptions['timeouts']
  /** For a server that the tests of a file share. Outside of a test, and of a hook: there nothing would close it. */
  shared?: boolean
}

/** Starts a server on a free port and stops it, however the test ends. */
export async function startTestServer({
  env = {},
  database: given,
  onQuery,
  timeouts,
  shared = false,
}: TestServerOptions = {}): Promise<TestServer> {
  const database = given ?? (await newDatabase())
  const config = loadConfig({
    CROFT_PORT: '0',
    ...database.env,
    CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN,
    CROFT_SHUTDOWN_GRACE: '2s',
    ...env,
  })
  let offset = 0
  const log: LogLine[] = []
  const secrets: string[] = []
  const app = await startApp(config, {
    deliverFirstToken: (secret) => secrets.push(secret),
    clock: () => Date.now() + offset,
    logger: recordTo(log),
    prepared: new VerifiedQueries(),
    ...(onQuery ? { onQuery } : {}),
    ...(timeouts ? { timeouts } : {}),
  })
  const close = async () => {
    await app.close()
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
  const gql: TestServer['gql'] = async (query, variables, { token = ADMIN_TOKEN, headers = {} } = {}) => {
    const authorization: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` }
    const response = await post(JSON.stringify({ query, variables }), { ...authorization, ...headers })
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] }
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
    gql,
    data: async (query, variables, as) => {
      const { body } = await gql(query, variables, as)
      if (body.errors)
        throw new Error(`${query}\n${JSON.stringify(variables)}\n${JSON.stringify(body.errors, null, 2)}`)
      return body.data
    },
    post,
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

/** The first value that is not falsy, as soon as there is one; fails when none has come in time. */
export async function until<T>(condition: () => T | Promise<T>, withinMs = 5000): Promise<NonNullable<T>> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const value = await condition()
    if (value) return value
    if (performance.now() > deadline) throw new Error(`Still not so after ${withinMs} ms: ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
