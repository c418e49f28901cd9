import { type CreateTableBuilder, type Kysely, type RawBuilder, SqliteAdapter, sql } from 'kysely'

/** The column types and table options that differ between databases. Frozen: released migrations depend on it. */
export interface Columns {
  /** The type of text columns. Every database compares it byte by byte. */
  readonly text: RawBuilder<string>
  /** Makes the database refuse values of another type. */
  strict<T extends string>(table: CreateTableBuilder<T>): CreateTableBuilder<T>
  /** Adds a primary key that only grows and never gives a number twice. */
  counter<T extends string>(table: CreateTableBuilder<T>, column: string): CreateTableBuilder<T>
}

const SQLITE: Columns = {
  text: sql`text`,
  strict: (table) => table.modifyEnd(sql`strict`),
  counter: (table, column) => table.addColumn(column, 'integer', (c) => c.primaryKey().autoIncrement()) as never,
}

const POSTGRES: Columns = {
  // The default collation differs from server to server, so it would order cursors differently on each.
  text: sql`text collate "C"`,
  strict: (table) => table,
  counter: (table, column) =>
    table.addColumn(column, 'bigint', (c) => c.generatedAlwaysAsIdentity().primaryKey()) as never,
}

/** The columns of the database that is migrated. */
export function columnsOf(db: Kysely<unknown>): Columns {
  return db.getExecutor().adapter instanceof SqliteAdapter ? SQLITE : POSTGRES
}
