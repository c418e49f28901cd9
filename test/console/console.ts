// Opens the console in Chromium for its tests: with a signed-in user, and with every problem that the browser reports.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  type Browser,
  type BrowserContextOptions,
  type CDPSession,
  chromium,
  type Page,
  type Request,
} from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { BROWSER_ARGS, browserPath, skipsBrowser } from '../support/browser.ts'
import type { TestServer } from '../support/server.ts'
import { signInBrowser } from '../support/sessions.ts'

export interface OpenOptions {
  readonly as: { readonly token: string }
  readonly path?: string
  /** The width of the window; desktop by default. */
  readonly width?: number
  readonly theme?: 'light' | 'dark'
  readonly context?: BrowserContextOptions
}

export interface Opened {
  readonly page: Page
  /** Errors of scripts, messages of the console, and reports of the security policy, so far. */
  readonly problems: readonly string[]
}

/** The time that a busy machine may take; after it the test fails. */
const PATIENCE_MS = 90_000
/** Longer than any fade takes; endless animations are not waited for. */
const FADES_WITHIN_MS = 1000
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
    followRequests(page)
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
    })
    await page.goto(path === 'about:blank' ? path : server.url + path)
    return { page, problems }
  }
}

const requests = new WeakMap<Page, Set<Request>>()

/** From now on `shown` tracks the requests of the page. */
export function followRequests(page: Page): void {
  const underWay = new Set<Request>()
  requests.set(page, underWay)
  page.on('request', (request) => underWay.add(request))
  page.on('requestfinished', (request) => underWay.delete(request))
  page.on('requestfailed', (request) => underWay.delete(request))
}

/** Frames in which a page renders an answer, and sends the requests that follow from it. */
const FRAMES = 5

/** Waits until the page shows its content, and has read again what changed before its streams began. */
export async function settled(page: Page): Promise<void> {
  await shown(page)
  await page.waitForLoadState('networkidle')
}

/** Waits until the page shows its content. */
export async function shown(page: Page): Promise<void> {
  const underWay = requests.get(page) as Set<Request>
  await page.locator('h1').first().waitFor()
  for (let isQuiet = false; !isQuiet; ) {
    await page.waitForFunction(() => !document.querySelector('main [role=status][class*=skeleton]'))
    let asked = underWay.size > 0
    const note = () => {
      asked = true
    }
    page.on('request', note)
    await page.evaluate(async (frames) => {
      for (let frame = 0; frame < frames; frame++) await new Promise(requestAnimationFrame)
    }, FRAMES)
    page.off('request', note)
    isQuiet = !asked
  }
}

/** Navigates to another address of the console as its links do, without loading the page again. */
export async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((address) => {
    history.pushState(null, '', address)
    scrollTo(0, 0)
  }, path)
  await shown(page)
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Passed rules are not reported, and nothing is preloaded, since no rule here needs it. */
const AXE_OPTIONS = JSON.stringify({ runOnly: RULES, resultTypes: ['violations'], preload: false })
const sessions = new WeakMap<Page, Promise<CDPSession>>()

/** The findings of axe, a line per element. It runs in an isolated world, to which the page's policy does not apply. */
export async function axe(page: Page): Promise<string[]> {
  if (!sessions.has(page)) sessions.set(page, page.context().newCDPSession(page))
  const session = (await sessions.get(page)) as CDPSession
  const { frameTree } = await session.send('Page.getFrameTree')
  // the isolated world is the same for as long as the document lives
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  })
  const { result: known } = await session.send('Runtime.evaluate', { expression: 'typeof axe', contextId })
  if (known.value === 'undefined') await session.send('Runtime.evaluate', { expression: AXE, contextId })
  // an element that fades in does not have its final colours yet
  await page.evaluate(async (mostMs) => {
    const ends = document.getAnimations().map(({ finished }) => finished.catch(() => undefined))
    await Promise.race([Promise.all(ends), new Promise((resolve) => setTimeout(resolve, mostMs))])
  }, FADES_WITHIN_MS)
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: `axe.run(document, ${AXE_OPTIONS}).then(({ violations }) =>
      violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => [id, help, target, failureSummary].join(' | '))))`,
    contextId,
    awaitPromise: true,
    returnByValue: true,
  })
  if (exceptionDetails) throw new Error(exceptionDetails.text)
  return result.value as string[]
}
