// A list of a hundred thousand members: the document stays small, and scrolling requests one page at a time.
import { describe, expect, test } from 'vitest'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import {
  AT,
  id,
  insertToken,
  insertWorkspaces,
  MEMBER_COLUMNS,
  migrated,
  newCaller,
  nthId,
  person,
  rows,
  runAll,
} from '../support/bulk.ts'
import { newDatabase } from '../support/database.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { useBrowser } from './console.ts'

const MEMBERS = 100_000
const MOST_ROWS = 60

describe.skipIf(skipsBrowser)(browserTitle('a long list'), () => {
  const open = useBrowser()

  test('of 100,000 members has at most sixty in the document, at any position', async () => {
    const database = await newDatabase()
    const env = { ...database.env, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }
    const owner = newCaller(0)
    const config = await migrated(env)
    await runAll(config.database, [
      rows(
        MEMBERS,
        `insert into "user" (id, name, email, created_at)
        select ${id('user', 'i')}, ${person('i', MEMBERS)}, 'person-' || i || '@example.com', ${AT} from n`,
      ),
      insertWorkspaces(1, MEMBERS),
      rows(
        MEMBERS,
        `insert into membership (${MEMBER_COLUMNS})
        select ${id('membership', 'i')}, '${nthId('workspace', 0)}', 'USER', ${id('user', 'i')},
          case when i = 0 then 'OWNER' else 'VIEWER' end, ${person('i', MEMBERS)}, ${AT}, ${AT} from n`,
      ),
      'delete from member_count',
      'insert into member_count (workspace_id, role, count) select workspace_id, role, count(*) from membership group by 1, 2',
      insertToken(0, owner),
    ])
    const server = await startTestServer({ database })
    const { page, problems } = await open(server, { as: owner, path: '/w/team-0/members' })
    const shown = () => page.locator('tbody tr[aria-rowindex]').count()
    const last = async () => Number(await page.locator('tbody tr[aria-rowindex]').last().getAttribute('aria-rowindex'))
    await page.getByRole('searchbox', { name: 'Search 100,000 members' }).waitFor()
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe(String(MEMBERS + 1))
    const asked: string[] = []
    page.on('request', (request) => request.postData()?.includes('members(') && asked.push(request.url()))
    for (let pages = 1; pages <= 5; pages++) {
      await until(async () => {
        await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
        return (await last()) > pages * 100
      })
      expect(await shown()).toBeLessThanOrEqual(MOST_ROWS)
    }
    // one page at a time, and the visible ones again after a possible gap
    expect(asked.length).toBeLessThanOrEqual(12)
    await page.keyboard.press('/')
    await page.keyboard.type('Person 77777')
    await page.getByRole('row').filter({ hasText: 'Person 77777' }).waitFor()
    expect(await shown()).toBeLessThanOrEqual(MOST_ROWS)
    expect(problems).toEqual([])
  })
})
