// Queries that are compiled once and cached under a name. A name that leaves out something that the SQL text depends on
// would return the rows of another query: test servers verify what the cache returns.
import { expect, test } from 'vitest'
import { dialectOf } from '../../src/store/dialect.ts'
import { PreparedQueries, runPrepared } from '../../src/store/prepared.ts'
import { startTestServer } from '../support/server.ts'

async function testStore() {
  const server = await startTestServer()
  return server.app.services.store.db
}

test('a name that omits something on which its SQL depends is refused, with the name and both statements', async () => {
  const db = await testStore()
  const byColumn = (name: string, column: 'name' | 'display_name') =>
    runPrepared(db, name, ['system'], () => db.selectFrom('workspace').select('id').where(column, '=', 'system'))
  expect(await byColumn('by name', 'name')).toHaveLength(1)
  expect(await byColumn('by display_name', 'display_name')).toHaveLength(0)
  const refused = await byColumn('by name', 'display_name').catch((error: Error) => error.message)
  expect(refused).toMatch(/"by name" names two queries/)
  expect(refused).toMatch(/cached: .*where "name" =/)
  expect(refused).toMatch(/now: .*where "display_name" =/)
})

test('parameters in another order than in the SQL are refused, at the first use and at any later one', async () => {
  const db = await testStore()
  const find = (name: string, parameters: string[]) =>
    runPrepared(db, name, parameters, () =>
      db.selectFrom('workspace').select('id').where('name', '=', 'system').where('state', '=', 'ACTIVE'),
    )
  await expect(find('first use', ['ACTIVE', 'system'])).rejects.toThrow(/first use/)
  expect(await find('later use', ['system', 'ACTIVE'])).toHaveLength(1)
  await expect(find('later use', ['ACTIVE', 'system'])).rejects.toThrow(/later use/)
})

test('a statement that takes a value from elsewhere, or has one in its text, is refused at its first use', async () => {
  const db = await testStore()
  const queries = new PreparedQueries()
  const find = db.selectFrom('workspace').select('id')
  expect(() =>
    queries.compiled(db, 'constant', { name: 'system' }, ({ name }) =>
      find.where('name', '=', name).where('state', '=', 'ACTIVE'),
    ),
  ).toThrow(/"constant".*ACTIVE/)
  expect(() =>
    queries.compiled(db, 'text', { name: 'system' }, ({ name }) => find.where('name', '=', `${name}!`)),
  ).toThrow(/name is not known/)
})

test('a compiled statement takes the values of each use, and values derived from them', async () => {
  const db = await testStore()
  const find = async (names: string[], state: 'ACTIVE' | 'DELETING') => {
    const rows = await runPrepared(db, 'by names', { names, state }, ({ names, state }) =>
      db
        .selectFrom('workspace')
        .select('name')
        .where('state', '=', state)
        .where('name', 'in', dialectOf(db).keys(names)),
    )
    return rows.map(({ name }) => name)
  }
  expect(await find(['system'], 'ACTIVE')).toEqual(['system'])
  expect(await find(['system', 'none'], 'DELETING')).toEqual([])
  expect(await find(['none'], 'ACTIVE')).toEqual([])
})

test('in production a query is built only the first time', async () => {
  const db = await testStore()
  const queries = new PreparedQueries()
  let built = 0
  const use = () =>
    queries.compiled(db, 'all', [], () => {
      built++
      return db.selectFrom('workspace').select('id')
    })
  expect(use().sql).toBe(use().sql)
  expect(built).toBe(1)
})
