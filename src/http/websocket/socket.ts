// Flow control and keep-alive of one WebSocket. A client that does not read its answers is not read from either; if it has
// let too much pile up it is disconnected. So no client can make the server buffer without bound.
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { fillJson } from '../../graphql/json-text.ts'
import { textFrame } from './frame.ts'

export interface FlowControl {
  /** Sends a message; resolves once it is written to the network, or the socket is closed. */
  send(data: string): Promise<void>
  /** Sends a message of a stream, which consists of these parts. */
  stream(parts: readonly Buffer[]): void
  /** False while the client has not read what was sent. */
  hasRoom(): boolean
  /** Calls this each time the client has room again, until the returned function is called. */
  onRoom(resume: () => void): () => void
  /** Counts a message of the client as being handled until this promise settles. */
  handling(message: Promise<void>): void
  /** Counts an operation as starting until the returned function is called. */
  startOperation(): () => void
  /** Reports that the message that is being handled has opened a stream, until the returned function is called. */
  startStream(): () => void
  /** Reads nothing more, and closes the socket once everything but its streams has been answered. */
  closeWhenAnswered(code: number, reason: string): void
  /** Closes the socket with 4403 right after the next message. */
  forbidAfterNextMessage(): void
}

/** Unread bytes above which the server reads nothing more from the client. */
const PAUSE_ABOVE_BYTES = 1024 * 1024
/** Unread bytes above which the server disconnects the client. */
const DISCONNECT_ABOVE_BYTES = 8 * PAUSE_ABOVE_BYTES
/** Operations of one socket that may be starting at once; its next message is read when one of them has started. */
const MAX_STARTING_OPERATIONS = 4
/** The longest reason that fits into a close frame of the protocol (RFC 6455, 5.5). */
const MAX_REASON_BYTES = 123
const FORBIDDEN = 4403

/** Reads from a socket no faster than its operations start and its client reads the answers (back-pressure). */
export function controlFlow(socket: WebSocket, raw: Socket): FlowControl {
  let startingOperations = 0
  let messages = 0
  let streams = 0
  let closing: { code: number; reason: string } | undefined
  let forbidden = false
  const pauseOrResume = () => {
    const busy = startingOperations >= MAX_STARTING_OPERATIONS || socket.bufferedAmount > PAUSE_ABOVE_BYTES || closing
    // a closing socket is read until the client has confirmed the close
    if (busy && socket.readyState === socket.OPEN) socket.pause()
    else socket.resume()
  }
  const closeIfAnswered = () => {
    if (!closing || messages > streams || socket.readyState !== socket.OPEN) return
    closeSocket(socket, closing.code, closing.reason)
    pauseOrResume()
  }
  // ws answers pings itself, which also fills the buffer
  socket.on('ping', pauseOrResume)
  const waiting = new Set<() => void>()
  raw.on('drain', () => {
    pauseOrResume()
    for (const resume of waiting) resume()
  })
  return {
    send: (data) => {
      const text = fillJson(data)
      return new Promise((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve()
        if (socket.bufferedAmount > DISCONNECT_ABOVE_BYTES) {
          socket.terminate()
          return resolve()
        }
        socket.send(text, () => {
          pauseOrResume()
          resolve()
        })
        if (forbidden) socket.close(FORBIDDEN, 'Forbidden')
        pauseOrResume()
      })
    },
    stream: (parts) => {
      // ws would write two pieces, which costs the kernel more. Without compression it holds no frame back, so that all
      // frames keep their order.
      if (socket.readyState === socket.OPEN) raw.write(textFrame(parts, raw.writableLength > 0))
    },
    hasRoom: () => !raw.writableNeedDrain,
    onRoom: (resume) => {
      waiting.add(resume)
      return () => waiting.delete(resume)
    },
    handling: (message) => {
      messages++
      void message.finally(() => {
        messages--
        closeIfAnswered()
      })
    },
    startOperation: () => {
      startingOperations++
      pauseOrResume()
      return () => {
        startingOperations--
        pauseOrResume()
      }
    },
    startStream: () => {
      streams++
      closeIfAnswered()
      return () => {
        streams--
      }
    },
    closeWhenAnswered: (code, reason) => {
      closing ??= { code, reason }
      pauseOrResume()
      closeIfAnswered()
    },
    forbidAfterNextMessage: () => {
      forbidden = true
    },
  }
}

/** Closes a socket with as much of the reason as the protocol has room for. */
export function closeSocket(socket: WebSocket, code: number, reason = ''): void {
  const { read } = new TextEncoder().encodeInto(reason, new Uint8Array(MAX_REASON_BYTES))
  socket.close(code, reason.slice(0, read))
}

/** Pings the client, and disconnects one that has not answered by the next ping. */
export function keepAlive(socket: WebSocket, pingEveryMs: number): void {
  let alive = true
  socket.on('pong', () => {
    alive = true
  })
  const timer = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    socket.ping()
  }, pingEveryMs).unref()
  socket.once('close', () => clearInterval(timer))
}
