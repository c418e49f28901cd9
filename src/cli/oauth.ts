// Sign-in at the identity provider of a server: in a browser on this machine, which is redirected to 127.0.0.1 (PKCE,
// state), or, where no browser can be shown, with a code that the user types on another device. The result is an access
// token of a few minutes, which is exchanged for a token of Croft; no refresh token is kept.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Configuration, CustomFetch } from 'openid-client'
import { hasDisplay, openInBrowser } from './browser.ts'
import { CliError, ExitCode } from './errors.ts'
import { fetchOverNode } from './http.ts'
import { printable } from './terminal.ts'

export interface Provider {
  readonly issuer: string
  readonly clientId: string
  readonly audience: string
  readonly scopes: readonly string[]
}

const ANSWER_WITHIN_MS = 300_000
const NOT_KEPT = new Set(['offline_access'])

/** Signs the user in at the provider, and returns the access token. */
export async function signIn(provider: Provider, { device }: { device: boolean }): Promise<string> {
  const oidc = await import('openid-client')
  const options = {
    [oidc.customFetch]: fetchForLibrary,
    // plain http only to this machine, where nobody can listen in
    execute: isLoopback(provider.issuer) ? [oidc.allowInsecureRequests] : [],
  }
  try {
    const config = await oidc.discovery(new URL(provider.issuer), provider.clientId, undefined, oidc.None(), options)
    config[oidc.customFetch] = fetchForLibrary
    if (device || !hasDisplay()) return await withDevice(oidc, config, provider)
    return await withBrowser(oidc, config, provider)
  } catch (error) {
    if (error instanceof CliError) throw error
    throw refused(error as Error & { error_description?: string; cause?: { error_description?: string } })
  }
}

function isLoopback(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer)
  return protocol === 'http:' && /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
}

function refused(error: Error & { error_description?: string; cause?: { error_description?: string } }): CliError {
  const why = error.error_description ?? error.cause?.error_description ?? error.message
  return new CliError(
    `the sign-in failed: ${why}`,
    ExitCode.REFUSED,
    'With --token-stdin a token is taken in its place.',
  )
}

function parametersOf({ scopes, audience }: Provider): Record<string, string> {
  const scope = scopes.filter((each) => !NOT_KEPT.has(each)).join(' ')
  return { scope, audience }
}

type Library = typeof import('openid-client')

async function withBrowser(oidc: Library, config: Configuration, provider: Provider): Promise<string> {
  const verifier = oidc.randomPKCECodeVerifier()
  const state = oidc.randomState()
  const callback = await awaitCallback(state)
  try {
    const address = oidc.buildAuthorizationUrl(config, {
      ...parametersOf(provider),
      redirect_uri: callback.url,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
    })
    process.stderr.write(`Sign in in the browser: ${address.href}\n`)
    await openInBrowser(address.href)
    const answer = await callback.answer
    const { access_token: token } = await oidc.authorizationCodeGrant(config, answer, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    })
    return token
  } finally {
    callback.close()
  }
}

async function withDevice(oidc: Library, config: Configuration, provider: Provider): Promise<string> {
  if (config.serverMetadata().device_authorization_endpoint === undefined) {
    throw new CliError(
      'no browser can be opened here, and the provider has no sign-in by code',
      ExitCode.REFUSED,
      'With --token-stdin a token is taken in its place.',
    )
  }
  const started = await oidc.initiateDeviceAuthorization(config, parametersOf(provider))
  process.stderr.write(
    `Open ${printable(started.verification_uri)} on any device, and type the code ${printable(started.user_code)}\n`,
  )
  const { access_token: token } = await oidc.pollDeviceAuthorizationGrant(config, started)
  return token
}

/** Listens on a local port for the redirect that carries this state; answers any other request with 404. */
async function awaitCallback(state: string) {
  let resolve = (_answer: URL): void => {}
  let reject = (_error: Error): void => {}
  const answer = new Promise<URL>((...both) => {
    ;[resolve, reject] = both
  })
  // avoids an unhandled rejection: if the browser could not be sent to the provider, nobody awaits the answer
  answer.catch(() => {})
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', origin())
    const isAnswer = address.pathname === '/callback' && address.searchParams.get('state') === state
    response.writeHead(isAnswer ? 200 : 404, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
    response.end(isAnswer ? 'You can close this page, and go back to the terminal.\n' : 'Not found\n')
    if (isAnswer) resolve(address)
  })
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const late = setTimeout(
    () => reject(new CliError('nobody signed in within 5 minutes', ExitCode.REFUSED)),
    ANSWER_WITHIN_MS,
  )
  return {
    url: `${origin()}/callback`,
    answer,
    close: () => {
      clearTimeout(late)
      server.close()
      server.closeAllConnections()
    },
  }
}

/**
 * Adapts the fetch of http.ts, which uses the proxy of the environment, to the library, which needs a whole Response.
 */
const fetchForLibrary: CustomFetch = async (url, { method, headers, body, signal }) => {
  const response = await fetchOverNode(url, {
    method,
    headers,
    ...(body === undefined || body === null ? {} : { body: String(body) }),
    signal: signal ?? null,
  })
  const type = response.headers.get('content-type')
  return new Response(await response.text(), {
    status: response.status,
    headers: type === null ? {} : { 'content-type': type },
  })
}
