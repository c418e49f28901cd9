// All sockets of the server, upgraded ones included: how long each may stay in a state, and how the last ones are
// destroyed at a stop. Node's own `closeAllConnections` does not know the sockets that it has handed to `upgrade`.
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

export interface Timeouts {
  /** Until the headers of a request have arrived, from its first byte or from the start of the connection. */
  readonly headersMs: number
  /** Until a whole request has arrived. */
  readonly requestMs: number
  /** How often requests that exceed these two are looked for. */
  readonly checkEveryMs: number
  /** Without a byte in either direction: an answer that is not read, or does not come. Streams ping more often. */
  readonly inactiveMs: number
  /** Between an answer and the next request on the same connection. */
  readonly keepAliveMs: number
  /** Until a WebSocket has sent `connection_init`. */
  readonly connectionInitMs: number
  /** How often a stream over SSE and a WebSocket are pinged; a WebSocket is closed if it has not answered by the next. */
  readonly pingEveryMs: number
  /** For the host of a subscriber over SSE to acknowledge something of what it is sent: it has no way to answer. */
  readonly acknowledgedMs: number
  /** For the client to read a refused upgrade, or to answer the close of a WebSocket. */
  readonly closingMs: number
}

export const TIMEOUTS: Timeouts = {
  headersMs: 20_000,
  requestMs: 30_000,
  checkEveryMs: 5000,
  inactiveMs: 60_000,
  keepAliveMs: 65_000,
  connectionInitMs: 3000,
  pingEveryMs: 12_000,
  acknowledgedMs: 20_000,
  closingMs: 3000,
}

export interface Connections {
  /** Whether a request of this connection has no answer yet, or one that has not been sent to its end. */
  isAnswering(socket: Socket): boolean
  /** Closes the connections on which no byte has arrived: browsers open them in advance. */
  closeUnused(): void
  destroyAll(): void
}

/** Keeps account of every connection of the server, from its start to its end. */
export function trackConnections(server: Server): Connections {
  const sockets = new Set<Socket>()
  const unanswered = new WeakMap<Socket, number>()
  const count = (socket: Socket, change: number) => unanswered.set(socket, (unanswered.get(socket) ?? 0) + change)
  server.on('connection', (socket) => {
    if (sockets.has(socket)) return
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('request', ({ socket }, res) => {
    count(socket, 1)
    res.once('close', () => count(socket, -1))
  })
  return {
    isAnswering: (socket) => (unanswered.get(socket) ?? 0) > 0,
    closeUnused: () => {
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
    },
    destroyAll: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Ends a connection after what has been written, or when its client has not read that in time. */
export function endConnection(socket: Socket, withinMs: number): void {
  destroyLater(socket, withinMs)
  socket.destroySoon()
}

/** Destroys a socket after this time; the returned function prevents that. */
export function destroyLater(socket: Socket, ms: number): () => void {
  const timer = setTimeout(() => socket.destroy(), ms)
  const clear = () => clearTimeout(timer)
  socket.once('close', clear)
  return clear
}
