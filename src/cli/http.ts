// A fetch built on node:http and node:https. Loading Node's own fetch takes a tenth of a second, which is most of the
// time of a short command. Requests go through the proxy in HTTPS_PROXY or HTTP_PROXY, except to the hosts in NO_PROXY.
import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest, Agent as TlsAgent } from 'node:https'
import type { Socket } from 'node:net'

export interface FetchInit {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal | null
}

/** Connections are kept between requests; an idle one does not keep the process alive. */
const agents = { 'http:': new Agent({ keepAlive: true }), 'https:': new TlsAgent({ keepAlive: true }) }

/** Sends a request, and resolves with the part of a Response that a client needs. */
export async function fetchOverNode(target: string | URL, init: FetchInit = {}) {
  const url = new URL(target)
  const proxy = proxyFor(url)
  const response = await send(url, proxy, init)
  return responseOf(response)
}

async function send(url: URL, proxy: URL | undefined, init: FetchInit): Promise<IncomingMessage> {
  const { method = 'GET', headers = {}, body, signal } = init
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  const options = { method, headers: { ...headers, ...length } }
  signal?.throwIfAborted()
  let sent: ClientRequest
  if (proxy === undefined) {
    const agent = agents[url.protocol as keyof typeof agents]
    sent =
      url.protocol === 'https:' ? httpsRequest(url, { ...options, agent }) : httpRequest(url, { ...options, agent })
  } else if (url.protocol === 'https:') {
    const socket = await tunnel(url, proxy, signal ?? undefined)
    const { connect } = await import('node:tls')
    sent = httpsRequest(url, {
      ...options,
      // an agent, even `false`, would open a connection of its own
      createConnection: () => connect({ socket, servername: url.hostname }),
    })
  } else {
    sent = httpRequest(proxy, {
      ...options,
      agent: false,
      path: url.href,
      headers: { ...options.headers, Host: url.host, ...authorization(proxy) },
    })
  }
  // with the option `signal`, an abort after the response has come raises an error on the socket that nobody can catch
  let response: IncomingMessage | undefined
  const abort = () => (response ? response.destroy() : sent.destroy(signal?.reason as Error))
  signal?.addEventListener('abort', abort, { once: true })
  return new Promise((resolve, reject) => {
    sent.on('response', (message) => {
      response = message
      // a reader of the body gets this error as well; without a reader nobody needs it
      message.on('error', () => {})
      resolve(message)
    })
    sent.on('error', reject)
    sent.on('close', () => signal?.removeEventListener('abort', abort))
    sent.end(body)
  })
}

/** Opens a connection through the proxy to the host of the URL. */
function tunnel(url: URL, proxy: URL, signal: AbortSignal | undefined): Promise<Socket> {
  const path = `${url.hostname}:${url.port || '443'}`
  const request = proxy.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const options = { method: 'CONNECT', path, agent: false, headers: { Host: path, ...authorization(proxy) } }
    const sent = request(proxy, { ...options, ...(signal ? { signal } : {}) })
    sent.on('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) return resolve(socket)
      socket.destroy()
      reject(Object.assign(new Error(`the proxy ${proxy.host} answers ${statusCode}`), { code: 'ECONNREFUSED' }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

function authorization({ username, password }: URL): Record<string, string> {
  if (!username) return {}
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'Proxy-Authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}

/** The proxy of the environment for a URL, if any. */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv = process.env): URL | undefined {
  const isTls = url.protocol === 'https:'
  const value = isTls ? (env.HTTPS_PROXY ?? env.https_proxy) : (env.HTTP_PROXY ?? env.http_proxy)
  if (!value || isExcluded(url, env.NO_PROXY ?? env.no_proxy ?? '')) return undefined
  const text = value.includes('://') ? value : `http://${value}`
  return URL.canParse(text) ? new URL(text) : undefined
}

function isExcluded({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (host === 'localhost' || host === '::1' || /^127\./.test(host)) return true
  const at = port || (protocol === 'https:' ? '443' : '80')
  return list.split(/[,\s]+/).some((entry) => {
    if (entry === '') return false
    if (entry === '*') return true
    const [, name = '', onPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry) ?? []
    return (onPort === undefined || onPort === at) && (host === name || host.endsWith(`.${name}`))
  })
}

/** The part of a Response that a client reads. The body becomes a web stream only when it is read as one. */
function responseOf(message: IncomingMessage) {
  const status = message.statusCode ?? 0
  const text = async () => {
    const parts: Buffer[] = []
    for await (const part of message) parts.push(part as Buffer)
    return Buffer.concat(parts).toString('utf8')
  }
  let stream: ReadableStream<Uint8Array> | undefined
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: {
      get: (name: string): string | null => {
        const value = message.headers[name.toLowerCase()]
        return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value
      },
    },
    get body(): ReadableStream<Uint8Array> {
      stream ??= webStream(message)
      return stream
    },
    text,
    json: async (): Promise<unknown> => JSON.parse(await text()),
  }
}

function webStream(message: IncomingMessage): ReadableStream<Uint8Array> {
  const parts = message[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(value as Uint8Array)
    },
    cancel: () => {
      message.destroy()
    },
  })
}
