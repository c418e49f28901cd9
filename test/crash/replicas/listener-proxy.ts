// A TCP proxy to PostgreSQL that silences or cuts the connection that listens for notifications, and forwards all
// others. It recognises the connection by its application_name, which is readable without TLS.
import { connect, createServer, type Server, type Socket } from 'node:net'

const LISTENER = 'croft listener'

export interface ListenerProxy {
  /** The URL of the database through the proxy. */
  readonly url: string
  /** `silent`: the connection stays open without data from PostgreSQL; `cut`: it is closed, and refused again. */
  listening: 'open' | 'silent' | 'cut'
  /** Bytes that were not forwarded to the listener. */
  readonly withheld: number
  /** Connections of the listener that were refused. */
  readonly refused: number
  close(): Promise<void>
}

/** Starts a proxy to this database. */
export async function startListenerProxy(url: string): Promise<ListenerProxy> {
  const target = new URL(url)
  const listeners = new Set<Socket>()
  const all = new Set<Socket>()
  let mode: ListenerProxy['listening'] = 'open'
  let withheld = 0
  let refused = 0

  const server: Server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname)
    const pair = [client, upstream]
    let isListener = false
    for (const socket of pair) {
      all.add(socket)
      socket.on('error', () => {})
      socket.once('close', () => {
        all.delete(socket)
        listeners.delete(socket)
        for (const each of pair) each.destroy()
      })
    }
    client.once('data', (startup) => {
      isListener = startup.includes(LISTENER)
      if (!isListener) return
      if (mode === 'cut') {
        refused++
        client.destroy()
      } else listeners.add(client)
    })
    client.on('data', (part) => upstream.write(part))
    upstream.on('data', (part) => {
      if (isListener && mode === 'silent') withheld += part.length
      else client.write(part)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = new URL(url)
  address.host = `127.0.0.1:${(server.address() as { port: number }).port}`
  return {
    url: address.href,
    get listening() {
      return mode
    },
    set listening(next) {
      mode = next
      if (next === 'cut') for (const client of listeners) client.destroy()
    },
    get withheld() {
      return withheld
    },
    get refused() {
      return refused
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of all) socket.destroy()
      await closed
    },
  }
}
