// The pages of platform admins for all workspaces, kinds of resource and events; others cannot open these pages.
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { CREATE_SERVICE_ACCOUNT } from '../support/operations.ts'
import { run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { axe, settled, useBrowser } from './console.ts'

const KINDS = graphql(`
  query KindsInConsole { resourceKinds { name displayName cleanup cleanupOrder webhookUrl ownerServiceAccount { id } } }
`)
const STATE = graphql(`
  query StateInConsole($id: ID!) { workspace(by: { id: $id }) { state suspendedReason } }
`)

describe.skipIf(skipsBrowser)(browserTitle('platform'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()
  const asAdmin = { token: ADMIN_TOKEN }
  const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
  const nameIn = (page: Page) => page.getByRole('dialog').getByRole('textbox', { name: /^Name/ })
  const choose = async (page: Page, name: string, action: string) => {
    await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click()
    await page.getByRole('menuitem', { name: action, exact: true }).click()
  }
  const kindNamed = async (name: string) =>
    (await run(server, KINDS, {})).resourceKinds.find((each) => each.name === name)

  test('other users get no such pages', async () => {
    const team = await seedWorkspace(server)
    const { page, problems } = await open(server, { as: team.owner })
    for (const name of ['users', 'workspaces', 'kinds', 'events']) {
      await page.goto(`${server.url}/admin/${name}`)
      await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    }
    expect(problems).toEqual([])
  })

  test('a workspace is suspended and resumed in the list of all, and an ownerless one is found', async () => {
    const team = await seedWorkspace(server)
    const { page, problems } = await open(server, { as: asAdmin, path: `/admin/workspaces?search=${team.name}` })
    await choose(page, team.name, 'Suspend…')
    await page.getByLabel('Reason').fill('Unpaid')
    await page.getByRole('button', { name: 'Suspend', exact: true }).click()
    await row(page, 'Unpaid').waitFor()
    expect((await run(server, STATE, { id: team.id })).workspace).toMatchObject({ state: 'SUSPENDED' })
    await page.getByRole('radio', { name: 'Suspended' }).check({ force: true })
    await row(page, 'Unpaid').waitFor()
    expect(await axe(page)).toEqual([])
    await choose(page, team.name, 'Resume')
    await page.getByText('No workspace has').waitFor()

    await page.goto(`${server.url}/admin/users?search=${team.owner.name}`)
    await choose(page, team.owner.name, 'Suspend…')
    await page.getByLabel('Reason').fill('On leave')
    await page.getByRole('button', { name: 'Suspend', exact: true }).click()
    await row(page, 'Suspended').waitFor()
    await page.goto(`${server.url}/admin/workspaces?show=ownerless&search=${team.name}`)
    await row(page, team.name).waitFor()
    expect(problems).toEqual([])
  })

  test('a kind is registered with a webhook, its secret is shown once, it is changed, and given to a claiming service', async () => {
    const account = unique('reaper')
    const { createServiceAccount } = await run(server, CREATE_SERVICE_ACCOUNT, { input: { name: account } })
    const name = unique('endpoint')
    const { page, problems } = await open(server, { as: asAdmin, path: '/admin/kinds' })
    await page.getByRole('button', { name: 'Register a kind' }).click()
    await page.getByLabel('Kind', { exact: true }).fill(name)
    await page.getByRole('radio', { name: 'By a webhook' }).check()
    await page.getByLabel('Address of the webhook').fill('http://127.0.0.1/hook')
    await page.getByRole('button', { name: 'Register', exact: true }).click()
    await until(async () => (await page.getByLabel('Address of the webhook').getAttribute('aria-invalid')) === 'true')
    expect(await axe(page)).toEqual([])
    await page.getByLabel('Address of the webhook').fill('https://hooks.example.com/croft')
    await page.getByRole('button', { name: 'Register', exact: true }).click()
    const secret = page.getByRole('dialog').getByRole('textbox')
    await page.getByRole('button', { name: 'I have kept it' }).waitFor()
    const first = await secret.inputValue()
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await row(page, name).waitFor()
    expect(await kindNamed(name)).toMatchObject({ cleanup: 'WEBHOOK', webhookUrl: 'https://hooks.example.com/croft' })

    await choose(page, name, 'Rotate the signing secret…')
    await page.getByRole('button', { name: 'Rotate', exact: true }).click()
    await page.getByRole('heading', { name: `Signing secret of ${name}` }).waitFor()
    expect(await secret.inputValue()).not.toBe(first)
    await page.getByRole('button', { name: 'I have kept it' }).click()

    await choose(page, name, 'Change…')
    await nameIn(page).fill('Model endpoint')
    await page.getByRole('radio', { name: 'By a service that claims' }).check()
    await page.getByLabel('Owner').selectOption(account)
    await page.getByLabel('Order').fill('5')
    await page.getByRole('button', { name: 'Save' }).click()
    await row(page, account).waitFor()
    expect(await page.getByRole('row').nth(1).innerText()).toContain('Model endpoint')
    expect(await kindNamed(name)).toMatchObject({
      displayName: 'Model endpoint',
      cleanup: 'CLAIM',
      cleanupOrder: 5,
      ownerServiceAccount: { id: createServiceAccount.serviceAccount.id },
    })
    expect(problems.filter((each) => !each.includes('400'))).toEqual([])
  })

  test('events of the whole deployment arrive live, and lead to those of one workspace or person', async () => {
    const team = await seedWorkspace(server)
    const { page, problems } = await open(server, { as: asAdmin, path: '/admin/events?type=users' })
    const entries = page.getByRole('article')
    await entries.first().waitFor()
    // events before the start of the stream have been read by now
    await settled(page)
    const newcomer = await signUp(server)
    await page.getByRole('button', { name: /^1 new/ }).click()
    await until(async () => (await entries.first().innerText()).includes(`created user ${newcomer.name}`))

    await page.goto(`${server.url}/admin/events?type=WORKSPACE_CREATED&actor=${team.owner.id}`)
    await until(async () => (await entries.count()) === 1)
    await entries.first().locator('summary').click()
    await page.getByRole('button', { name: 'All of its workspace' }).click()
    expect(new URL(page.url()).searchParams.get('workspace')).toBe(team.id)
    await page.getByRole('button', { name: `Take In ${team.name} out` }).waitFor()
    expect(await axe(page)).toEqual([])
    expect(problems).toEqual([])
  })
})
