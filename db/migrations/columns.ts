import {
  type ColumnDefinitionBuilder,
  type CreateTableBuilder,
  type Kysely,
  type RawBuilder,
  SqliteAdapter,
  sql,
} from 'kysely'

/** The column types and table options that differ between databases. Frozen: released migrations depend on it. */
export interface Columns {
  /** The type of text columns. Every database compares it byte by byte. */
  readonly text: RawBuilder<string>
  /** Makes the database refuse values of another type. */
  strict<T extends string>(table: CreateTableBuilder<T>): CreateTableBuilder<T>
  /** Adds a primary key that only grows and never gives a number twice. */
  counter<T extends string>(table: CreateTableBuilder<T>, column: string): CreateTableBuilder<T>
  /** Makes a column that is added to a table an expression of the others. Indexes can have it. */
  computed(column: ColumnDefinitionBuilder, expression: RawBuilder<string>): ColumnDefinitionBuilder
}

const SQLITE: Columns = {
  text: sql`text`,
  strict: (table) => table.modifyEnd(sql`strict`),
  counter: (table, column) => table.addColumn(column, 'integer', (c) => c.primaryKey().autoIncrement()) as never,
  // a stored one can only be in a new table
  computed: (column, expression) => column.generatedAlwaysAs(expression),
}

const POSTGRES: Columns = {
  // The default collation differs from server to server, so it would order cursors differently on each.
  text: sql`text collate "C"`,
  strict: (table) => table,
  counter: (table, column) =>
    table.addColumn(column, 'bigint', (c) => c.generatedAlwaysAsIdentity().primaryKey()) as never,
  computed: (column, expression) => column.generatedAlwaysAs(expression).stored(),
}

/** The columns of the database that is migrated. */
export function columnsOf(db: Kysely<unknown>): Columns {
  return db.getExecutor().adapter instanceof SqliteAdapter ? SQLITE : POSTGRES
}
