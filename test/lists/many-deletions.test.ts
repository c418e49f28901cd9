// A caller who watches so many deletions that they cannot be sorted for each page: all deletions are looked at in slices.
import { expect, test } from 'vitest'
import { signUp } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const WATCHED = 1050
const server = await startTestServer({ shared: true })

/** SQL of the ids of deletions, older than any that a server creates. */
const ID = "'del_0' || substr(cast(1000000000 + i as text), 2) || '0000000000000000'"
const numbers = `with recursive n(i) as (select 0 union all select i + 1 from n where i < ${WATCHED})`

async function seed(watcher: string): Promise<{ id: string; workspace_name: string; finished_at: string | null }[]> {
  await server.database.query(`
    insert into deletion (id, workspace_id, workspace_name, workspace_display_name, state, policy, requested_at, finished_at, total)
    ${numbers} select ${ID}, 'ws_' || i, 'gone-' || i % 300, 'Gone', 'SUCCEEDED', 'CASCADE', '2026-06-01T00:00:00.000Z',
      case when i % 100 > 0 then '2026-06-' || (10 + i % 7) || 'T00:00:00.000Z' end, 0 from n`)
  // all but one
  await server.database.query(
    `insert into deletion_watcher (deletion_id, user_id, was_owner) ${numbers} select ${ID}, ?, 1 from n where i > 0`,
    watcher,
  )
  const watched = 'select deletion_id from deletion_watcher where user_id = ?'
  return server.database.query(
    `select id, workspace_name, finished_at from deletion where id in (${watched})`,
    watcher,
  ) as Promise<{ id: string; workspace_name: string; finished_at: string | null }[]>
}

const { token, id: watcher } = await signUp(server)
const watched = await seed(watcher)

test.each([
  ['WORKSPACE_NAME', 'workspace_name'],
  ['FINISHED_AT', 'finished_at'],
] as const)('firm ground 16: they are ordered by %s in both directions, page by page', async (field, column) => {
  const keys = watched.map((row) => `${row[column] ?? ' '} ${row.id}`).sort()
  const expected = keys.map((key) => key.slice(key.lastIndexOf(' ') + 1))
  expect(expected).toHaveLength(WATCHED)
  const walk = async (size: string, direction: string, cursor: 'after' | 'before') => {
    const ids: string[] = []
    for (let place: string | null = null, more = true; more; ) {
      const args = [`${size}: 100`, `orderBy: [{ field: ${field}, direction: ${direction} }]`]
      if (place) args.push(`${cursor}: "${place}"`)
      const selection = 'nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount'
      const { deletions } = await server.data(`{ deletions(${args.join(', ')}) { ${selection} } }`, {}, { token })
      expect(deletions.totalCount).toBe(WATCHED)
      const page = deletions.nodes.map(({ id }: { id: string }) => id)
      ids.push(...(cursor === 'after' ? page : page.reverse()))
      more = cursor === 'after' ? deletions.pageInfo.hasNextPage : deletions.pageInfo.hasPreviousPage
      place = cursor === 'after' ? deletions.pageInfo.endCursor : deletions.pageInfo.startCursor
    }
    return ids
  }
  expect(await walk('first', 'ASC', 'after')).toEqual(expected)
  expect(await walk('last', 'DESC', 'before')).toEqual(expected)
  expect(await walk('first', 'DESC', 'after')).toEqual([...expected].reverse())
})
