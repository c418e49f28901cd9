// What a user of the console waits for: the first page, the response to a key press, and changes made in another
// browser.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { createClient } from '../src/client/index.ts'
import { BROWSER_ARGS } from '../test/support/browser.ts'
import { signInBrowser } from '../test/support/sessions.ts'
import { type Figure, median, ms } from './report.ts'
import type { Scale } from './scale.ts'
import { ADMIN_TOKEN } from './seed.ts'
import { startCroft } from './server.ts'

const CHROMIUM = process.env['CROFT_TEST_CHROMIUM'] ?? '/usr/bin/chromium'
const MAX = { lcpMs: 800, inpMs: 100, shift: 0.01, seenMs: 300 }
const WORKSPACE = 'atlas'

/** The values that a page has measured of itself (Web Vitals). */
interface Vitals {
  readonly lcp: number
  readonly inp: number
  readonly shift: number
}

export async function measureConsole(directory: string, { rounds }: Scale['console']): Promise<Figure[]> {
  if (!existsSync(CHROMIUM)) return [{ label: 'Console', measured: 'skipped: apt-get install chromium' }]
  const folder = join(directory, 'console')
  rmSync(folder, { recursive: true, force: true })
  const server = await startCroft(join(folder, 'croft.db'))
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: BROWSER_ARGS })
  try {
    const croft = createClient({ url: server.url, token: ADMIN_TOKEN })
    await croft.createWorkspace({ name: WORKSPACE })
    for (let person = 0; person < 100; person++) {
      const { user } = await croft.createUser({ name: `Person ${person}`, email: `person-${person}@example.com` })
      await croft.addMember({ workspace: WORKSPACE, principal: { user: user.id }, role: 'EDITOR' })
    }
    const signedIn = async () => {
      const { cookie } = await signInBrowser(server, { token: ADMIN_TOKEN })
      const [name = '', value = ''] = cookie.split('=')
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      await context.addCookies([{ name, value, url: server.url }])
      return context
    }
    const pages = { workspaces: '/', members: `/w/${WORKSPACE}/members` }
    const vitals: Record<keyof typeof pages, Vitals[]> = { workspaces: [], members: [] }
    for (let round = 0; round < rounds; round++) {
      for (const name of ['workspaces', 'members'] as const) {
        // a new context has nothing in its cache
        const context = await signedIn()
        vitals[name].push(await vitalsOf(context, server.url + pages[name]))
        await context.close()
      }
    }
    const seen = await seenAfter([await signedIn(), await signedIn()], server.url + pages.members, rounds)
    const all = [...vitals.workspaces, ...vitals.members]
    const figure = (label: string, value: number, most: number): Figure => {
      return { label, measured: ms(value), target: `< ${most} ms`, met: value < most }
    }
    const shift = Math.max(...all.map((each) => each.shift))
    const lcpOf = (of: readonly Vitals[]) => median(of.map(({ lcp }) => lcp))
    return [
      figure('Console: largest paint, workspaces', lcpOf(vitals.workspaces), MAX.lcpMs),
      figure('  members', lcpOf(vitals.members), MAX.lcpMs),
      figure('  press to paint, the longest', median(all.map(({ inp }) => inp)), MAX.inpMs),
      {
        label: '  shift of the layout, the most',
        measured: shift.toFixed(4),
        target: `< ${MAX.shift}`,
        met: shift < MAX.shift,
      },
      figure('  a change seen in another browser after', median(seen), MAX.seenMs),
    ]
  } finally {
    await browser.close()
    await server.stop()
  }
}

/**
 * Code that runs in the page. It is a string, since the compiler of this file adds calls to functions that a page does
 * not have.
 */
const OBSERVERS = `
  const vitals = { lcp: 0, inp: 0, shift: 0 }
  globalThis.vitals = vitals
  const observe = (type, told, options) =>
    new PerformanceObserver((list) => list.getEntries().forEach(told)).observe({ type, buffered: true, ...options })
  observe('largest-contentful-paint', ({ startTime }) => { vitals.lcp = startTime })
  observe('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) vitals.shift += value })
  observe('event', ({ duration }) => { vitals.inp = Math.max(vitals.inp, duration) }, { durationThreshold: 16 })
`

/** Loads the page, and presses keys as a user does who is looking for something. */
async function vitalsOf(context: BrowserContext, address: string): Promise<Vitals> {
  const page = await context.newPage()
  await page.addInitScript(OBSERVERS)
  await page.goto(address)
  await page.locator('tbody tr[aria-rowindex]').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('/')
  await page.keyboard.type('person', { delay: 40 })
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Jump to' }).waitFor()
  await page.keyboard.press('Escape')
  return page.evaluate(() => (globalThis as unknown as { vitals: Vitals }).vitals)
}

/** The time from a choice in one browser until another browser shows it. */
async function seenAfter(contexts: readonly BrowserContext[], address: string, rounds: number): Promise<number[]> {
  const role = (page: Page) => page.getByLabel('Role of Person 1', { exact: true })
  const [one, other] = (await Promise.all(
    contexts.map(async (context) => {
      const page = await context.newPage()
      await page.goto(address)
      await page.getByText('Live', { exact: true }).waitFor()
      await role(page).waitFor()
      await page.waitForLoadState('networkidle')
      return page
    }),
  )) as [Page, Page]
  const times: number[] = []
  for (let round = 0; round < Math.max(rounds, 2); round++) {
    const next = round % 2 === 0 ? 'VIEWER' : 'EDITOR'
    const shown = other.waitForFunction(
      (value) => {
        const labels = [...document.querySelectorAll('select')].filter((each) => each.ariaLabel === 'Role of Person 1')
        return labels.some((each) => each.value === value) ? Date.now() : false
      },
      next,
      { polling: 'raf' },
    )
    const chosen = Date.now()
    await role(one).selectOption(next)
    times.push(((await (await shown).jsonValue()) as number) - chosen)
  }
  return times
}
