// A Kysely driver on better-sqlite3 that keeps prepared statements. Calls are synchronous: a statement is over before
// the next one begins. Therefore all reads share one connection, and transactions queue for the writing one.
import {
  type DatabaseConnection,
  type Driver,
  type Dialect as KyselyDialect,
  type LimitNode,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  ValueNode,
} from 'kysely'
import { AppError } from '../../errors.ts'
import type { OnQuery } from '../database.ts'
import type { PreparedQueries, Query } from '../prepared.ts'
import { StatementCache } from '../statement-cache.ts'
import type BetterSqlite3 from './better-sqlite3.mjs'
import { sqlite } from './dialect.ts'
import type { FileWatch } from './watch.ts'
import type { WriteQueue } from './write-queue.ts'

/** What the two connections of a file share. */
interface Shared {
  readonly prepared: PreparedQueries
  readonly watch: FileWatch
  /** For transactions, and for a checkpoint that must not meet one. */
  readonly queue: WriteQueue
  readonly onQuery: OnQuery | undefined
}

/** What Kysely needs to use one better-sqlite3 connection. Each transaction asks `watch` before it commits. */
export function kyselyDialect(raw: BetterSqlite3.Database, purpose: 'read' | 'write', shared: Shared): KyselyDialect {
  const isRead = purpose === 'read'
  const connection = isRead ? new ReadConnection(raw, shared) : new SqliteConnection(raw, shared)
  return {
    createAdapter: () => new Adapter(shared.prepared, connection),
    createDriver: () => (isRead ? new ReadDriver(raw, connection) : new WriteDriver(raw, connection, shared)),
    createQueryCompiler: () => new Compiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

/** SQLite plans a statement anew whenever a value is bound to its LIMIT, unless the limit is an expression. */
class Compiler extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    super.visitLimit(node)
    if (ValueNode.is(node.limit)) this.append(' + 0')
  }
}

class Adapter extends SqliteAdapter {
  readonly dialect = sqlite
  readonly prepared: PreparedQueries
  readonly sharedConnection: DatabaseConnection

  constructor(prepared: PreparedQueries, sharedConnection: DatabaseConnection) {
    super()
    this.prepared = prepared
    this.sharedConnection = sharedConnection
  }

  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

const MAX_STATEMENT_BYTES = 16 * 1024 * 1024
const CHANGES_TABLE = /^\s*(alter|create|drop)\s/i

interface Statement {
  readonly raw: BetterSqlite3.Statement<unknown[]>
  /** Makes a row of the values of its columns; null if it returns no rows. */
  readonly rowOf: RowMaker | null
}

class SqliteConnection implements DatabaseConnection {
  readonly #raw: BetterSqlite3.Database
  readonly #watch: FileWatch
  readonly #onQuery: OnQuery | undefined
  readonly #statements = new StatementCache<Statement>(MAX_STATEMENT_BYTES)

  constructor(raw: BetterSqlite3.Database, { watch, onQuery }: Shared) {
    this.#raw = raw
    this.#watch = watch
    this.#onQuery = onQuery
  }

  async executeQuery<R>(query: Query): Promise<QueryResult<R>> {
    this.#onQuery?.(query.sql, query.parameters, query.isPrepared === true)
    try {
      return this.#run(query)
    } catch (error) {
      this.#watch.noteFailure(error)
      throw this.asThrown(error)
    }
  }

  /** What is thrown for an error of SQLite. */
  protected asThrown(error: unknown): unknown {
    return error
  }

  #run<R>({ sql: text, parameters }: Query): QueryResult<R> {
    const { raw, rowOf } = this.#prepare(text)
    if (rowOf) {
      const rows = raw.all(...parameters) as unknown[]
      for (let index = 0; index < rows.length; index++) rows[index] = rowOf(rows[index] as unknown[])
      return { rows: rows as R[] }
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
    const rowOf = raw.reader ? rowMakerOf(raw.columns().map(({ name }) => name)) : null
    if (rowOf) raw.raw(true)
    const statement = { raw, rowOf }
    if (this.#statements.isFrequent(text)) this.#statements.set(text, statement)
    return statement
  }
}

type RowMaker = (values: readonly unknown[]) => object

/** The row makers by the names of the columns. There are no more of them than queries in the code. */
const rowMakers = new Map<string, RowMaker>()

/**
 * Makes rows by an object literal in code of its own, so that all rows with these columns have one shape from the start.
 * The row objects that better-sqlite3 makes are in dictionary mode: with them a read takes half as long again.
 */
function rowMakerOf(columns: readonly string[]): RowMaker {
  const names = columns.map((name) => JSON.stringify(name))
  const literal = `{ ${names.map((name, index) => `${name}: values[${index}]`).join(', ')} }`
  const made = rowMakers.get(literal) ?? (new Function('values', `return ${literal}`) as RowMaker)
  rowMakers.set(literal, made)
  return made
}

/** Failures of reads are translated here, those of writes in `store.ts`, where they are retried. */
class ReadConnection extends SqliteConnection {
  protected override asThrown(error: unknown): unknown {
    if (sqlite.failureOf(error) === null) return error
    return new AppError('UNAVAILABLE', 'The database cannot be read at the moment', {}, { cause: error })
  }
}

class ReadDriver implements Driver {
  protected readonly raw: BetterSqlite3.Database
  readonly #connection: SqliteConnection

  constructor(raw: BetterSqlite3.Database, connection: SqliteConnection) {
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
  readonly #queue: WriteQueue
  #leave: (() => void) | undefined
  readonly #watch: FileWatch
  /** IMMEDIATE: a deferred transaction that begins with a read could be refused later, when it writes. */
  readonly #begin: BetterSqlite3.Statement
  readonly #commit: BetterSqlite3.Statement

  constructor(raw: BetterSqlite3.Database, connection: SqliteConnection, { watch, queue }: Shared) {
    super(raw, connection)
    this.#watch = watch
    this.#queue = queue
    this.#begin = raw.prepare('begin immediate')
    this.#commit = raw.prepare('commit')
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#leave = await this.#queue.enter()
    return super.acquireConnection()
  }
  override async releaseConnection(): Promise<void> {
    this.#leave?.()
  }
  override async beginTransaction(): Promise<void> {
    this.#begin.run()
  }
  override async commitTransaction(): Promise<void> {
    this.#watch.assertIntact()
    this.#commit.run()
  }
  override async rollbackTransaction(): Promise<void> {
    // On some errors, such as a full disk, SQLite has already rolled back.
    if (this.raw.inTransaction) this.raw.exec('rollback')
  }
}
