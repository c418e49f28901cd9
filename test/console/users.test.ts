// Users in the console, as platform admins manage them: created, changed, suspended, deleted, and signed in by a link.
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { axe, useBrowser } from './console.ts'

const USER = graphql(`
  query UserInConsole($by: UserRef!) { user(by: $by) { id name email platformAdmin suspendedAt } }
`)

describe.skipIf(skipsBrowser)(browserTitle('users'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()
  const asAdmin = { token: ADMIN_TOKEN }
  const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
  const nameIn = (page: Page) => page.getByRole('dialog').getByRole('textbox', { name: /^Name/ })
  const choose = async (page: Page, name: string, action: string) => {
    await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click()
    await page.getByRole('menuitem', { name: action, exact: true }).click()
  }
  const userAt = async (email: string) => (await run(server, USER, { by: { email } })).user

  test('a user is created, found, changed, made a platform admin, suspended and resumed', async () => {
    const name = unique('grace')
    const email = `${name}@example.com`
    const { page, problems } = await open(server, { as: asAdmin, path: '/admin/users' })
    await page.getByRole('button', { name: 'New user' }).click()
    await nameIn(page).fill(name)
    expect(await axe(page)).toEqual([])
    await page.getByLabel('E-mail address').fill(email)
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    await page.getByText(`${name} can sign in now.`).waitFor()
    await page.getByLabel('Search name or address').fill(name)
    await until(async () => (await row(page, '@example.com').count()) === 1)
    await until(() => new URL(page.url()).searchParams.get('search') === name)

    await choose(page, name, 'Change…')
    await nameIn(page).fill(`${name} II`)
    await page.getByLabel('Platform admin', { exact: true }).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await row(page, 'Platform admin').waitFor()
    expect(await userAt(email)).toMatchObject({ name: `${name} II`, platformAdmin: true })

    await choose(page, `${name} II`, 'Suspend…')
    await page.getByLabel('Reason').fill('Has left')
    await page.getByRole('button', { name: 'Suspend', exact: true }).click()
    await row(page, 'Suspended').waitFor()
    await page.getByRole('radio', { name: 'Suspended' }).check({ force: true })
    await until(async () => (await row(page, `${name} II`).count()) === 1)
    await choose(page, `${name} II`, 'Resume')
    await page.getByText('Nobody has').waitFor()
    expect((await userAt(email))?.suspendedAt).toBeNull()
    expect(problems).toEqual([])
  })

  test('a taken address is reported at its field', async () => {
    const other = await signUp(server)
    const { page } = await open(server, { as: asAdmin, path: '/admin/users' })
    await page.getByRole('button', { name: 'New user' }).click()
    await nameIn(page).fill('Double')
    await page.getByLabel('E-mail address').fill(`${other.name}@example.com`)
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    await page.getByText('The e-mail address is taken.').waitFor()
    expect(await page.getByLabel('E-mail address').getAttribute('aria-invalid')).toBe('true')
  })

  test('a sign-in link is shown once, signs in, and is stored nowhere', async () => {
    const person = await signUp(server)
    const { page, problems } = await open(server, { as: asAdmin, path: `/admin/users?search=${person.name}` })
    await choose(page, person.name, 'Sign-in link…')
    await page.getByRole('button', { name: 'Make the link' }).click()
    const field = page.getByLabel(`Sign-in link for ${person.name}`).getByRole('textbox')
    const link = await field.inputValue()
    expect(link).toContain('/sign-in')
    await page.keyboard.press('Escape')
    expect(await field.inputValue()).toBe(link)
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await field.waitFor({ state: 'detached' })
    const code = new URL(link).hash.slice(1)
    const kept = await page.evaluate(() =>
      JSON.stringify([document.documentElement.outerHTML, location.href, { ...localStorage }, { ...sessionStorage }]),
    )
    expect(kept).not.toContain(code)
    expect(problems).toEqual([])
  })

  test('a user who is the last owner of workspaces is not deleted, and these are listed as links', async () => {
    const team = await seedWorkspace(server)
    const { page } = await open(server, { as: asAdmin, path: `/admin/users?search=${team.owner.name}` })
    await choose(page, team.owner.name, 'Delete…')
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText(`${team.owner.name} is the last owner of these.`).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('dialog').getByRole('link', { name: team.name }).click()
    await page.waitForURL(`**/w/${team.name}/members`)

    const lonely = await signUp(server)
    await page.goto(`${server.url}/admin/users?search=${lonely.name}`)
    await choose(page, lonely.name, 'Delete…')
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText(`${lonely.name} is deleted.`).waitFor()
    await page.getByText(`Nobody has “${lonely.name}”`).waitFor()
  })
})
