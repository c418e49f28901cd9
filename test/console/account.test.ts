// The account in the console: the signed-in user, their sessions, and the end of sessions elsewhere.
import { describe, expect, test } from 'vitest'
import { browserOf } from '../../src/console/pages/account/user-agent.ts'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { signUp } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { signInBrowser } from '../support/sessions.ts'
import { axe, useBrowser } from './console.ts'

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'
const EDGE =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0'
const ANDROID =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'

test.each([
  [FIREFOX, 'Firefox on Windows'],
  [IPHONE, 'Safari on iPhone'],
  [EDGE, 'Edge on macOS'],
  [ANDROID, 'Chrome on Android'],
  ['curl/8.9.1', 'curl/8.9.1'],
  [null, 'A browser'],
])('%s is shown as %s', (userAgent, words) => {
  expect(browserOf(userAgent)).toBe(words)
})

describe.skipIf(skipsBrowser)(browserTitle('the account'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()
  const works = async ({ as }: { as: object }) => (await server.gql('{ me { user { id } } }', {}, as)).status === 200

  test('shows the user and their sessions; one other session is ended, then all others', async () => {
    const person = await signUp(server)
    const phone = await signInBrowser(server, person, { 'User-Agent': IPHONE })
    const [desk, work] = [
      await signInBrowser(server, person, { 'User-Agent': FIREFOX }),
      await signInBrowser(server, person, { 'User-Agent': EDGE }),
    ]
    const { page, problems } = await open(server, { as: person, path: '/account' })
    await page.getByText(`${person.name}@example.com`).first().waitFor()
    await page.getByText(`The token ${person.name}'s token`).waitFor()
    const sessions = page.getByRole('listitem').filter({ hasText: 'Signed in' })
    await until(async () => (await sessions.count()) === 4)
    expect(await sessions.first().innerText()).toContain('This browser')
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'End the session of Safari on iPhone' }).click()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'End', exact: true }).click()
    await until(async () => (await sessions.count()) === 3)
    expect(await Promise.all([phone, desk, work].map(works))).toEqual([false, true, true])
    await page.getByRole('button', { name: 'End the 2 others' }).click()
    await page.getByRole('button', { name: 'End', exact: true }).click()
    await page.getByText('2 sessions ended.').waitFor()
    await until(async () => (await sessions.count()) === 1)
    expect(await Promise.all([desk, work].map(works))).toEqual([false, false])
    expect(problems).toEqual([])
  })

  test('the theme is chosen, kept in the browser, and applied at once', async () => {
    const { page, problems } = await open(server, { as: await signUp(server), path: '/account' })
    const theme = () => page.evaluate(() => document.documentElement.dataset['theme'])
    await page.getByRole('radio', { name: 'Dark' }).check()
    expect(await theme()).toBe('dark')
    expect(await axe(page)).toEqual([])
    await page.reload()
    await page.getByRole('radio', { name: 'Dark' }).waitFor()
    expect(await page.getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true)
    expect(await theme()).toBe('dark')
    await page.getByRole('radio', { name: 'As the system' }).check()
    expect(await theme()).toBeUndefined()
    expect(problems).toEqual([])
  })

  test('signing out leads to the page for signing in', async () => {
    const person = await signUp(server)
    const { page } = await open(server, { as: person, path: '/account' })
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(/\/sign-in/)
  })
})
