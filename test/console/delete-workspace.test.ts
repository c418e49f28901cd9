// Deleting a workspace in the console: what it shows first, what it asks, and what prevents the deletion.
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { createExternalKind, registerItems } from '../support/external.ts'
import { seedFullWorkspace } from '../support/full-workspace.ts'
import { fill, run, seedWorkspace } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { axe, type Opened, type OpenOptions, useBrowser } from './console.ts'

const PROTECT = graphql(`
  mutation ProtectInConsole($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) { workspace { id } }
  }
`)
const REQUESTED = graphql(`
  query RequestedInConsole($name: String!) {
    deletions(first: 1, filter: { workspaceName: { eq: $name } }) {
      nodes { id policy reason state startsAt requestedAt }
    }
  }
`)

/** The plural of a name, as the console forms it. */
const plural = (name: string): string =>
  /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : /[sxz]$/.test(name) ? `${name}es` : `${name}s`

describe.skipIf(skipsBrowser)(browserTitle('deleting a workspace'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()
  const openDialog = async (as: OpenOptions['as'], name: string): Promise<Opened> => {
    const opened = await open(server, { as, path: `/w/${name}/settings` })
    await opened.page.getByRole('button', { name: 'Delete workspace…' }).click()
    return opened
  }
  const requested = async (name: string) => (await run(server, REQUESTED, { name })).deletions.nodes[0]

  test('shows what will be deleted, asks for the name, and opens the deletion; changes meanwhile are marked first', async () => {
    const team = await seedFullWorkspace(server)
    const kind = await createExternalKind(server)
    await registerItems(server, team, kind.name, 2)
    const { page, problems } = await openDialog(team.owner, team.name)
    await page.getByText('4 lose access').waitFor()
    expect(await facts(page)).toEqual({
      Jobs: '3',
      Deployments: '1',
      [plural(kind.name)]: '2 removed by the service that owns them',
      Models: '2',
      Datasets: '2',
      Filesets: '1',
      Projects: '1',
      Members: '4 lose access',
      Tokens: '1 stops working within a second',
      'Service accounts': '1',
      Invitations: '1 can no longer be accepted',
    })
    const confirm = page.getByRole('button', { name: 'Delete workspace', exact: true })
    expect(await confirm.getAttribute('aria-disabled')).toBe('true')
    await page.keyboard.press('Enter')
    expect(await requested(team.name)).toBeUndefined()
    await page.getByRole('button', { name: 'Keep it' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Delete workspace…' }).click()
    await page.getByText('4 lose access').waitFor()
    await registerItems(server, team, 'fileset', 3)
    await page.getByLabel('Reason').fill('The project has ended')
    await page.getByLabel('Can be restored for').selectOption('1 day')
    await page.getByText('For 1 day an owner can restore it.').waitFor()
    await page.getByLabel(`Type ${team.name} to delete it`).fill(team.name)
    await confirm.click()
    await page.getByText('Something was added or removed since you were shown this.').waitFor()
    await until(async () => (await facts(page))['Filesets'] === '4 was 1')
    expect(await page.locator('mark').allInnerTexts()).toEqual(['4'])
    expect(await axe(page)).toEqual([])
    await confirm.click()
    await page.getByRole('heading', { name: `${team.name} will be deleted` }).waitFor()
    const deletion = await requested(team.name)
    expect(deletion).toMatchObject({ policy: 'CASCADE', reason: 'The project has ended', state: 'SCHEDULED' })
    expect(Date.parse(deletion?.startsAt ?? '') - Date.parse(deletion?.requestedAt ?? '')).toBe(24 * 3_600_000)
    expect(page.url()).toBe(`${server.url}/deletions/${deletion?.id}`)
    expect(problems).toEqual([])
  })

  test('deleting only an empty workspace: the blocking contents are listed, with links to them', async () => {
    const team = await seedWorkspace(server)
    await fill(server, team, 22)
    const { page, problems } = await openDialog(team.owner, team.name)
    await page.getByLabel('Delete only if there are none').check()
    await page.getByLabel(`Type ${team.name} to delete it`).fill(team.name)
    const confirm = page.getByRole('button', { name: 'Delete workspace', exact: true })
    expect(await confirm.getAttribute('aria-disabled')).toBe('true')
    await page.getByText('These keep it from being deleted').waitFor()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('link').count()).toBe(21)
    expect(await dialog.getByRole('link', { name: 'resource-7', exact: true }).getAttribute('href')).toBe(
      `/w/${team.name}/resources?search=resource-7`,
    )
    await dialog.getByRole('link', { name: 'and 2 more' }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByLabel('Leave those of other services').check()
    await confirm.click()
    await page.getByRole('heading', { name: `${team.name} is deleted` }).waitFor()
    expect(await requested(team.name)).toMatchObject({ policy: 'RETAIN', reason: null })
    expect(problems).toEqual([])
  })

  test('a workspace that was protected meanwhile stays, and the dialog says who can change that', async () => {
    const team = await seedWorkspace(server)
    const { page, problems } = await openDialog(team.owner, team.name)
    const confirm = page.getByRole('button', { name: 'Delete workspace', exact: true })
    await page.getByText('1 loses access').waitFor()
    await page.getByLabel(`Type ${team.name} to delete it`).fill(team.name)
    // the request is already under way, since the page would learn of it before a click
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('deleteWorkspace('))
        await run(server, PROTECT, { input: { workspace: { id: team.id }, deletionProtection: true } }, team.owner)
      await route.continue()
    })
    await confirm.click()
    await page.getByText('An owner can switch that off in its settings').waitFor()
    await until(async () => (await confirm.getAttribute('aria-disabled')) === 'true')
    expect(await requested(team.name)).toBeUndefined()
    expect(await axe(page)).toEqual([])
    expect(problems).toEqual([])
  })
})

/** The dialog's text about each kind of content. */
async function facts(page: Page): Promise<Record<string, string>> {
  const [names, values] = await Promise.all(
    ['dt', 'dd'].map((tag) => page.getByRole('dialog').locator(tag).allInnerTexts()),
  )
  return Object.fromEntries((names ?? []).map((name, index) => [name, values?.[index]?.replace(/\s+/g, ' ') ?? '']))
}
