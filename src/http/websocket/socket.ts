// Flow control and keep-alive of one WebSocket. A client that does not read its answers is not read from either; if it has
// let too much pile up it is disconnected. So no client can make the server buffer without bound.
import type { WebSocket } from 'ws'

export interface FlowControl {
  /** Sends a message; resolves once it is written to the network, or the socket is closed. */
  send(data: string): Promise<void>
  /** Counts an operation as starting until the returned function is called. */
  startOperation(): () => void
  /** Closes the socket with 4403 right after the next message. */
  forbidAfterNextMessage(): void
}

/** Unread bytes above which the server reads nothing more from the client. */
const PAUSE_ABOVE_BYTES = 1024 * 1024
/** Unread bytes above which the server disconnects the client. */
const DISCONNECT_ABOVE_BYTES = 8 * PAUSE_ABOVE_BYTES
/** Operations of one socket that may be starting at once; its next message is read when one of them has started. */
const MAX_STARTING_OPERATIONS = 4
const PING_EVERY_MS = 15_000
const FORBIDDEN = 4403

/** Reads from a socket no faster than its operations start and its client reads the answers (back-pressure). */
export function controlFlow(socket: WebSocket): FlowControl {
  let startingOperations = 0
  let forbidden = false
  const pauseOrResume = () => {
    const busy = startingOperations >= MAX_STARTING_OPERATIONS || socket.bufferedAmount > PAUSE_ABOVE_BYTES
    // a closing socket is read until the client has confirmed the close
    if (busy && socket.readyState === socket.OPEN) socket.pause()
    else socket.resume()
  }
  // ws answers pings itself, which also fills the buffer
  socket.on('ping', pauseOrResume)
  return {
    send: (data) =>
      new Promise((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve()
        if (socket.bufferedAmount > DISCONNECT_ABOVE_BYTES) {
          socket.terminate()
          return resolve()
        }
        socket.send(data, () => {
          pauseOrResume()
          resolve()
        })
        if (forbidden) socket.close(FORBIDDEN, 'Forbidden')
        pauseOrResume()
      }),
    startOperation: () => {
      startingOperations++
      pauseOrResume()
      return () => {
        startingOperations--
        pauseOrResume()
      }
    },
    forbidAfterNextMessage: () => {
      forbidden = true
    },
  }
}

/** Pings the client, and disconnects one that has not answered by the next ping. */
export function keepAlive(socket: WebSocket): void {
  let alive = true
  socket.on('pong', () => {
    alive = true
  })
  const timer = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    socket.ping()
  }, PING_EVERY_MS).unref()
  socket.once('close', () => clearInterval(timer))
}
