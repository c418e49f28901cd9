// Service accounts in the console: created with a role, listed with it, and deleted after a warning about their tokens.
import { describe, expect, test } from 'vitest'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { CREATE_API_TOKEN } from '../support/operations.ts'
import { run, seedWorkspace } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { axe, useBrowser } from './console.ts'

describe.skipIf(skipsBrowser)(browserTitle('service accounts'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()

  test('one is created, found, offered a token, and deleted with the names of its tokens', async () => {
    const team = await seedWorkspace(server)
    const { page, problems } = await open(server, { as: team.owner, path: `/w/${team.name}/service-accounts` })
    const name = page.getByRole('textbox', { name: 'Name' })
    const row = page.getByRole('row').filter({ hasText: 'nightly' })
    await page.getByRole('heading', { name: 'No service accounts yet' }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('c')
    await name.fill('Nightly build')
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    await page.getByText('name must consist of').waitFor()
    expect(await axe(page)).toEqual([])
    await name.fill('nightly')
    await page.getByRole('textbox', { name: 'Description' }).fill('Builds each night')
    await page.getByLabel('Role').selectOption('Viewer')
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    await row.getByText('Builds each night').waitFor()
    await row.getByText('Viewer').waitFor()
    expect(await axe(page)).toEqual([])

    await page.getByRole('button', { name: 'New token' }).click()
    await page.getByRole('heading', { name: 'New token for nightly' }).waitFor()
    await page.goto(`${server.url}/w/${team.name}/service-accounts`)

    await page.getByRole('button', { name: 'New service account' }).click()
    await name.fill('nightly')
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    await page.getByText('There is a service account of this name already.').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()

    const id = await accountId(team.id)
    const input = { name: 'for the builds', serviceAccount: id, workspace: { id: team.id } }
    await run(server, CREATE_API_TOKEN, { input }, team.owner)
    await page.getByRole('button', { name: 'Actions for nightly' }).click()
    const newToken = page.getByRole('menuitem', { name: 'New token' })
    expect(await newToken.getAttribute('href')).toBe(`/w/${team.name}/tokens?new=1&serviceAccount=${id}`)
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    await page.getByRole('listitem').filter({ hasText: 'for the builds' }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText('nightly is deleted, with 1 token.').waitFor()
    await until(async () => (await row.count()) === 0)
    expect(problems).toEqual([])
  })

  test('a viewer sees them, and whom to ask', async () => {
    const team = await seedWorkspace(server, { vi: 'VIEWER' })
    const vi = team.members['vi']
    if (!vi) throw new Error('They are a member')
    const { page, problems } = await open(server, { as: vi, path: `/w/${team.name}/service-accounts?search=none` })
    await page.getByRole('heading', { name: 'No service account has “none” in its name or description' }).waitFor()
    const button = page.getByRole('button', { name: 'New service account' })
    expect(await button.getAttribute('aria-disabled')).toBe('true')
    await button.hover()
    await page.getByRole('tooltip').getByText('This takes an admin, and you are a viewer.').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByRole('heading', { name: 'No service accounts yet' }).waitFor()
    expect(problems).toEqual([])
  })

  async function accountId(workspace: string): Promise<string> {
    const document = 'query ($id: ID!) { workspace(by: { id: $id }) { serviceAccounts { nodes { id } } } }'
    const data = await server.data(document, { id: workspace })
    return data.workspace.serviceAccounts.nodes[0].id
  }
})
