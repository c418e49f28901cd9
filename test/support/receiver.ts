// Receivers of webhooks: real servers on loopback addresses that end with the test.
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Receiver {
  readonly url: string
  readonly port: number
  /** The requests so far. */
  readonly requests: readonly Received[]
}

/** A receiver that answers each request with this status, headers and text. */
export async function startReceiver(
  status = 200,
  { headers = {}, text = '', host = '127.0.0.1', port = 0 }: ReceiverOptions = {},
): Promise<Receiver> {
  const requests: Received[] = []
  const handler: RequestListener = async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    requests.push({ headers: request.headers, body: Buffer.concat(parts).toString() })
    response.writeHead(status, headers).end(text)
  }
  return { ...(await listening(createServer(handler), host, port)), requests }
}

interface ReceiverOptions {
  headers?: Record<string, string>
  text?: string
  host?: string
  port?: number
}

/** A receiver that calls `answer` with each connection, once a request has begun to arrive. */
export async function startRawReceiver(answer: (socket: Socket) => void): Promise<Omit<Receiver, 'requests'>> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('data', () => {
      answer(socket)
      socket.resume()
    })
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
  })
  return listening(server, '127.0.0.1', 0)
}

async function listening(server: Server, host: string, port: number) {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  onTestFinished(() => {
    server.close()
  })
  const { port: taken } = server.address() as AddressInfo
  return { url: `http://${host}:${taken}/clean-up`, port: taken }
}
