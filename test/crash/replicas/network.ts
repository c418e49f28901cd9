// A TCP proxy between a server and PostgreSQL that cuts, refuses or silences connections.
import { connect, createServer, type Socket } from 'node:net'
import { afterAll, onTestFinished } from 'vitest'
import type { TestDatabase } from '../../support/database.ts'

/** The message that commits; BEGIN contains the word too, in the name of the isolation level. */
export const COMMIT = 'commit\0'

export interface Network {
  /** The database as a server reaches it through the proxy; `query` connects directly. */
  readonly database: TestDatabase
  /** Whether new connections are refused. */
  refusing: boolean
  /** Closes all connections. */
  cut(): void
  /** Holds back all data in both directions, on new connections too, until `release`. */
  hold(): void
  /** Forwards what was held back. */
  release(): void
  /** Forwards nothing more on the current connections, which stay open; new connections work. */
  strand(): void
  /**
   * Waits until the server sends this text. `before`: closes the connection before PostgreSQL receives the text.
   * `after`: closes it when PostgreSQL answers, before the server receives the answer. `sent`: forwards the text as
   * usual.
   */
  at(text: string, when: 'before' | 'after' | 'sent'): Promise<void>
}

interface Pair {
  readonly client: Socket
  readonly upstream: Socket
}

/** Starts a proxy for connections without TLS, so that it can read them; it closes with the test or the file. */
export async function startNetwork(database: TestDatabase, shared = false): Promise<Network> {
  const target = new URL(database.url)
  const pairs = new Set<Pair>()
  let holding = false
  let awaited: { text: string; when: 'before' | 'after' | 'sent'; happened: () => void } | undefined

  const server = createServer((client) => {
    if (network.refusing) return void client.resetAndDestroy()
    const upstream = connect(Number(target.port), target.hostname)
    const pair = { client, upstream }
    let unanswered = false
    pairs.add(pair)
    for (const socket of [client, upstream]) {
      socket.on('error', () => {})
      socket.once('close', () => end(pair))
      if (holding) socket.pause()
    }
    client.on('data', (part) => {
      if (awaited && part.includes(awaited.text)) {
        const { when, happened } = awaited
        awaited = undefined
        happened()
        if (when === 'before') return end(pair)
        unanswered = when === 'after'
      }
      upstream.write(part)
    })
    upstream.on('data', (part) => (unanswered ? end(pair) : client.write(part)))
  })
  const end = (pair: Pair) => {
    pairs.delete(pair)
    pair.client.destroy()
    pair.upstream.destroy()
  }
  const each = (act: (socket: Socket) => void) => {
    for (const { client, upstream } of pairs) for (const socket of [client, upstream]) act(socket)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = new URL(database.url)
  address.host = `127.0.0.1:${(server.address() as { port: number }).port}`
  const network: Network = {
    database: { ...database, env: { ...database.env, CROFT_DATABASE_URL: address.href } },
    refusing: false,
    cut: () => {
      for (const pair of pairs) end(pair)
    },
    hold: () => {
      holding = true
      each((socket) => socket.pause())
    },
    release: () => {
      holding = false
      each((socket) => socket.resume())
    },
    strand: () => each((socket) => socket.pause()),
    at: (text, when) =>
      new Promise((happened) => {
        awaited = { text, when, happened }
      }),
  }
  const close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    network.cut()
    await closed
  }
  if (shared) afterAll(close)
  else onTestFinished(close)
  return network
}
