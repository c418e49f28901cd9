// Members in the console: roles that are changed, undone and refused, people who leave and are removed, and changes
// that other browsers see.
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { ADD_MEMBER } from '../support/operations.ts'
import { run, seedWorkspace, signUp } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { axe, settled, useBrowser } from './console.ts'

const SET_ROLE = graphql(`
  mutation SetRoleInConsole($input: UpdateMemberInput!) {
    updateMember(input: $input) { membership { id role } }
  }
`)

describe.skipIf(skipsBrowser)(browserTitle('members'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()
  const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
  const roleOf = (page: Page, name: string) => page.getByLabel(`Role of ${name}`)

  test('a role is changed at once, confirmed, and reverted by Undo', async () => {
    const team = await seedWorkspace(server, { ed: 'EDITOR' })
    const { page, problems } = await open(server, { as: team.owner, path: `/w/${team.name}/members` })
    const ed = team.members['ed']?.name as string
    await roleOf(page, ed).selectOption('Admin')
    await page.getByText(`${ed} is an admin now.`).waitFor()
    expect(await stored(team.name, ed)).toBe('ADMIN')
    await page.getByRole('button', { name: 'Undo' }).click()
    await until(async () => (await stored(team.name, ed)) === 'EDITOR')
    await until(async () => (await roleOf(page, ed).inputValue()) === 'EDITOR')
    expect(await axe(page)).toEqual([])
    expect(problems).toEqual([])
  })

  test('a refused change of a role shows the old role again, and the reason', async () => {
    const team = await seedWorkspace(server)
    const second = await signUp(server)
    const workspace = { id: team.id }
    await run(server, ADD_MEMBER, { input: { workspace, principal: { user: second.id }, role: 'OWNER' } })
    const { page } = await open(server, { as: team.owner, path: `/w/${team.name}/members` })
    await roleOf(page, second.name).waitFor()
    // the page is out of date: it does not know that its reader is the last owner by now
    await page.routeWebSocket(/graphql/, () => undefined)
    await page.reload()
    await roleOf(page, team.owner.name).waitFor()
    await settled(page)
    const member = { of: { workspace, principal: { user: second.id } } }
    await run(server, SET_ROLE, { input: { member, role: 'VIEWER' } })
    await roleOf(page, team.owner.name).selectOption('Editor')
    await page.getByRole('button', { name: 'Become an editor' }).click()
    await page.getByRole('listitem').getByText('A workspace needs an owner who can act').waitFor()
    await until(async () => (await roleOf(page, team.owner.name).inputValue()) === 'OWNER')
  })

  test('a member is removed after a confirmation, and leaves the list', async () => {
    const team = await seedWorkspace(server, { vi: 'VIEWER' })
    const vi = team.members['vi']?.name as string
    const { page, problems } = await open(server, { as: team.owner, path: `/w/${team.name}/members` })
    await page.getByRole('button', { name: `Actions for ${vi}` }).click()
    await page.getByRole('menuitem', { name: 'Remove…' }).click()
    await page.getByRole('button', { name: 'Keep' }).click()
    expect(await row(page, vi).count()).toBe(1)
    await page.getByRole('button', { name: `Actions for ${vi}` }).click()
    await page.getByRole('menuitem', { name: 'Remove…' }).click()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByText(`${vi} is removed.`).waitFor()
    await until(async () => (await row(page, vi).count()) === 0)
    expect(problems).toEqual([])
  })

  test('a running removal keeps its dialog open, whatever is pressed, until it is answered', async () => {
    const team = await seedWorkspace(server, { ed: 'EDITOR' })
    const { page } = await open(server, { as: team.owner, path: `/w/${team.name}/members` })
    const ed = team.members['ed']?.name as string
    let answer: () => void = () => undefined
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('removeMember')) return route.continue()
      await answered
      await route.abort('blockedbyclient')
    })
    await page.getByRole('button', { name: `Actions for ${ed}` }).click()
    await page.getByRole('menuitem', { name: 'Remove…' }).click()
    const question = page.getByRole('dialog', { name: `Remove ${ed}?` })
    await question.getByRole('button', { name: 'Remove' }).click()
    for (let times = 0; times < 3; times++) await page.keyboard.press('Escape')
    await question.getByRole('button', { name: 'Keep' }).click({ force: true })
    expect(await question.isVisible()).toBe(true)
    answer()
    await question.getByText('The server cannot be reached.').waitFor()
    await question.getByRole('button', { name: 'Keep' }).click()
    await question.waitFor({ state: 'detached' })
  })

  test('a change in one browser is seen in another, and new members are shown on request', async () => {
    const team = await seedWorkspace(server, { ada: 'ADMIN', ed: 'EDITOR' })
    const [ada, ed] = [team.members['ada'], team.members['ed']]
    if (!ada || !ed) throw new Error('Both are members')
    const path = `/w/${team.name}/members`
    const [{ page: one }, { page: other }] = await Promise.all([
      open(server, { as: team.owner, path }),
      open(server, { as: ada, path }),
    ])
    await Promise.all([one, other].map((page) => page.getByText('Live', { exact: true }).waitFor()))
    await Promise.all([one, other].map((page) => roleOf(page, ed.name).waitFor()))
    await roleOf(one, ed.name).selectOption('Viewer')
    await until(async () => (await roleOf(other, ed.name).inputValue()) === 'VIEWER')
    // the page has read again what it may have missed before the streams began
    await settled(other)
    const late = await signUp(server)
    const input = { workspace: { id: team.id }, principal: { user: late.id }, role: 'EDITOR' as const }
    await run(server, ADD_MEMBER, { input })
    const pill = other.getByRole('button', { name: '1 new member · Show' })
    await pill.waitFor()
    expect(await row(other, late.name).count()).toBe(0)
    await pill.click()
    await row(other, late.name).waitFor()
  })

  test('a viewer sees texts instead of controls, and an unavailable action says whom to ask', async () => {
    const team = await seedWorkspace(server, { vi: 'VIEWER' })
    const vi = team.members['vi']
    if (!vi) throw new Error('There is a viewer')
    const { page, problems } = await open(server, { as: vi, path: `/w/${team.name}/members` })
    await row(page, team.owner.name).waitFor()
    expect(await page.locator('tbody select').count()).toBe(0)
    const invite = page.getByRole('button', { name: 'Invite' })
    expect(await invite.getAttribute('aria-disabled')).toBe('true')
    await invite.focus()
    await page.getByText('This takes an admin, and you are a viewer. Ask an owner.').first().waitFor()
    await page.getByRole('button', { name: `Actions for ${vi.name}` }).click()
    await page.getByRole('menuitem', { name: 'Leave…' }).click()
    await page.getByRole('button', { name: 'Leave', exact: true }).click()
    await page.getByRole('heading', { name: 'Workspaces', level: 1 }).waitFor()
    expect(problems).toEqual([])
  })

  test('the page shows why a person has access, with every source of it', async () => {
    const team = await seedWorkspace(server, { ed: 'EDITOR' })
    const ed = team.members['ed']?.name as string
    const { page, problems } = await open(server, { as: team.owner, path: `/w/${team.name}/members` })
    await page.getByRole('button', { name: `Actions for ${ed}` }).click()
    await page.getByRole('menuitem', { name: 'Why this access' }).click()
    const drawer = page.getByRole('dialog', { name: `Why ${ed} has access` })
    await drawer.getByText('A membership of their own', { exact: false }).waitFor()
    await drawer.getByText('Change resources').waitFor()
    expect(await axe(page)).toEqual([])
    expect(problems).toEqual([])
  })

  const MEMBERS = graphql(`
    query MembersInConsole($workspace: WorkspaceRef!) {
      workspace(by: $workspace) { members(first: 50) { nodes { role principal { ... on User { name } } } } }
    }
  `)
  async function stored(workspace: string, name: string): Promise<string | undefined> {
    const answer = await run(server, MEMBERS, { workspace: { name: workspace } })
    const members = answer.workspace?.members.nodes ?? []
    return members.find(({ principal }) => 'name' in principal && principal.name === name)?.role
  }
})
