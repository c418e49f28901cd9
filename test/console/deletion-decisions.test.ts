// Decisions about a deletion in the console: restoring, retrying and skipping.
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { claimSome, complete, createExternalKind, deleteExternal, fail, untilState } from '../support/external.ts'
import { DELETE_WORKSPACE } from '../support/operations.ts'
import { run, seedWorkspace } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { axe, settled, useBrowser } from './console.ts'

describe.skipIf(skipsBrowser)(browserTitle('a deletion'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()

  test('that has not begun is restored, and leads back to its workspace', async () => {
    const team = await seedWorkspace(server, { vi: 'VIEWER' })
    const input = { workspace: { id: team.id }, gracePeriod: '7d', reason: 'The project has ended' }
    const { id } = (await run(server, DELETE_WORKSPACE, { input }, team.owner)).deleteWorkspace.deletion
    const { page, problems } = await open(server, { as: team.owner, path: `/deletions/${id}` })
    await page.getByText('6 d 23 h').waitFor()
    await page.getByText('The project has ended').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Restore' }).click()
    await page.getByText(`${team.name} is back, with all that it held.`).waitFor()
    await page.getByRole('row', { name: new RegExp(team.members['vi']?.name as string) }).waitFor()
    await page.goto(`${server.url}/deletions/${id}`)
    await page.getByRole('heading', { name: `${team.name} was restored` }).waitFor()
    expect(await axe(page)).toEqual([])
    expect(problems).toEqual([])
  })

  test('shows the remaining work of other services and their errors; it is retried, and refused steps are skipped', async () => {
    const kind = await createExternalKind(server)
    const { id, workspace } = await deleteExternal(server, [[kind, 3]])
    const [done, ...others] = await claimSome(server, kind, 3)
    await complete(server, kind, done as never)
    const { page, problems } = await open(server, { as: workspace.owner, path: `/deletions/${id}` })
    const tasks = page.getByRole('list', { name: 'Waited for' })
    await until(async () => (await tasks.getByText('Being removed').count()) === 2)
    const refuse = async (task: { id: string; attempt: number } | undefined) =>
      fail(server, kind, task as never, 'Held by the finance department', false)
    for (const task of others) await refuse(task)
    await page.getByRole('heading', { name: `Deleting ${workspace.name} has failed` }).waitFor()
    await until(async () => (await tasks.getByText('Held by the finance department').count()) === 2)
    expect(await axe(page)).toEqual([])

    await page.getByRole('button', { name: 'Retry' }).click()
    await page.getByRole('heading', { name: `Deleting ${workspace.name}`, exact: true }).waitFor()
    for (const task of await claimSome(server, kind, 2)) await refuse(task)
    await page.getByRole('heading', { name: `Deleting ${workspace.name} has failed` }).waitFor()

    await page.getByRole('button', { name: /^Skip…/ }).click()
    await page.getByText('2 items stay behind').waitFor()
    expect(await axe(page)).toEqual([])
    const skip = page.getByRole('button', { name: 'Skip', exact: true })
    expect(await skip.getAttribute('aria-disabled')).toBe('true')
    await page.getByLabel('Reason').fill('The department keeps them')
    await skip.click()
    await page.getByRole('heading', { name: `${workspace.name} is deleted` }).waitFor()
    await page.getByText('left 2 items behind: The department keeps them').first().waitFor()
    expect(await untilState(server, id, 'SUCCEEDED')).toMatchObject({ done: 3, skipped: 2 })
    await page.getByText('Finished: 3 removed, 2 left behind').waitFor()
    expect(problems).toEqual([])
  })

  test.each([
    { field: 'skipDeletionStep', shown: 'skipped' },
    { field: 'retryDeletion', shown: 'done' },
  ])('that has ended before the answer to $field arrives is shown as it ended', async ({ field, shown }) => {
    const kind = await createExternalKind(server)
    const { id, workspace } = await deleteExternal(server, [[kind, 1]])
    const [task] = await claimSome(server, kind, 1)
    await fail(server, kind, task as never, 'Held by the finance department', false)
    const { page, problems } = await open(server, { as: workspace.owner, path: `/deletions/${id}` })
    await page.getByRole('heading', { name: `Deleting ${workspace.name} has failed` }).waitFor()
    const isDeleted = page.getByRole('heading', { name: `${workspace.name} is deleted` })
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes(`${field}(`)) return route.continue()
      const response = await route.fetch()
      if (field === 'retryDeletion')
        for (const again of await claimSome(server, kind, 1)) await complete(server, kind, again)
      await isDeleted.waitFor()
      await route.fulfill({ response })
    })
    if (field === 'retryDeletion') await page.getByRole('button', { name: 'Retry' }).click()
    else {
      await page.getByRole('button', { name: /^Skip…/ }).click()
      await page.getByLabel('Reason').fill('The department keeps them')
      await page.getByRole('button', { name: 'Skip', exact: true }).click()
    }
    await page.getByText(/goes on\.$/).waitFor()
    await settled(page)
    await isDeleted.waitFor()
    await page.getByRole('listitem').filter({ hasText: kind.name }).getByText(shown).first().waitFor()
    expect(problems).toEqual([])
  })

  test('shows the newest count of a step, also where an older answer arrives after the event', async () => {
    const kind = await createExternalKind(server)
    const { id, workspace } = await deleteExternal(server, [[kind, 3]])
    const [task] = await claimSome(server, kind, 3, '10m')
    const { page, problems } = await open(server, { as: workspace.owner, path: `/deletions/${id}` })
    const step = page
      .getByRole('list', { name: 'Steps, in order' })
      .getByRole('listitem')
      .filter({ hasText: kind.name })
    await step.getByText('0 of 3').waitFor()
    await settled(page)
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    let asked = 0
    let answered = 0
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('query deletionSteps')) return route.continue()
      asked++
      const response = await route.fetch()
      await released
      await route.fulfill({ response })
      answered++
    })
    // the streams are opened again, and what is shown is read again
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await until(() => asked > 0)
    // by then it has also been read again for the gap
    await delay(1000)
    await complete(server, kind, task as never)
    await step.getByText('1 of 3').waitFor()
    const before = asked
    release()
    await until(() => answered >= before)
    await settled(page)
    await step.getByText('1 of 3').waitFor()
    expect(problems).toEqual([])
  })
})
