import { Agent, request } from 'node:http'
import { createHistogram, type Histogram } from 'node:perf_hooks'

/** The result of a load: the number of answered requests, and their latency in milliseconds. */
export interface Load {
  readonly requests: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/**
 * One GraphQL request: its body, and the API token of the caller. Peers with another interface set the other fields.
 */
export interface Query {
  readonly body: string
  readonly token: string
  /** `/graphql` unless the peer has another path. */
  readonly path?: string
  readonly method?: 'POST' | 'GET'
  readonly headers?: Readonly<Record<string, string>>
}

const MICROSECONDS = 1000

/** Sends one query on a new connection, and returns the text of the response body. */
export async function responseTo(url: string, query: Query): Promise<string> {
  const agent = new Agent()
  const { text } = await send(agent, url, query)
  return text
}

/**
 * Runs a closed loop on each of several keep-alive connections until the signal aborts: a connection sends its next
 * request, made by `query` if that is a function, as soon as the previous one is answered. Throws at the first response
 * that is not a success.
 */
export async function load(
  url: string,
  query: Query | (() => Query),
  connections: number,
  until: AbortSignal,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const latency = createHistogram()
  const loop = async () => {
    while (!until.aborted) {
      const next = typeof query === 'function' ? query() : query
      const sentAt = performance.now()
      const { status, text } = await send(agent, url, next)
      latency.record(Math.max(1, Math.round((performance.now() - sentAt) * MICROSECONDS)))
      if (status !== 200 || text.includes('"errors"')) throw new Error(`Refused under load: ${status} ${text}`)
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, loop))
  } finally {
    agent.destroy()
  }
  return loadOf(latency)
}

function loadOf(latency: Histogram): Load {
  if (latency.count === 0) throw new Error('The load ended before any request was answered')
  return {
    requests: latency.count,
    p50: latency.percentile(50) / MICROSECONDS,
    p99: latency.percentile(99) / MICROSECONDS,
    max: latency.max / MICROSECONDS,
  }
}

/**
 * Sends so many requests a second until the signal aborts, at random times as independent clients would (a Poisson
 * process), no matter how many are not answered yet. Throws at the first response that is not a success.
 */
export async function steadyLoad(url: string, query: Query, perSecond: number, until: AbortSignal): Promise<Load> {
  const agent = new Agent({ keepAlive: true })
  const latency = createHistogram()
  const sent: Promise<void>[] = []
  const one = async () => {
    const sentAt = performance.now()
    const { status, text } = await send(agent, url, query)
    latency.record(Math.max(1, Math.round((performance.now() - sentAt) * MICROSECONDS)))
    if (status !== 200 || text.includes('"errors"')) throw new Error(`Refused under load: ${status} ${text}`)
  }
  try {
    for (let dueAt = performance.now(); !until.aborted; ) {
      while (dueAt <= performance.now()) {
        sent.push(one())
        dueAt += (-Math.log(1 - Math.random()) / perSecond) * 1000
      }
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    await Promise.all(sent)
  } finally {
    agent.destroy()
  }
  return loadOf(latency)
}

/** Sends this number of requests, on so many connections, unless the signal aborts first. */
export async function sendTimes(
  url: string,
  query: Query | (() => Query),
  { requests, connections, within }: { requests: number; connections: number; within?: AbortSignal },
): Promise<void> {
  const sent = new AbortController()
  let count = 0
  const next = () => {
    if (++count >= requests) sent.abort()
    return typeof query === 'function' ? query() : query
  }
  await load(url, next, connections, within ? AbortSignal.any([sent.signal, within]) : sent.signal)
}

/** Runs an operation and returns its data; throws if the response has errors. */
export async function operate<T>(
  url: string,
  token: string,
  query: string,
  variables: Record<string, unknown>,
): Promise<T> {
  const { data, errors } = JSON.parse(await responseTo(url, { token, body: JSON.stringify({ query, variables }) }))
  if (errors) throw new Error(JSON.stringify(errors))
  return data as T
}

/** Sends one request on a connection of the agent. */
export function send(agent: Agent, url: string, query: Query): Promise<{ status: number; text: string }> {
  const { body, token, path = '/graphql', method = 'POST' } = query
  return new Promise((resolve, reject) => {
    const content =
      method === 'GET' ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
    const headers = { ...content, Authorization: `Bearer ${token}`, ...query.headers }
    const sent = request(`${url}${path}`, { method, agent, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
