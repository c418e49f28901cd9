// oidc-provider, a widely used OpenID provider, in this process: users sign in as with a browser (authorization code
// with PKCE), and get a JWT access token for Croft (RFC 9068, RFC 8707).
import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as jose from 'jose'
import Provider from 'oidc-provider'
import { AUDIENCE } from './issuer.ts'
import { unique } from './people.ts'

const CLIENT = 'croft-cli'
/**
 * A public client for programs on the user's own machine (RFC 8252): it may use any local port, and codes for other
 * devices.
 */
export const NATIVE_CLIENT = 'croft-native'
const BROWSER_CLIENT = { id: 'croft-browsers', secret: 'a-secret-of-the-client-0123456789' }
const REDIRECT_URI = 'https://client.example/callback'
const RESOURCE = 'urn:croft'
const SCOPE = 'openid profile email'

export interface RealProvider {
  readonly url: string
  /** A client with a secret, with which the server signs browsers in. */
  readonly browserClient: { readonly id: string; readonly secret: string }
  /** Sets the account that signs in when a browser is at the sign-in page. */
  nobodyBut(account: string): void
  /** The claims of each account; they are in access tokens too. */
  readonly accounts: Map<string, Record<string, unknown>>
  /** Replaces the signing keys. */
  rotateKeys(): Promise<void>
  /** Signs the account in, as a browser would, and returns the tokens. */
  signIn(account: string): Promise<{ accessToken: string; idToken: string }>
  close(): void
}

/** Starts the provider. `browserRedirectUri` is where it sends the browsers that a server signs in. */
export async function startRealProvider(browserRedirectUri = REDIRECT_URI): Promise<RealProvider> {
  const accounts = new Map<string, Record<string, unknown>>()
  let provider: Provider
  let answer: ReturnType<Provider['callback']>
  let signingIn = ''
  const http = createServer((req, res) => {
    if (!req.url?.startsWith('/interaction/')) return void answer(req, res)
    void provider.interactionFinished(req, res, { login: { accountId: signingIn }, consent: {} })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  // another site than that of the server, as in production
  const url = `http://localhost:${(http.address() as AddressInfo).port}`
  const rotateKeys = async () => {
    provider = await newProvider(url, accounts, browserRedirectUri)
    answer = provider.callback()
  }
  await rotateKeys()
  return {
    url,
    accounts,
    browserClient: BROWSER_CLIENT,
    nobodyBut: (account) => {
      signingIn = account
    },
    rotateKeys,
    signIn: (account) => {
      signingIn = account
      return signIn(url)
    },
    close: () => {
      http.close()
      http.closeAllConnections()
    },
  }
}

async function newProvider(
  url: string,
  accounts: ReadonlyMap<string, Record<string, unknown>>,
  browserRedirectUri: string,
): Promise<Provider> {
  const { privateKey } = await jose.generateKeyPair('RS256', { extractable: true })
  const key = { ...(await jose.exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: unique('key') }
  const provider: Provider = new Provider(url, {
    adapter: inMemory(),
    jwks: { keys: [key] },
    cookies: { keys: [unique('cookie')] },
    clients: [
      {
        client_id: CLIENT,
        token_endpoint_auth_method: 'none',
        redirect_uris: [REDIRECT_URI],
      },
      {
        client_id: NATIVE_CLIENT,
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        redirect_uris: ['http://127.0.0.1/callback'],
        grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'],
      },
      {
        client_id: BROWSER_CLIENT.id,
        client_secret: BROWSER_CLIENT.secret,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [browserRedirectUri],
      },
    ],
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    ttl: {
      DeviceCode: 600,
      AccessToken: 3600,
      AuthorizationCode: 60,
      Grant: 3600,
      IdToken: 3600,
      Interaction: 60,
      Session: 3600,
    },
    interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      deviceFlow: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx: unknown, { clientId }: { clientId: string }) =>
          clientId === BROWSER_CLIENT.id ? undefined : RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'croft',
          audience: AUDIENCE,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    findAccount: (_ctx: unknown, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId, ...accounts.get(accountId) }),
    }),
    extraTokenClaims: (_ctx: unknown, { accountId }: { accountId: string }) => accounts.get(accountId),
    loadExistingGrant: async ({ oidc }: { oidc: { session: { accountId: string }; client: { clientId: string } } }) => {
      const grant = new provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId })
      grant.addOIDCScope(SCOPE)
      grant.addResourceScope(RESOURCE, 'croft')
      await grant.save()
      return grant
    },
  })
  return provider
}

async function signIn(url: string): Promise<{ accessToken: string; idToken: string }> {
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    client_id: CLIENT,
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: `${SCOPE} croft`,
    resource: RESOURCE,
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  })
  const callback = await browse(`${url}/auth?${query}`)
  const code = new URL(callback).searchParams.get('code')
  if (code === null) throw new Error(`No code in ${callback}`)
  const response = await fetch(`${url}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: CLIENT,
      redirect_uri: REDIRECT_URI,
      code,
      code_verifier: verifier,
    }),
  })
  const tokens = (await response.json()) as { access_token: string; id_token: string }
  return { accessToken: tokens.access_token, idToken: tokens.id_token }
}

/** Follows redirects with cookies until the client's address, which it returns. */
async function browse(from: string): Promise<string> {
  const { headers } = await visit(from, (address) => !address.startsWith(REDIRECT_URI))
  return headers.get('location') as string
}

/** Visits an address like a browser: follows redirects with cookies, and submits forms that need no input. */
export async function visit(from: string, follows = (_address: string): boolean => true): Promise<Response> {
  const cookies = new Map<string, string>()
  let address = from
  let form: URLSearchParams | undefined
  for (;;) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const sent = form ? { method: 'POST', body: form } : {}
    const response = await fetch(address, { redirect: 'manual', headers: { cookie }, ...sent })
    form = undefined
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location !== null) {
      address = new URL(location, address).href
      if (!follows(address)) return response
      continue
    }
    if (response.status >= 400) throw new Error(`${address} answered ${response.status}: ${await response.text()}`)
    const page = await response.clone().text()
    const [, action] = /<form[^>]* action="([^"]+)"/.exec(page) ?? []
    if (action === undefined) return response
    address = new URL(action, address).href
    const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    form = new URLSearchParams([...hidden.map(([, name = '', value = '']) => [name, value]), ['confirm', 'yes']])
  }
}

/** The provider's storage: its own in-memory store warns that it is not for production. */
function inMemory() {
  const stored = new Map<string, Record<string, unknown>>()
  return (model: string) => ({
    find: async (id: string) => stored.get(`${model}:${id}`),
    findByUid: async (uid: string) => [...stored.values()].find((payload) => payload['uid'] === uid),
    findByUserCode: async (code: string) => [...stored.values()].find((payload) => payload['userCode'] === code),
    upsert: async (id: string, payload: Record<string, unknown>) => void stored.set(`${model}:${id}`, payload),
    consume: async (id: string) => void Object.assign(stored.get(`${model}:${id}`) ?? {}, { consumed: 1 }),
    destroy: async (id: string) => void stored.delete(`${model}:${id}`),
    revokeByGrantId: async (grantId: string) => {
      for (const [key, payload] of stored) if (payload['grantId'] === grantId) stored.delete(key)
    },
  })
}
