// The workspaces of a caller with more of them than one statement handles are read from an index, some rows at a time.
import { expect, test } from 'vitest'
import { AT, id, MEMBER_COLUMNS, nthId, rows } from '../support/bulk.ts'
import { signUp } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const COUNT = 1100
const FEW = 2

const statements: string[] = []
const server = await startTestServer({ shared: true, onRequestQuery: (sql) => statements.push(sql) })

/** A user who is an editor of this number of workspaces. */
async function callerOfMany() {
  const caller = await signUp(server)
  await server.database.query(
    rows(
      COUNT,
      `insert into workspace (id, name, display_name, hosting, state, visibility, created_at, created_by, updated_at)
       select ${id('workspace', 'i')}, 'many-' || i, 'Many', 'MANAGED', 'ACTIVE', 'PRIVATE', ${AT}, '${caller.id}', ${AT} from n`,
    ),
  )
  await server.database.query(
    rows(
      COUNT,
      `insert into membership (${MEMBER_COLUMNS})
       select ${id('membership', 'i')}, ${id('workspace', 'i')}, 'USER', '${caller.id}', 'EDITOR', 'Caller', ${AT}, ${AT} from n`,
    ),
  )
  return caller
}

test('a caller pages through 1,100 workspaces, or the few that are left; the first page takes three statements', async () => {
  const { workspaces } = await server.data('{ workspaces { nodes { id } } }', {}, await signUp(server))
  const shared: string[] = workspaces.nodes.map((node: { id: string }) => node.id)
  const caller = await callerOfMany()
  const all = Array.from({ length: COUNT }, (_, number) => nthId('workspace', number))
  const read = async (args: string) => {
    statements.length = 0
    const { workspaces } = await server.data(
      `{ workspaces(${args}) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
      {},
      caller,
    )
    return { ids: workspaces.nodes.map((node: { id: string }) => node.id), ...workspaces.pageInfo }
  }
  const mine = new Set(all)
  for (const [order, expected] of [
    ['', all.toReversed()],
    ['orderBy: [{ field: CREATED_AT, direction: ASC }]', all],
    ['orderBy: [{ field: UPDATED_AT, direction: ASC }]', all],
  ] as const) {
    const found: string[] = []
    let after: string | null = null
    do {
      const page = await read(`first: 90 ${order} ${after ? `after: "${after}"` : ''}`)
      found.push(...page.ids)
      after = page.hasNextPage ? page.endCursor : null
    } while (after)
    // besides those that everybody can see
    expect(
      found.filter((each) => mine.has(each)),
      order,
    ).toEqual(expected)
    expect(found).toHaveLength(COUNT + shared.length)
  }
  // what it knows of the caller may end after the first
  const counts: number[] = []
  for (let time = 0; time < 2; time++) {
    await read('first: 20')
    counts.push(statements.length)
  }
  expect(counts).toContain(3)

  await server.database.query(
    `delete from membership where principal = '${caller.id}' and id >= ${id('membership', FEW)}`,
  )
  for (const order of ['', 'orderBy: [{ field: NAME, direction: ASC }]']) {
    const { ids, hasNextPage } = await read(`first: 20 ${order}`)
    expect(ids.toSorted()).toEqual([...all.slice(0, FEW), ...shared].toSorted())
    expect(hasNextPage).toBe(false)
  }
})
