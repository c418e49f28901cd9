// The lists of deletions in the console: their order, live changes, filters, and the pause of all deletions.
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { claimSome, createExternalKind, deleteExternal, fail, untilState } from '../support/external.ts'
import { pauseDeletions } from '../support/faults.ts'
import { DELETE_WORKSPACE, PAUSE_DELETIONS, RESUME_DELETIONS } from '../support/operations.ts'
import { fill, run, type SeededWorkspace, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { axe, useBrowser } from './console.ts'

describe.skipIf(skipsBrowser)(browserTitle('lists of deletions'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()
  const admin = { token: ADMIN_TOKEN }
  const removeTeam = ({ id, owner }: SeededWorkspace, input: { gracePeriod?: string } = {}) =>
    run(server, DELETE_WORKSPACE, { input: { workspace: { id }, ...input } }, owner)
  /** The names of the workspaces, in order, without their initials. */
  const names = async (page: Page) =>
    (await page.getByRole('row').getByRole('rowheader').allInnerTexts()).map((text) => text.split('\n')[1])

  test('show running deletions first, update live, and can be filtered by name and state', async () => {
    const stem = unique('list')
    const finished = await seedWorkspace(server, {}, `${stem}-finished`)
    const { deleteWorkspace } = await removeTeam(finished)
    await untilState(server, deleteWorkspace.deletion.id, 'SUCCEEDED')
    const scheduled = await seedWorkspace(server, {}, `${stem}-scheduled`)
    await removeTeam(scheduled, { gracePeriod: '1d' })
    const { page, problems } = await open(server, { as: admin, path: `/deletions?search=${stem}` })
    await until(async () => (await names(page)).join() === [scheduled.name, finished.name].join())

    // a deletion that others request appears, and is updated live
    const running = await seedWorkspace(server, {}, `${stem}-running`)
    await fill(server, running, 3000)
    const letPass = pauseDeletions(server)
    onTestFinished(() => letPass())
    await removeTeam(running)
    await until(async () => (await names(page)).join() === [running.name, scheduled.name, finished.name].join())
    const bar = page.getByRole('progressbar', { name: `Removed of ${running.name}` })
    const removed = async () => Number((await bar.getAttribute('aria-valuetext'))?.split(' ')[0])
    expect(await removed()).toBe(0)
    // one after the other, since progress events are sent at most ten times a second
    let slices = 8
    await until(async () => {
      if (slices-- > 0) letPass(1)
      return (await removed()) > 50
    })
    expect(await axe(page)).toEqual([])
    letPass()
    await until(async () => (await names(page)).join() === [scheduled.name, running.name, finished.name].join())
    await page.getByRole('row', { name: running.name }).getByText('Finished').waitFor()

    await page.getByRole('button', { name: 'Scheduled' }).click()
    await until(async () => (await names(page)).join() === scheduled.name)
    expect(page.url()).toContain('state=scheduled')
    await page.getByLabel('Search by the name of the workspace').fill('nothing-of-that-name')
    await page.getByText('No deletion is of a workspace with “nothing-of-that-name” in its name').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByRole('link', { name: scheduled.name }).click()
    await page.getByRole('heading', { name: `${scheduled.name} will be deleted` }).waitFor()
    expect(problems).toEqual([])
  })

  test('are empty for a user without deletions, and the platform’s list is a missing page', async () => {
    const { page, problems } = await open(server, { as: await signUp(server), path: '/deletions' })
    await page.getByText('No workspace of yours is being deleted, or was').waitFor()
    expect(await axe(page)).toEqual([])
    await page.goto(`${server.url}/admin/deletions`)
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    expect(problems).toEqual([])
  })

  test('show platform admins failed deletions first, and let them retry', async () => {
    const kind = await createExternalKind(server)
    const { id, workspace } = await deleteExternal(server, [[kind, 1]])
    const [task] = await claimSome(server, kind, 1)
    await fail(server, kind, task as never, 'Never', false)
    await untilState(server, id, 'FAILED')
    const scheduled = await seedWorkspace(server)
    await removeTeam(scheduled, { gracePeriod: '1d' })
    const { page, problems } = await open(server, { as: admin, path: '/admin/deletions' })
    await page.getByRole('row', { name: scheduled.name }).waitFor()
    expect((await names(page))[0]).toBe(workspace.name)
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: `Retry the deletion of ${workspace.name}` }).click()
    await page.getByText(`The deletion of ${workspace.name} goes on.`).waitFor()
    await page.getByRole('row', { name: workspace.name }).getByText('Running').waitFor()
    expect(problems).toEqual([])
  })

  test('pausing stops all deletions and shows the reason to their watchers; resuming lets them continue', async () => {
    const team = await seedWorkspace(server)
    await fill(server, team, 3000)
    const letPass = pauseDeletions(server)
    onTestFinished(() => letPass())
    const { deleteWorkspace } = await removeTeam(team)
    const watched = await open(server, { as: team.owner, path: `/deletions/${deleteWorkspace.deletion.id}` })
    const { page, problems } = await open(server, { as: admin, path: '/admin/deletions' })
    await page.getByRole('button', { name: 'Pause all deletions…' }).click()
    const pause = page.getByRole('button', { name: 'Pause', exact: true })
    expect(await pause.getAttribute('aria-disabled')).toBe('true')
    await page.getByLabel('Reason').fill('The disks are moved')
    expect(await axe(page)).toEqual([])
    await pause.click()
    await page.getByText('“The disks are moved”').waitFor()
    // the deletion stops before its next slice
    letPass(1)
    await page.getByRole('row', { name: team.name }).getByText('Paused').waitFor()
    await watched.page.getByText('Platform admins paused all deletions').waitFor()
    expect(await axe(watched.page)).toEqual([])
    letPass()
    await page.getByRole('button', { name: 'Resume…' }).click()
    await page.getByRole('button', { name: 'Resume', exact: true }).click()
    await page.getByText('Deletions go on', { exact: true }).waitFor()
    await watched.page.getByRole('heading', { name: `${team.name} is deleted` }).waitFor()
    await watched.page.getByText('Paused by the platform after').waitFor()
    expect([...problems, ...watched.problems]).toEqual([])
  })

  test('the question whether to pause all deletions stays that, although another admin pauses them meanwhile', async () => {
    const { page, problems } = await open(server, { as: admin, path: '/admin/deletions' })
    await page.getByRole('button', { name: 'Pause all deletions…' }).click()
    await page.getByLabel('Reason').fill('The disks are moved')
    onTestFinished(async () => void (await run(server, RESUME_DELETIONS, { input: {} })))
    await run(server, PAUSE_DELETIONS, { input: { reason: 'The network is slow' } })
    await page.getByText('“The network is slow”').waitFor()
    await page.getByRole('dialog', { name: 'Pause all deletions?' }).waitFor()
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await page.getByText('All deletions are paused.').waitFor()
    await page.getByRole('button', { name: 'Resume…' }).waitFor()
    expect(problems).toEqual([])
  })
})
