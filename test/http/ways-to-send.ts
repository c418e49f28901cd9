// Each way to send an operation, and the refusal that a client receives.
import { expect } from 'vitest'
import { connect } from '../streams/raw.ts'
import { type TestServer, until } from '../support/server.ts'

export type Headers = Record<string, string>
/** The refusal that a client receives; null if the operation is answered. */
export type Refusal = { status: number | null; code: string; retryAfter: number } | null

export const TYPENAME = '{ __typename }'

/** The refusal in a response, or null. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const body = (await response.json()) as { errors?: { extensions: { code: string; retryAfterSeconds: number } }[] }
  if (!body.errors) return null
  const { code, retryAfterSeconds } = body.errors[0]?.extensions ?? { code: '', retryAfterSeconds: 0 }
  // the header agrees with the error, and is sent only if the client can wait for something
  expect(response.headers.get('retry-after')).toBe(retryAfterSeconds === undefined ? null : String(retryAfterSeconds))
  return { status: response.status, code, retryAfter: retryAfterSeconds }
}

/** Sends an operation by POST; returns the response. */
export const post = (of: TestServer, headers: Headers, query = TYPENAME, variables = {}) =>
  of.post(JSON.stringify({ query, variables }), headers)
/** Sends an operation by POST; returns the refusal. */
export const sendPost = async (of: TestServer, headers: Headers, query = TYPENAME) =>
  refusalOf(await post(of, headers, query))

/** Each way to send an operation. */
export const WAYS = {
  POST: sendPost,
  GET: async (of: TestServer, headers: Headers) =>
    refusalOf(await fetch(`${of.url}/graphql?query=${encodeURIComponent(TYPENAME)}`, { headers })),
  SSE: async (of: TestServer, headers: Headers) => {
    const response = await post(of, { ...headers, Accept: 'text/event-stream' })
    if (response.status !== 200) return refusalOf(response)
    expect(await response.text()).toContain('"__typename":"Query"')
    return null
  },
  WebSocket: async (of: TestServer, headers: Headers): Promise<Refusal> => {
    const { Authorization, ...others } = headers
    const socket = await connect(of, { init: Authorization ? { Authorization } : {}, headers: others })
    socket.subscribe('q', TYPENAME)
    await until(() => socket.messages.some(({ type }) => type === 'error' || type === 'complete'))
    socket.close()
    const error = socket.messages.find(({ type }) => type === 'error')
    if (!error) return null
    const { code, retryAfterSeconds } = error.payload[0].extensions
    return { status: null, code, retryAfter: retryAfterSeconds }
  },
} as const
export type Way = keyof typeof WAYS
export const ways = Object.keys(WAYS) as Way[]
/** The status of a refusal. */
export const statusOf = (way: Way) => (way === 'WebSocket' ? null : 429)
