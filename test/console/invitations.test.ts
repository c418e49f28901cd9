// Inviting in the console: pasted addresses, a result for each, links that are shown once, mail, and people whom the
// server knows already; then the list of invitations.
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { startMailbox } from '../support/mailbox.ts'
import { INVITE_MEMBERS } from '../support/operations.ts'
import { run, seedWorkspace, signUpColleague, unique } from '../support/people.ts'
import { freePort } from '../support/postgres.ts'
import { startTestServer, until } from '../support/server.ts'
import { axe, settled, useBrowser } from './console.ts'

const SUSPEND_WORKSPACE = graphql(`
  mutation SuspendForInvitations($input: SuspendWorkspaceInput!) {
    suspendWorkspace(input: $input) { workspace { id } }
  }
`)

describe.skipIf(skipsBrowser)(browserTitle('inviting'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()
  const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
  const chip = (page: Page, text: string) => page.getByRole('list', { name: 'Addresses' }).getByText(text)
  const paste = (page: Page, text: string) =>
    page.getByLabel('E-mail addresses').evaluate((input, pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text', pasted)
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)

  test('each address gets a result: links are shown once, and failed addresses stay to be corrected', async () => {
    const team = await seedWorkspace(server, { ed: 'EDITOR' })
    const member = `${team.members['ed']?.name}@example.com`
    const [first, second] = [`${unique('ann')}@example.com`, `${unique('bo')}@example.com`]
    const { page, problems } = await open(server, { as: team.owner, path: `/w/${team.name}/invitations?new=1` })
    await paste(page, `"Ann, of old" <${first}>;\n${second} mailto:${member} bo.at.example`)
    await chip(page, 'bo.at.example').waitFor()
    expect(await page.getByRole('list', { name: 'Addresses' }).getByRole('listitem').count()).toBe(4)
    expect(await axe(page)).toEqual([])
    await page.getByLabel('Role').selectOption('Viewer')
    await page.getByRole('button', { name: 'Invite 3' }).click()

    const link = page.getByLabel(`Link for ${first}`)
    expect(await link.inputValue()).toMatch(/\/invite#[\w-]{43}$/)
    const code = (await link.inputValue()).split('#')[1] as string
    await page.getByLabel(`Link for ${second}`).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('summary').click()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'I have kept it' }).click()

    await chip(page, 'Is a member already').waitFor()
    expect(await page.getByRole('list', { name: 'Answers' }).innerText()).toContain(`${second} is invited`)
    expect(await page.content()).not.toContain(code)
    expect(
      await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href])),
    ).not.toContain(code)
    await page.getByRole('button', { name: `Take ${member} out` }).click()
    await page.getByRole('button', { name: 'bo.at.example' }).first().click()
    const mended = `${unique('bo')}@example.com`
    await page.getByLabel('E-mail addresses').fill(`${first} ${mended}, `)
    await page.getByRole('button', { name: 'Invite 2' }).click()
    await page.getByLabel(`Link for ${mended}`).waitFor()
    expect(await page.getByRole('list', { name: 'Answers' }).innerText()).toBe(`${first} was invited already`)
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await until(async () => (await page.getByRole('dialog').count()) === 0)
    await row(page, mended).waitFor()
    expect(await row(page, first).innerText()).toMatch(/Viewer\s+Expires in/)
    expect(await axe(page)).toEqual([])
    expect(problems).toEqual([])
  })

  test('a server with mail sends the links itself, with the message', async () => {
    const mailbox = await startMailbox()
    const port = await freePort()
    const mailing = await startTestServer({
      env: {
        CROFT_PORT: String(port),
        CROFT_PUBLIC_URL: `http://127.0.0.1:${port}`,
        CROFT_SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`,
        CROFT_MAIL_FROM: 'croft@example.com',
      },
    })
    const team = await seedWorkspace(mailing)
    const { page, problems } = await open(mailing, { as: team.owner, path: `/w/${team.name}/invitations` })
    await page.getByRole('heading', { name: 'Nobody is invited at present' }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('c')
    await page.getByLabel('E-mail addresses').fill('ann@example.com')
    await page.getByLabel('Message').fill('See you there')
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Invite', exact: true }).last().click()
    await page.getByText('1 person is invited.').waitFor()
    await until(() => mailbox.messages.length === 1)
    expect(mailbox.messages[0]).toContain('See you there')
    expect(await row(page, 'ann@example.com').innerText()).toContain('By mail')
    expect(problems).toEqual([])
  })

  test('a person of a common workspace, and a group, are added at once', async () => {
    const team = await seedWorkspace(server)
    const colleague = await signUpColleague(server, team.owner)
    const { page, problems } = await open(server, { as: team.owner, path: `/w/${team.name}/invitations?new=1` })
    await page.getByLabel('Add directly').check()
    await page.getByLabel('E-mail address').fill('nobody@example.com')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('others must be invited').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByLabel('E-mail address').fill(`${colleague.name}@example.com`)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText(`${colleague.name} is an editor now.`).waitFor()
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    await page.getByLabel('Add directly').check()
    await page.getByLabel('Kind').selectOption('Group')
    expect(await page.getByLabel('Role').innerText()).not.toContain('Owner')
    await page.getByLabel('Group', { exact: true }).fill('research')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('research is an editor now.').waitFor()
    expect(problems).toEqual([])
  })

  test('an invitation is revoked after a confirmation, gets a new link, and is found by its state', async () => {
    const team = await seedWorkspace(server, { ada: 'ADMIN' })
    const workspace = { id: team.id }
    await run(server, INVITE_MEMBERS, { input: { workspace, emails: ['x@example.com'] } }, team.owner)
    await run(server, INVITE_MEMBERS, { input: { workspace, emails: ['y@example.com'], role: 'OWNER' } }, team.owner)
    server.advance(61_000)
    const ada = team.members['ada']
    if (!ada) throw new Error('She is a member')
    const { page, problems } = await open(server, { as: ada, path: `/w/${team.name}/invitations` })
    const choose = async (email: string, item: string) => {
      await page.getByRole('button', { name: `Actions for the invitation of ${email}` }).click()
      return page.getByRole('menuitem', { name: item })
    }
    // only an owner may change an invitation for an owner
    const forbidden = await choose('y@example.com', 'Revoke…')
    expect(await forbidden.getAttribute('aria-disabled')).toBe('true')
    await page.keyboard.press('Escape')
    await (await choose('x@example.com', 'New link')).click()
    await page.getByLabel('Link for x@example.com').waitFor()
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await (await choose('x@example.com', 'Revoke…')).click()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Revoke', exact: true }).click()
    await until(async () => (await row(page, 'x@example.com').count()) === 0)
    await page.getByLabel('State').selectOption('Revoked')
    await row(page, 'x@example.com').getByText('Revoked').waitFor()
    await page.getByLabel('Search addresses').fill('nobody')
    await page.getByRole('heading', { name: 'No invitation is for “nobody”' }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await row(page, 'y@example.com').waitFor()
    expect(problems).toEqual([])
  })

  test('invitations of others are shown on request, and a member who may not invite gets no such page', async () => {
    const team = await seedWorkspace(server, { ed: 'EDITOR' })
    const { page, problems } = await open(server, { as: team.owner, path: `/w/${team.name}/invitations` })
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByRole('heading', { name: 'Nobody is invited at present' }).waitFor()
    await settled(page)
    const input = { workspace: { id: team.id }, emails: ['late@example.com'] }
    await run(server, INVITE_MEMBERS, { input }, team.owner)
    await page.getByRole('button', { name: '1 new invitation · Show' }).click()
    await row(page, 'late@example.com').waitFor()
    expect(problems).toEqual([])
    const ed = team.members['ed']
    if (!ed) throw new Error('They are a member')
    const other = await open(server, { as: ed, path: `/w/${team.name}/invitations?new=1` })
    await other.page.waitForURL('**/members')
    expect(await other.page.getByRole('link', { name: 'Invitations' }).count()).toBe(1)
    expect(await other.page.getByRole('button', { name: 'Invite' }).getAttribute('aria-disabled')).toBe('true')
  })

  test('a suspended workspace shows its invitations, and says why they cannot be changed', async () => {
    const team = await seedWorkspace(server)
    const workspace = { id: team.id }
    await run(server, INVITE_MEMBERS, { input: { workspace, emails: ['x@example.com'] } }, team.owner)
    await run(server, SUSPEND_WORKSPACE, { input: { workspace, reason: 'An audit' } })
    const { page, problems } = await open(server, { as: team.owner, path: `/w/${team.name}/invitations?new=1` })
    await row(page, 'x@example.com').waitFor()
    const invite = page.getByRole('button', { name: 'Invite', exact: true })
    await invite.hover()
    await page.getByRole('tooltip').getByText('The workspace is suspended: An audit').waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.getByRole('button', { name: 'Actions for the invitation of x@example.com' }).click()
    expect(await page.getByRole('menuitem', { name: 'Revoke…' }).getAttribute('aria-disabled')).toBe('true')
    expect(await axe(page)).toEqual([])
    expect(problems).toEqual([])
  })
})
