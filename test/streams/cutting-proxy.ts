// A TCP proxy in front of a server that cuts connections: at once, or in the middle of the next data from the server.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

interface Pair {
  readonly client: Socket
  readonly upstream: Socket
  /** Called with the next data from the server, in place of forwarding it. */
  cut?: (part: Buffer) => void
}

/** How a connection was cut: within a message only if the server has sent one in time. */
export type Cut = 'at once' | 'within a message'

export interface CuttingProxy {
  readonly url: string
  /** The address to which new connections are forwarded; null refuses them. */
  target: string | null
  /** Cuts the connection that `choose` picks by their number; returns how it was cut, or null if there is none. */
  cut(choose: (count: number) => number, withinMessage: boolean): Promise<Cut | null>
  close(): Promise<void>
}

/** The time in which the server must send something on a connection that is to be cut within a message. */
const MESSAGE_WITHIN_MS = 1000

export async function startCuttingProxy(): Promise<CuttingProxy> {
  const pairs = new Set<Pair>()
  const end = (pair: Pair) => {
    pairs.delete(pair)
    pair.client.destroy()
    pair.upstream.destroy()
  }
  const server = createServer((client) => {
    if (proxy.target === null) return void client.resetAndDestroy()
    const { hostname, port } = new URL(proxy.target)
    const pair: Pair = { client, upstream: connect(Number(port), hostname) }
    pairs.add(pair)
    for (const socket of [client, pair.upstream]) {
      socket.on('error', () => {})
      socket.once('close', () => end(pair))
    }
    client.on('data', (part) => pair.upstream.write(part))
    pair.upstream.on('data', (part: Buffer) => (pair.cut ? pair.cut(part) : client.write(part)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy: CuttingProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target: null,
    cut: async (choose, withinMessage) => {
      const pair = [...pairs][choose(pairs.size)]
      if (!pair) return null
      const how = withinMessage ? await halfMessage(pair) : 'at once'
      end(pair)
      return how
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const pair of pairs) end(pair)
      await closed
    },
  }
  return proxy
}

/** Waits for the next data from the server, and forwards half of it. */
function halfMessage(pair: Pair): Promise<Cut> {
  return new Promise((resolve) => {
    pair.cut = (part) => {
      pair.cut = () => {}
      pair.client.write(part.subarray(0, part.length >> 1), () => resolve('within a message'))
    }
    pair.client.once('close', () => resolve('at once'))
    setTimeout(() => resolve('at once'), MESSAGE_WITHIN_MS)
  })
}
