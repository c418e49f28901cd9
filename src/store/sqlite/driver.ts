// A Kysely driver on better-sqlite3 that keeps prepared statements. Calls are synchronous: a statement is over before
// the next one begins. Therefore all reads share one connection, and transactions queue for the writing one.
import type BetterSqlite3 from 'better-sqlite3'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type Dialect as KyselyDialect,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { AppError } from '../../errors.ts'
import type { PreparedQueries } from '../prepared.ts'
import { StatementCache } from '../statement-cache.ts'
import { sqlite } from './dialect.ts'
import type { FileWatch } from './watch.ts'

/** What Kysely needs to use one better-sqlite3 connection. Each transaction asks `watch` before it commits. */
export function kyselyDialect(
  raw: BetterSqlite3.Database,
  purpose: 'read' | 'write',
  prepared: PreparedQueries,
  watch: FileWatch,
): KyselyDialect {
  return {
    createAdapter: () => new Adapter(prepared),
    createDriver: () => (purpose === 'read' ? new ReadDriver(raw, watch) : new WriteDriver(raw, watch)),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

class Adapter extends SqliteAdapter {
  readonly dialect = sqlite
  readonly prepared: PreparedQueries

  constructor(prepared: PreparedQueries) {
    super()
    this.prepared = prepared
  }

  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

const MAX_STATEMENT_BYTES = 16 * 1024 * 1024
const CHANGES_TABLE = /^\s*(alter|create|drop)\s/i

interface Statement {
  readonly raw: BetterSqlite3.Statement<unknown[]>
  /** The names of the columns that it returns; null if it returns no rows. */
  readonly columns: readonly string[] | null
}

class SqliteConnection implements DatabaseConnection {
  readonly #raw: BetterSqlite3.Database
  readonly #watch: FileWatch
  readonly #statements = new StatementCache<Statement>(MAX_STATEMENT_BYTES)

  constructor(raw: BetterSqlite3.Database, watch: FileWatch) {
    this.#raw = raw
    this.#watch = watch
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      return this.#run(query)
    } catch (error) {
      this.#watch.noteFailure(error)
      throw error
    }
  }

  #run<R>({ sql: text, parameters }: CompiledQuery): QueryResult<R> {
    const { raw, columns } = this.#prepare(text)
    if (columns) {
      const rows = raw.all(...parameters) as unknown[][]
      return { rows: rows.map((values) => rowOf(columns, values)) as R[] }
    }
    const { changes } = raw.run(...parameters)
    return { numAffectedRows: BigInt(changes), rows: [] }
  }

  // biome-ignore lint/correctness/useYield: nothing here streams; lists are pages
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming a query is not supported: read a page')
  }

  #prepare(text: string): Statement {
    const cached = this.#statements.get(text)
    if (cached) return cached
    // A statement prepared before a table changed would return the old columns.
    if (CHANGES_TABLE.test(text)) this.#statements.clear()
    const raw = this.#raw.prepare<unknown[]>(text)
    const columns = raw.reader ? raw.columns().map(({ name }) => name) : null
    if (columns) raw.raw(true)
    const statement = { raw, columns }
    if (this.#statements.isFrequent(text)) this.#statements.set(text, statement)
    return statement
  }
}

/** The row objects that better-sqlite3 itself makes are in dictionary mode, which takes half as long again. */
function rowOf(columns: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (let i = 0; i < columns.length; i++) row[columns[i] as string] = values[i]
  return row
}

/** Failures of reads are translated here, those of writes in `store.ts`, where they are retried. */
class ReadConnection extends SqliteConnection {
  override async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      return await super.executeQuery<R>(query)
    } catch (error) {
      if (sqlite.failureOf(error) === null) throw error
      throw new AppError('UNAVAILABLE', 'The database cannot be read at the moment', {}, { cause: error })
    }
  }
}

class ReadDriver implements Driver {
  protected readonly raw: BetterSqlite3.Database
  readonly #connection: SqliteConnection

  constructor(
    raw: BetterSqlite3.Database,
    watch: FileWatch,
    connection: SqliteConnection = new ReadConnection(raw, watch),
  ) {
    this.raw = raw
    this.#connection = connection
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }
  async beginTransaction(): Promise<void> {
    throw new Error('Reads have no transactions')
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {
    this.raw.close()
  }
}

/** Gives the writing connection to one transaction at a time, first come, first served. */
class WriteDriver extends ReadDriver {
  #last: Promise<void> = Promise.resolve()
  #release: (() => void) | undefined
  readonly #watch: FileWatch

  constructor(raw: BetterSqlite3.Database, watch: FileWatch) {
    super(raw, watch, new SqliteConnection(raw, watch))
    this.#watch = watch
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const previous = this.#last
    let release = () => {}
    this.#last = new Promise((resolve) => {
      release = resolve
    })
    await previous
    this.#release = release
    return super.acquireConnection()
  }
  override async releaseConnection(): Promise<void> {
    this.#release?.()
  }
  /** IMMEDIATE: a deferred transaction that begins with a read could be refused later, when it writes. */
  override async beginTransaction(): Promise<void> {
    this.raw.exec('begin immediate')
  }
  override async commitTransaction(): Promise<void> {
    this.#watch.assertIntact()
    this.raw.exec('commit')
  }
  override async rollbackTransaction(): Promise<void> {
    // On some errors, such as a full disk, SQLite has already rolled back.
    if (this.raw.inTransaction) this.raw.exec('rollback')
  }
}
