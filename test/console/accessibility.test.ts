// Every screen and state: axe finds nothing, the security policy reports nothing, nothing is wider than the window, and
// nothing moves while it loads. The long form loads each screen in both themes at both widths; the short one follows
// links from one screen to the next, and checks each in one look of two, in turn.
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'
import { axe, go, shown, useBrowser } from './console.ts'
import { seedDemo, seedOddNames } from './demo.ts'
import { SCREENS } from './screens.ts'

const LONG = process.env['CROFT_TEST_LONG'] === '1'
const LOOKS = [
  { width: 1440, theme: 'light', turn: 0 },
  { width: 320, theme: 'dark', turn: 1 },
  ...(LONG
    ? ([
        { width: 1440, theme: 'dark', turn: 1 },
        { width: 320, theme: 'light', turn: 0 },
      ] as const)
    : []),
] as const
/** The cumulative layout shift that is allowed. */
const MOST_SHIFT = 0.01

describe.skipIf(skipsBrowser)(browserTitle('accessibility'), async () => {
  const server = await startTestServer({ shared: true })
  const demo = await seedDemo(server.url, ADMIN_TOKEN)
  await seedOddNames(server.url, ADMIN_TOKEN, demo)
  const open = useBrowser()

  describe.each(LOOKS)('$theme, $width pixels wide', ({ width, theme, turn }) => {
    test.each([true, false])(
      'every screen, for a platform admin: %s',
      async (asAdmin) => {
        const as = { token: asAdmin ? ADMIN_TOKEN : demo.token }
        const screens = SCREENS.filter(
          (each, index) => (each.asAdmin ?? false) === asAdmin && (LONG || index % 2 === turn),
        )
        // layout shifts within half a second after a click do not count, so screens with a click come last
        screens.sort((a, b) => Number(a.open !== undefined) - Number(b.open !== undefined))
        const { page, problems } = await open(server, { as, path: 'about:blank', width, theme })
        await page.addInitScript(noteShifts)
        const found: string[] = []
        for (const [index, screen] of screens.entries()) {
          const path = screen.path(demo)
          // an opened menu or dialog stays open while the page does
          const isShown = new URL(page.url()).pathname === path
          if (LONG || index === 0 || isShown) await page.goto(server.url + path)
          else await go(page, path)
          await shown(page)
          const shift = await shifted(page)
          if (shift.sum > MOST_SHIFT) found.push(`${screen.name}: moves by ${shift.sum}: ${shift.what}`)
          await screen.open?.(page, demo)
          for (const finding of await axe(page)) found.push(`${screen.name}: ${finding}`)
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          if (wider > 0) found.push(`${screen.name}: ${wider} pixels too wide`)
          // what its clicks have moved later than that is no movement of the next screen
          await shifted(page)
        }
        expect(found).toEqual([])
        expect(problems).toEqual([])
      },
      300_000,
    )
  })
})

interface Shift extends PerformanceEntry {
  readonly value: number
  readonly hadRecentInput: boolean
  readonly sources: readonly {
    readonly node: Node | null
    readonly previousRect: DOMRect
    readonly currentRect: DOMRect
  }[]
}

/** Runs in the page: records elements that move without a user's action. */
function noteShifts(): void {
  const shifts = { sum: 0, what: [] as string[] }
  Object.assign(window, { shifts })
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
      if (hadRecentInput) continue
      shifts.sum += value
      for (const { node, previousRect: from, currentRect: to } of sources) {
        const text = node?.textContent?.slice(0, 30)
        shifts.what.push(`${node?.nodeName} “${text}” ${from.x},${from.y} → ${to.x},${to.y}`)
      }
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

/** The layout shifts since the last call. */
async function shifted(page: Page): Promise<{ sum: number; what: string }> {
  return page.evaluate(() => {
    const { shifts } = window as unknown as { shifts: { sum: number; what: string[] } }
    const { sum, what } = shifts
    Object.assign(shifts, { sum: 0, what: [] })
    return { sum, what: what.join('; ') }
  })
}
