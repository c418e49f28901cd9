// A server behind a TCP proxy. The proxy cuts connections as a broken network does, without any farewell.
import { connect as connectTo, createServer, type Socket } from 'node:net'
import { afterAll } from 'vitest'
import { ADMIN_TOKEN, startTestServer, type TestServer } from '../support/server.ts'

/** What a client needs to connect. */
export interface Endpoint {
  /** Of /graphql, over HTTP. */
  readonly url: string
  /** Of /graphql, over WebSocket. */
  readonly webSocketUrl: string
  readonly headers: { readonly Authorization: string }
}

export interface Croft extends Endpoint {
  /** The server without the proxy: these requests succeed while clients are cut off. */
  readonly server: TestServer
  /** Cuts every connection, and refuses new ones until `reconnect`. */
  disconnect(): void
  reconnect(): void
}

/** Starts a server and its proxy for the tests of the file. */
export async function startCroft(): Promise<Croft> {
  const server = await startTestServer({ shared: true })
  const sockets = new Set<Socket>()
  let broken = false
  const proxy = createServer((client) => {
    if (broken) return void client.destroy()
    const upstream = connectTo(Number(new URL(server.url).port), '127.0.0.1')
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from)
      from.on('error', () => undefined)
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  })
  const disconnect = () => {
    broken = true
    for (const socket of sockets) socket.destroy()
  }
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    disconnect()
    proxy.close()
  })
  const { port } = proxy.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    webSocketUrl: `ws://127.0.0.1:${port}/graphql`,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
    server,
    disconnect,
    reconnect: () => {
      broken = false
    },
  }
}
