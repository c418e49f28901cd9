// Prepared statements on the connections of a server: what is used often is prepared, and filters of ever new shapes are not.
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../support/server.ts'

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
})
