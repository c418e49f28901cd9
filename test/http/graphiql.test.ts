// GraphiQL as a person uses it: in a real browser, against a real server, without requests to any other host.
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { PREPARED } from '../../src/http/pages/welcome.ts'
import { BROWSER_ARGS, browserPath, browserTitle, skipsBrowser } from '../support/browser.ts'
import { ADMIN_TOKEN, startTestServer, type TestServer, until } from '../support/server.ts'

describe.skipIf(skipsBrowser)(browserTitle('GraphiQL in a browser'), () => {
  let server: TestServer
  let browser: Browser

  beforeAll(async () => {
    server = await startTestServer({ shared: true })
    browser = await chromium.launch({ executablePath: browserPath(), args: BROWSER_ARGS })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  test('firm ground 14: starts without an operation result or an error, and asks for the token', async () => {
    const { page, requests } = await openPage()
    expect(await page.locator('#croft-token-value').isVisible()).toBe(true)
    expect(await page.locator('.graphiql-tab').allInnerTexts()).toEqual(PREPARED.map(({ name }) => name))
    expect(await answer(page)).toBe('')
    // the page, and the request for the signed-in user
    expect(requests).toEqual([`GET ${server.url}/graphql`, `GET ${server.url}/session`])
    expect(await page.locator('.graphiql-doc-explorer-error').count()).toBe(0)
  })

  test('firm ground 14: every tab sends the token, and a second window watches what the first deletes', async () => {
    const { page, requests } = await openPage()
    await useToken(page)
    for (const [name, text] of [
      ['Welcome', '"name": "Administrator"'],
      ['Workspaces', '"hasNextPage": false'],
      ['Fill', '"displayName": "My team"'],
    ] as const) {
      await run(page, name)
      await until(async () => (await answer(page)).includes(text))
    }
    const subscribed = page.waitForResponse(
      (response) => response.headers()['content-type']?.includes('event-stream') === true,
    )
    await run(page, 'Watch')
    await subscribed

    const opened = page.waitForEvent('popup')
    await page.getByText('Second window', { exact: true }).click()
    const second = await opened
    await second.locator('.graphiql-query-editor .view-line').first().waitFor()
    await run(second, 'Delete')
    await until(async () => (await answer(second)).includes('"state": "RUNNING"'))
    await until(async () => (await answer(page)).includes('finished deleting workspace my-team'))

    // GraphiQL adds no tab of its own at a reload or in a second window.
    expect(await second.locator('.graphiql-tab').count()).toBe(PREPARED.length)
    const picture = process.env['CROFT_TEST_SCREENSHOT']
    if (picture) await page.screenshot({ path: picture })
    expect(requests.filter((request) => !request.includes(server.url))).toEqual([])
  })

  test('firm ground 14: stores the token in localStorage only if the user asks for it, and forgets it on request', async () => {
    const { page } = await openPage()
    const stored = () => page.evaluate((token) => JSON.stringify(localStorage).includes(token), ADMIN_TOKEN)
    await useToken(page)
    await run(page, 'Welcome')
    await until(async () => (await answer(page)).includes('Administrator'))
    expect(await stored()).toBe(false)
    await forgetToken(page)
    await useToken(page, { remember: true })
    expect(await stored()).toBe(true)
    await forgetToken(page)
    expect(await stored()).toBe(false)
  })

  test('firm ground 14: shows the response below the operation on a window of 800 px', async () => {
    const { page } = await openPage(800)
    const query = await page.locator('.graphiql-editors').boundingBox()
    const response = await page.locator('.graphiql-response').boundingBox()
    expect(query?.width).toBeGreaterThan(600)
    expect(response?.y).toBeGreaterThanOrEqual((query?.y ?? 0) + (query?.height ?? 0))
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(800)
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(760)
  })

  /** Opens GraphiQL as a new user, with an empty storage. */
  async function openPage(width = 1280): Promise<{ page: Page; requests: string[] }> {
    const context = await browser.newContext({ viewport: { width, height: 760 } })
    onTestFinished(() => context.close())
    const requests: string[] = []
    context.on('request', (request) => {
      if (!/^(blob|data):/.test(request.url())) requests.push(`${request.method()} ${request.url()}`)
    })
    const page = await context.newPage()
    await page.goto(`${server.url}/graphql`)
    await page.locator('.graphiql-query-editor .view-line').first().waitFor()
    return { page, requests }
  }
})

/** Gives the page the token of the platform admin, and waits for the schema. */
async function useToken(page: Page, { remember = false } = {}): Promise<void> {
  await page.getByLabel('API token').fill(ADMIN_TOKEN)
  if (remember) await page.getByLabel('Remember in this browser').check()
  const schema = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.getByRole('button', { name: 'Use token' }).click()
  expect((await schema).status()).toBe(200)
}

async function forgetToken(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Forget token' }).click()
  await page.getByLabel('API token').waitFor()
}

/** Runs a prepared operation in its tab. */
async function run(page: Page, name: string): Promise<void> {
  await page.locator('.graphiql-tab', { hasText: name }).click()
  await page.locator('.graphiql-query-editor', { hasText: name }).waitFor()
  // GraphiQL reads the operation's name from the document some 100 ms after showing it; until then it runs the one of
  // the tab before. It stores the tab once it knows the name.
  const stored = () =>
    page.evaluate(() => {
      const state = JSON.parse(localStorage.getItem('graphiql:tabState') ?? 'null')
      return state?.tabs[state.activeTabIndex]?.operationName
    })
  await until(async () => (await stored()) === name)
  await page.locator('.graphiql-execute-button').click()
}

/** The text of the response pane; the editor wraps lines and shows spaces as no-break spaces. */
async function answer(page: Page): Promise<string> {
  const lines = await page.locator('.graphiql-response .view-lines').allInnerTexts()
  return lines.join(' ').replace(/\s+/g, ' ')
}
