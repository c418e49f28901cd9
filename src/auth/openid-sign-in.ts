// The sign-in of a browser at the identity provider: OpenID Connect Core 1.0, the code flow with PKCE (RFC 7636),
// `state` and `nonce`. The browser keeps the state between the two halves, encrypted, in a cookie that lives for
// minutes.
import type { ClientAuth, Configuration } from 'openid-client'
import type { Config } from '../config/config.ts'
import { AppError, badCredential } from '../errors.ts'
import type { Store } from '../store/store.ts'
import { type Identity, identityOf } from './jwt/claims.ts'

type Settings = NonNullable<Config['oidc']>

/** What must be remembered between the two halves; the browser keeps it, encrypted, in a cookie. */
interface Remembered {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /** The path that the person wants to see. */
  readonly to: string
  /** RFC 3339. */
  readonly until: string
}

const REMEMBERED_MS = 10 * 60_000
const SCOPES = 'openid profile email'
const TIMEOUT_S = 5

export class OpenIdSignIn {
  readonly #settings: Settings
  readonly #client: NonNullable<Settings['browser']>
  readonly #store: Store
  readonly #redirectUri: string
  #configuration: Promise<Configuration> | undefined

  /** `publicUrl` is without a slash at its end; the provider must know `/oidc/callback` there. */
  constructor(settings: Settings, client: NonNullable<Settings['browser']>, store: Store, publicUrl: string) {
    this.#settings = settings
    this.#client = client
    this.#store = store
    this.#redirectUri = `${publicUrl}/oidc/callback`
  }

  /** Where the browser goes to sign in, and what it keeps until it is back. UNAVAILABLE while the provider does not answer. */
  async begin(to: string): Promise<{ location: string; state: string; kept: string }> {
    const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } =
      await import('openid-client')
    const configuration = await this.#configured()
    const verifier = randomPKCECodeVerifier()
    const until = new Date(Date.parse(this.#store.now()) + REMEMBERED_MS).toISOString()
    const remembered: Remembered = { state: randomState(), nonce: randomNonce(), verifier, to, until }
    const location = buildAuthorizationUrl(configuration, {
      redirect_uri: this.#redirectUri,
      scope: SCOPES,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: remembered.state,
      nonce: remembered.nonce,
    })
    const kept = this.#store.sealer.seal('openid-sign-in', JSON.stringify(remembered))
    return { location: location.href, state: remembered.state, kept }
  }

  /**
   * Answers who has signed in, by the query of the address to which the provider redirected the browser.
   * UNAUTHENTICATED, with the reason as its cause, unless it is the end of a sign-in that this browser began;
   * UNAVAILABLE while the provider cannot be reached.
   */
  async end(query: string, kept: string | undefined): Promise<{ identity: Identity; to: string }> {
    const { authorizationCodeGrant } = await import('openid-client')
    const remembered = this.#remembered(kept)
    const configuration = await this.#configured()
    try {
      const tokens = await authorizationCodeGrant(configuration, new URL(`${this.#redirectUri}?${query}`), {
        pkceCodeVerifier: remembered.verifier,
        expectedState: remembered.state,
        expectedNonce: remembered.nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (!claims) throw badCredential('There is no ID token')
      const more = claims['email'] === undefined ? await userInfo(configuration, tokens.access_token, claims.sub) : {}
      const { issuer, groupsClaim, trustEmail } = this.#settings
      const all = { ...more, ...claims }
      return {
        identity: identityOf(all as never, issuer, { groupsClaim, trustEmail, idToken: true }),
        to: remembered.to,
      }
    } catch (error) {
      if (error instanceof AppError) throw error
      if (!isAway(error)) throw refusalOf(error)
      // the provider's endpoints may have moved
      this.#configuration = undefined
      throw away(error)
    }
  }

  #remembered(kept: string | undefined): Remembered {
    const opened = kept === undefined ? null : this.#store.sealer.open('openid-sign-in', kept)
    if (opened === null) throw badCredential('This browser has not begun to sign in')
    const remembered = JSON.parse(opened) as Remembered
    if (remembered.until <= this.#store.now()) throw badCredential('The sign-in took more than ten minutes')
    return remembered
  }

  /** The provider's metadata, read at the first sign-in, and again after a failure. */
  #configured(): Promise<Configuration> {
    this.#configuration ??= this.#discover().catch((error: unknown) => {
      this.#configuration = undefined
      throw away(error)
    })
    return this.#configuration
  }

  async #discover(): Promise<Configuration> {
    const { allowInsecureRequests, ClientSecretBasic, ClientSecretPost, discovery, None } = await import(
      'openid-client'
    )
    const { issuer } = this.#settings
    const { clientId, clientSecret } = this.#client
    const options = { timeout: TIMEOUT_S, ...(issuer.startsWith('http:') ? { execute: [allowInsecureRequests] } : {}) }
    const authentication: ClientAuth = (server, client, body, headers) => {
      if (clientSecret === null) return None()(server, client, body, headers)
      // a provider that does not say how takes HTTP Basic (OpenID Connect Discovery 1.0, 3)
      const byPost = server.token_endpoint_auth_methods_supported?.includes('client_secret_post')
      return (byPost ? ClientSecretPost : ClientSecretBasic)(clientSecret)(server, client, body, headers)
    }
    return discovery(new URL(issuer), clientId, undefined, authentication, options)
  }
}

/**
 * The claims of the provider's userinfo endpoint. Many providers give name and address only there; others issue an
 * access token that is meant for another service. While the provider is away this must fail, and not answer without an
 * address: the person would become another user.
 */
async function userInfo(configuration: Configuration, accessToken: string, subject: string): Promise<object> {
  const { fetchUserInfo } = await import('openid-client')
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return {}
  try {
    return await fetchUserInfo(configuration, accessToken, subject)
  } catch (error) {
    if (isAway(error)) throw error
    return {}
  }
}

/** Whether the provider did not answer, or says that it cannot. */
function isAway(error: unknown): boolean {
  const { code, name, error: told, status, cause } = error as Error & { code?: string; error?: string; status?: number }
  if (code === 'OAUTH_TIMEOUT' || (name === 'TypeError' && code === undefined)) return true
  if (told === 'temporarily_unavailable' || told === 'server_error') return true
  return (status ?? (cause instanceof Response ? cause.status : 0)) >= 500
}

const away = (cause: unknown): AppError =>
  new AppError('UNAVAILABLE', 'The identity provider cannot be reached', {}, { cause: cause as Error })

/** Messages of openid-client name parameters and claims, and hold nothing that could sign anybody in. */
function refusalOf(error: unknown): AppError {
  const { code, name, message, error: told } = error as Error & { code?: string; error?: string }
  return badCredential([code ?? name, told, message].filter(Boolean).join(': ').slice(0, 200))
}
