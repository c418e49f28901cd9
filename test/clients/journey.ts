// What each client does, through its own means: list page by page, mutate, see its cache right, subscribe, resume.
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ADMIN_TOKEN, until } from '../support/server.ts'
import { type Endpoint, startCroft } from './croft.ts'
import { DISPLAY_NAME, NESTED, RENAME, type StreamedEvent } from './documents.ts'

export interface Client {
  /** The names of all workspaces with this prefix, fetched two at a time. */
  list(prefix: string): Promise<string[]>
  /** Creates a workspace and returns its id. */
  create(name: string): Promise<string>
  rename(id: string, displayName: string): Promise<unknown>
  /** Starts the deletion of a workspace and returns the deletion's id. */
  remove(id: string): Promise<string>
  /** Shows the display names of a list from the cache, anew whenever the cache changes. Left out without a cache. */
  watch?(prefix: string, show: (displayNames: string[]) => void): () => void
  /** Runs a query through the cache. Left out without a cache. */
  query?(document: string): Promise<unknown>
  /** Subscribes, and resumes by itself when the connection breaks. Left out where the client has no subscriptions. */
  follow?(stream: 'workspaceEvents' | 'deletionEvents', id: string, sink: Sink): () => void
  close?(): unknown
}
export interface Sink {
  next(event: StreamedEvent): void
  error(error: unknown): void
  complete(): void
}
/** Connects the client; `fetch` is the one to use for HTTP. */
export type Connect = (endpoint: Endpoint & { fetch: typeof fetch }) => Client

/** How long a client waits before it reconnects. The libraries' own delays are seconds. */
export const RECONNECT_MS = 100
/** Resolves when it is time to reconnect. */
export const reconnectDelay = () => new Promise<void>((resolve) => setTimeout(resolve, RECONNECT_MS))

const croft = await startCroft()

/** Defines the tests of one client. */
export function journey(name: string, connect: Connect): void {
  describe(`firm ground 19: ${name}`, () => {
    const sent: string[] = []
    const open: (() => unknown)[] = []
    const connected = () => {
      const client = connect({
        ...croft,
        fetch: (input, init) => {
          sent.push(String(init?.body ?? input))
          return fetch(input, init)
        },
      })
      if (client.close) open.push(client.close)
      return client
    }
    const warned = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')]
    afterEach(async () => {
      croft.reconnect()
      for (const close of open.splice(0).reverse()) await close()
      await until(() => croft.server.app.services.hub.subscribers === 1)
      for (const { mock } of warned) expect(mock.calls.splice(0)).toEqual([])
    })
    const prefix = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}-`
    const { cache, streams } = has(connect)

    test('creates workspaces and lists them page by page', async () => {
      const client = connected()
      const names = ['a', 'b', 'c', 'd', 'e'].map((letter) => `${prefix}page-${letter}`)
      for (const workspace of names) await client.create(workspace)
      expect(await client.list(`${prefix}page-`)).toEqual(names)
    })

    test('updates a workspace', async () => {
      const client = connected()
      const id = await client.create(`${prefix}update`)
      await client.rename(id, 'Renamed')
      expect(await croft.server.data(DISPLAY_NAME, { id })).toEqual({ workspace: { displayName: 'Renamed' } })
    })

    if (cache)
      test('caches objects without an id in the object that holds them', async () => {
        const client = connected()
        await client.create(`${prefix}nested`)
        for (const document of NESTED) expect(await client.query?.(document)).toBeDefined()
      })

    if (cache)
      test('shows what a mutation changed in lists that it has cached', async () => {
        const client = connected()
        const id = await client.create(`${prefix}cache-a`)
        let shown: string[] = []
        open.push(client.watch?.(`${prefix}cache-`, (names) => (shown = names)) as () => void)
        await until(() => shown.length === 1)
        const before = sent.length
        await client.rename(id, 'Renamed')
        await until(() => shown[0] === 'Renamed')
        // The mutation alone was sent: the cache knows the workspace by its id.
        expect(sent).toHaveLength(before + 1)
        await client.create(`${prefix}cache-b`)
        await until(() => shown.length === 2)
        expect(shown[0]).toBe('Renamed')
      })

    if (streams)
      test('resumes a subscription after its connection broke: no event lost, none twice', async () => {
        const client = connected()
        const id = await client.create(`${prefix}resume`)
        const seen: StreamedEvent[] = []
        const ends: unknown[] = []
        const sink = { next: (event: StreamedEvent) => void seen.push(event), error: (e: unknown) => void ends.push(e) }
        const complete = () => void ends.push('complete')
        open.push(client.follow?.('workspaceEvents', id, { ...sink, complete }) as () => void)
        await until(() => croft.server.app.services.hub.subscribers === 2)

        const written: string[] = []
        const rename = async () => {
          const { headers, body } = await croft.server.gql(RENAME, { id, displayName: `Name ${written.length}` })
          expect(body.errors).toBeUndefined()
          written.push(String(headers.get('X-Request-Id')))
        }
        await rename()
        await until(() => seen.length === 1)
        croft.disconnect()
        await rename()
        await rename()
        croft.reconnect()
        await until(() => seen.length === 3 || ends.length > 0)
        expect(ends).toEqual([])
        await rename()
        await until(() => seen.length === 4)
        expect(seen.map(({ requestId }) => requestId)).toEqual(written)
        expect(ends).toEqual([])
      })

    if (streams)
      test('watches a deletion until it completes', async () => {
        const client = connected()
        const id = await client.create(`${prefix}deletion`)
        const deletion = await client.remove(id)
        const seen: StreamedEvent[] = []
        const ends: unknown[] = []
        const stop = client.follow?.('deletionEvents', deletion, {
          next: (event) => void seen.push(event),
          error: (error) => void ends.push(error),
          complete: () => void ends.push('complete'),
        }) as () => void
        open.push(stop)
        await until(() => ends.length > 0)
        expect(ends).toEqual(['complete'])
        expect(seen.at(0)?.type).toBe('SNAPSHOT')
        expect(seen.at(-1)?.type).toMatch(/^(SNAPSHOT|SUCCEEDED)$/)
      })
  })
}

/** Which parts the client has. */
function has(connect: Connect) {
  const client = connect({
    url: 'http://127.0.0.1:1/graphql',
    webSocketUrl: 'ws://127.0.0.1:1/graphql',
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
    fetch,
  })
  return { cache: client.watch !== undefined, streams: client.follow !== undefined }
}
