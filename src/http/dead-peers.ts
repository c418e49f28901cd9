// Subscribers over SSE whose host has vanished, without a farewell: they are sent pings, which nobody acknowledges. TCP
// itself gives up after a quarter of an hour. So the connections of open streams are looked at, and one of which nothing
// was acknowledged for long is reset. (A WebSocket is asked for pongs: websocket/socket.ts.)
import type { Logger } from '../execution/errors.ts'
import type { OpenStream } from './exchange.ts'
import { type Connection, connectionOf, unacknowledged } from './unacknowledged.ts'

/** How often it is looked in the time that a subscriber has: a dead one is noticed at most half of it later. */
const LOOKS = 2

interface Progress {
  readonly connection: Connection
  /** The most that was acknowledged, counted from the start of the connection. */
  acknowledged: number
  /** When that was seen, or that there was nothing to acknowledge. */
  at: number
}

/** Resets the connections of which nothing was acknowledged for so long, until the returned function is called. */
export function resetDeadPeers(streams: ReadonlySet<OpenStream>, withinMs: number, logger: Logger): () => void {
  const progress = new WeakMap<OpenStream, Progress>()
  let looking = false
  let told = false
  const look = async () => {
    if (looking || streams.size === 0) return
    looking = true
    try {
      await lookAt(streams, progress, withinMs)
    } catch (error) {
      if (!told)
        logger.warn({ err: error }, 'Vanished subscribers over SSE stay for as long as TCP tries to reach them')
      told = true
    } finally {
      looking = false
    }
  }
  const timer = setInterval(() => void look(), withinMs / LOOKS)
  return () => clearInterval(timer)
}

async function lookAt(
  streams: ReadonlySet<OpenStream>,
  progress: WeakMap<OpenStream, Progress>,
  withinMs: number,
): Promise<void> {
  const looked = [...streams].flatMap((stream) => {
    const { socket } = stream
    const connection = progress.get(stream)?.connection ?? connectionOf(socket)
    // taken before the table is read: what is written meanwhile must not look like something acknowledged
    return connection ? [{ stream, connection, sent: socket.bytesWritten - socket.writableLength }] : []
  })
  const queues = await unacknowledged(looked.map(({ connection }) => connection))
  const now = performance.now()
  for (const { stream, connection, sent } of looked) {
    const queue = queues.get(connection)
    // a connection that ends, or one that the table has skipped as it changed
    if (queue === undefined) continue
    const acknowledged = sent - queue
    const before = progress.get(stream)
    if (!before || queue === 0 || acknowledged > before.acknowledged)
      progress.set(stream, { connection, acknowledged, at: now })
    else if (now - before.at >= withinMs) stream.socket.resetAndDestroy()
  }
}
