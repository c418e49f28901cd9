// A deletion in the console, followed to its end through connections that are cut and a server that is restarted.
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startProxy } from '../client/proxy.ts'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { newDatabase } from '../support/database.ts'
import { pauseDeletions } from '../support/faults.ts'
import { DELETE_WORKSPACE } from '../support/operations.ts'
import { fill, run, type SeededWorkspace, seedWorkspace, signUp } from '../support/people.ts'
import { startTestServer, type TestServer, until } from '../support/server.ts'
import { axe, useBrowser } from './console.ts'

describe.skipIf(skipsBrowser)(browserTitle('a deletion'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()

  test('is followed to its end through a cut connection: each event once, and a percentage that only rises', async () => {
    const proxy = await startProxy(server.url)
    const team = await seedWorkspace(server)
    await fill(server, team, 3000)
    const letPass = pauseDeletions(server)
    onTestFinished(() => letPass())
    const id = await deleteTeam(server, team)
    const { page, problems } = await open(proxy, { as: team.owner, path: `/deletions/${id}` })
    await page.getByRole('heading', { name: `Deleting ${team.name}` }).waitFor()
    const seen = await record(page)
    // one after the other, since progress events are sent at most ten times a second
    await until(async () => {
      letPass(1)
      return (await percent(page)) > 5
    })
    expect(await axe(page)).toEqual([])
    proxy.target = null
    proxy.cutAll()
    await page.getByText('Reconnecting. What you see is as of a moment ago').waitFor()
    const before = await percent(page)
    expect(before).toBeGreaterThan(5)
    letPass(3)
    proxy.target = server.url
    await until(async () => (await percent(page)) > before)
    await page.getByText('Live', { exact: true }).waitFor()
    // a page that is closed, and opened again, shows the same
    await page.getByRole('link', { name: 'Deletions' }).first().click()
    await page.getByRole('row', { name: new RegExp(team.name) }).waitFor()
    await page.goBack()
    await until(async () => (await percent(page)) > before)
    letPass()
    await page.getByRole('heading', { name: `${team.name} is deleted` }).waitFor()
    await page.getByText('Complete', { exact: true }).waitFor()
    await page.getByText('All 3,002 removed, nothing left behind').waitFor()
    expect(await story(page)).toEqual([
      'The deletion of 3,002 items began',
      'Jobs: 1,002 removed',
      'Models: 999 removed',
      'Datasets: 999 removed',
      'Memberships: 1 removed',
      'The workspace itself: 1 removed',
      'All 3,002 removed, nothing left behind',
    ])
    const { percents, spoken } = await seen()
    expect(percents.length).toBeGreaterThan(4)
    expect(percents).toEqual([...percents].sort((a, b) => a - b))
    expect(percents.indexOf(100)).toBe(percents.length - 1)
    expect(spoken).toContain('The workspace is deleted.')
    expect(spoken.length).toBeLessThan(20)
    await page.getByRole('list', { name: 'Audit log' }).getByText('finished deleting workspace').waitFor()
    expect(await axe(page)).toEqual([])
    expect(problems.filter((problem) => !/WebSocket|ERR_/.test(problem))).toEqual([])
  })

  test('is followed past a restart of the server', async () => {
    const database = await newDatabase()
    const first = await startTestServer({ database })
    const proxy = await startProxy(first.url)
    const team = await seedWorkspace(first)
    await fill(first, team, 300)
    const letPass = pauseDeletions(first)
    const id = await deleteTeam(first, team)
    const { page } = await open(proxy, { as: team.owner, path: `/deletions/${id}` })
    await page.getByRole('heading', { name: `Deleting ${team.name}` }).waitFor()
    await until(async () => {
      letPass(1)
      return (await percent(page)) > 5
    })
    proxy.target = null
    const closed = first.close()
    // the running slice ends
    letPass()
    await closed
    const second = await startTestServer({ database })
    proxy.target = second.url
    await page.getByText('All 302 removed, nothing left behind').waitFor()
    expect(await story(page)).toEqual([
      'The deletion of 302 items began',
      'Jobs: 100 removed',
      'Models: 100 removed',
      'Datasets: 100 removed',
      'Memberships: 1 removed',
      'The workspace itself: 1 removed',
      'All 302 removed, nothing left behind',
    ])
    await second.close()
    await database.drop()
  })

  test('does not exist for a stranger', async () => {
    const team = await seedWorkspace(server)
    const id = await deleteTeam(server, team)
    const { page, problems } = await open(server, { as: await signUp(server), path: `/deletions/${id}` })
    const texts: string[] = []
    for (const each of [id, `${id.slice(0, -4)}0000`, 'nothing']) {
      await page.goto(`${server.url}/deletions/${each}`)
      await page.getByRole('heading', { name: 'There is no such deletion for you' }).waitFor()
      texts.push((await page.getByRole('main').innerText()).replace(each, ''))
    }
    expect(new Set(texts).size).toBe(1)
    expect(await axe(page)).toEqual([])
    expect(problems).toEqual([])
  })
})

async function deleteTeam(server: TestServer, { id, owner }: SeededWorkspace): Promise<string> {
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
  return deleteWorkspace.deletion.id
}

/** The progress that the page shows; 0 while it shows none. */
async function percent(page: Page): Promise<number> {
  const bar = page.getByRole('progressbar', { name: 'Removed so far' })
  return (await bar.count()) === 0 ? 0 : Number.parseFloat((await bar.getAttribute('aria-valuetext')) ?? '0')
}

/** The history of events, oldest first, without times. */
async function story(page: Page): Promise<string[]> {
  const lines = await page.getByRole('list', { name: 'Events, newest first' }).getByRole('listitem').allInnerTexts()
  return lines.map((line) => line.replace(/^[\d:]+\s*/, '').replace(/ in .*$/, '')).reverse()
}

/** Records every percentage that the page shows, and every announcement for screen readers about the deletion. */
async function record(page: Page): Promise<() => Promise<{ percents: number[]; spoken: string[] }>> {
  await page.evaluate(() => {
    const kept = { percents: [] as number[], spoken: [] as string[] }
    Object.assign(window, { kept })
    const look = () => {
      const bar = document.querySelector('main [role=progressbar][aria-label="Removed so far"]')
      const percent = bar ? Number.parseFloat(bar.getAttribute('aria-valuetext') ?? '') : kept.percents.at(-1)
      if (percent !== undefined && percent !== kept.percents.at(-1)) kept.percents.push(percent)
      const words = document.querySelector('main > p[role=status]')?.textContent
      if (words && words !== kept.spoken.at(-1)) kept.spoken.push(words)
    }
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    })
  })
  return () => page.evaluate(() => (window as unknown as { kept: { percents: number[]; spoken: string[] } }).kept)
}
