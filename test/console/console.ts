// The console in Chromium, for its tests: signed in as somebody, with every problem that the browser reports kept.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { BROWSER_ARGS, browserPath, skipsBrowser } from '../support/browser.ts'
import type { TestServer } from '../support/server.ts'
import { signInBrowser } from '../support/sessions.ts'

export interface OpenOptions {
  readonly as: { readonly token: string }
  readonly path?: string
  /** Of the window; desktop by default. */
  readonly width?: number
  readonly theme?: 'light' | 'dark'
  readonly context?: BrowserContextOptions
}

export interface Opened {
  readonly page: Page
  /** Errors of scripts, messages of the console, and reports of the security policy, so far. */
  readonly problems: readonly string[]
}

/** A busy machine takes its time; what does not come at all fails the test then. */
const PATIENCE_MS = 90_000
const WIDE = 1440
const HEIGHT = 900

/** A browser for the tests of a file; call it at the top of the file. Each window has a context of its own. */
export function useBrowser(): (server: Pick<TestServer, 'url'>, options: OpenOptions) => Promise<Opened> {
  let browser: Browser
  beforeAll(async () => {
    if (!skipsBrowser) browser = await chromium.launch({ executablePath: browserPath(), args: BROWSER_ARGS })
  })
  afterAll(() => browser?.close())
  return async (server, { as, path = '/', width = WIDE, theme = 'light', context: settings }) => {
    const context = await browser.newContext({
      viewport: { width, height: HEIGHT },
      colorScheme: theme,
      reducedMotion: 'reduce',
      ...settings,
    })
    context.setDefaultTimeout(PATIENCE_MS)
    onTestFinished(() => context.close())
    const { cookie } = await signInBrowser(server, as)
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url: server.url, httpOnly: true, sameSite: 'Strict' }])
    const page = await context.newPage()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
    })
    await page.goto(server.url + path)
    return { page, problems }
  }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds on the page, one line for each element. It runs in a world of its own, which the page's policy does not bind. */
export async function axe(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const { frameTree } = await session.send('Page.getFrameTree')
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  })
  await session.send('Runtime.evaluate', { expression: AXE, contextId })
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) =>
      violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => [id, help, target, failureSummary].join(' | '))))`,
    contextId,
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  if (exceptionDetails) throw new Error(exceptionDetails.text)
  return result.value as string[]
}
