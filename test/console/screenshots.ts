// `npm run screenshots`: the pictures of the console in the README, of a server that is started and filled for them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { startApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config/config.ts'
import { BROWSER_ARGS, browserPath } from '../support/browser.ts'
import { signInBrowser } from '../support/sessions.ts'
import { type Demo, seedDemo, startDeletion } from './demo.ts'
import { settled } from './screens.ts'

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
  const take = async ({ name: file, path, theme = 'light', isPhone = false }: Picture) => {
    const context = await browser.newContext({
      viewport: isPhone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
      deviceScaleFactor: isPhone ? 2 : 1,
      colorScheme: theme,
    })
    await context.addCookies([{ name, value, url: app.url }])
    const page = await context.newPage()
    await page.goto(app.url + path(demo))
    await settled(page)
    await page.screenshot({ path: `${DIRECTORY}/${file}.png` })
    await context.close()
  }
  for (const picture of PICTURES) await take(picture)
  // deletions go on in small steps while requests are in flight
  app.services.pace.requestStarted()
  const deletion = await startDeletion(app.url, demo)
  await take({ name: 'deletion', path: () => `/deletions/${deletion}` })
  await take({ name: 'deletion-dark', path: () => `/deletions/${deletion}`, theme: 'dark' })
} finally {
  await browser.close()
  await app.close()
  rmSync(directory, { recursive: true, force: true })
}
