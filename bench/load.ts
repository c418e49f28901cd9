import { createHistogram } from 'node:perf_hooks'
import { Pool } from 'undici'

export interface Load {
  readonly requests: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export interface Query {
  readonly body: string
  readonly token: string
}

const MICROS = 1000

/** Sends one query and answers the body's text. */
export async function answerOf(url: string, { body, token }: Query): Promise<string> {
  const pool = new Pool(url)
  const { text } = await send(pool, body, token)
  await pool.destroy()
  return text
}

/** A closed loop over keep-alive connections, each sending its next request once it is answered. Times in ms. */
export async function load(url: string, query: Query, connections: number, until: AbortSignal): Promise<Load> {
  const pool = new Pool(url, { connections, pipelining: 1 })
  const times = createHistogram()
  const loop = async () => {
    while (!until.aborted) {
      const sentAt = performance.now()
      const { status, text } = await send(pool, query.body, query.token)
      times.record(Math.max(1, Math.round((performance.now() - sentAt) * MICROS)))
      if (status !== 200 || text.includes('"errors"')) throw new Error(`Refused under load: ${status} ${text}`)
    }
  }
  await Promise.all(Array.from({ length: connections }, loop))
  await pool.destroy()
  return {
    requests: times.count,
    p50: times.percentile(50) / MICROS,
    p99: times.percentile(99) / MICROS,
    max: times.max / MICROS,
  }
}

/** Runs an operation that is expected to succeed. */
export async function operate<T>(
  url: string,
  token: string,
  query: string,
  variables: Record<string, unknown>,
): Promise<T> {
  const { data, errors } = JSON.parse(await answerOf(url, { token, body: JSON.stringify({ query, variables }) }))
  if (errors) throw new Error(JSON.stringify(errors))
  return data as T
}

async function send(pool: Pool, body: string, token: string): Promise<{ status: number; text: string }> {
  const response = await pool.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
  })
  return { status: response.statusCode, text: await response.body.text() }
}
