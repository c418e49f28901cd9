// An identity provider whose parts a test lets fail one by one: what its token and userinfo endpoints answer is replaced.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as jose from 'jose'
import { unique } from './people.ts'

type Answer = (res: ServerResponse, as: () => Promise<void>) => void | Promise<void>

export interface FailingProvider {
  readonly url: string
  /** Who signs in: what the ID token says beside what it must, and what userinfo says. */
  person: { subject: string; idToken: object; userInfo: object }
  /** What answers in place of an endpoint; `as` answers as the provider would. */
  token: Answer
  userInfo: Answer
  /** How many requests for tokens have come. */
  readonly tokenRequests: () => number
  close(): void
}

/** Fails like a proxy before a provider that is down. */
export const badGateway: Answer = (res) => void res.writeHead(502).end('<h1>Bad gateway</h1>')

/** Starts one for the client. A code is the `nonce` of the sign-in, so that a test needs no page of it. */
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
