// A new SQLite file, which takes its tables from `db/schema.sql`, and one whose first start did not end.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { migrations } from '../../../db/migrations/index.ts'
import { migrate } from '../../../src/store/migrate.ts'
import BetterSqlite3 from '../../../src/store/sqlite/better-sqlite3.mjs'
import { openSqlite } from '../../../src/store/sqlite/open.ts'
import { startTestServer } from '../../support/server.ts'

function newFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'croft-new-file-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, 'croft.db')
}

/** Starts a server on the file, and stops it. */
async function startOnce(file: string): Promise<void> {
  const server = await startTestServer({ env: { CROFT_DATABASE_URL: `sqlite:${file}` } })
  await server.app.close()
}

/** Migrates the file, and returns the names of the migrations and whether one changed a table. */
async function migrateFile(file: string, options?: { eachMigration: boolean }) {
  const statements: string[] = []
  const opened = await openSqlite(file, { onQuery: (statement) => statements.push(statement) })
  const names = await migrate(opened, options)
  await opened.close()
  return { names, altersTables: statements.some((statement) => /^alter table/i.test(statement)) }
}

/** Uses the file directly, while no server has it open. */
function inspect<T>(file: string, read: (db: BetterSqlite3.Database) => T): T {
  const db = new BetterSqlite3(file)
  try {
    return read(db)
  } finally {
    db.close()
  }
}

/** Every table and index, with the rows of the tables. */
function contentsOf(file: string) {
  return inspect(file, (db) =>
    entriesOf(db).map(({ name, sql }) => {
      const rows = sql?.startsWith('CREATE TABLE') ? db.prepare<[], object>(`select * from "${name}"`).all() : []
      // SQLite chooses between indexes by the order in which they were made
      const indexes = db.prepare<[], { name: string }>(`pragma index_list("${name}")`).all()
      // the printed text has line breaks
      return { name, sql: sql?.replace(/\s/g, ''), indexes, rows: rows.map((row) => ({ ...row, timestamp: null })) }
    }),
  )
}

const entriesOf = (db: BetterSqlite3.Database) =>
  db.prepare<[], { name: string; sql: string | null }>('select name, sql from sqlite_schema order by name').all()

test('a new file is the same as one that ran every migration', async () => {
  const [printed, migrated] = [newFile(), newFile()]
  const { names, altersTables } = await migrateFile(printed)
  expect(altersTables).toBe(false)
  expect(await migrateFile(migrated, { eachMigration: true })).toEqual({ names, altersTables: true })
  expect(contentsOf(printed).length).toBeGreaterThan(100)
  expect(contentsOf(printed)).toEqual(contentsOf(migrated))
})

test('a new file runs every migration if db/schema.sql was printed before the last', async () => {
  const catalogue = migrations as Record<string, (typeof migrations)[string]>
  const file = newFile()
  catalogue['0998_newer'] = { up: (db) => db.schema.createTable('newer').addColumn('id', 'text').execute() }
  try {
    const { names, altersTables } = await migrateFile(file)
    expect([names.at(-1), altersTables]).toEqual(['0998_newer', true])
  } finally {
    delete catalogue['0998_newer']
  }
  expect(contentsOf(file).map(({ name }) => name)).toEqual(expect.arrayContaining(['newer', 'workspace']))
})

test('a file whose first start ended before its tables were made gets them at the next', async () => {
  const [file, whole] = [newFile(), newFile()]
  for (const each of [file, whole]) await startOnce(each)
  inspect(file, (db) => {
    db.pragma('foreign_keys = off')
    const own = entriesOf(db).filter(
      ({ name, sql }) => sql?.startsWith('CREATE TABLE') && !/^(schema_migration|sqlite_)/.test(name),
    )
    for (const { name } of own) db.exec(`drop table "${name}"`)
    db.exec('delete from schema_migration')
  })
  await startOnce(file)
  const tables = (of: string) => contentsOf(of).map(({ name, sql, indexes }) => ({ name, sql, indexes }))
  expect(tables(file)).toEqual(tables(whole))
})
