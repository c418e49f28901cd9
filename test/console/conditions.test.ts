// The console under bad conditions: wrong clocks, a network outage of a minute, pages from the browser's cache, readers
// who leave during a write, and many changes at once.
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { startProxy } from '../client/proxy.ts'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { CREATE_API_TOKEN, DELETE_WORKSPACE, INVITE_MEMBERS } from '../support/operations.ts'
import { run, seedWorkspace, signUp } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { settled, useBrowser } from './console.ts'

const HOUR_MS = 3_600_000
const UPDATE_MEMBER = 'mutation ($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }'
const ADD_MEMBER = 'mutation ($input: AddMemberInput!) { addMember(input: $input) { membership { id } } }'
const CREATE_PROJECT = 'mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }'
const UPDATE_PROJECT = 'mutation ($input: UpdateProjectInput!) { updateProject(input: $input) { project { id } } }'
const DELETE_PROJECT = 'mutation ($input: DeleteProjectInput!) { deleteProject(input: $input) { deletedProjectId } }'
const REGISTER = 'mutation ($input: RegisterResourcesInput!) { registerResources(input: $input) { resources { id } } }'
const UPDATE = 'mutation ($input: UpdateResourceInput!) { updateResource(input: $input) { resource { id } } }'

describe.skipIf(skipsBrowser)(browserTitle('the console'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()

  /** Delays the answer to a mutation until the returned function is called. */
  const hold = async (page: Page, field: string, json?: object) => {
    let letGo: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes(field)) return route.continue()
      await held
      return json ? route.fulfill({ json }) : route.continue()
    })
    return letGo
  }

  test.each([
    ['an hour ahead', HOUR_MS],
    ['an hour behind', -HOUR_MS],
  ])('times are shown by the clock of the server in a browser whose own is %s', async (_title, shift) => {
    const team = await seedWorkspace(server)
    const { page } = await open(server, { as: team.owner, path: 'about:blank' })
    await page.clock.install({ time: Date.now() + shift })
    await page.goto(server.url)
    await page.getByRole('row', { name: team.name }).getByText('just now').waitFor()
    await run(server, DELETE_WORKSPACE, { input: { workspace: { id: team.id }, gracePeriod: '7d' } }, team.owner)
    await page.getByRole('link', { name: /^Deletions/ }).click()
    await page.getByRole('row', { name: team.name }).getByText('6 d 23 h').waitFor()
  })

  test('after a minute without the server the page is up to date, with one notice and one stream of each kind', async () => {
    const proxy = await startProxy(server.url)
    const team = await seedWorkspace(server, { ed: 'EDITOR' })
    const ed = team.members['ed'] as { id: string; name: string }
    const { page, problems } = await open(proxy, { as: team.owner, path: 'about:blank' })
    const streams = followStreams(page)
    await page.clock.install()
    await page.goto(`${proxy.url}/w/${team.name}/members`)
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByLabel(`Role of ${ed.name}`).waitFor()
    await settled(page)
    const before = streams()
    expect(before.length).toBeGreaterThan(1)

    // a successful request does not mean that a WebSocket can connect
    let questions = 0
    await page.route('**', async (route) => {
      if (route.request().method() !== 'HEAD' || questions++ > 0) return route.continue()
      const { pathname } = new URL(route.request().url())
      await route.fulfill({ response: await route.fetch({ url: server.url + pathname }) })
    })
    proxy.target = null
    proxy.cutAll()
    const notice = page.getByText('Reconnecting. What you see is as of a moment ago')
    await notice.waitFor()
    const member = { of: { workspace: { id: team.id }, principal: { user: ed.id } } }
    await server.data(UPDATE_MEMBER, { input: { member, role: 'ADMIN' } }, team.owner)
    const late = await signUp(server)
    const added = { workspace: { id: team.id }, principal: { user: late.id }, role: 'VIEWER' }
    await server.data(ADD_MEMBER, { input: added }, { token: ADMIN_TOKEN })
    for (let third = 0; third < 3; third++) {
      const attempts = proxy.connections
      await page.clock.fastForward(20_000)
      await until(() => proxy.connections > attempts)
    }
    expect(await notice.count()).toBe(1)
    expect(questions).toBeGreaterThan(0)

    proxy.target = server.url
    await page.clock.fastForward(20_000)
    await until(async () => (await page.getByLabel(`Role of ${ed.name}`).inputValue()) === 'ADMIN')
    await page.getByRole('row', { name: late.name }).waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    await notice.waitFor({ state: 'detached' })
    await until(() => streams().length >= before.length)
    expect(streams()).toEqual(before)
    expect(await page.getByRole('button', { name: 'Dismiss' }).count()).toBe(0)
    expect(problems.filter((problem) => !/WebSocket|ERR_/.test(problem))).toEqual([])
  })

  test.each([
    ['the first', 'added', ['first', 'second']],
    ['the first', 'changed', ['second']],
    ['the first', 'removed', []],
    ['a later', 'added', ['first', 'second']],
    ['a later', 'changed', ['second']],
    ['a later', 'removed', []],
  ])('%s answer of a list that was pending while something was %s is not the final one', async (nth, change, shown) => {
    const team = await seedWorkspace(server)
    const made = { workspace: { id: team.id }, name: 'atlas', description: 'first' }
    const { createProject } = await server.data(CREATE_PROJECT, { input: made }, team.owner)
    const project = (createProject as { project: { id: string } }).project.id
    const { page } = await open(server, { as: team.owner, path: 'about:blank' })
    const told: string[] = []
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => told.push(String(payload))))
    await page.goto(`${server.url}/w/${team.name}/members`)
    await page.getByText('Live', { exact: true }).waitFor()
    await settled(page)
    const projects = page.getByRole('link', { name: 'Projects' })
    if (nth === 'a later') {
      await projects.click()
      await settled(page)
      await page.getByRole('link', { name: 'Members', exact: true }).click()
      await settled(page)
    }
    let letGo: () => void = () => undefined
    let isAsked = false
    let isAnswered = false
    await page.route('**/graphql', async (route) => {
      if (isAsked || !route.request().postData()?.includes('projects(')) return route.continue()
      isAsked = true
      const response = await route.fetch()
      isAnswered = true
      await new Promise<void>((resolve) => {
        letGo = resolve
      })
      await route.fulfill({ response })
    })
    await projects.click()
    await until(() => isAnswered)
    if (change === 'added') {
      await page.getByRole('button', { name: 'New project' }).first().click()
      const dialog = page.getByRole('dialog', { name: 'New project' })
      await dialog.getByLabel('Name').fill('second')
      await dialog.getByRole('button', { name: 'Create' }).click()
      await dialog.waitFor({ state: 'detached' })
    } else {
      if (change === 'changed')
        await server.data(UPDATE_PROJECT, { input: { project: { id: project }, description: 'second' } }, team.owner)
      else await server.data(DELETE_PROJECT, { input: { project: { id: project } } }, team.owner)
      await until(() => told.some((frame) => frame.includes(project)))
    }
    letGo()
    const words = async () => (await page.getByRole('main').innerText()).match(/first|second/g) ?? []
    await until(async () => (await words()).sort().join() === shown.join())
    await settled(page)
    expect((await words()).sort()).toEqual(shown)
  })

  test("a page from the browser's cache shows nothing of a user who has signed out meanwhile", async () => {
    const team = await seedWorkspace(server)
    const { page } = await open(server, { as: team.owner, path: `/w/${team.name}/members` })
    await page.getByRole('heading', { name: team.name }).waitFor()
    await page.context().clearCookies()
    const isShown = await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
      return document.body.checkVisibility()
    })
    expect(isShown).toBe(false)
    await page.waitForURL(/\/sign-in/)
    expect(await page.getByText(team.owner.name).count()).toBe(0)
  })

  test.each([
    ['succeeds', true],
    ['fails', false],
  ])('a write during which the reader goes back is reported when it %s', async (_title, succeeds) => {
    const team = await seedWorkspace(server)
    const { page } = await open(server, { as: team.owner, path: `/w/${team.name}/members` })
    await page.getByRole('link', { name: 'Projects' }).click()
    await page.getByRole('button', { name: 'New project' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'New project' })
    await dialog.getByLabel('Name').fill('while-away')
    const refusal = { errors: [{ message: 'No', extensions: { code: 'LIMIT_REACHED' } }] }
    const answer = await hold(page, 'createProject', succeeds ? undefined : refusal)
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.goBack()
    await dialog.waitFor({ state: 'detached' })
    answer()
    await page.getByText(succeeds ? 'while-away is there.' : 'What you left under way failed.').waitFor()
    expect(page.url()).toBe(`${server.url}/w/${team.name}/members`)
    expect(await page.locator('dialog[open]').count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
  })

  test('a failure that the page itself would have shown is shown once after the reader has left the page', async () => {
    const team = await seedWorkspace(server)
    const input = { workspace: { id: team.id }, name: 'robot' }
    await run(server, CREATE_API_TOKEN, { input }, team.owner)
    const { page } = await open(server, { as: team.owner, path: `/w/${team.name}/members` })
    await page.getByRole('link', { name: 'Tokens', exact: true }).click()
    await page.getByRole('button', { name: 'Actions for robot' }).click()
    const refusal = { errors: [{ message: 'No', extensions: { code: 'LIMIT_REACHED' } }] }
    const letGo = await hold(page, 'suspendApiToken', refusal)
    await page.getByRole('menuitem', { name: 'Suspend', exact: true }).click()
    await page.goBack()
    await page.getByRole('button', { name: 'Actions for robot' }).waitFor({ state: 'detached' })
    letGo()
    await page.getByText('What you left under way failed.').waitFor()
    expect(await page.getByRole('button', { name: 'Dismiss' }).count()).toBe(1)
  })

  test('a failure is shown to a reader who left and came back meanwhile', async () => {
    const team = await seedWorkspace(server)
    const { page } = await open(server, { as: team.owner, path: `/w/${team.name}/members` })
    await page.getByRole('link', { name: 'Settings' }).click()
    const general = page.getByRole('region', { name: 'General', exact: true })
    const name = general.getByLabel('Name')
    await name.fill('Atlas')
    const refusal = { errors: [{ message: 'No', extensions: { code: 'LIMIT_REACHED' } }] }
    const letGo = await hold(page, 'updateWorkspace', refusal)
    await general.getByRole('button', { name: 'Save' }).click()
    await page.goBack()
    await name.waitFor({ state: 'detached' })
    await page.goForward()
    await name.waitFor()
    letGo()
    await page.getByText('What you left under way failed.').waitFor()
  })

  test('a reader who leaves while an invitation is accepted stays there, is notified, and may follow', async () => {
    const team = await seedWorkspace(server)
    const person = await signUp(server)
    const input = { workspace: { id: team.id }, emails: [`${person.name}@example.com`], role: 'VIEWER' as const }
    await run(server, INVITE_MEMBERS, { input }, team.owner)
    const { page } = await open(server, { as: person, path: '/invitations' })
    const letGo = await hold(page, 'acceptInvitation')
    await page.getByRole('button', { name: `Accept ${team.name}` }).click()
    await page.getByRole('link', { name: 'My tokens' }).click()
    await page.getByRole('heading', { name: 'My tokens', level: 1 }).waitFor()
    letGo()
    await page.getByText(`You are a viewer of ${team.name} now.`).waitFor()
    expect(page.url()).toBe(`${server.url}/tokens`)
    await page.getByRole('button', { name: 'Open' }).click()
    await page.waitForURL(`**/w/${team.name}/members`)
  })

  test('a reader who leaves while a token is created is told that nobody has seen its secret', async () => {
    const team = await seedWorkspace(server)
    const { page } = await open(server, { as: team.owner, path: `/w/${team.name}/members` })
    await page.getByRole('link', { name: 'Tokens', exact: true }).click()
    await page.getByRole('button', { name: 'New token' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'New token' })
    await dialog.getByLabel('Name').fill('unseen')
    const letGo = await hold(page, 'createApiToken')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.goBack()
    await dialog.waitFor({ state: 'detached' })
    letGo()
    await page.getByText('unseen has a secret that nobody has seen.').waitFor()
    expect(page.url()).toBe(`${server.url}/w/${team.name}/members`)
    await page.getByRole('button', { name: 'Tokens', exact: true }).click()
    await page.getByRole('row', { name: 'unseen' }).waitFor()
  })

  test('the palette does not stay open over another page', async () => {
    const team = await seedWorkspace(server)
    const { page } = await open(server, { as: team.owner })
    await page.getByRole('link', { name: 'Deletions' }).click()
    await page.getByRole('heading', { name: 'Deletions', level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Jump to' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Workspaces', level: 1 }).waitFor()
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
  })

  test('a hundred changes at once: no change is lost, and the document stays small', async () => {
    const team = await seedWorkspace(server)
    const register = (names: string[], version: number) =>
      server.data(
        REGISTER,
        {
          input: {
            workspace: { id: team.id },
            resources: names.map((name) => ({ kind: 'job', name, labels: { version: String(version) } })),
          },
        },
        team.owner,
      )
    const names = Array.from({ length: 30 }, (_, index) => `known-${index}`)
    const { registerResources } = await register(names, 0)
    const ids = (registerResources.resources as { id: string }[]).map(({ id }) => id)
    const { page, problems } = await open(server, { as: team.owner, path: `/w/${team.name}/resources?order=resource` })
    await page.getByText('Live', { exact: true }).waitFor()
    await settled(page)
    const nodes = () => page.evaluate(() => document.querySelectorAll('*').length)
    const before = await nodes()
    for (let round = 1; round <= 4; round++) {
      const update = (id: string) =>
        server.data(UPDATE, { input: { resource: { id }, labels: { version: String(round) } } }, team.owner)
      await Promise.all(ids.map(update))
      if (round === 2)
        await register(
          Array.from({ length: 50 }, (_, index) => `a-late-${index}`),
          0,
        )
    }
    const versions = async () => new Set(await page.getByText(/^version=/).allInnerTexts())
    await until(async () => [...(await versions())].join() === 'version=4')
    await page.getByText('50 new resources').waitFor()
    expect(await nodes()).toBeLessThan(before + 100)
    await page.getByRole('button', { name: /50 new resources/ }).click()
    await page.getByText('a-late-0', { exact: true }).waitFor()
    expect(problems).toEqual([])
  })
})

/** The streams that are open over the WebSockets of the page, by their operations. */
function followStreams(page: Page): () => string[] {
  const sockets = new Map<object, Map<string, string>>()
  page.on('websocket', (socket) => {
    const streams = new Map<string, string>()
    sockets.set(socket, streams)
    socket.on('framesent', ({ payload }) => {
      const { type, id, payload: asked } = JSON.parse(String(payload))
      if (type === 'subscribe') streams.set(id, /subscription (\w+)/.exec(asked.query)?.[1] ?? '')
      if (type === 'complete') streams.delete(id)
    })
    socket.on('close', () => sockets.delete(socket))
  })
  return () => [...sockets.values()].flatMap((streams) => [...streams.values()]).sort()
}
