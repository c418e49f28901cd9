// A TCP proxy that misbehaves as networks do: it cuts connections, holds back data of the server, or loses answers.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterAll, onTestFinished } from 'vitest'

export interface Proxy {
  readonly url: string
  /** The port to which new connections are forwarded; null refuses them. */
  target: string | null
  /** The number of connections so far. */
  readonly connections: number
  /** This many connections are cut when the server answers, before the client has read any of the answer. */
  loseAnswers: number
  cutAll(): void
  /** From now on neither data nor the end of the server's present connections arrive. */
  stallAll(): void
}

/** Starts a proxy that ends with the test; with `shared`, with the file. */
export async function startProxy(target: string | null, { shared = false } = {}): Promise<Proxy> {
  const pairs = new Set<{ client: Socket; upstream: Socket; stalled: boolean }>()
  let connections = 0
  const server = createServer((client) => {
    connections++
    if (proxy.target === null) return void client.resetAndDestroy()
    const { hostname, port } = new URL(proxy.target)
    const pair = { client, upstream: connect(Number(port), hostname), stalled: false }
    pairs.add(pair)
    const end = () => {
      if (pair.stalled) return
      pairs.delete(pair)
      client.destroy()
      pair.upstream.destroy()
    }
    for (const socket of [client, pair.upstream]) socket.on('error', () => {}).once('close', end)
    client.once('close', () => pair.upstream.destroy())
    client.on('data', (part) => pair.upstream.write(part))
    pair.upstream.on('data', (part: Buffer) => {
      if (proxy.loseAnswers > 0) {
        proxy.loseAnswers--
        end()
      } else if (!pair.stalled) client.write(part)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target,
    get connections() {
      return connections
    },
    loseAnswers: 0,
    cutAll: () => {
      for (const { client } of pairs) client.destroy()
    },
    stallAll: () => {
      for (const pair of pairs) pair.stalled = true
    },
  }
  const atEnd = shared ? afterAll : onTestFinished
  atEnd(() => {
    for (const { client, upstream } of pairs) {
      client.destroy()
      upstream.destroy()
    }
    server.close()
  })
  return proxy
}
