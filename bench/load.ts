import { Agent, request } from 'node:http'
import { createHistogram } from 'node:perf_hooks'

/** A finished load: how many requests were answered, and their latency in milliseconds. */
export interface Load {
  readonly requests: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/** One GraphQL request: its body, and the API token of the caller. */
export interface Query {
  readonly body: string
  readonly token: string
}

const MICROSECONDS = 1000

/** Sends one query on a connection of its own and returns the text of the response body. */
export async function responseTo(url: string, query: Query): Promise<string> {
  const agent = new Agent()
  const { text } = await send(agent, url, query)
  return text
}

/**
 * Runs a closed loop on each of several keep-alive connections until the signal aborts: a connection sends its next
 * request as soon as the previous one is answered. Throws at the first response that is not a success.
 */
export async function load(url: string, query: Query, connections: number, until: AbortSignal): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const latency = createHistogram()
  const loop = async () => {
    while (!until.aborted) {
      const sentAt = performance.now()
      const { status, text } = await send(agent, url, query)
      latency.record(Math.max(1, Math.round((performance.now() - sentAt) * MICROSECONDS)))
      if (status !== 200 || text.includes('"errors"')) throw new Error(`Refused under load: ${status} ${text}`)
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, loop))
  } finally {
    agent.destroy()
  }
  if (latency.count === 0) throw new Error('The load ended before any request was answered')
  return {
    requests: latency.count,
    p50: latency.percentile(50) / MICROSECONDS,
    p99: latency.percentile(99) / MICROSECONDS,
    max: latency.max / MICROSECONDS,
  }
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
export function send(agent: Agent, url: string, { body, token }: Query): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      Authorization: `Bearer ${token}`,
    }
    const sent = request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) => {
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
