// The activity of a workspace and the events of the deployment in the console: what is listed, found and opened, and
// which events arrive while it is shown.
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { run, type SeededWorkspace, seedWorkspace } from '../support/people.ts'
import { type Credentials, startTestServer, until } from '../support/server.ts'
import { axe, settled, useBrowser } from './console.ts'

const CHANGE = graphql(`
  mutation ChangeInActivityTest($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) { workspace { id } }
  }
`)
const SET_ROLE = graphql(`
  mutation SetRoleInActivityTest($input: UpdateMemberInput!) {
    updateMember(input: $input) { membership { id } }
  }
`)

describe.skipIf(skipsBrowser)(browserTitle('activity'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()
  const entries = (page: Page) => page.getByRole('article')
  const change = ({ id, owner }: SeededWorkspace, description: string, as: Credentials = owner) =>
    run(server, CHANGE, { input: { workspace: { id }, description } }, as)
  const setRole = async ({ id, owner, members }: SeededWorkspace, who: string) => {
    const principal = { user: members[who]?.id as string }
    const input = { member: { of: { workspace: { id }, principal } }, role: 'ADMIN' as const }
    return (await run(server, SET_ROLE, { input }, owner)).updateMember.membership.id
  }

  test('events are grouped by day, and open to the values before and after', async () => {
    const team = await seedWorkspace(server, { ed: 'EDITOR' })
    await setRole(team, 'ed')
    const { page, problems } = await open(server, { as: team.owner, path: `/w/${team.name}/activity` })
    await page.getByRole('heading', { name: 'Today' }).waitFor()
    const first = entries(page).first()
    const ed = team.members['ed']?.name
    expect(await first.innerText()).toContain(`${team.owner.name} made ${ed} an admin instead of an editor`)
    await first.locator('summary').focus()
    await page.keyboard.press('Enter')
    await first.getByText('before: Editor').waitFor()
    await first.getByText('after: Admin').waitFor()
    expect(await first.innerText()).toContain('127.0.0.1')
    expect(await axe(page)).toEqual([])
    expect(problems).toEqual([])
  })

  test('filters are kept in the address, by group, by type, by actor, by subject and by day', async () => {
    const team = await seedWorkspace(server, { ed: 'EDITOR' })
    const membership = await setRole(team, 'ed')
    await change(team, 'By the owner')
    const { page, problems } = await open(server, { as: team.owner, path: `/w/${team.name}/activity` })
    const shows = (...sentences: readonly RegExp[]) =>
      until(async () => {
        const texts = await entries(page).allInnerTexts()
        return texts.length === sentences.length && sentences.every((each, index) => each.test(texts[index] ?? ''))
      })
    const type = page.getByLabel('Type')
    await type.selectOption('Members: all')
    await shows(/made .* an admin/, /made .* an editor/)
    expect(new URL(page.url()).search).toBe('?type=members')
    await type.selectOption({ value: 'MEMBER_ADDED' })
    await shows(/made .* an editor/)
    await page.getByRole('button', { name: 'Clear filters' }).click()

    await page.getByLabel('By whom').fill(team.owner.id)
    await page.keyboard.press('Enter')
    await shows(/changed description/, /an admin/, /created workspace/)
    await page.getByRole('button', { name: `Take By ${team.owner.name} out` }).click()
    await page.goto(`${server.url}/w/${team.name}/activity?subject=${membership}`)
    await shows(/an admin/, /an editor/)
    await page.goto(`${server.url}/w/${team.name}/activity?to=2020-01-01`)
    await page.getByText('Nothing like that has happened').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Clear filters' }).first().click()
    await until(async () => (await entries(page).count()) === 4)
    expect(problems).toEqual([])
  })

  test('members are offered by name as actors', async () => {
    const team = await seedWorkspace(server)
    const { page, problems } = await open(server, { as: team.owner, path: `/w/${team.name}/activity` })
    await page.getByLabel('By whom').fill(team.owner.name)
    await until(async () => (await page.locator('datalist option').count()) === 1)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: `Take By ${team.owner.name}` }).waitFor()
    expect(new URL(page.url()).searchParams.get('actor')).toBe(`${team.owner.name}@example.com`)
    expect(problems).toEqual([])
  })

  test('new events wait behind a button, only those that match the filter', async () => {
    const team = await seedWorkspace(server, { ada: 'ADMIN', ed: 'EDITOR' })
    const path = `/w/${team.name}/activity?type=workspace`
    const { page, problems } = await open(server, { as: team.owner, path })
    // events before the start of the stream have been read by now
    await settled(page)
    expect(await entries(page).count()).toBe(1)
    await setRole(team, 'ed')
    await change(team, 'First')
    await change(team, 'Second', team.members['ada'])
    const pill = page.getByRole('button', { name: '2 new events · Show' })
    await pill.waitFor()
    expect(await entries(page).count()).toBe(1)
    expect(await axe(page)).toEqual([])
    await pill.click()
    await until(async () => (await entries(page).count()) === 3)
    expect(await pill.count()).toBe(0)
    expect(problems).toEqual([])
  })

  test('a long log is read to its end, and the document stays small', async () => {
    const team = await seedWorkspace(server)
    for (let n = 0; n < 130; n++) await change(team, `Version ${n}`)
    const { page, problems } = await open(server, { as: team.owner, path: `/w/${team.name}/activity` })
    await until(async () => (await entries(page).count()) > 0)
    await until(async () => {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
      return (await entries(page).last().innerText()).includes('created workspace')
    })
    expect(await entries(page).count()).toBeLessThan(60)
    expect(await entries(page).last().getAttribute('aria-posinset')).toBe('131')
    expect(problems).toEqual([])
  })

  test('a member who may not read the log gets no such page', async () => {
    const team = await seedWorkspace(server, { ed: 'EDITOR' })
    const ed = team.members['ed'] ?? team.owner
    const { page, problems } = await open(server, { as: ed, path: `/w/${team.name}/activity` })
    await page.waitForURL(`**/w/${team.name}/members`)
    expect(await page.getByRole('link', { name: 'Activity' }).count()).toBe(0)
    expect(problems).toEqual([])
  })
})
