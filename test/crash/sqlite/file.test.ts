// The SQLite file: who may open it, migrations, durability, and what happens while another process holds it.
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { migrations } from '../../../db/migrations/index.ts'
import type { Db, Tx } from '../../../src/store/database.ts'
import { insertRow } from '../../../src/store/rows.ts'
import BetterSqlite3 from '../../../src/store/sqlite/better-sqlite3.mjs'
import { openStore, type Store } from '../../../src/store/store.ts'
import { graphql } from '../../generated/gql.ts'
import { CREATE_WORKSPACE } from '../../support/operations.ts'
import { run, seedWorkspace } from '../../support/people.ts'
import { startTestServer, until } from '../../support/server.ts'

const LIST = graphql(`
  query StoreList($by: WorkspaceRef!, $first: Int!, $after: String) {
    workspace(by: $by) {
      name
      resources(first: $first, after: $after, orderBy: [{ field: NAME, direction: ASC }]) {
        nodes { name }
        pageInfo { endCursor }
      }
    }
  }
`)
function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'croft-store-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}
const start = (file: string, env: Record<string, string> = {}) =>
  startTestServer({ env: { CROFT_DATABASE_URL: `sqlite:${file}`, ...env } })
const open = async (path: string | null): Promise<Store> => {
  const store = await openStore({ database: { kind: 'sqlite', path }, secretKey: new Uint8Array(32) })
  onTestFinished(() => store.close())
  return store
}
/** Reads the file directly, while no server has it open. */
function inspect<T>(file: string, read: (db: BetterSqlite3.Database) => T): T {
  const db = new BetterSqlite3(file)
  try {
    return read(db)
  } finally {
    db.close()
  }
}
const tablesOf = (db: BetterSqlite3.Database) =>
  db.prepare<[], { name: string; sql: string | null }>('select name, sql from sqlite_schema order by name').all()

describe('the database file', () => {
  test('a second server on the same file fails to start and names the file, until the first has stopped', async () => {
    const file = join(directory(), 'croft.db')
    const first = await start(file)
    await expect(start(file)).rejects.toThrow(file)
    expect((await first.gql('{ __typename }')).status).toBe(200)
    await first.app.close()
    const second = await start(file)
    expect((await second.gql('{ __typename }')).status).toBe(200)
  })

  test('a file that a newer version has migrated is refused and stays unchanged', async () => {
    const file = join(directory(), 'croft.db')
    await (await start(file)).app.close()
    const future = { name: '9999_future', timestamp: '2030-01-01T00:00:00.000Z' }
    inspect(file, (db) => db.prepare('insert into schema_migration values (@name, @timestamp)').run(future))
    const before = inspect(file, tablesOf)
    await expect(start(file)).rejects.toThrow(/newer version/)
    expect(inspect(file, tablesOf)).toEqual(before)
    inspect(file, (db) => db.prepare('delete from schema_migration where name = @name').run(future))
    await start(file)
  })

  test('a migration that fails leaves the file unchanged, and the next start works', async () => {
    const file = join(directory(), 'croft.db')
    const server = await start(file)
    const workspace = await seedWorkspace(server)
    await server.app.close()
    const state = (db: BetterSqlite3.Database) => [
      tablesOf(db),
      ...['schema_migration', 'workspace'].map((table) => db.prepare(`select * from ${table}`).all()),
    ]
    const before = inspect(file, state)
    const catalogue = migrations as Record<string, (typeof migrations)[string]>
    catalogue['0998_works'] = { up: (db) => db.schema.createTable('half').addColumn('id', 'text').execute() }
    catalogue['0999_fails'] = {
      up: async (db) => {
        await db.schema.dropTable('resource_count').execute()
        await sql`update workspace set display_name = 'gone'`.execute(db)
        throw new Error('This migration fails')
      },
    }
    try {
      await expect(start(file)).rejects.toThrow('This migration fails')
    } finally {
      delete catalogue['0998_works']
      delete catalogue['0999_fails']
    }
    expect(inspect(file, state)).toEqual(before)
    const again = await start(file)
    const found = await run(again, LIST, { by: { id: workspace.id }, first: 1 }, workspace.owner)
    expect(found.workspace?.name).toBe(workspace.name)
  })

  test('after a stop the file passes integrity checks, and only its owner can read the key file', async () => {
    const file = join(directory(), 'croft.db')
    const server = await start(file)
    await seedWorkspace(server)
    expect(statSync(`${file}.key`).mode & 0o777).toBe(0o600)
    await server.app.close()
    const checked = inspect(file, (db) => [db.pragma('integrity_check'), db.pragma('foreign_key_check')])
    expect(checked).toEqual([[{ integrity_check: 'ok' }], []])
  })

  test('a file that is not a database is refused', async () => {
    const file = join(directory(), 'croft.db')
    writeFileSync(file, 'This is a text, and it is longer than the header of a database would be. '.repeat(20))
    await expect(start(file)).rejects.toThrow(/not a database/)
  })
})

describe('SQLite', () => {
  test('every start sets synchronous=FULL, journal_mode=WAL and foreign_keys=ON', async () => {
    const file = join(directory(), 'croft.db')
    for (let round = 0; round < 2; round++) {
      const store = await openStore({ database: { kind: 'sqlite', path: file }, secretKey: new Uint8Array(32) })
      const pragma = async (name: string, db: Db | Tx) => {
        const { rows } = await sql<object>`${sql.raw(`pragma ${name}`)}`.execute(db)
        return Object.values(rows[0] as object)[0]
      }
      const writing = await store.write(async (tx) => {
        const names = ['synchronous', 'journal_mode', 'foreign_keys']
        return Promise.all(names.map((name) => pragma(name, tx)))
      })
      expect(writing).toEqual([2, 'wal', 1])
      expect(await pragma('foreign_keys', store.db)).toBe(1)
      await store.close()
    }
  })

  test('tables are strict, and each foreign key has an index except to kinds, which are never removed', async () => {
    const store = await open(null)
    const tables = await sql<{ name: string; strict: number }>`
      select name, strict from pragma_table_list where schema = 'main' and type = 'table'
      and name not like 'sqlite%' and name not like 'schema_migration%'`.execute(store.db)
    expect(tables.rows.length).toBeGreaterThan(10)
    expect(tables.rows.filter(({ strict }) => strict !== 1)).toEqual([])
    const unindexed = await sql<{ place: string }>`
      select tables.name || '.' || reference."from" as place
      from pragma_table_list as tables, pragma_foreign_key_list(tables.name) as reference
      where not exists (
        select 1 from pragma_index_list(tables.name) as list, pragma_index_info(list.name) as info
        where info.seqno = 0 and info.name = reference."from"
      ) order by place`.execute(store.db)
    expect(unindexed.rows.map(({ place }) => place)).toEqual(['resource.kind', 'resource_count.kind'])
    const orphan = { workspace_id: 'ws_none', kind: 'job', count: 1 }
    await expect(store.write((tx) => tx.insertInto('resource_count').values(orphan).execute())).rejects.toThrow(
      /FOREIGN KEY/,
    )
  })

  test('writes need a transaction; transactions run one at a time and commit completely or not at all', async () => {
    const store = await open(null)
    const kind = { name: 'k', display_name: 'K', cleanup: 'NONE' as const, cleanup_order: 1, built_in: 0 }
    await expect(store.db.insertInto('resource_kind').values(kind).execute()).rejects.toThrow()
    const undone = store.write(async (tx) => {
      await tx.insertInto('resource_kind').values(kind).execute()
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    const count = async () => (await store.db.selectFrom('resource_kind').selectAll().execute()).length
    expect(await count()).toBe(0)
    let commits = 0
    store.onCommit(() => commits++)
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        store.write(async (tx) => {
          const before = await tx.selectFrom('resource_kind').selectAll().execute()
          await new Promise((resolve) => setImmediate(resolve))
          await tx
            .insertInto('resource_kind')
            .values({ ...kind, name: `k${index}`, cleanup_order: before.length })
            .execute()
        }),
      ),
    )
    const orders = await store.db.selectFrom('resource_kind').select('cleanup_order').orderBy('cleanup_order').execute()
    expect(orders.map((row) => row.cleanup_order)).toEqual(Array.from({ length: 20 }, (_, index) => index))
    expect(commits).toBe(20)
  })

  test.each(['committed', 'rolled back'])('refuses a statement of a transaction that was %s', async (end) => {
    const store = await open(null)
    const kind = { name: 'k', display_name: 'K', cleanup: 'NONE' as const, cleanup_order: 1, built_in: 0 }
    let late: Tx | undefined
    const written = store.write(async (tx) => {
      late = tx
      if (end === 'rolled back') throw new Error('undo')
    })
    await written.catch(() => undefined)
    await store.write(async () => {
      await expect(insertRow(late as Tx, 'resource_kind', kind)).rejects.toThrow('after the end of its transaction')
    })
    await expect(insertRow(late as Tx, 'resource_kind', kind)).rejects.toThrow('after the end of its transaction')
    expect(await store.db.selectFrom('resource_kind').selectAll().execute()).toEqual([])
  })

  test('while another process locks the file writes wait, then fail with UNAVAILABLE; reads continue', async () => {
    const file = join(directory(), 'croft.db')
    const server = await start(file)
    const holder = new BetterSqlite3(file, { timeout: 0 })
    onTestFinished(() => void holder.close())
    // a transaction of the server's own jobs may be running; it ends only while this process is idle
    const lock = () =>
      until(() => {
        try {
          return holder.exec('begin immediate')
        } catch {
          return false
        }
      })
    const create = (name: string) => server.gql(CREATE_WORKSPACE.toString(), { input: { name } })
    await lock()
    const waiting = create('waiting')
    expect((await server.gql('{ me { user { id } } }')).body.errors).toBeUndefined()
    holder.exec('rollback')
    expect((await waiting).body.errors).toBeUndefined()
    await lock()
    const refused = create('refused')
    expect((await refused).body.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }])
    expect((await server.gql('{ me { user { id } } }')).body.errors).toBeUndefined()
    holder.exec('rollback')
    expect((await create('refused')).body.errors).toBeUndefined()
  })

  test('sqlite::memory: uses a temporary file that is removed at stop', async () => {
    const store = await openStore({ database: { kind: 'sqlite', path: null }, secretKey: new Uint8Array(32) })
    const { rows } = await sql<{ file: string }>`select file from pragma_database_list`.execute(store.db)
    const file = rows[0]?.file as string
    expect(existsSync(file)).toBe(true)
    await store.close()
    expect(existsSync(join(file, '..'))).toBe(false)
  })
})
