// `npm run screenshots`: the pictures of the console in the README, taken of a server that is started and filled for
// them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { startApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config/config.ts'
import { BROWSER_ARGS, browserPath } from '../support/browser.ts'
import { signInBrowser } from '../support/sessions.ts'
import { followRequests, settled } from './console.ts'
import { type Demo, seedDemo, startDeletion } from './demo.ts'

const TOKEN = 'screenshots-admin-token-0123456789'
const DIRECTORY = 'docs/console'

interface Picture {
  readonly name: string
  path(demo: Demo): string
  readonly theme?: 'light' | 'dark'
  readonly isPhone?: boolean
}

const PICTURES: readonly Picture[] = [
  { name: 'workspaces', path: () => '/' },
  { name: 'members', path: ({ workspace }) => `/w/${workspace}/members` },
  { name: 'members-dark', path: ({ workspace }) => `/w/${workspace}/members`, theme: 'dark' },
  { name: 'members-phone', path: ({ workspace }) => `/w/${workspace}/members`, isPhone: true },
]

const directory = mkdtempSync(join(tmpdir(), 'croft-screenshots-'))
const config = loadConfig({
  CROFT_PORT: '0',
  CROFT_DATABASE_URL: `sqlite:${join(directory, 'croft.db')}`,
  CROFT_DATA_DIR: directory,
  CROFT_BOOTSTRAP_TOKEN: TOKEN,
  CROFT_LOG_LEVEL: 'error',
  CROFT_RATE_LIMIT: 'off',
})
const app = await startApp(config, { deliverFirstToken: () => undefined })
const browser = await chromium.launch({ executablePath: browserPath(), args: BROWSER_ARGS })
try {
  const demo = await seedDemo(app.url, TOKEN)
  const { cookie } = await signInBrowser(app, demo)
  const [name = '', value = ''] = cookie.split('=')
  const open = async ({ path, theme = 'light', isPhone = false }: Omit<Picture, 'name'>) => {
    const context = await browser.newContext({
      viewport: isPhone ? { width: 390, height: 844 } : { width: 1320, height: 820 },
      deviceScaleFactor: isPhone ? 2 : 1,
      isMobile: isPhone,
      hasTouch: isPhone,
      colorScheme: theme,
    })
    await context.addCookies([{ name, value, url: app.url }])
    const page = await context.newPage()
    followRequests(page)
    await page.goto(app.url + path(demo))
    await settled(page)
    return page
  }
  const keep = (page: Page, file: string) => page.screenshot({ path: `${DIRECTORY}/${file}.png` })
  for (const { name: file, ...picture } of PICTURES) {
    const page = await open(picture)
    await keep(page, file)
    await page.context().close()
  }
  // deletions advance in small steps while requests are in flight
  app.services.pace.requestStarted()
  const deletion = await startDeletion(app.url, demo)
  const page = await open({ path: () => `/deletions/${deletion}` })
  await page.waitForFunction(() => Number(document.querySelector('[role=progressbar]')?.ariaValueNow) >= 45)
  await keep(page, 'deletion')
  await page.emulateMedia({ colorScheme: 'dark' })
  await keep(page, 'deletion-dark')
} finally {
  await browser.close()
  await app.close()
  rmSync(directory, { recursive: true, force: true })
}
