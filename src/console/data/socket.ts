// Sends all streams of a tab over one WebSocket: over HTTP/1.1 a browser has six connections to a server for all tabs,
// and each stream of Server-Sent Events would hold one. To the client a stream over the WebSocket looks like one over
// `fetch`, so that resuming, back-off and the detection of silence stay in the client. Where no WebSocket gets through,
// `fetch` is used instead.
import { createClient, type SubscribePayload } from 'graphql-ws'
import type { Fetch, FetchResponse } from '../../client/index.ts'
import { base } from './base.ts'
import { isConnected, usesFetch } from './connection.ts'

const PING_MS = 12_000
const PONG_WITHIN_MS = 10_000
/**
 * After this many sockets in a row that closed before they opened, while the server answered a request, `fetch` is
 * used.
 */
const MAX_UNOPENED = 2
const FORBIDDEN = 4403

/** Opens streams over one WebSocket at this address, or over `fetch` where no WebSocket gets through. */
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
  // a single answer proves nothing: the server may have come back between the failure of the socket and this request
  const countUnopened = async () => {
    // requests the page, since browsers report an address that refuses HEAD as an error
    const response = await fetch(`${base}/`, { method: 'HEAD', cache: 'no-store' }).catch(() => null)
    if (isOpen) return
    // if the server is down, a proxy in front of it answers with 5xx
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
        // graphql-ws would resend the old variables, and events would be missed
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

/** The data that has arrived and was not read yet, in the form of a response body. */
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

  /** Ends the body with an error, after the data that arrived before it. */
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
