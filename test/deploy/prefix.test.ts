// A path in CROFT_PUBLIC_URL, behind an nginx that strips it: addresses in the server's answers are below that path.
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, EVENTS, newWorkspace, openStream, rename } from '../streams/raw.ts'
import { BROWSER_ARGS, browserPath, browserTitle, skipsBrowser } from '../support/browser.ts'
import { ADMIN_TOKEN, startTestServer, type TestServer, until } from '../support/server.ts'
import { freePort, type Nginx, skipped, startNginx, title } from './nginx.ts'

const PREFIX = '/platform/croft'

describe.skipIf(skipped)(title('firm ground 10: below a path'), () => {
  let nginx: Nginx
  let server: TestServer
  /** The same server as clients see it. */
  let proxied: TestServer

  beforeAll(async () => {
    const port = await freePort()
    nginx = await startNginx([port, port], { shared: true, prefix: PREFIX })
    const url = nginx.url + PREFIX
    const env = { CROFT_PORT: String(port), CROFT_PUBLIC_URL: `${url}/`, CROFT_ENV: 'development' }
    server = await startTestServer({ shared: true, env })
    proxied = { ...server, url }
  })
  afterAll(() => nginx?.stop())

  test('serves operations, streams and health below the path, and nothing beside it', async () => {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${ADMIN_TOKEN}` }
    const body = '{"query":"{ serverInfo { publicUrl } }"}'
    const response = await fetch(`${proxied.url}/graphql`, { method: 'POST', headers, body })
    expect(await response.json()).toEqual({ data: { serverInfo: { publicUrl: proxied.url } } })
    expect((await fetch(`${proxied.url}/healthz`)).status).toBe(200)
    for (const path of ['/readyz', '/metrics']) expect((await fetch(proxied.url + path)).status).toBe(404)
    for (const path of ['/', '/graphql', '/healthz']) expect((await fetch(nginx.url + path)).status).toBe(404)

    await newWorkspace(server, 'below')
    const stream = await openStream(proxied, EVENTS, { name: 'below' })
    await until(() => stream.text.startsWith(':'))
    const socket = await connect(proxied, { headers: { Origin: nginx.url } })
    socket.subscribe('s', EVENTS, { name: 'below' })
    socket.subscribe('after', '{ __typename }')
    await socket.ended('after', 'complete')
    await rename(server, 'below', 'Below')
    await until(() => stream.payloads.length === 1 && socket.messages.some(({ id }) => id === 's'))
    stream.leave()
    socket.close()
  })

  test('serves the console below the path, with and without a final slash, with its security headers', async () => {
    for (const path of ['/', '', '/w/team/members']) {
      const [direct, passed] = await Promise.all([fetch(server.url + path), fetch(proxied.url + path)])
      expect(passed.status).toBe(200)
      expect(passed.url).toBe(proxied.url + (path || '/'))
      const names = ['content-security-policy', 'cache-control', 'cross-origin-opener-policy', 'referrer-policy']
      for (const name of names) expect(passed.headers.get(name), name).toBe(direct.headers.get(name))
      const html = await passed.text()
      expect(html).toContain(`<meta name="croft-base" content="${PREFIX}"`)
      const [, script = ''] = /src="([^"]*)"/.exec(html) ?? []
      const asset = await fetch(nginx.url + script, { headers: { 'Accept-Encoding': 'br' } })
      expect([asset.status, asset.headers.get('content-encoding')]).toEqual([200, 'br'])
      await asset.body?.cancel()
    }
    expect((await fetch(`${nginx.url}/assets/`)).status).toBe(404)
  })

  describe.skipIf(skipsBrowser)(browserTitle('in a browser'), () => {
    let browser: Browser
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: browserPath(), args: BROWSER_ARGS })
    })
    afterAll(() => browser?.close())

    test('a sign-in leads to the console, without reports and errors, and all its requests are below the path', async () => {
      const page = await browser.newPage()
      const [requests, failures]: [string[], string[]] = [[], []]
      page.on('request', (request) => requests.push(request.url()))
      page.on('console', (message) => message.type() === 'error' && failures.push(message.text()))
      page.on('pageerror', (error) => failures.push(String(error)))
      await page.goto(`${proxied.url}/sign-in`)
      await page.getByLabel('API token').fill(ADMIN_TOKEN)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL(`${proxied.url}/`)
      await page.locator('#root > *').first().waitFor()
      await page.goto(`${proxied.url}/w/team/members`)
      await page.locator('#root > *').first().waitFor()
      expect(requests.filter((url) => url.includes('/assets/'))).not.toEqual([])
      expect(requests.filter((url) => !url.startsWith(`${proxied.url}/`))).toEqual([])
      expect(failures).toEqual([])
    })

    test('GraphiQL runs an operation, and all of its requests are below the path', async () => {
      const page = await browser.newPage({ permissions: ['clipboard-read', 'clipboard-write'] })
      const requests: string[] = []
      page.on('request', (request) => {
        if (!/^(blob|data):/.test(request.url())) requests.push(request.url())
      })
      await page.goto(`${proxied.url}/graphql`)
      const editor = page.locator('.graphiql-query-editor .monaco-editor').first()
      await editor.click()
      await page.keyboard.press('Control+A')
      await page.keyboard.press('Delete')
      await page.evaluate((text) => navigator.clipboard.writeText(text), 'query Address { serverInfo { publicUrl } }')
      await page.keyboard.press('Control+V')
      await page.locator('.graphiql-tab', { hasText: 'Address' }).waitFor()
      await page.keyboard.press('Control+Enter')
      const answer = () => page.locator('.graphiql-response .view-lines').allInnerTexts()
      await until(async () => (await answer()).join('').includes(proxied.url))
      expect(requests).toContain(`${proxied.url}/graphql`)
      expect(requests.filter((url) => !url.startsWith(`${proxied.url}/`))).toEqual([])
    })
  })
})
