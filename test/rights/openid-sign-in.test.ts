// A browser signs in at a widely used OpenID provider, oidc-provider, on another site than the server.
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../deploy/nginx.ts'
import { BROWSER_ARGS, browserPath, browserTitle, skipsBrowser } from '../support/browser.ts'
import { AUDIENCE } from '../support/issuer.ts'
import { startRealProvider } from '../support/oidc-provider.ts'
import { unique } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { cookieIn } from '../support/sessions.ts'

const port = await freePort()
const publicUrl = `http://127.0.0.1:${port}`
const provider = await startRealProvider(`${publicUrl}/oidc/callback`)
afterAll(() => provider.close())
const server = await startTestServer({
  shared: true,
  env: {
    CROFT_PORT: String(port),
    CROFT_PUBLIC_URL: publicUrl,
    CROFT_OIDC_ISSUER: provider.url,
    CROFT_OIDC_AUDIENCE: AUDIENCE,
    CROFT_OIDC_CLIENT_ID: provider.browserClient.id,
    CROFT_OIDC_CLIENT_SECRET: provider.browserClient.secret,
  },
})

const newAccount = () => {
  const account = unique('account')
  provider.accounts.set(account, { name: `Ann of ${account}`, email: `${account}@example.com`, email_verified: true })
  provider.nobodyBut(account)
  return { account, name: `Ann of ${account}` }
}

/** Begins a sign-in as a browser does; returns the provider's address and the cookie that the browser keeps. */
async function begin(to = '/graphql') {
  const response = await fetch(`${server.url}/session/openid?to=${encodeURIComponent(to)}`, { redirect: 'manual' })
  const location = new URL(response.headers.get('location') ?? 'about:blank')
  return { status: response.status, location, cookie: cookieIn(response), set: response.headers.getSetCookie()[0] }
}

/** Signs in at the provider, and returns the address to which it sends the browser. */
async function throughProvider(from: URL): Promise<URL> {
  const cookies = new Map<string, string>()
  let address = from
  while (!address.href.startsWith(publicUrl)) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(address, { redirect: 'manual', headers: { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    address = new URL(response.headers.get('location') ?? '', address)
  }
  return address
}

const callback = async (address: URL, Cookie: string) => {
  const response = await fetch(address, { redirect: 'manual', headers: { Cookie } })
  const sets = response.headers.getSetCookie()
  return {
    status: response.status,
    session: sets.find((set) => set.startsWith('croft_session=')),
    text: await response.text(),
  }
}

test('a sign-in uses the code flow with PKCE, state and nonce, and ends in a session of the person', async () => {
  const { name } = newAccount()
  const { status, location, cookie, set } = await begin('/graphql?a=<b>')
  expect(status).toBe(302)
  expect(Object.fromEntries(location.searchParams)).toMatchObject({
    client_id: provider.browserClient.id,
    response_type: 'code',
    redirect_uri: `${publicUrl}/oidc/callback`,
    scope: 'openid profile email',
    code_challenge_method: 'S256',
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
  })
  expect(set).toMatch(/^croft_sign_in_[\w-]{16}=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/)
  // the cookie does not reveal the state to a reader
  expect(Buffer.from(cookie.split('=')[1] as string, 'base64url').toString()).not.toContain(
    location.searchParams.get('state'),
  )
  const address = await throughProvider(location)
  const end = await callback(address, cookie)
  expect(end.status).toBe(200)
  expect(end.session).toMatch(/^croft_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/)
  expect(end.text).toContain('content="0;url=/graphql?a=&#60;b&#62;"')
  const Cookie = (end.session as string).split(';')[0] as string
  const current = await (await fetch(`${server.url}/session`, { headers: { Cookie } })).json()
  expect(current).toMatchObject({ user: { name } })
  // the same answer of the provider cannot be used again
  expect(await callback(address, cookie)).toMatchObject({ status: 401, session: undefined })
})

test('the callback of a sign-in that another browser has begun is refused', async () => {
  newAccount()
  const [own, others] = [await begin(), await begin()]
  const address = await throughProvider(others.location)
  for (const cookie of ['', own.cookie, 'croft_sign_in=wrong']) {
    expect(await callback(address, cookie)).toMatchObject({ status: 401, session: undefined })
  }
})

test('a sign-in that takes more than ten minutes is refused', async () => {
  newAccount()
  const { location, cookie } = await begin()
  const address = await throughProvider(location)
  server.advance(11 * 60_000)
  expect(await callback(address, cookie)).toMatchObject({ status: 401, session: undefined })
})

test('an error of the provider is shown without its reason, which only the log has', async () => {
  const { cookie, location } = await begin()
  const address = new URL(
    `${publicUrl}/oidc/callback?error=access_denied&iss=${encodeURIComponent(provider.url)}&state=${location.searchParams.get('state')}`,
  )
  const { status, text } = await callback(address, cookie)
  expect([status, text.includes('access_denied')]).toEqual([401, false])
  expect(JSON.stringify(server.log)).toContain('access_denied')
})

test.each(['//evil.example/', '/\\evil.example', 'https://evil.example/', 'javascript:alert(1)'])(
  'a sign-in does not redirect to another site, such as %s',
  async (to) => {
    newAccount()
    const { location, cookie } = await begin(to)
    const { text } = await callback(await throughProvider(location), cookie)
    expect(text).toContain('content="0;url=/"')
    expect(text).not.toContain('evil')
  },
)

test('a suspended person gets no session', async () => {
  const { account } = newAccount()
  const first = await begin()
  await callback(await throughProvider(first.location), first.cookie)
  await server.data(
    `mutation { suspendUser(input: { user: { email: "${account}@example.com" }, reason: "Under review" }) { __typename } }`,
  )
  const second = await begin()
  const address = await throughProvider(second.location)
  expect(await callback(address, second.cookie)).toMatchObject({ status: 401, session: undefined })
})

test('while the provider cannot be reached, a sign-in says so, and works once it can', async () => {
  const away = await startTestServer({
    env: {
      CROFT_PUBLIC_URL: 'http://127.0.0.1:1',
      CROFT_OIDC_ISSUER: 'http://127.0.0.1:1/issuer',
      CROFT_OIDC_AUDIENCE: AUDIENCE,
      CROFT_OIDC_CLIENT_ID: 'croft',
    },
  })
  const response = await fetch(`${away.url}/session/openid`, { redirect: 'manual' })
  expect(response.status).toBe(503)
})

test('without a client for browsers the sign-in routes are 404, and the sign-in page offers no provider', async () => {
  const without = await startTestServer()
  expect((await fetch(`${without.url}/session/openid`)).status).toBe(404)
  expect((await fetch(`${without.url}/oidc/callback`)).status).toBe(404)
  expect(await (await fetch(`${without.url}/sign-in`)).text()).not.toContain('your organisation')
})

describe.skipIf(skipsBrowser)(browserTitle('in a browser'), () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: browserPath(), args: BROWSER_ARGS })
  })
  afterAll(() => browser?.close())

  test('a person who comes back from the provider is signed in at once', async () => {
    const { name } = newAccount()
    const page = await browser.newPage()
    await page.goto(`${server.url}/sign-in?to=/graphql`)
    await page.getByRole('link', { name: 'Sign in with your organisation' }).click()
    await until(
      async () =>
        (await page
          .locator('#croft-session-state')
          .innerText()
          .catch(() => '')) === `Signed in as ${name}.`,
    )
    await page.close()
  })
})
