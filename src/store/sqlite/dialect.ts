// SQLite's half of the seam: its SQL, and a Kysely driver on better-sqlite3 that keeps prepared statements.
import { isDeepStrictEqual } from 'node:util'
import type BetterSqlite3 from 'better-sqlite3'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type Dialect as KyselyDialect,
  type QueryResult,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import { AppError } from '../../errors.ts'
import { type Dialect, like } from '../dialect.ts'

export const sqlite: Dialect = {
  name: 'sqlite',
  alone: true,
  keys: (values) => sql`(select value from json_each(${sqlite.list(values)}))`,
  keyTable: (values) => sql`(select key as position, value from json_each(${sqlite.list(values)}))`,
  list: (values) => JSON.stringify(values),
  records: (columns, rows) => {
    const lists = rows.map((row) => columns.map((column) => row[column]))
    const selected = columns.map((column, index) => sql`value ->> ${sql.lit(index)} as ${sql.ref(column)}`)
    return sql`(select ${sql.join(selected)} from json_each(${JSON.stringify(lists)}))`
  },
  // a cross join keeps the order: parents first, then the few children that the walk names
  firstOfEach: (parents, { table, key }, walk) => sql`
    ${parents} as parent cross join ${sql.table(table)} as child
    where ${sql.ref(`child.${key}`)} in (${walk(sql.ref(`${table}.${key}`))})`,
  contains: (column, part) =>
    // LIKE folds ASCII alone, so the program's own function folds both sides
    sql<boolean>`fold(${column}) like ${`%${like(part.toLowerCase())}%`} escape '\\'`,
  startsWith: (column, part) => sql<boolean>`substr(${column}, 1, ${[...part].length}) = ${part}`,
  jsonContains: (column, part) => {
    const each = Object.entries(part).map(([key, value]) => {
      const same = sameAs(value)
      return sql`exists (select 1 from json_each(${column}) as had where had.key = ${key} and ${same})`
    })
    return each.length === 0 ? sql<boolean>`(1 = 1)` : sql<boolean>`(${sql.join(each, sql` and `)})`
  },
  // one transaction writes at a time
  lock: (query) => query,
  queue: () => null,
  log: (columns, rows) => {
    const names = sql.join(columns.map((column) => sql.ref(column)))
    return sql`insert into event (${names}) select ${names} from ${sqlite.records(columns, rows)} as told`
  },
  instant: (inMs) => sql`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ${`${inMs / 1000} seconds`})`,
  failureOf: (error) => {
    const code = codeOf(error)
    if (code.startsWith('SQLITE_BUSY')) return 'again'
    if (code.startsWith('SQLITE_CONSTRAINT_UNIQUE')) return 'taken'
    return isAway(error) ? 'away' : null
  },
}

/** Whether `had`, a row of `json_each`, has this value: numbers compared by value, objects whatever the order of keys. */
function sameAs(value: unknown): RawBuilder<boolean> {
  if (value === null || typeof value === 'boolean') return sql`had.type = ${String(value)}`
  if (typeof value === 'string') return sql`(had.type = 'text' and had.value = ${value})`
  if (typeof value === 'number') return sql`(had.type in ('integer', 'real') and had.value = ${value})`
  // a case, whose parts alone are asked in their order: what is no JSON can't be parsed
  return sql`case when had.type in ('array', 'object') then same_json(had.value, ${JSON.stringify(value)}) else 0 end`
}

/** What SQLite's own functions do not know, in the program's words. Each connection is given them. */
export const FUNCTIONS: Readonly<Record<string, (first: string, second: string) => string | number | null>> = {
  fold: (text) => (typeof text === 'string' ? text.toLowerCase() : null),
  same_json: (had, wanted) => {
    // the same for every row of a statement
    if (wanted !== latest.text) latest = { text: wanted, value: JSON.parse(wanted) }
    return isDeepStrictEqual(JSON.parse(had), latest.value) ? 1 : 0
  },
}
let latest: { text: string; value: unknown } = { text: 'null', value: null }

const MAX_STATEMENTS = 500
const CHANGES_TABLE = /^\s*(alter|create|drop)\s/i

interface Prepared {
  readonly statement: BetterSqlite3.Statement<unknown[]>
  /** The names of what it answers; null where it answers no rows. */
  readonly columns: readonly string[] | null
}

/** One connection to the file. Every call ends before it returns: better-sqlite3 does not leave the thread. */
export class SqliteConnection implements DatabaseConnection {
  readonly #raw: BetterSqlite3.Database
  readonly #statements = new Map<string, Prepared>()

  constructor(raw: BetterSqlite3.Database) {
    this.#raw = raw
  }

  async executeQuery<R>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { statement, columns } = this.#prepare(text)
    if (columns) {
      const read = statement.all(...parameters) as unknown[][]
      return { rows: read.map((values) => rowOf(columns, values)) as R[] }
    }
    const { changes } = statement.run(...parameters)
    return { numAffectedRows: BigInt(changes), rows: [] }
  }

  // biome-ignore lint/correctness/useYield: nothing here streams; lists are pages
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming a query is not supported: read a page')
  }

  /** Texts repeat (lists of keys are one parameter), so a full cache is rare and starting over is cheap. */
  #prepare(text: string): Prepared {
    const known = this.#statements.get(text)
    if (known) return known
    // a changed table has other columns
    if (this.#statements.size >= MAX_STATEMENTS || CHANGES_TABLE.test(text)) this.#statements.clear()
    const statement = this.#raw.prepare<unknown[]>(text)
    const columns = statement.reader ? statement.columns().map(({ name }) => name) : null
    if (columns) statement.raw(true)
    const prepared = { statement, columns }
    this.#statements.set(text, prepared)
    return prepared
  }
}

/** better-sqlite3's own row objects are dictionaries: making one of them takes half as long again. */
function rowOf(columns: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (let i = 0; i < columns.length; i++) row[columns[i] as string] = values[i]
  return row
}

/** Whether the file, or the disk under it, can't be used at the moment. */
function isAway(error: unknown): boolean {
  return /^SQLITE_(BUSY|FULL|IOERR|CANTOPEN|READONLY|NOTADB|CORRUPT)/.test(codeOf(error))
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

/** Reads fail as the caller is to see it; writes are told apart where they are retried. */
class ReadConnection extends SqliteConnection {
  override async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      return await super.executeQuery<R>(query)
    } catch (error) {
      if (isAway(error))
        throw new AppError('UNAVAILABLE', 'The database can not be read at the moment', {}, { cause: error })
      throw error
    }
  }
}

/** The reading connection is shared: a statement is over before the next begins, and nobody opens a transaction. */
class ReadDriver implements Driver {
  protected readonly raw: BetterSqlite3.Database
  readonly #connection: SqliteConnection

  constructor(raw: BetterSqlite3.Database, connection: SqliteConnection = new ReadConnection(raw)) {
    this.raw = raw
    this.#connection = connection
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }
  async beginTransaction(): Promise<void> {
    throw new Error('The reading connection has no transactions')
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {
    this.raw.close()
  }
}

/** The writing connection belongs to one transaction at a time, in the order in which they asked. */
class WriteDriver extends ReadDriver {
  #last: Promise<void> = Promise.resolve()
  #release: (() => void) | undefined

  override async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#last
    let release = () => {}
    this.#last = new Promise((resolve) => {
      release = resolve
    })
    await before
    this.#release = release
    return super.acquireConnection()
  }
  override async releaseConnection(): Promise<void> {
    this.#release?.()
  }
  /** IMMEDIATE: a transaction that begins with a read can't be refused later, when it writes. */
  override async beginTransaction(): Promise<void> {
    this.raw.exec('begin immediate')
  }
  override async commitTransaction(): Promise<void> {
    this.raw.exec('commit')
  }
  override async rollbackTransaction(): Promise<void> {
    // a full disk makes SQLite roll back on its own
    if (this.raw.inTransaction) this.raw.exec('rollback')
  }
}

class Adapter extends SqliteAdapter {
  readonly dialect = sqlite
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** What Kysely needs to speak to one better-sqlite3 connection. */
export function kyselyDialect(raw: BetterSqlite3.Database, access: 'read' | 'write'): KyselyDialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => (access === 'read' ? new ReadDriver(raw) : new WriteDriver(raw, new SqliteConnection(raw))),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}
