import { createServer, type Server } from 'node:http'
import { onTestFinished } from 'vitest'
import { freePort } from './nginx.ts'

export interface Upstream {
  readonly port: number
  /** Bodies of the requests that came, in order. */
  readonly got: readonly string[]
  /** `answer`: 200; `cut`: the connection is cut once the request is there; `stopping`: 503, as a server that stops. */
  behaviour: 'answer' | 'cut' | 'stopping'
}

/** A server that is no Croft: it counts what reaches it, and can fail in the middle of a request. */
export async function startUpstream(): Promise<Upstream> {
  const got: string[] = []
  const upstream: Upstream = { port: await freePort(), got, behaviour: 'answer' }
  const server: Server = createServer(async (req, res) => {
    let body = ''
    for await (const part of req) body += String(part)
    got.push(body)
    if (upstream.behaviour === 'cut') req.socket.destroy()
    else res.writeHead(upstream.behaviour === 'stopping' ? 503 : 200, { 'Content-Length': 2 }).end('ok')
  })
  server.on('upgrade', (req, socket) => {
    got.push(String(req.headers.upgrade))
    socket.end('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(upstream.port, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return upstream
}
