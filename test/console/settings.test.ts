// The settings of a workspace in the console: saving, concurrent changes by others, and values that a reader may not
// change.
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { run, type SeededWorkspace, seedWorkspace } from '../support/people.ts'
import { ADMIN_TOKEN, type Credentials, startTestServer, until } from '../support/server.ts'
import { axe, useBrowser } from './console.ts'

const CHANGE = graphql(`
  mutation ChangeSettingsInTest($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) { workspace { id } }
  }
`)
const STORED = graphql(`
  query StoredSettings($id: ID!) {
    workspace(by: { id: $id }) {
      displayName description visibility deletionProtection state suspendedReason myRole
      myPreferences { favourite hidden isDefault }
    }
  }
`)

describe.skipIf(skipsBrowser)(browserTitle('settings'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()
  const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
  const stored = async ({ id, owner }: SeededWorkspace, as: Credentials = owner) =>
    (await run(server, STORED, { id }, as)).workspace
  const settingsOf = ({ name }: SeededWorkspace) => `/w/${name}/settings`

  test('a name and a description are saved, and an error is shown at its field', async () => {
    const team = await seedWorkspace(server)
    const { page, problems } = await open(server, { as: team.owner, path: settingsOf(team) })
    const general = card(page, 'General')
    await general.getByLabel('Name').fill('Atlas Models')
    await general.getByLabel('Description').fill('Runs \u202e and data')
    await general.getByRole('button', { name: 'Save' }).click()
    const description = general.getByLabel('Description')
    await until(async () => (await description.getAttribute('aria-invalid')) === 'true')
    expect(await axe(page)).toEqual([])
    await description.fill('Runs and data')
    await general.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Atlas Models', level: 1 }).waitFor()
    expect(await stored(team)).toMatchObject({ displayName: 'Atlas Models', description: 'Runs and data' })
    expect(problems.filter((each) => !each.includes('400'))).toEqual([])
  })

  test('a change by another user is shown beside the typed text, and one of the two is chosen', async () => {
    const team = await seedWorkspace(server, { ada: 'ADMIN' })
    const ada = team.members['ada']
    if (!ada) throw new Error('There is an admin')
    const change = (values: { displayName?: string; description?: string }) =>
      run(server, CHANGE, { input: { workspace: { id: team.id }, ...values } }, ada)
    const { page, problems } = await open(server, { as: team.owner, path: settingsOf(team) })
    await page.getByText('Live', { exact: true }).waitFor()
    const general = card(page, 'General')
    await general.getByLabel('Name').fill('Mine')
    await change({ displayName: 'Hers', description: 'By her' })
    await general.getByText(`${ada.name} changed this`).waitFor()
    // a field that was not edited here shows the new value
    expect(await general.getByLabel('Description').inputValue()).toBe('By her')
    expect(await general.getByRole('button', { name: 'Save' }).getAttribute('aria-disabled')).toBe('true')
    expect(await axe(page)).toEqual([])
    await general.getByRole('button', { name: 'Keep theirs' }).click()
    expect(await general.getByLabel('Name').inputValue()).toBe('Hers')

    await general.getByLabel('Name').fill('Mine again')
    await change({ displayName: 'Hers again' })
    await general.getByRole('button', { name: 'Overwrite' }).click()
    await until(async () => (await stored(team))?.displayName === 'Mine again')
    expect(problems).toEqual([])
  })

  test('a change that the page has missed is shown when saving is refused, and only for the edited fields', async () => {
    const team = await seedWorkspace(server, { ada: 'ADMIN' })
    const ada = team.members['ada']
    if (!ada) throw new Error('There is an admin')
    const { page } = await open(server, { as: team.owner, path: settingsOf(team) })
    await page.routeWebSocket(/graphql/, () => undefined)
    await page.reload()
    const general = card(page, 'General')
    const change = (values: { displayName?: string; description?: string }) =>
      run(server, CHANGE, { input: { workspace: { id: team.id }, ...values } }, ada)
    await general.getByLabel('Name').fill('Mine')
    await change({ description: 'By her' })
    await general.getByRole('button', { name: 'Save' }).click()
    await until(async () => (await stored(team))?.displayName === 'Mine')
    expect((await stored(team))?.description).toBe('By her')

    await general.getByLabel('Name').fill('Mine again')
    await change({ displayName: 'Hers' })
    // after its own save the page reads the workspace again: if it has read this change already, Save is disabled
    await general.getByRole('button', { name: 'Save' }).click({ force: true })
    await general.getByText(`${ada.name} changed this`).waitFor()
    expect((await stored(team))?.displayName).toBe('Hers')
  })

  test('text that is typed during a save stays, and is saved next', async () => {
    const team = await seedWorkspace(server)
    const { page } = await open(server, { as: team.owner, path: settingsOf(team) })
    let letGo: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('updateWorkspace(')) await held
      await route.continue()
    })
    const general = card(page, 'General')
    await general.getByLabel('Name').fill('Mine')
    await general.getByRole('button', { name: 'Save' }).click()
    await general.getByLabel('Name').fill('Mine again')
    letGo()
    await page.getByText('Saved.').waitFor()
    expect(await general.getByLabel('Name').inputValue()).toBe('Mine again')
    await general.getByRole('button', { name: 'Save' }).click()
    await until(async () => (await stored(team))?.displayName === 'Mine again')
  })

  test('sharing with everyone shows its consequences before it is saved', async () => {
    const team = await seedWorkspace(server)
    const { page, problems } = await open(server, { as: team.owner, path: settingsOf(team) })
    const sharing = card(page, 'Sharing')
    await sharing.getByRole('radio', { name: 'Everyone edits' }).check()
    await sharing.getByText('Once saved, everyone edits').waitFor()
    expect((await stored(team))?.visibility).toBe('PRIVATE')
    await sharing.getByRole('button', { name: 'Save' }).click()
    await until(async () => (await stored(team))?.visibility === 'SHARED_WRITE')
    await sharing.getByText('Once saved').waitFor({ state: 'detached' })
    expect(problems).toEqual([])
  })

  test('preferences and protection are switches, and a protected workspace cannot be deleted', async () => {
    const team = await seedWorkspace(server)
    const { page, problems } = await open(server, { as: team.owner, path: settingsOf(team) })
    for (const name of ['Favourite', 'Your default', 'Protected against deletion']) {
      await page.getByRole('switch', { name }).click()
    }
    await page.getByRole('navigation', { name: 'Favourites' }).getByText(team.name).waitFor()
    await until(async () => {
      const now = await stored(team)
      return now?.deletionProtection === true && now.myPreferences.favourite && now.myPreferences.isDefault
    })
    await page.getByRole('switch', { name: 'Protected against deletion', checked: true }).waitFor()
    const remove = page.getByRole('button', { name: 'Delete workspace…' })
    expect(await remove.getAttribute('aria-disabled')).toBe('true')
    await page.getByRole('switch', { name: 'Protected against deletion' }).click()
    await page.getByRole('switch', { name: 'Protected against deletion', checked: false }).waitFor()
    await remove.click()
    await page.getByRole('dialog', { name: /Delete/ }).waitFor()
    expect(problems).toEqual([])
  })

  test("ownership is transferred to a member who is found by a search, and the reader's new role is shown", async () => {
    const team = await seedWorkspace(server, { ada: 'ADMIN', ed: 'EDITOR' })
    const ed = team.members['ed']?.name as string
    const { page, problems } = await open(server, { as: team.owner, path: settingsOf(team) })
    const leave = card(page, 'Leave').getByRole('button', { name: 'Leave…' })
    expect(await leave.getAttribute('aria-disabled')).toBe('true')
    await page.getByRole('button', { name: 'Transfer…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Search members').fill(ed)
    await until(async () => (await dialog.getByRole('radio').count()) === 1)
    await dialog.getByRole('radio', { name: ed }).check()
    await dialog.getByText(`${ed} becomes an owner. You become an admin`).waitFor()
    expect(await axe(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Transfer', exact: true }).click()
    await page.getByText('You are an admin', { exact: true }).waitFor()
    expect((await stored(team))?.myRole).toBe('ADMIN')
    await until(async () => (await leave.getAttribute('aria-disabled')) === null)
    await leave.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Leave', exact: true }).click()
    await page.getByRole('heading', { name: 'Workspaces', level: 1 }).waitFor()
    expect(await stored(team)).toBeNull()
    expect(problems).toEqual([])
  })

  test('a viewer reads the values, and who can change them', async () => {
    const team = await seedWorkspace(server, { vi: 'VIEWER' })
    const { page, problems } = await open(server, { as: team.members['vi'] ?? team.owner, path: settingsOf(team) })
    const general = card(page, 'General')
    await general.getByText(`Owners and admins change this. Its owner is ${team.owner.name}.`).waitFor()
    expect(await general.getByRole('textbox').count()).toBe(0)
    expect(await page.getByRole('switch', { name: 'Protected' }).getAttribute('aria-disabled')).toBe('true')
    expect(await page.getByRole('region', { name: 'Suspend' }).count()).toBe(0)
    expect(await axe(page)).toEqual([])
    expect(problems).toEqual([])
  })

  test('a platform admin suspends with a reason, which everybody reads, and resumes', async () => {
    const team = await seedWorkspace(server)
    const { page: owner } = await open(server, { as: team.owner, path: settingsOf(team) })
    const { page, problems } = await open(server, { as: { token: ADMIN_TOKEN }, path: settingsOf(team) })
    await page.getByRole('button', { name: 'Suspend…' }).click()
    await page.getByLabel('Reason').fill('Unpaid since May')
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Suspend', exact: true }).click()
    await owner.getByText('Suspended: Unpaid since May. It can be read').waitFor()
    await card(owner, 'General').getByText('The workspace is suspended: Unpaid since May.').waitFor()
    expect(await axe(owner)).toEqual([])
    await page.getByRole('button', { name: /^Resume / }).click()
    await card(owner, 'General').getByLabel('Name').waitFor()
    expect(problems).toEqual([])
  })
})
