// The page of an invitation's link, and the list of one's own: the code is read once, and gets into no request's
// address, no storage, no history; it is kept during the sign-in of an anonymous visitor.
import type { Page, Request } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { INVITE_MEMBERS } from '../support/operations.ts'
import { type Person, run, type SeededWorkspace, seedWorkspace, signUp } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { axe, settled, useBrowser } from './console.ts'

const REVOKE_INVITATION = graphql(`
  mutation RevokeInConsole($input: RevokeInvitationInput!) {
    revokeInvitation(input: $input) { invitation { id } }
  }
`)

describe.skipIf(skipsBrowser)(browserTitle("an invitation's link"), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()
  const invite = async (workspace: SeededWorkspace, person: Person) => {
    const input = { workspace: { id: workspace.id }, emails: [`${person.name}@example.com`], role: 'VIEWER' as const }
    const { inviteMembers } = await run(server, INVITE_MEMBERS, { input }, workspace.owner)
    const { code, invitation } = inviteMembers.results[0] ?? {}
    if (!code || !invitation) throw new Error('The invitation is by a link')
    return { code, id: invitation.id }
  }
  /** Every requested address, with those of the pages that sent the requests. */
  const followRequests = (page: Page) => {
    const seen: string[] = []
    page.on('request', (request: Request) => seen.push(request.url(), request.headers()['referer'] ?? ''))
    return seen
  }
  const storageOf = (page: Page) => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))

  test('an anonymous visitor signs in first, and then joins; the code leaves no trace', async () => {
    const team = await seedWorkspace(server)
    const person = await signUp(server)
    const { code } = await invite(team, person)
    const { page, problems } = await open(server, { as: person })
    await settled(page)
    await page.context().clearCookies()
    const asked = followRequests(page)
    // the page navigates on before it is loaded
    await page.goto(`${server.url}/invite#${code}`, { waitUntil: 'commit' })
    await page.waitForURL('**/sign-in?to=%2Finvite')
    // the first answer is a 401, which a browser counts as an error
    expect(problems.filter((problem) => !problem.includes('401'))).toEqual([])
    await page.getByLabel('API token').fill(person.token)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: `Invitation to ${team.name}` }).waitFor()
    expect(page.url()).toBe(`${server.url}/invite`)
    expect(await storageOf(page)).not.toContain(code)
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Accept' }).click()
    await page.waitForURL(`**/w/${team.name}/members`)
    await page.getByText(`You are a viewer of ${team.name} now.`).waitFor()
    await page.goto(server.url)
    await page.getByRole('link', { name: team.name }).waitFor()
    expect(await storageOf(page)).not.toContain(code)
    expect(asked.filter((address) => address.includes(code))).toEqual([])
    await page.goto(`${server.url}/invite#${code}`)
    await page.getByRole('heading', { name: 'This invitation has ended' }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.goto(`${server.url}/invite`)
    await page.reload()
    expect(asked.filter((address) => address.includes(code))).toEqual([])
  })

  test('a reloaded page still knows its code, and another link in the same tab is accepted', async () => {
    const [one, other] = [await seedWorkspace(server), await seedWorkspace(server)]
    const person = await signUp(server)
    const { page, problems } = await open(server, { as: person, path: `/invite#${(await invite(one, person)).code}` })
    await page.getByRole('heading', { name: `Invitation to ${one.name}` }).waitFor()
    expect(page.url()).toBe(`${server.url}/invite`)
    await page.reload()
    await page.getByRole('heading', { name: `Invitation to ${one.name}` }).waitFor()
    await page.goto(`${server.url}/invite#${(await invite(other, person)).code}`)
    await page.getByRole('heading', { name: `Invitation to ${other.name}` }).waitFor()
    await page.getByRole('link', { name: 'Skip to the content' }).press('Enter')
    await page.getByRole('heading', { name: `Invitation to ${other.name}` }).waitFor()
    await page.getByRole('button', { name: 'Decline' }).click()
    await page.waitForURL('**/invitations')
    await page.getByText(`You have declined ${other.name}.`).waitFor()
    await page.getByRole('row').filter({ hasText: one.name }).waitFor()
    expect(problems).toEqual([])
    await page.goto(`${server.url}/invite`)
    await page.getByRole('heading', { name: 'This page needs the link of an invitation' }).waitFor()
    expect(await axe(page)).toEqual([])
  })

  test('a user with another address is told so, and signs in as another user without losing the code', async () => {
    const team = await seedWorkspace(server)
    const [person, other] = [await signUp(server), await signUp(server)]
    const { code } = await invite(team, person)
    const { page } = await open(server, { as: other, path: `/invite#${code}` })
    await page.getByText(`It is for ${person.name[0]}…@example.com, and you are signed in as`).waitFor()
    expect(await page.getByRole('button', { name: 'Accept' }).getAttribute('aria-disabled')).toBe('true')
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Sign in as somebody else' }).click()
    await page.getByLabel('API token').fill(person.token)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await until(async () => (await page.getByRole('button', { name: 'Accept' }).getAttribute('aria-disabled')) === null)
    await page.getByRole('button', { name: 'Accept' }).click()
    await page.waitForURL(`**/w/${team.name}/members`)
  })

  test('own invitations are accepted and declined from their list, and the count in the sidebar falls at once', async () => {
    const [one, other] = [await seedWorkspace(server), await seedWorkspace(server)]
    const person = await signUp(server)
    for (const workspace of [one, other]) await invite(workspace, person)
    const { page, problems } = await open(server, { as: person, path: '/invitations' })
    const place = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Invitations' })
    await page.getByRole('row').filter({ hasText: one.name }).waitFor()
    expect(await place.innerText()).toMatch(/2\s+to answer/)
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: `Decline ${other.name}` }).click()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Decline', exact: true }).click()
    await page.getByText(`You have declined ${other.name}.`).waitFor()
    await until(async () => /1\s+to answer/.test(await place.innerText()))
    await until(async () => (await page.getByRole('row').filter({ hasText: other.name }).count()) === 0)
    await page.getByRole('button', { name: `Accept ${one.name}` }).click()
    await page.waitForURL(`**/w/${one.name}/members`)
    await until(async () => !(await place.innerText()).includes('to answer'))
    await place.click()
    await page.getByRole('heading', { name: 'No invitations' }).waitFor()
    expect(await axe(page)).toEqual([])
    expect(problems).toEqual([])
  })

  test('an invitation that was revoked meanwhile says that it has ended', async () => {
    const team = await seedWorkspace(server)
    const person = await signUp(server)
    const { id } = await invite(team, person)
    const { page } = await open(server, { as: person, path: '/invitations' })
    const accept = page.getByRole('button', { name: `Accept ${team.name}` })
    await accept.waitFor()
    await run(server, REVOKE_INVITATION, { input: { invitation: id } }, team.owner)
    await accept.click()
    await page.getByText(`This invitation has ended, or is not for ${person.name}@example.com.`).waitFor()
  })
})
