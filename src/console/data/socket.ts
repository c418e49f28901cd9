// Streams over one WebSocket for the whole tab: on HTTP/1.1 a browser has six connections for all tabs of a server, and each
// stream of Server-Sent Events would hold one. To the client a stream over the WebSocket looks as one over `fetch`: so that
// resuming, back-off and silence stay where they are. Where no WebSocket gets through, `fetch` takes over.
import { createClient, type SubscribePayload } from 'graphql-ws'
import type { Fetch, FetchResponse } from '../../client/index.ts'
import { base } from './base.ts'
import { isConnected, usesFetch } from './connection.ts'

const PING_MS = 12_000
const PONG_WITHIN_MS = 10_000
/** Sockets in a row that ended before they were open, while the server answered all the same; then none is tried any more. */
const MAX_UNOPENED = 2
const FORBIDDEN = 4403

/** Opens streams over one WebSocket at this address; `fetch` in its place where no WebSocket gets through. */
export function streamsOver(path: string): Fetch {
  const url = new URL(path, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const streams = new Set<Frames>()
  let isOpen = false
  let unopened = 0
  let late: ReturnType<typeof setTimeout> | undefined
  const alive = () => {
    clearTimeout(late)
    for (const stream of streams) stream.push(':\n\n')
  }
  // one answer says nothing yet: the server may have come back between the socket and the question
  const countUnopened = async () => {
    // of the page, since browsers report an address that refuses HEAD as an error
    const response = await fetch(`${base}/`, { method: 'HEAD', cache: 'no-store' }).catch(() => null)
    if (isOpen) return
    // what is before the server answers 5xx for it
    unopened = response && response.status < 500 ? unopened + 1 : 0
    if (unopened >= MAX_UNOPENED) usesFetch.set(true)
  }
  const socket = createClient({
    url: url.href,
    keepAlive: PING_MS,
    retryAttempts: 0,
    on: {
      connected: () => {
        isOpen = true
        unopened = 0
        isConnected.set(true)
      },
      ping: (received) => {
        if (!received) late = setTimeout(() => socket.terminate(), PONG_WITHIN_MS)
      },
      pong: alive,
      closed: (event) => {
        clearTimeout(late)
        const { code, wasClean } = event as CloseEvent
        const isRefused = code === FORBIDDEN
        if (!wasClean && !isRefused) isConnected.set(false)
        if (!wasClean && !isOpen) void countUnopened()
        isOpen = false
        // graphql-ws would send old variables again, and events would be missing
        for (const stream of [...streams]) {
          if (isRefused) stream.push(frame(UNAUTHENTICATED))
          stream.fail(new Error('The WebSocket was closed'))
        }
      },
    },
  })

  const open = (body: string, signal: AbortSignal): FetchResponse => {
    const frames = new Frames()
    const end = () => {
      streams.delete(frames)
      dispose()
    }
    frames.onEnd = end
    streams.add(frames)
    const dispose = socket.subscribe(JSON.parse(body) as SubscribePayload, {
      next: (result) => frames.push(frame(result)),
      error: (error) => {
        if (Array.isArray(error)) frames.push(`${frame({ errors: error })}event: complete\n\n`)
        frames.fail(error instanceof Error ? error : new Error('The WebSocket was closed'))
      },
      complete: () => frames.push('event: complete\n\n'),
    })
    signal.addEventListener('abort', () => frames.fail(signal.reason))
    return {
      status: 200,
      headers: { get: (name) => (name === 'content-type' ? 'text/event-stream' : null) },
      body: { getReader: () => frames },
      text: async () => '',
    }
  }

  return async (target, init) => {
    if (!usesFetch.get()) return open(init.body, init.signal)
    try {
      const response = await fetch(target, init)
      isConnected.set(true)
      return response
    } catch (error) {
      if (!init.signal.aborted) isConnected.set(false)
      throw error
    }
  }
}

const UNAUTHENTICATED = {
  errors: [{ message: 'The session is over', extensions: { code: 'UNAUTHENTICATED' } }],
}

const frame = (result: object): string => `event: next\ndata: ${JSON.stringify(result)}\n\n`

/** What has come and was not read yet, as the body of a response. */
class Frames {
  onEnd: () => void = () => undefined
  private readonly encoder = new TextEncoder()
  private readonly waiting: string[] = []
  private failure: unknown
  private wake: () => void = () => undefined

  push(text: string): void {
    this.waiting.push(text)
    this.wake()
  }

  /** What has come before is read first. */
  fail(reason: unknown): void {
    this.failure ??= reason
    this.onEnd()
    this.wake()
  }

  async read(): Promise<{ done: boolean; value?: Uint8Array }> {
    for (;;) {
      const text = this.waiting.splice(0).join('')
      if (text) return { done: false, value: this.encoder.encode(text) }
      if (this.failure !== undefined) throw this.failure
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
  }
}
