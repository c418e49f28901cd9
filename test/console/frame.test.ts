// The frame of every page of the console: keys, the palette, the end of a session, a server out of reach, many tabs.
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { startProxy } from '../client/proxy.ts'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { END_SESSION } from '../support/operations.ts'
import { run, seedWorkspace } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { signInBrowser } from '../support/sessions.ts'
import { axe, useBrowser } from './console.ts'

const PALETTE_FILE = /\/assets\/palette-.*\.js$/

describe.skipIf(skipsBrowser)(browserTitle('the frame'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()
  const team = await seedWorkspace(server, { ed: 'EDITOR' })
  const stranger = await seedWorkspace(server)
  const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 })

  test('the palette finds a workspace by its name, by the keyboard only', async () => {
    const { page, problems } = await open(server, { as: team.owner })
    await heading(page, 'Workspaces').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Workspace or page' }).waitFor()
    await page.keyboard.type(team.name)
    await page.getByRole('option', { name: team.name }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('Enter')
    await heading(page, team.name).waitFor()
    expect(page.url()).toBe(`${server.url}/w/${team.name}/members`)
    // the heading has focus, so that a screen reader announces the new page
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    expect(problems).toEqual([])
  })

  test('workspaces that the palette finds late move nothing, and Enter opens what matches the words', async () => {
    const { page } = await open(server, { as: team.owner })
    await heading(page, 'Workspaces').waitFor()
    const held: (() => void)[] = []
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('findWorkspaces'))
        await new Promise<void>((resolve) => {
          held.push(resolve)
        })
      await route.continue()
    })
    await page.keyboard.press('Control+k')
    const deletions = page.getByRole('option', { name: 'Deletions', exact: true })
    const before = await deletions.boundingBox()
    await until(() => held.length === 1)
    held.pop()?.()
    await page.getByRole('option', { name: team.name }).waitFor()
    expect(await deletions.boundingBox()).toEqual(before)
    await page.keyboard.type('tokens')
    // the search for these words is delayed: earlier results that do not match are not offered
    const offered = page.getByRole('dialog', { name: 'Jump to' }).getByRole('option')
    expect(await offered.allTextContents()).toEqual(['My tokens'])
    await page.keyboard.press('Enter')
    await heading(page, 'My tokens').waitFor()
  })

  test('single keys are shortcuts, except in fields, and can be switched off', async () => {
    const { page } = await open(server, { as: team.owner, path: `/w/${team.name}/members` })
    await heading(page, team.name).waitFor()
    await page.getByRole('searchbox').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('gw')
    expect(await page.getByRole('searchbox').inputValue()).toBe('gw')
    await page.keyboard.press('Escape')
    await heading(page, team.name).click()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByLabel('Single keys are shortcuts').uncheck()
    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    expect(page.url()).toContain('/members')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Jump to' }).waitFor()
  })

  describe('while the palette is being loaded', () => {
    /** Opens the console, and holds the palette's file until it is let go. */
    const held = async () => {
      const { page } = await open(server, { as: team.owner })
      await heading(page, 'Workspaces').waitFor()
      let letGo: () => void = () => undefined
      const loaded = new Promise<void>((resolve) => {
        letGo = resolve
      })
      await page.route(PALETTE_FILE, async (route) => {
        await loaded
        await route.continue()
      })
      return { page, letGo, words: page.getByRole('combobox', { name: 'Workspace or page' }) }
    }
    const closed = (page: Page) => page.locator('dialog[aria-label="Jump to"]').waitFor({ state: 'detached' })

    test('typed text becomes its first text, and no key acts on the page behind', async () => {
      const { page, letGo, words } = await held()
      await page.getByRole('link', { name: 'My tokens' }).focus()
      await page.keyboard.press('Control+k')
      await page.keyboard.type('cd')
      await page.keyboard.press('Backspace')
      await page.keyboard.press('Enter')
      letGo()
      await page.keyboard.type('abcdefghijklmnop', { delay: 20 })
      await words.waitFor()
      await page.keyboard.type('q')
      await until(async () => (await words.inputValue()).endsWith('q'))
      expect(await words.inputValue()).toBe('cabcdefghijklmnopq')
      expect(new URL(page.url()).pathname).toBe('/')
      await page.keyboard.press('Escape')
      // a dialog that is closed is still there until the page has heard of it
      await closed(page)
      await page.keyboard.press('c')
      await page.getByRole('dialog', { name: 'New workspace' }).waitFor()
    })

    test.each<[by: string, close: (page: Page) => Promise<void>]>([
      ['Escape', (page) => page.keyboard.press('Escape')],
      ['its own key', (page) => page.keyboard.press('Control+k')],
      ['a click on the page', (page) => page.getByRole('searchbox').click()],
    ])('%s closes it, and the next one begins empty', async (_by, close) => {
      const { page, letGo, words } = await held()
      await page.keyboard.press('Control+k')
      await page.keyboard.type('x')
      await close(page)
      const response = page.waitForResponse(PALETTE_FILE)
      letGo()
      await response
      await page.getByRole('searchbox').focus()
      await page.keyboard.type('y')
      expect(await page.getByRole('searchbox').inputValue()).toBe('y')
      await page.keyboard.press('Control+k')
      await words.waitFor()
      expect(await words.inputValue()).toBe('')
    })

    test.each([
      ['the palette', PALETTE_FILE, 'Jump to…', 'dialog'],
      ['a menu', /\/assets\/MenuPopup-.*\.js$/, 'Account', 'menu'],
    ] as const)('%s that cannot be loaded leaves the page as it is, and is loaded the next time', async (...each) => {
      const [, file, button, role] = each
      const { page } = await open(server, { as: team.owner })
      await heading(page, 'Workspaces').waitFor()
      await page.route(file, (route) => route.abort())
      await page.getByRole('button', { name: button }).first().click()
      await page.getByText('This part of the page could not be loaded').waitFor()
      await heading(page, 'Workspaces').waitFor()
      expect(await page.getByRole(role).count()).toBe(0)
      await page.unroute(file)
      await page.getByRole('button', { name: button }).first().click()
      await page.getByRole(role).first().waitFor()
    })
  })

  test('invalid values in an address count as missing', async () => {
    const { page, problems } = await open(server, { as: team.owner })
    const wrong = 'order=zzz&role=constructor&kind=constructor&show=zzz&state=zzz&type=constructor&from=zzz'
    const shown: readonly [path: string, text: string][] = [
      ['/', team.name],
      [`/w/${team.name}/members`, team.members['ed']?.name as string],
      [`/w/${team.name}/invitations`, 'Nobody is invited'],
      [`/w/${team.name}/activity`, 'created'],
      ['/deletions', 'No workspace of yours is being deleted'],
    ]
    for (const [path, text] of shown) {
      await page.goto(`${server.url}${path}?${wrong}&to=%2B275760-09-12`)
      await page.locator('main').getByText(text).filter({ visible: true }).first().waitFor()
    }
    expect(problems).toEqual([])
  })

  test('a chosen theme stays, and the browser stores nothing but choices', async () => {
    const { page, problems } = await open(server, { as: team.owner })
    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)
    expect(await scheme()).toBe('dark')
    await page.reload()
    await heading(page, 'Workspaces').waitFor()
    expect(await scheme()).toBe('dark')
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['croft-theme'])
    expect(problems).toEqual([])
  })

  test('when a session ends, the page asks for a sign-in and keeps the typed text', async () => {
    const { page } = await open(server, { as: team.owner })
    await page.getByRole('button', { name: 'New workspace' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Half typed')
    const session = await page.evaluate(async () => {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ query: '{ me { sessions { id current } } }' }),
      })
      const { data } = await response.json()
      return (data.me.sessions as { id: string; current: boolean }[]).find(({ current }) => current)?.id ?? ''
    })
    await run(server, END_SESSION, { input: { session } }, team.owner)
    const dialog = page.getByRole('dialog', { name: 'Your session is over' })
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    expect(await dialog.isVisible()).toBe(true)
    expect(await axe(page)).toEqual([])
    await dialog.getByLabel('API token').fill('wrong')
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await dialog.getByText('This token is not valid').waitFor()
    await dialog.getByLabel('API token').fill(team.owner.token)
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Half typed')
    await page.getByRole('button', { name: 'Create' }).click()
    await heading(page, 'Half typed').waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
  })

  test('signing out leaves every tab, and a new sign-in leads back to the page that was left', async () => {
    const { page } = await open(server, { as: team.owner, path: `/w/${team.name}/members?search=x` })
    const other = await page.context().newPage()
    await other.goto(server.url)
    await heading(other, 'Workspaces').waitFor()
    await other.getByRole('button', { name: 'Account' }).click()
    await other.getByRole('menuitem', { name: 'Sign out' }).click()
    await Promise.all([page, other].map((each) => each.waitForURL(/\/sign-in/)))
    await page.getByLabel('API token').fill(team.owner.token)
    await page
      .getByRole('button', { name: 'Sign in with' })
      .or(page.getByRole('button', { name: 'Sign in' }))
      .first()
      .click()
    await page.waitForURL(`${server.url}/w/${team.name}/members?search=x`)
  })

  test('a page is replaced when another user signs in in another tab', async () => {
    const { page } = await open(server, { as: team.owner })
    await page.getByRole('link', { name: team.name }).first().waitFor()
    const { cookie } = await signInBrowser(server, stranger.owner)
    const [name = '', value = ''] = cookie.split('=')
    await page.context().addCookies([{ name, value, url: server.url, httpOnly: true, sameSite: 'Strict' }])
    const other = await page.context().newPage()
    await other.goto(server.url)
    for (const each of [other, page]) {
      await each.getByRole('link', { name: stranger.name }).first().waitFor()
      expect(await each.getByText(team.name).count()).toBe(0)
    }
  })

  test('a sign-out that does not reach the server leaves the page, and says so', async () => {
    const { page, problems } = await open(server, { as: team.owner })
    await heading(page, 'Workspaces').waitFor()
    const signOut = async () => {
      await page.getByRole('button', { name: 'Account' }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
    }
    await page.route('**/session', (route) => route.fulfill({ status: 503, body: '{}' }))
    await signOut()
    await page.getByText('You are still signed in.').waitFor()
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await page.unroute('**/session')
    await page.route('**/session', (route) => route.abort())
    await signOut()
    await page.getByText('You are still signed in.').waitFor()
    await page.unroute('**/session')
    await signOut()
    await page.waitForURL(/\/sign-in/)
    expect(problems.filter((problem) => !/Failed to load resource/.test(problem))).toEqual([])
  })

  test('a request that is repeated because its answer was lost is carried out once', async () => {
    const { page } = await open(server, { as: team.owner })
    await page.getByRole('button', { name: 'New workspace' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Made once')
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('createWorkspace')) return route.continue()
      await route.fetch()
      await route.abort()
    })
    const create = page.getByRole('button', { name: 'Create' })
    await create.click()
    await page.getByText('The server cannot be reached. Nothing was lost: try again.').waitFor()
    await page.unroute('**/graphql')
    await create.click()
    await heading(page, 'Made once').waitFor()
    expect(page.url()).toContain('/w/made-once/')
    // a new request of the same content is independent
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    await page.getByRole('button', { name: 'New workspace' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Made once')
    await create.click()
    await page.waitForURL(/\/w\/made-once-2\//)
  })

  test('eight tabs are live at once, each over one WebSocket', async () => {
    const { page, problems } = await open(server, { as: team.owner, path: `/w/${team.name}/members` })
    const sockets: string[] = []
    const pages = [page]
    for (let tab = 1; tab < 8; tab++) {
      const next = await page.context().newPage()
      next.on('websocket', (socket) => sockets.push(socket.url()))
      await next.goto(page.url())
      pages.push(next)
    }
    for (const each of pages) await each.getByText('Live', { exact: true }).waitFor()
    expect(sockets).toHaveLength(7)
    const ed = team.members['ed']?.name as string
    await page.getByLabel(`Role of ${ed}`).selectOption('Viewer')
    for (const each of pages)
      await until(async () => (await each.getByLabel(`Role of ${ed}`).inputValue()) === 'VIEWER')
    expect(problems).toEqual([])
  })

  test('a server out of reach is shown in a bar, the content stays, and no change is missed', async () => {
    const proxy = await startProxy(server.url)
    const own = await seedWorkspace(server, { ed: 'EDITOR' })
    const ed = own.members['ed']?.name as string
    const { page } = await open(proxy, { as: own.owner, path: `/w/${own.name}/members` })
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByLabel(`Role of ${ed}`).waitFor()
    proxy.target = null
    proxy.cutAll()
    await page.getByText('Reconnecting. What you see is as of a moment ago; nothing will be missed.').waitFor()
    expect(await page.getByLabel(`Role of ${ed}`).isVisible()).toBe(true)
    const member = { of: { workspace: { id: own.id }, principal: { user: own.members['ed']?.id as string } } }
    await server.data(
      'mutation ($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }',
      { input: { member, role: 'ADMIN' } },
      own.owner,
    )
    proxy.target = server.url
    await until(async () => (await page.getByLabel(`Role of ${ed}`).inputValue()) === 'ADMIN')
    await page.getByText('Live', { exact: true }).waitFor()
  })
})
