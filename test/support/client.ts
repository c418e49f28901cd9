import { Agent, type IncomingHttpHeaders, request } from 'node:http'

export interface Received {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** A client over node:http, since `fetch` takes as much processor time for a request as Croft does. */
export class TestClient {
  readonly #agent = new Agent({ keepAlive: true })

  /** POSTs a body of JSON, and reads the response to its end. */
  post(url: string, body: string, headers: Record<string, string> = {}): Promise<Received> {
    return new Promise((resolve, reject) => {
      const sent = request(url, {
        method: 'POST',
        agent: this.#agent,
        headers: { Accept: '*/*', 'Content-Type': 'application/json', ...headers },
      })
      sent.on('error', reject)
      sent.on('response', (response) => {
        const { statusCode: status = 0, headers } = response
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => {
          text += part
        })
        response.on('error', reject)
        response.on('end', () => resolve({ status, headers, text }))
      })
      sent.end(body)
    })
  }

  /** Closes the connections that are not in use: a server that stops would wait a moment for their next request. */
  closeIdle(): void {
    for (const sockets of Object.values(this.#agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy()
  }
}
