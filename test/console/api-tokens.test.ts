// Tokens in the console: creating them, the actions that each caller has, and that a secret is stored nowhere.
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { CREATE_API_TOKEN, CREATE_SERVICE_ACCOUNT } from '../support/operations.ts'
import { run, type SeededWorkspace, seedWorkspace } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { axe, useBrowser } from './console.ts'

const WHO = '{ me { token { name role permissions status } platformAdmin } }'

describe.skipIf(skipsBrowser)(browserTitle('tokens'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()
  const path = ({ name }: SeededWorkspace) => `/w/${name}/tokens`
  const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
  const choose = async (page: Page, name: string, item: string) => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click()
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }
  const whoIs = async (token: string) => (await server.gql(WHO, {}, { token })).body.data?.['me']
  const kept = (page: Page) => page.getByRole('button', { name: 'I have kept it' })
  const shownSecret = (page: Page) => page.getByRole('textbox', { name: 'API token' }).inputValue()

  test('a token is created by a preset, its secret is shown once, and is then nowhere in the browser', async () => {
    const team = await seedWorkspace(server)
    const permissions = ['clipboard-read', 'clipboard-write']
    const { page, problems } = await open(server, { as: team.owner, path: path(team), context: { permissions } })
    await page.getByText('No tokens yet').waitFor()
    expect(await axe(page)).toEqual([])
    await page.locator('[data-main-action]').first().click()
    await page.getByRole('textbox', { name: 'Name' }).fill('nightly report')
    await page.getByRole('radio', { name: 'Reading' }).check()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Create' }).click()
    await kept(page).waitFor()
    const secret = await shownSecret(page)
    expect(await whoIs(secret)).toMatchObject({
      token: {
        name: 'nightly report',
        role: 'VIEWER',
        permissions: ['WORKSPACE_READ', 'MEMBER_READ', 'RESOURCE_READ'],
      },
    })
    // neither Escape, twice, nor a click outside closes the dialog
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.mouse.click(5, 5)
    expect(await shownSecret(page)).toBe(secret)
    await page.getByRole('button', { name: 'Copy API token' }).click()
    await page.getByRole('button', { name: 'Copied API token' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)
    await page.locator('summary', { hasText: 'Try it with curl' }).click()
    expect(await page.getByText(`Authorization: Bearer ${secret}`).isVisible()).toBe(true)
    expect(await axe(page)).toEqual([])
    await kept(page).click()
    await row(page, 'nightly report').waitFor()
    const places = await everything(page)
    expect(places).toContain('nightly report')
    expect(places).not.toContain(secret)
    expect(await axe(page)).toEqual([])
    expect(problems).toEqual([])
  })

  test('if the answer with the secret is lost, the page says so, and a new secret replaces it', async () => {
    const team = await seedWorkspace(server)
    const { page } = await open(server, { as: team.owner, path: `${path(team)}?new=1` })
    let lost = ''
    await page.route('**/graphql', async (route) => {
      if (lost || !route.request().postData()?.includes('createApiToken(')) return route.continue()
      lost = await (await route.fetch()).text()
      await route.abort()
    })
    await page.getByRole('textbox', { name: 'Name' }).fill('deploy')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('heading', { name: 'The secret of deploy was sent already' }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Make a new secret' }).click()
    await kept(page).waitFor()
    expect(await whoIs(await shownSecret(page))).toMatchObject({ token: { name: 'deploy' } })
    expect(await whoIs(JSON.parse(lost).data.createApiToken.secret)).toBeUndefined()
    await kept(page).click()
    await until(async () => (await row(page, 'deploy').count()) === 1)
  })

  test('a new secret leaves the old one valid for a while; suspending can be undone, revoking cannot', async () => {
    const team = await seedWorkspace(server)
    const token = await make(team, 'owner', 'robot')
    const { page, problems } = await open(server, { as: team.owner, path: path(team) })
    await choose(page, 'robot', 'New secret…')
    await page.getByLabel('The old secret works for').selectOption('7 days')
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Make it' }).click()
    await kept(page).waitFor()
    const next = await shownSecret(page)
    await kept(page).click()
    await row(page, 'robot').getByText('Rotating').waitFor()
    expect(await row(page, 'robot').innerText()).toMatch(/old secret in [67] days/)
    for (const secret of [token, next]) expect(await whoIs(secret)).toMatchObject({ token: { status: 'ROTATING' } })
    await choose(page, 'robot', 'Suspend')
    await row(page, 'robot').getByText('Suspended').waitFor()
    expect(await whoIs(next)).toBeUndefined()
    await page.getByRole('button', { name: 'Undo' }).click()
    await row(page, 'robot').getByText('Rotating').waitFor()
    expect(await whoIs(next)).toMatchObject({ token: { name: 'robot' } })
    await choose(page, 'robot', 'Revoke…')
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Revoke', exact: true }).click()
    await until(async () => (await row(page, 'robot').count()) === 0)
    expect(await whoIs(next)).toBeUndefined()
    await page.getByRole('radio', { name: 'Inactive' }).check()
    await row(page, 'robot').getByText('Revoked').waitFor()
    await page.getByRole('button', { name: 'Actions for robot' }).click()
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Activity', 'Copy id'])
    expect(problems).toEqual([])
  })

  test('an admin sees all tokens but cannot rotate those of others; an editor sees only their own', async () => {
    const team = await seedWorkspace(server, { ada: 'ADMIN', ed: 'EDITOR' })
    await make(team, 'ed', 'of ed')
    await make(team, 'owner', 'of the owner')
    const ed = team.members['ed']?.name as string
    const { page } = await open(server, { as: team.members['ada'] as never, path: path(team) })
    await row(page, 'of ed').getByText(ed).waitFor()
    await page.getByRole('button', { name: 'Actions for of ed' }).click()
    const rotate = page.getByRole('menuitem', { name: 'New secret…' })
    expect(await rotate.getAttribute('aria-disabled')).toBe('true')
    expect(await rotate.innerText()).toContain('Only its owner')
    await page.keyboard.press('Escape')
    const { page: own, problems } = await open(server, { as: team.members['ed'] as never, path: path(team) })
    await row(own, 'of ed').waitFor()
    expect(await row(own, 'of the owner').count()).toBe(0)
    expect(await own.getByRole('columnheader', { name: 'Owner' }).count()).toBe(0)
    await own.getByRole('searchbox').fill('nothing')
    await own.getByText('No active token has “nothing” in its name').waitFor()
    await own.getByRole('button', { name: 'Clear filters' }).click()
    await row(own, 'of ed').waitFor()
    // no role above the caller's is offered
    await own.getByRole('button', { name: 'New token' }).click()
    expect(await own.getByLabel('At most').locator('option').allInnerTexts()).toEqual([
      'All that you hold',
      'Editor',
      'Viewer',
    ])
    expect(problems).toEqual([])
  })

  test('a token of a service account is created by its link, and the list can show one owner', async () => {
    const team = await seedWorkspace(server)
    const input = { workspace: { id: team.id }, name: 'deployer', role: 'EDITOR' as const }
    const { createServiceAccount } = await run(server, CREATE_SERVICE_ACCOUNT, { input }, team.owner)
    const { id } = createServiceAccount.serviceAccount
    await make(team, 'owner', 'of the owner')
    const query = `?new=1&serviceAccount=${id}`
    const { page, problems } = await open(server, { as: team.owner, path: path(team) + query })
    await page.getByRole('heading', { name: 'New token for deployer' }).waitFor()
    await page.getByRole('textbox', { name: 'Name' }).fill('of the account')
    await page.getByRole('radio', { name: 'Deploying from CI' }).check()
    await page.getByRole('button', { name: 'Create' }).click()
    await kept(page).waitFor()
    const me = await server.gql('{ me { serviceAccount { name } } }', {}, { token: await shownSecret(page) })
    expect(me.body.data?.['me']).toEqual({ serviceAccount: { name: 'deployer' } })
    await kept(page).click()
    await page.goto(`${server.url}${path(team)}?owner=${id}`)
    await row(page, 'of the account').getByText('deployer').waitFor()
    expect(await row(page, 'of the owner').count()).toBe(0)
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Take Owner: deployer out' }).click()
    await row(page, 'of the owner').waitFor()
    expect(problems).toEqual([])
  })

  test('a platform admin creates a personal token with platform rights', async () => {
    const { page, problems } = await open(server, { as: { token: ADMIN_TOKEN }, path: '/tokens?new=1' })
    await page.getByRole('textbox', { name: 'Name' }).fill('runbook')
    await page.getByRole('radio', { name: 'Running the platform' }).check()
    expect(await page.getByLabel('At most').count()).toBe(0)
    await page.getByRole('button', { name: 'Create' }).click()
    await kept(page).waitFor()
    expect(await whoIs(await shownSecret(page))).toMatchObject({ platformAdmin: true, token: { name: 'runbook' } })
    await kept(page).click()
    await row(page, 'runbook').waitFor()
    expect(await axe(page)).toEqual([])
    expect(problems).toEqual([])
  })

  async function make(team: SeededWorkspace, of: string, name: string): Promise<string> {
    const owner = of === 'owner' ? team.owner : team.members[of]
    const input = { name, workspace: { id: team.id } }
    const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, owner)
    return createApiToken.secret as string
  }
})

/** Everything that a page shows and a browser stores for it, as one text. */
const everything = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const caches_ = await caches.keys()
    const inputs = [...document.querySelectorAll('input, textarea')].map((each) => (each as HTMLInputElement).value)
    return JSON.stringify([
      document.documentElement.outerHTML,
      inputs,
      location.href,
      history.state,
      { ...localStorage },
      { ...sessionStorage },
      databases,
      caches_,
      document.cookie,
      performance.getEntries().map(({ name }) => name),
    ])
  })
