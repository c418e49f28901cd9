import { createServer, type Server } from 'node:http'
import { onTestFinished } from 'vitest'
import { freePort } from './nginx.ts'

export interface Upstream {
  readonly port: number
  /** Bodies of the requests received, in order; for an upgrade the protocol's name. */
  readonly received: readonly string[]
  /** `answer`: 200; `cut`: the connection is destroyed after the request; `stopping`: 503, as Croft while it stops. */
  behaviour: 'answer' | 'cut' | 'stopping'
}

/** A stand-in for Croft that records every request and can fail after it has received one. */
export async function startUpstream(): Promise<Upstream> {
  const received: string[] = []
  const upstream: Upstream = { port: await freePort(), received, behaviour: 'answer' }
  const server: Server = createServer(async (req, res) => {
    let body = ''
    for await (const part of req) body += String(part)
    received.push(body)
    if (upstream.behaviour === 'cut') req.socket.destroy()
    else res.writeHead(upstream.behaviour === 'stopping' ? 503 : 200, { 'Content-Length': 2 }).end('ok')
  })
  server.on('upgrade', (req, socket) => {
    received.push(String(req.headers.upgrade))
    socket.end('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(upstream.port, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return upstream
}
