// How the server is reached at present. Streams tell it, and each page has some (`socket.ts`, which is loaded with the first).
import type { Fetch } from '../../client/index.ts'
import { signal } from './signal.ts'

/** Whether the server was reached by the last attempt. */
export const isConnected = signal(true)
/** Whether streams hold connections that other tabs may need. */
export const usesFetch = signal(false)

/** `fetch`, with every stream over one WebSocket. */
export function fetchWithSocket(path: string): Fetch {
  let streams: Promise<Fetch> | undefined
  return async (target, init) => {
    if (init.headers['Accept'] !== 'text/event-stream') return fetch(target, init)
    streams ??= import('./socket.ts').then(({ streamsOver }) => streamsOver(path))
    // the next stream tries to load it again
    streams.catch(() => {
      streams = undefined
    })
    return (await streams)(target, init)
  }
}
