// An identity provider whose parts a test can make fail one by one, by replacing the answers of its token and userinfo
// endpoints.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as jose from 'jose'
import { unique } from './people.ts'

type Answer = (res: ServerResponse, as: () => Promise<void>) => void | Promise<void>

export interface FailingProvider {
  readonly url: string
  /** The user who signs in: additional claims of the ID token, and the claims of userinfo. */
  person: { subject: string; idToken: object; userInfo: object }
  /** Replaces the answer of an endpoint; `as` is the provider's usual answer. */
  token: Answer
  userInfo: Answer
  /** The number of requests for tokens so far. */
  readonly tokenRequests: () => number
  close(): void
}

/** Fails like a proxy before a provider that is down. */
export const badGateway: Answer = (res) => void res.writeHead(502).end('<h1>Bad gateway</h1>')

/** Starts a provider for the client. A code is the `nonce` of the sign-in, so that a test needs no sign-in page. */
export async function startFailingProvider(clientId: string): Promise<FailingProvider> {
  const { privateKey } = await jose.generateKeyPair('RS256')
  const asItIs: Answer = (_res, as) => as()
  let requests = 0
  const http = createServer((req, res) => void answer(req, res))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const json = (res: ServerResponse, body: object) =>
    void res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  const provider: FailingProvider = {
    url,
    person: { subject: unique('subject'), idToken: {}, userInfo: {} },
    token: asItIs,
    userInfo: asItIs,
    tokenRequests: () => requests,
    close: () => {
      http.close()
      http.closeAllConnections()
    },
  }
  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk)
    const { subject, idToken, userInfo } = provider.person
    if (req.url === '/userinfo') return provider.userInfo(res, async () => json(res, { sub: subject, ...userInfo }))
    if (req.url !== '/token') {
      return json(res, {
        issuer: url,
        authorization_endpoint: `${url}/auth`,
        token_endpoint: `${url}/token`,
        userinfo_endpoint: `${url}/userinfo`,
        jwks_uri: `${url}/jwks`,
      })
    }
    requests++
    const nonce = new URLSearchParams(Buffer.concat(chunks).toString()).get('code')
    return provider.token(res, async () => {
      const claims = new jose.SignJWT({ nonce, ...idToken }).setProtectedHeader({ alg: 'RS256' })
      const named = claims.setIssuer(url).setAudience(clientId).setSubject(subject)
      const id_token = await named.setIssuedAt().setExpirationTime('5m').sign(privateKey)
      json(res, { access_token: 'opaque', token_type: 'Bearer', id_token })
    })
  }
  return provider
}
