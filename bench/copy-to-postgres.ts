import pg from 'pg'
import BetterSqlite3 from '../src/store/sqlite/better-sqlite3.mjs'
import { openStore } from '../src/store/store.ts'

/** Sorted so that rows refer only to rows of earlier tables. */
const TABLES = ['user', 'workspace', 'membership', 'api_token', 'member_count'] as const
const ROWS_AT_ONCE = 2000

/** Migrates an empty PostgreSQL database and copies people, workspaces, members and tokens of a SQLite file into it. */
export async function copyToPostgres(file: string, url: string): Promise<void> {
  const database = { kind: 'postgres' as const, url, connections: 2 }
  const store = await openStore({ database, secretKey: new Uint8Array(32) })
  await store.close()
  const source = new BetterSqlite3(file, { readonly: true })
  const target = new pg.Client({ connectionString: url })
  await target.connect()
  try {
    for (const table of TABLES) {
      // this pragma does not list generated columns
      const columns = source.pragma(`table_info("${table}")`) as { name: string }[]
      const names = columns.map(({ name }) => `"${name}"`).join(', ')
      const insert = `insert into "${table}" (${names}) select ${names} from json_populate_recordset(null::"${table}", $1)
        on conflict do nothing`
      let rows: unknown[] = []
      const flush = () => target.query(insert, [JSON.stringify(rows.splice(0))])
      for (const row of source.prepare(`select ${names} from "${table}"`).iterate()) {
        rows.push(row)
        if (rows.length === ROWS_AT_ONCE) await flush()
      }
      await flush()
      rows = []
    }
    await target.query('analyze')
  } finally {
    source.close()
    await target.end()
  }
}
