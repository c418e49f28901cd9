// Subscriptions as clients of the two libraries follow them, and what slows clean-up down or stops it for a while.
import { createClient as createSseClient } from 'graphql-sse'
import { createClient as createWsClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { TypedDocumentString } from '../generated/graphql.ts'
import { DATABASE } from './database.ts'
import { type TestServer, until } from './server.ts'

export const TRANSPORTS = ['SSE', 'WebSocket'] as const
export type Transport = (typeof TRANSPORTS)[number]

export interface Following<R> {
  /** The data of each event so far. */
  readonly seen: readonly R[]
  /** Codes of the errors so far, those that ended the stream too. */
  readonly codes: readonly string[]
  /** `complete`, `error`, or null while it goes on. */
  readonly end: 'complete' | 'error' | null
  /** The code with which the WebSocket was closed. */
  readonly closeCode: number | null
  /** Resolves once the stream has ended; with all it has seen. */
  ended(withinMs?: number): Promise<readonly R[]>
  leave(): void
}

interface Result {
  data?: unknown
  errors?: unknown
}
interface Client {
  subscribe(request: { query: string; variables: Record<string, unknown> }, sink: Sink): () => void
  dispose(): unknown
}
interface Sink {
  next(result: Result): void
  error(error: unknown): void
  complete(): void
}

/** Subscribes through graphql-sse or graphql-ws. */
export function follow<R, V extends Record<string, unknown>>(
  transport: Transport,
  { url }: { url: string },
  document: TypedDocumentString<R, V>,
  variables: V,
  { token }: { token: string },
): Following<R> {
  const seen: R[] = []
  const codes: string[] = []
  let end: Following<R>['end'] = null
  let closeCode: number | null = null
  const note = (errors: unknown) => {
    for (const error of Array.isArray(errors) ? errors : [errors]) codes.push(error?.extensions?.code ?? String(error))
  }
  const Authorization = `Bearer ${token}`
  const closed = (code: number) => {
    closeCode = code
  }
  const client = transport === 'SSE' ? overSse(url, Authorization) : overWebSocket(url, Authorization, closed)
  const stop = client.subscribe(
    { query: document.toString(), variables },
    {
      next: ({ data, errors }) => {
        if (errors) note(errors)
        if (data) seen.push(data as R)
      },
      error: (error) => {
        note(error)
        end = 'error'
      },
      complete: () => {
        end ??= 'complete'
      },
    },
  )
  return {
    seen,
    codes,
    get end() {
      return end
    },
    get closeCode() {
      return closeCode
    },
    ended: async (withinMs) => {
      await until(() => end, withinMs)
      return seen
    },
    leave: () => {
      stop()
      client.dispose()
    },
  }
}

function overSse(url: string, Authorization: string): Client {
  return createSseClient({ url: `${url}/graphql`, headers: { Authorization }, retryAttempts: 0 }) as Client
}

function overWebSocket(url: string, Authorization: string, closed: (code: number) => void): Client {
  return createWsClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { Authorization },
    // a client that closed by itself would hide how the server does
    lazy: false,
    onNonLazyError: () => undefined,
    retryAttempts: 0,
    on: { closed: (event) => closed((event as { code: number }).code) },
  }) as Client
}

/** Waits until as many streams more are listened to by the server as the caller opened. */
export async function listening({ app }: TestServer, streams: number): Promise<void> {
  // clean-up itself listens, too
  await until(() => app.services.hub.subscribers === streams + 1)
}

/** Clean-up goes as behind a request that takes for ever: a slice each 50 ms. Answers what ends that. */
export function slowed({ app }: TestServer): () => void {
  const { pace } = app.services
  pace.enter()
  let over = false
  return () => {
    if (!over) pace.leave()
    over = true
  }
}

type Served = Pick<TestServer, 'database'>

/** The database refuses to remove this workspace's rows from a table. Answers what ends that. */
export async function obstruct(server: Served, table: string, workspaceId: string) {
  const name = `obstacle_${table}_${workspaceId}`
  const column = table === 'workspace' ? 'id' : 'workspace_id'
  return refuse(server, name, `delete on ${table}`, `old.${column} = '${workspaceId}'`)
}

/** The database refuses what `event` says, for rows where the condition holds. Answers what ends that. */
export async function refuse({ database }: Served, name: string, event: string, condition: string) {
  const create = {
    sqlite: [`create trigger ${name} before ${event} when ${condition} begin select raise(abort, 'an obstacle'); end`],
    postgres: [
      `create function ${name}() returns trigger language plpgsql as $$ begin raise 'an obstacle'; end $$`,
      `create trigger ${name} before ${event} for each row when (${condition}) execute function ${name}()`,
    ],
  }[DATABASE]
  for (const statement of create) await database.query(statement)
  return async () => {
    await database.query(DATABASE === 'sqlite' ? `drop trigger ${name}` : `drop function ${name} cascade`)
  }
}

/** How many rows of a workspace there are, by table, where there are any; the log and the records of deletions stay. */
export async function rowsOf({ database }: Served, workspaceId: string): Promise<Record<string, number>> {
  const tables = await database.query<{ name: string }>(
    DATABASE === 'sqlite'
      ? `select m.name from sqlite_schema m, pragma_table_info(m.name) c
         where m.type = 'table' and c.name = 'workspace_id' and m.name not in ('event', 'deletion')`
      : `select table_name as name from information_schema.columns
         where table_schema = 'public' and column_name = 'workspace_id' and table_name not in ('event', 'deletion')`,
  )
  const left: [string, number][] = []
  for (const { name, column } of [
    { name: 'workspace', column: 'id' },
    ...tables.map(({ name }) => ({ name, column: 'workspace_id' })),
  ]) {
    const [row] = await database.query<{ n: number | string }>(
      `select count(*) n from "${name}" where ${column} = ?`,
      workspaceId,
    )
    if (Number(row?.n) > 0) left.push([name, Number(row?.n)])
  }
  return Object.fromEntries(left)
}
