// The network between a server and PostgreSQL, and what goes wrong with it: connections cut, refused, or silent.
import { connect, createServer, type Socket } from 'node:net'
import { afterAll, onTestFinished } from 'vitest'
import type { TestDatabase } from '../../support/database.ts'

export interface Network {
  /** What a server needs to be told to reach the database by this way; `query` still goes directly. */
  readonly database: TestDatabase
  /** Whether new connections are refused. */
  refusing: boolean
  /** Cuts all connections. */
  cut(): void
  /** From now on nothing arrives, either way; new connections are taken and are as silent. */
  hold(): void
  /** What was held arrives. */
  release(): void
  /** Nothing arrives any more on the connections that there are, ever; new ones are as usual. */
  strand(): void
  /**
   * Waits for the next time that the server sends this text. `before`: the connection is cut and the text does not arrive;
   * `after`: it is cut when PostgreSQL has answered, and the answer does not arrive; `sent`: nothing is done to it.
   */
  at(text: string, when: 'before' | 'after' | 'sent'): Promise<void>
}

interface Pair {
  readonly client: Socket
  readonly upstream: Socket
}

/** Without TLS, where texts can be seen. Gone with the test, or with the file. */
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
