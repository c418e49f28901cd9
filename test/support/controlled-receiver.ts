// A service that receives webhooks over HTTP, and answers as the test tells it to.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, onTestFinished } from 'vitest'

export interface Call {
  readonly headers: IncomingHttpHeaders
  readonly body: {
    type: string
    timestamp: string
    data: {
      task: string
      attempt: number
      deletion: string
      workspace: { id: string; name: string }
      kind: string
      resource: { id: string; name: string; externalId: string | null; labels: Record<string, unknown> }
    }
  }
  /** Answers the call, unless it has been answered. */
  answer(status: number): void
}

export interface Receiver {
  readonly url: string
  readonly calls: readonly Call[]
  /**
   * Sets how calls are answered from now on: with a status, or only when the test answers; a function decides for each
   * call.
   */
  answers(how: number | 'not' | ((call: Call) => number | 'not')): void
  /** Calls that were neither answered nor given up by the caller. */
  open(): number
}

/** Starts a receiver that answers 200; it ends with the test, or with the file. */
export async function startControlledReceiver({ shared = false } = {}): Promise<Receiver> {
  const { close, ...receiver } = await openReceiver()
  if (shared) afterAll(close)
  else onTestFinished(close)
  return receiver
}

/** Starts a receiver that answers 200, until it is closed. */
export async function openReceiver(): Promise<Receiver & { close(): void }> {
  const calls: Call[] = []
  let how: Parameters<Receiver['answers']>[0] = 200
  const pending = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (part: Buffer) => {
      text += part.toString()
    })
    pending.add(response)
    response.on('close', () => pending.delete(response))
    request.on('end', () => {
      const answer = (status: number) => {
        if (!response.headersSent) response.writeHead(status).end()
      }
      const call = { headers: request.headers, body: JSON.parse(text), answer }
      calls.push(call)
      const status = typeof how === 'function' ? how(call) : how
      if (status !== 'not') answer(status)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    calls,
    answers: (next) => {
      how = next
    },
    open: () => pending.size,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
