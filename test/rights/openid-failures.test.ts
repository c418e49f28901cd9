// Failures between the two halves of a sign-in at the identity provider: it is interrupted, several tabs sign in at
// once, or a page of another site starts it.
import { afterAll, beforeEach, expect, test } from 'vitest'
import { badGateway, startFailingProvider } from '../support/failing-provider.ts'
import { AUDIENCE } from '../support/issuer.ts'
import { unique } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const CLIENT = 'croft'
const provider = await startFailingProvider(CLIENT)
afterAll(() => provider.close())
const PUBLIC_URL = 'https://croft.example/below'
const SESSION = '__Host-croft_session_below'
const server = await startTestServer({
  shared: true,
  env: {
    CROFT_PUBLIC_URL: `${PUBLIC_URL}/`,
    CROFT_OIDC_ISSUER: provider.url,
    CROFT_OIDC_AUDIENCE: AUDIENCE,
    CROFT_OIDC_CLIENT_ID: CLIENT,
  },
})
beforeEach(() => {
  provider.person = { subject: unique('subject'), idToken: { name: 'Ann' }, userInfo: {} }
  provider.token = (_res, as) => as()
  provider.userInfo = (_res, as) => as()
  // the tests of this file begin more sign-ins than one address may begin at once
  server.advance(60_000)
})

/** A browser that keeps its cookies. */
function newBrowser() {
  const cookies = new Map<string, string>()
  return {
    cookies,
    open: async (path: string, headers: Record<string, string> = {}) => {
      const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(`${server.url}${path}`, { redirect: 'manual', headers: { Cookie, ...headers } })
      for (const set of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
        if (value === '') cookies.delete(name)
        else cookies.set(name, value)
      }
      const location = response.headers.get('location')
      return { status: response.status, text: await response.text(), location, headers: response.headers }
    },
    isSignedIn: () => cookies.has(SESSION),
  }
}
type Browser = ReturnType<typeof newBrowser>

/** Begins a sign-in; returns the address to which the provider sends the browser back, as the server sees it. */
async function begin(browser: Browser, query = ''): Promise<string> {
  const { location } = await browser.open(`/session/openid${query}`)
  const asked = new URL(location ?? '').searchParams
  expect(asked.get('redirect_uri')).toBe(`${PUBLIC_URL}/oidc/callback`)
  return `/oidc/callback?${new URLSearchParams({ code: asked.get('nonce') ?? '', state: asked.get('state') ?? '' })}`
}

test('several tabs sign in at once, in any order, without disturbing each other', async () => {
  const browser = newBrowser()
  const [first, second] = [await begin(browser), await begin(browser)]
  expect((await browser.open('/oidc/callback?state=unknown-to-everybody&code=x')).status).toBe(401)
  expect((await browser.open('/oidc/callback?code=x')).status).toBe(401)
  expect((await browser.open(first)).status).toBe(200)
  expect((await browser.open(second)).status).toBe(200)
  expect([...browser.cookies.keys()]).toEqual([SESSION])
})

test('a browser keeps at most five unfinished sign-ins; the next one replaces the oldest', async () => {
  const browser = newBrowser()
  const begun: string[] = []
  for (let tab = 0; tab < 7; tab++) begun.push(await begin(browser))
  expect(browser.cookies.size).toBe(5)
  expect((await browser.open(begun[1] as string)).status).toBe(401)
  expect((await browser.open(begun[2] as string)).status).toBe(200)
})

test.each([
  ['is behind a proxy that cannot reach it', badGateway],
  ['hangs up', (res: Parameters<typeof badGateway>[0]) => void res.destroy()],
])('where the provider %s, the same answer signs in once it is back', async (_what, failure) => {
  const browser = newBrowser()
  const address = await begin(browser)
  provider.token = failure
  const failed = await browser.open(address)
  expect([failed.status, failed.text.includes('cannot be reached')]).toEqual([503, true])
  expect(failed.text).toContain('href="/below/sign-in"')
  provider.token = (_res, as) => as()
  expect((await browser.open(address)).status).toBe(200)
  expect(browser.isSignedIn()).toBe(true)
})

test('a sign-in whose userinfo request fails is 503, and its repetition finds the user of the address', async () => {
  const email = `${unique('ann')}@example.com`
  const { createUser } = await server.data(
    `mutation { createUser(input: { name: "Ann", email: "${email}" }) { user { id } } }`,
  )
  provider.person.userInfo = { email, email_verified: true }
  provider.userInfo = badGateway
  const browser = newBrowser()
  expect((await browser.open(await begin(browser))).status).toBe(503)
  expect(browser.isSignedIn()).toBe(false)
  provider.userInfo = (_res, as) => as()
  expect((await browser.open(await begin(browser))).status).toBe(200)
  const current = JSON.parse((await browser.open('/session')).text)
  expect(current.user.id).toBe(createUser.user.id)
})

test('a sign-in succeeds without an address where the userinfo endpoint rejects the token', async () => {
  provider.userInfo = (res) => void res.writeHead(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }).end()
  const browser = newBrowser()
  expect((await browser.open(await begin(browser))).status).toBe(200)
  expect(browser.isSignedIn()).toBe(true)
})

test.each(['cross-site', 'same-site'])(
  'a link on another page (%s) begins no sign-in, but leads to the page that asks for a click',
  async (site) => {
    const browser = newBrowser()
    const { status, location } = await browser.open('/session/openid?to=/below/a%3Fb', { 'Sec-Fetch-Site': site })
    expect([status, location, browser.cookies.size]).toEqual([302, '/below/sign-in?to=%2Fbelow%2Fa%3Fb', 0])
  },
)

test('a path too long for a cookie is replaced by the first page', async () => {
  const browser = newBrowser()
  const { text } = await browser.open(await begin(browser, `?to=/${'x'.repeat(5000)}`))
  expect(text).toContain('content="0;url=/below/"')
})

test('the number of token requests for one address is limited', async () => {
  const browser = newBrowser()
  const address = await begin(browser)
  provider.token = badGateway
  const before = provider.tokenRequests()
  const answers = []
  for (let time = 0; time < 70; time++) answers.push(await browser.open(address))
  expect(answers.at(-1)?.status).toBe(429)
  expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(provider.tokenRequests() - before).toBeLessThan(answers.length)
  // and the refused sign-in can still be completed
  server.advance(60_000)
  provider.token = (_res, as) => as()
  expect((await browser.open(address)).status).toBe(200)
})
