// The main path through the console with the keyboard only, from signing in to watching a deletion to its end; on both
// databases.
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BROWSER_ARGS, browserPath, browserTitle, skipsBrowser } from '../support/browser.ts'
import { seedWorkspace } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'

const MOST_STOPS = 80

describe.skipIf(skipsBrowser)(browserTitle('the keyboard alone'), async () => {
  const server = await startTestServer({ shared: true })
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: browserPath(), args: BROWSER_ARGS })
  })
  afterAll(() => browser?.close())

  test('signs in, searches, changes, undoes, removes, creates a token, deletes and watches', async () => {
    const team = await seedWorkspace(server, { ed: 'EDITOR' })
    const ed = team.members['ed']?.name as string
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await context.newPage()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    const { keyboard } = page
    await page.goto(`${server.url}/sign-in`)

    // signs in
    await tabTo(page, 'API token')
    await keyboard.type(team.owner.token)
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Workspaces', level: 1 }).waitFor()

    // finds the workspace, and opens its row
    await page.getByRole('row').filter({ hasText: team.name }).waitFor()
    await keyboard.press('/')
    await keyboard.type(team.name)
    await until(async () => (await page.locator('tbody tr[aria-rowindex]').count()) === 1)
    await tabTo(page, new RegExp(`^(?!Favourite)[^]*${team.name}`))
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: team.name, level: 1 }).waitFor()

    // changes a role, and undoes the change
    await page.getByLabel(`Role of ${ed}`).waitFor()
    await tabTo(page, `Role of ${ed}`)
    await keyboard.type('A')
    await page.getByText(`${ed} is an admin now.`).waitFor()
    await tabTo(page, 'Undo')
    await keyboard.press('Enter')
    await until(async () => (await page.getByLabel(`Role of ${ed}`).inputValue()) === 'EDITOR')

    // removes the member
    await tabTo(page, `Actions for ${ed}`)
    await keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Remove…' }).waitFor()
    await keyboard.press('End')
    await keyboard.press('Enter')
    await page.getByRole('dialog', { name: `Remove ${ed}?` }).waitFor()
    await tabTo(page, 'Remove')
    await keyboard.press('Enter')
    await until(async () => (await page.getByRole('row').filter({ hasText: ed }).count()) === 0)

    // makes a token, whose secret is copied once
    await tabTo(page, 'Tokens')
    await keyboard.press('Enter')
    await page.getByRole('button', { name: 'New token' }).first().waitFor()
    await keyboard.press('c')
    await page.getByRole('dialog', { name: 'New token' }).waitFor()
    await keyboard.type('by keyboard')
    await keyboard.press('Enter')
    const kept = page.getByRole('button', { name: 'I have kept it' })
    await kept.waitFor()
    await tabTo(page, /^Copy/)
    await keyboard.press('Enter')
    await page.getByText('Copied').first().waitFor()
    const secret = await page.evaluate(() => navigator.clipboard.readText())
    const answer = await server.data('{ me { token { name } } }', {}, { token: secret })
    expect(answer.me.token.name).toBe('by keyboard')
    await tabTo(page, 'I have kept it')
    await keyboard.press('Enter')
    await kept.waitFor({ state: 'detached' })
    expect(await page.content()).not.toContain(secret)

    // deletes the workspace by its name, and watches
    await tabTo(page, 'Settings')
    await keyboard.press('Enter')
    await page.getByRole('button', { name: 'Delete workspace…' }).waitFor()
    await tabTo(page, 'Delete workspace…')
    await keyboard.press('Enter')
    await page.getByText(`Type ${team.name} to delete it`).waitFor()
    await keyboard.type(team.name)
    // the contents are counted first
    await page.locator('dialog[open] button[type=submit]:not([aria-disabled=true])').waitFor()
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: `${team.name} is deleted`, level: 1 }).waitFor()
    await page.getByText('Complete', { exact: true }).first().waitFor()
    expect(problems).toEqual([])
  })
})

/** Presses Tab until the focused element has this name. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    const here = await page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement)) return ''
      const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels : null
      return (element.ariaLabel ?? labels?.[0]?.innerText ?? element.innerText).trim()
    })
    if (typeof name === 'string' ? here === name : name.test(here)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${name}`)
}
