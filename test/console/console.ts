// The console in Chromium, for its tests: signed in as somebody, with every problem that the browser reports kept.
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
import { type TestServer, until } from '../support/server.ts'
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

/** From now on `shown` knows what the page asks for. */
export function followRequests(page: Page): void {
  const underWay = new Set<Request>()
  requests.set(page, underWay)
  page.on('request', (request) => underWay.add(request))
  page.on('requestfinished', (request) => underWay.delete(request))
  page.on('requestfailed', (request) => underWay.delete(request))
}

/** Pictures in which a page renders an answer, and asks for what follows from it. */
const FRAMES = 5

/** Waits until the page shows what it is for, and has read anew what changed before its streams began. */
export async function settled(page: Page): Promise<void> {
  await shown(page)
  await page.waitForLoadState('networkidle')
}

/** Waits until the page shows what it is for. */
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

/** Goes to another address of the console as its links do, without loading it anew. */
export async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((address) => {
    history.pushState(null, '', address)
    scrollTo(0, 0)
  }, path)
  await shown(page)
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Passes are not written down, and nothing is loaded for rules that these are not. */
const AXE_OPTIONS = JSON.stringify({ runOnly: RULES, resultTypes: ['violations'], preload: false })
const sessions = new WeakMap<Page, Promise<CDPSession>>()

/** What axe finds on the page, one line for each element. It runs in a world of its own, which the page's policy does not bind. */
export async function axe(page: Page): Promise<string[]> {
  if (!sessions.has(page)) sessions.set(page, page.context().newCDPSession(page))
  const session = (await sessions.get(page)) as CDPSession
  const { frameTree } = await session.send('Page.getFrameTree')
  // the same one for as long as the document lives
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  })
  const { result: known } = await session.send('Runtime.evaluate', { expression: 'typeof axe', contextId })
  if (known.value === 'undefined') await session.send('Runtime.evaluate', { expression: AXE, contextId })
  // what is fading in has not the colours yet that it will have
  const isMoving = () => document.getAnimations().some(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
  await until(async () => !(await page.evaluate(isMoving)))
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
