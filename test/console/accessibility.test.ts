// Every screen and state: no finding of axe, no report of the security policy, nothing wider than the window. The long form
// looks at each in both themes at both widths; the short one at each in one look of two, in turn.
import { describe, expect, test } from 'vitest'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'
import { axe, useBrowser } from './console.ts'
import { seedDemo } from './demo.ts'
import { SCREENS, settled } from './screens.ts'

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

describe.skipIf(skipsBrowser)(browserTitle('accessibility'), async () => {
  const server = await startTestServer({ shared: true })
  const demo = await seedDemo(server.url, ADMIN_TOKEN)
  const open = useBrowser()

  describe.each(LOOKS)('$theme, $width pixels wide', ({ width, theme, turn }) => {
    test.each([true, false])(
      'every screen, for a platform admin: %s',
      async (asAdmin) => {
        const as = { token: asAdmin ? ADMIN_TOKEN : demo.token }
        const { page, problems } = await open(server, { as, width, theme })
        const found: string[] = []
        const screens = SCREENS.filter(
          (each, index) => (each.asAdmin ?? false) === asAdmin && (LONG || index % 2 === turn),
        )
        for (const screen of screens) {
          await page.goto(server.url + screen.path(demo))
          await settled(page)
          await screen.open?.(page, demo)
          for (const finding of await axe(page)) found.push(`${screen.name}: ${finding}`)
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          if (wider > 0) found.push(`${screen.name}: ${wider} pixels too wide`)
        }
        expect(found).toEqual([])
        expect(problems).toEqual([])
      },
      300_000,
    )
  })
})
