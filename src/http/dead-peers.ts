// Resets the connections of SSE subscribers whose host has vanished without closing them: nobody acknowledges the pings
// that they are sent. TCP itself gives up only after a quarter of an hour, so the connections of open streams are
// checked, and one of which nothing was acknowledged for long is reset. (A WebSocket is asked for pongs:
// websocket/socket.ts.)
import type { Logger } from '../execution/errors.ts'
import type { OpenStream } from './exchange.ts'
import { type Connection, connectionOf, unacknowledged } from './unacknowledged.ts'

/** The checks within the time that a subscriber has: a dead one is noticed at most half of that time later. */
const LOOKS = 2

interface Progress {
  readonly connection: Connection
  /** The most that was acknowledged, counted from the start of the connection. */
  acknowledged: number
  /** When that was seen, or when there was nothing to acknowledge. */
  at: number
}

/** Resets connections of which nothing was acknowledged for `withinMs`, until the returned function is called. */
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
