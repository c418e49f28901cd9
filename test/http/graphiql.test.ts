// GraphiQL as a person uses it: in a real browser, against a real server, without requests to any other host.
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BROWSER_ARGS, browserPath, browserTitle, skipsBrowser } from '../support/browser.ts'
import { fill, seedWorkspace } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, type TestServer, until } from '../support/server.ts'

const CREATE = `mutation Create {
  createWorkspace(input: { displayName: "From GraphiQL" }) {
    workspace { name }
  }
}`
const WATCH = `# Every deletion that I may see, live
subscription Watch {
  deletions {
    cursor
    type
    message
    done
    total
    deletion {
      workspaceName
      state
      steps { name done }
    }
  }
}`

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

  test('sets a token, runs a mutation and watches a deletion live, without a request to any other host', async () => {
    const workspace = await seedWorkspace(server)
    await fill(server, workspace, 4000)
    const page = await browser.newPage({
      viewport: { width: 1280, height: 760 },
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const otherHosts: string[] = []
    page.on('request', (request) => {
      if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(server.url)) otherHosts.push(request.url())
    })
    await page.goto(`${server.url}/graphql`)
    await write(page, 'Headers', `{\n  "Authorization":\n    "Bearer ${ADMIN_TOKEN}"\n}`)

    await write(page, 'query', CREATE)
    await runs(page, 'Create')
    await until(async () => (await answer(page)).includes('from-graphiql'), 10_000)

    await write(page, 'query', WATCH)
    const subscribed = page.waitForResponse(
      (response) => response.headers()['content-type']?.includes('event-stream') === true,
    )
    await runs(page, 'Watch')
    await subscribed
    const input = { workspace: { id: workspace.id } }
    await server.data(
      'mutation($input: DeleteWorkspaceInput!) { deleteWorkspace(input: $input) { deletion { id } } }',
      { input },
    )
    await until(async () => (await answer(page)).includes(`finished deleting workspace ${workspace.name}`), 15_000)
    const picture = process.env['CROFT_TEST_SCREENSHOT']
    if (picture) await page.screenshot({ path: picture })
    expect(otherHosts).toEqual([])
  })
})

/** Replaces the text of an editor. The text is pasted, because editors complete brackets while one types. */
async function write(page: Page, editor: 'query' | 'Headers', text: string): Promise<void> {
  const pane =
    editor === 'query'
      ? page.locator('.graphiql-query-editor .monaco-editor')
      : page.locator('.graphiql-editor-tool .monaco-editor:visible')
  await pane.first().click()
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Delete')
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
  await page.keyboard.press('Control+V')
}

/** Runs the operation in the editor, once GraphiQL has parsed it: its tab then shows the operation's name. */
async function runs(page: Page, operation: string): Promise<void> {
  await page.locator('.graphiql-tab', { hasText: operation }).waitFor()
  await page.keyboard.press('Control+Enter')
}

/** The text of the response pane; the editor wraps lines and shows spaces as no-break spaces. */
async function answer(page: Page): Promise<string> {
  const lines = await page.locator('.graphiql-response .view-lines').allInnerTexts()
  return lines.join(' ').replace(/\s+/g, ' ')
}
