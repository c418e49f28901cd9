// The page of an invitation's link, in a browser: it tells what the code is for, and answers with the reader's token.
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BROWSER_ARGS, browserPath, browserTitle, skipsBrowser } from '../support/browser.ts'
import { INVITE_MEMBERS } from '../support/operations.ts'
import { run, seedWorkspace, signUp } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'

const server = await startTestServer({ shared: true })

test('the page loads nothing from elsewhere, and no script but its own runs in it', async () => {
  const response = await fetch(`${server.url}/invite`)
  expect(response.status).toBe(200)
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  expect(await response.text()).not.toMatch(/https?:\/\//)
})

describe.skipIf(skipsBrowser)(browserTitle('the page in a browser'), () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: browserPath(), args: BROWSER_ARGS })
  })
  afterAll(() => browser?.close())

  test('tells the workspace and the role, and joins the person whose token is pasted', async () => {
    const workspace = await seedWorkspace(server)
    const person = await signUp(server)
    const input = { workspace: { id: workspace.id }, emails: [`${person.name}@example.com`] }
    const { inviteMembers } = await run(server, INVITE_MEMBERS, { input }, workspace.owner)
    const page = await browser.newPage()
    const failures: string[] = []
    page.on('console', (message) => message.type() === 'error' && failures.push(message.text()))
    await page.goto(inviteMembers.results[0]?.link as string)
    await until(async () => (await page.locator('h1').innerText()) === `Invitation to ${workspace.name}`)
    expect(await page.locator('#told').innerText()).toContain('as editor')
    await page.locator('#token').fill(person.token)
    await page.getByRole('button', { name: 'Accept' }).click()
    await until(async () => (await page.locator('#told').innerText()) === 'You are a member now.')
    await page.reload()
    await until(async () => (await page.locator('#told').innerText()).includes('not valid any more'))
    expect(failures).toEqual([])
    await page.close()
  })
})
