// Prepared statements on the connections of a server: what is used often is prepared, and filters of ever new shapes are
// not. What finds its rows by a key is planned once, and a filter for each use.
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../../src/store/database.ts'
import { runPrepared } from '../../../src/store/prepared.ts'
import { argumentsOf, flat, type Node, rowsReadBy, type Statement } from '../../lists/plans.ts'
import { AT, id, insertWorkspaces, MEMBER_COLUMNS, rows } from '../../support/bulk.ts'
import { seedWorkspace } from '../../support/people.ts'
import { startTestServer, until } from '../../support/server.ts'

const MANY = 20_000
const FILTERED = `query Filtered($filter: WorkspaceFilter) { workspaces(first: 1, filter: $filter) { nodes { id } } }`

/** A filter whose SQL differs for each number. */
function shape(number: number) {
  const kinds = [{ builtIn: true }, { search: 'a' }, { name: { eq: 'a' } }, { displayName: { contains: 'a' } }]
  const digits = number.toString(4).padStart(6, '0')
  return { or: [...digits].map((digit) => kinds[Number(digit)]) }
}

describe('firm ground 12: prepared statements of PostgreSQL', () => {
  test('are made of what is used often, before and after many filters that come once', async () => {
    const server = await startTestServer({ env: { CROFT_DATABASE_CONNECTIONS: '2' } })
    const prepared = async () => {
      const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
        server.app.services.store.db,
      )
      return rows.map(({ statement }) => statement)
    }
    const plain = async () => {
      for (let use = 0; use < 6; use++) await server.data('{ me { user { id } } }')
    }
    await plain()
    const before = await prepared()
    expect(before.some((statement) => statement.includes('"api_token"'))).toBe(true)
    for (let number = 0; number < 600; number++) await server.data(FILTERED, { filter: shape(number) })
    expect((await prepared()).length).toBeLessThan(before.length + 20)
    // As often as makes a statement frequent: it is prepared although many others came before.
    for (let use = 0; use < 6; use++) await server.data(FILTERED, { filter: { hosting: ['REMOTE'] } })
    await plain()
    expect((await prepared()).some((statement) => statement.includes('"hosting"'))).toBe(true)
  })

  // two connections read: one with the statements of `runPrepared`, one with all others
  const TWO_READERS = { CROFT_DATABASE_CONNECTIONS: '4' }
  interface Prepared {
    readonly name: string
    readonly statement: string
    /** How often it was planned for its values, and how often one plan for all values was used. */
    readonly custom_plans: number
    readonly generic_plans: number
  }
  const listed = () => sql<Prepared>`select * from pg_prepared_statements`
  const readPlannedOnce = (db: Db) => runPrepared(db, 'prepared statements', {}, listed)
  const findsTokens = ({ statement }: Prepared) => statement.includes('where "api_token"."hash"')

  test('what finds its rows by a key is planned once, and a filter for each of its values', async () => {
    const server = await startTestServer({ env: TWO_READERS })
    const { store } = server.app.services
    for (let use = 0; use < 10; use++) await server.data(FILTERED, { filter: { search: `n-${use}` } })
    const [ofKeys, others] = [await readPlannedOnce(store.db), (await listed().execute(store.db)).rows]
    expect(ofKeys.filter(findsTokens)).toEqual([expect.objectContaining({ custom_plans: 0 })])
    expect(ofKeys.filter(findsTokens)[0]?.generic_plans).toBeGreaterThan(3)
    const filters = others.filter(({ statement }) => statement.includes('strpos'))
    expect(filters.length).toBeGreaterThan(0)
    for (const { custom_plans, generic_plans } of filters) {
      expect(custom_plans).toBeGreaterThan(3)
      expect(generic_plans).toBe(0)
    }
  })

  test('plans are made anew within 30 seconds: one that was made for small tables does not last while they grow', async () => {
    let sent: Statement[] = []
    const server = await startTestServer({
      env: TWO_READERS,
      onQuery: (text, parameters, isPrepared) => sent.push({ sql: text, parameters, isPrepared }),
    })
    const { store } = server.app.services
    const { owner } = await seedWorkspace(server)
    for (const table of ['workspace', 'membership', '"user"'])
      await server.database.query(`alter table ${table} set (autovacuum_enabled = off)`)
    await server.database.query('analyze')
    const use = () => server.data('{ workspaces { nodes { members { nodes { id } } } } }', {}, owner)
    /** Rows that the statements of one request read with the plans that the connection keeps. */
    const rowsRead = async () => {
      sent = []
      await use()
      let read = 0
      const kept = await readPlannedOnce(store.db)
      for (const { sql: text, parameters } of [...sent]) {
        const name = kept.find(({ statement }) => statement === text)?.name
        if (name === undefined) continue
        const explain = sql.raw(`explain (analyze, format json) execute "${name}"${argumentsOf(parameters)}`)
        const explained = () => sql<{ 'QUERY PLAN': [{ Plan: Node }] }>`${explain}`
        const [plan] = await runPrepared(store.db, `explain ${name} ${parameters}`, {}, explained)
        read += rowsReadBy(flat(plan?.['QUERY PLAN'][0].Plan as Node))
      }
      return read
    }
    for (let time = 0; time < 10; time++) await use()
    expect(await rowsRead()).toBeGreaterThan(0)
    await server.database.query(insertWorkspaces(MANY, 1))
    await server.database.query(
      rows(
        MANY,
        `insert into membership (${MEMBER_COLUMNS}) select ${id('membership', 'i')}, ${id('workspace', 'i')}, 'USER',
          ${id('user', 'i')}, 'OWNER', 'Somebody', ${AT}, ${AT} from n`,
      ),
    )
    await until(async () => (await rowsRead()) < MANY / 10, 45_000)
  })
})
