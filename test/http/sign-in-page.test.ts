// The sign-in page and GraphiQL, in a browser with a session: what a person sees and does.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { BROWSER_ARGS, browserPath, browserTitle, skipsBrowser } from '../support/browser.ts'
import { CREATE_SIGN_IN_LINK } from '../support/operations.ts'
import { run, signUp } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'

const server = await startTestServer({ shared: true })

test('the sign-in page loads nothing from other hosts, and runs only its own script', async () => {
  const response = await fetch(`${server.url}/sign-in`)
  expect(response.status).toBe(200)
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  expect(await response.text()).not.toMatch(/https?:\/\//)
})

describe.skipIf(skipsBrowser)(browserTitle('in a browser'), () => {
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const failures: string[] = []
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: browserPath(), args: BROWSER_ARGS })
  })
  afterAll(() => browser?.close())
  afterEach(() => context.close())
  const open = async (path: string) => {
    context = await browser.newContext()
    page = await context.newPage()
    failures.length = 0
    page.on('console', (message) => message.type() === 'error' && failures.push(message.text()))
    page.on('pageerror', (error) => failures.push(String(error)))
    await page.goto(`${server.url}${path}`)
  }
  const consoleOpens = () => page.locator('#root > *').first().waitFor()
  const barSays = (text: string) =>
    until(
      async () =>
        (await page
          .locator('#croft-session-state')
          .innerText()
          .catch(() => '')) === text,
    )

  test('a link names its user, and signs in after a click; GraphiQL then runs operations as that user without a token', async () => {
    const person = await signUp(server)
    const { createSignInLink } = await run(server, CREATE_SIGN_IN_LINK, { input: { user: { id: person.id } } })
    await open(new URL(createSignInLink.link as string).href.slice(server.url.length))
    await until(async () => (await page.locator('#by-link').innerText()).includes(person.name))
    // the code is no longer in the address, and so not in the history
    expect(page.url()).toBe(`${server.url}/sign-in`)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await consoleOpens()
    const [cookie] = await context.cookies()
    expect(cookie).toMatchObject({ name: 'croft_session', httpOnly: true, sameSite: 'Strict' })
    const answer = await page.evaluate(async () => {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ query: '{ me { user { id } } }' }),
      })
      return response.json()
    })
    expect(answer).toEqual({ data: { me: { user: { id: person.id } } } })
    await page.goto(`${server.url}/graphql`)
    await barSays(`Signed in as ${person.name}.`)
    await page.locator('.graphiql-execute-button').click()
    await until(async () => (await page.locator('.result-window').innerText()).includes(person.name))
    expect(failures).toEqual([])

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.locator('#croft-token-value').waitFor()
    expect(await context.cookies()).toEqual([])
  })

  test('a token signs in, and a wrong one shows an error in the form', async () => {
    const person = await signUp(server)
    await open('/sign-in?to=/graphql')
    await page.getByLabel('API token').fill('croft_wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await until(async () => (await page.getByRole('alert').innerText()).startsWith('This token is not valid'))
    await page.getByLabel('API token').fill(person.token)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await barSays(`Signed in as ${person.name}.`)
    expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(
      'croft_',
    )
  })

  test.each(['//evil.example', '/\\evil.example', '/\t/evil.example', 'https://evil.example', 'javascript:alert(1)'])(
    'after the sign-in the page redirects to no other site, such as %s',
    async (to) => {
      const person = await signUp(server)
      await open(`/sign-in?to=${encodeURIComponent(to)}`)
      await page.getByLabel('API token').fill(person.token)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await consoleOpens()
      expect(page.url()).toBe(`${server.url}/`)
    },
  )

  test('a link that was used meanwhile shows an error and the form for a token', async () => {
    const person = await signUp(server)
    const { createSignInLink } = await run(server, CREATE_SIGN_IN_LINK, { input: { user: { id: person.id } } })
    const link = new URL(createSignInLink.link as string)
    await open(link.href.slice(server.url.length))
    await page.locator('#by-link').waitFor()
    expect(await page.getByLabel('API token').isVisible()).toBe(false)
    const used = await fetch(`${server.url}/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: server.url },
      body: JSON.stringify({ link: link.hash.slice(1) }),
    })
    expect(used.status).toBe(200)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await until(async () => (await page.getByRole('alert').innerText()).startsWith('This link is not valid any more'))
    await page.getByLabel('API token').fill(person.token)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await consoleOpens()
  })

  test('a server with a wrong CROFT_PUBLIC_URL shows that error, and not that the token is wrong', async () => {
    const elsewhere = await startTestServer({ env: { CROFT_PUBLIC_URL: 'http://croft.example' } })
    await open('/sign-in')
    await page.goto(`${elsewhere.url}/sign-in`)
    await page.getByLabel('API token').fill(ADMIN_TOKEN)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await until(async () => (await page.getByRole('alert').innerText()).includes('pages of this server only'))
  })

  test('a page of another site can neither sign in, sign out nor act as the user', async () => {
    const person = await signUp(server)
    await open('/sign-in')
    await page.getByLabel('API token').fill(person.token)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await consoleOpens()
    // this server has the same site and another origin, so a Strict cookie is sent to it
    const other = await startTestServer({ env: { CROFT_CORS_ORIGINS: server.url } })
    await page.goto(`${other.url}/sign-in`)
    const status = (path: string, method: string) =>
      page
        .evaluate(
          async ([address, method]) => {
            const headers = { 'Content-Type': 'application/json' }
            const body = JSON.stringify({
              query: 'mutation { createWorkspace(input: { name: "forged" }) { __typename } }',
            })
            const sent = method === 'DELETE' ? {} : { headers, body }
            const response = await fetch(address as string, {
              method: method as string,
              credentials: 'include',
              mode: 'no-cors',
              ...sent,
            })
            return response.type
          },
          [`${server.url}${path}`, method] as const,
        )
        .catch(String)
    await status('/graphql', 'POST')
    await status('/session', 'DELETE')
    await page.goto(`${server.url}/graphql`)
    await barSays(`Signed in as ${person.name}.`)
    const { workspace } = await server.data('{ workspace(by: { name: "forged" }) { id } }')
    expect(workspace).toBeNull()
  })
})
