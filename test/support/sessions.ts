// Browser sessions in tests: requests as a page of the server sends them, with the cookie that the browser has stored.
import type { TestServer } from './server.ts'

/** A signed-in browser. */
export interface BrowserSession {
  readonly id: string
  /** The value of the Cookie header. */
  readonly cookie: string
  /** The secret in it. */
  readonly secret: string
  /** The credentials for `gql` and `run`, as in a request from a page of the server. */
  readonly as: { token: null; headers: Record<string, string> }
}

/** Sends a request to `/session` or below, as a page of the server does. */
export function fromPage(
  { url }: { url: string },
  path: string,
  { method = 'POST', body, headers = {} }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(`${url}${path}`, {
    method,
    headers: { Origin: url, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

/** The cookie that a response sets, as `name=value`; empty if the response removes it. */
export const cookieIn = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''

/** Signs a browser in by a token or a link. */
export async function signInBrowser(
  server: Pick<TestServer, 'url'>,
  by: { token: string } | { link: string },
  headers: Record<string, string> = {},
): Promise<BrowserSession> {
  const body = 'token' in by ? { token: by.token } : { link: by.link }
  const response = await fromPage(server, '/session', { body, headers })
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`)
  const { session } = (await response.json()) as { session: { id: string } }
  const cookie = cookieIn(response)
  return {
    id: session.id,
    cookie,
    secret: cookie.slice(cookie.indexOf('=') + 1),
    as: { token: null, headers: pageHeaders(server, cookie) },
  }
}

/** The headers of a request that a page of the server sends with this cookie. */
export const pageHeaders = ({ url }: { url: string }, cookie: string): Record<string, string> => {
  return { Cookie: cookie, Origin: url, 'Sec-Fetch-Site': 'same-origin' }
}
