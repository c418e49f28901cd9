// A Kysely driver on node-postgres. Statements that repeat are prepared once on each connection, and those of
// `runPrepared` are planned once, too. Broken connections are closed instead of used again, and reads are retried during
// a short outage. Writes are retried in `store.ts`.
import {
  type DatabaseConnection,
  type Driver,
  type Dialect as KyselyDialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import { AppError } from '../../errors.ts'
import type { Dialect } from '../dialect.ts'
import type { Outage } from '../outage.ts'
import type { PreparedQueries, Query } from '../prepared.ts'
import { StatementNames } from './statement-names.ts'

export interface Pools {
  pool: pg.Pool
  /** The connections that read with the statements of `runPrepared`; without them `pool` does. */
  preparedPool?: pg.Pool
}

interface Access extends Pools {
  dialect: Dialect
  outage: Outage
  prepared: PreparedQueries
}

/** What Kysely needs to use a pool. */
export function kyselyDialect(access: Access, purpose: 'read' | 'write'): KyselyDialect {
  const driver = purpose === 'read' ? ReadDriver : WriteDriver
  const names = new StatementNames()
  return {
    createAdapter: () => new Adapter(access),
    createDriver: () => new driver(access, names),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}

class Adapter extends PostgresAdapter {
  readonly dialect: Dialect
  readonly prepared: PreparedQueries

  constructor({ dialect, prepared }: Access) {
    super()
    this.dialect = dialect
    this.prepared = prepared
  }
}

/**
 * Writes lock the rows that they depend on and then read them (`store/lock.ts`). At a higher level, which can be the
 * database's default, they would read what the rows were before they waited for the lock.
 */
const BEGIN = 'begin isolation level read committed'

function resultOf<R>({ command, rowCount, rows }: pg.QueryResult): QueryResult<R> {
  const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE'
  return changes ? { numAffectedRows: BigInt(rowCount ?? 0), rows } : { rows }
}

/** node-postgres has given up waiting for an answer. */
const isQueryTimeout = (error: unknown) => (error as Partial<Error> | null)?.message === 'Query read timeout'

abstract class Connection implements DatabaseConnection {
  abstract executeQuery<R>(query: Query): Promise<QueryResult<R>>
  // biome-ignore lint/correctness/useYield: nothing here streams; lists are pages
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming a query is not supported: read a page')
  }
}

/** Reads are sent again on another connection, so that a short outage only delays them. */
class ReadConnection extends Connection {
  readonly #access: Access
  readonly #names: StatementNames

  constructor(access: Access, names: StatementNames) {
    super()
    this.#access = access
    this.#names = names
  }

  override async executeQuery<R>(query: Query): Promise<QueryResult<R>> {
    const { dialect, outage, pool, preparedPool = pool } = this.#access
    const from = query.isPrepared ? preparedPool : pool
    const statement = this.#names.statementOf(query)
    for (let attempts = 1; ; attempts++) {
      try {
        const result = resultOf<R>(await this.#send(statement, from))
        outage.end()
        return result
      } catch (error) {
        if (isQueryTimeout(error)) outage.reportDeadConnection()
        const failure = dialect.failureOf(error)
        const disconnected = failure === 'connectionLost' || failure === 'unreachable'
        if (disconnected && (await outage.shouldRetry(attempts))) continue
        if (failure === null) throw error
        throw new AppError('UNAVAILABLE', 'The database cannot be read at the moment', {}, { cause: error })
      }
    }
  }

  async #send(statement: pg.QueryConfig, pool: pg.Pool): Promise<pg.QueryResult> {
    const client = await pool.connect()
    let isBroken = true
    try {
      const result = await client.query(statement)
      isBroken = false
      return result
    } finally {
      this.#names.release(client, isBroken)
    }
  }
}

class WriteConnection extends Connection {
  readonly #client: pg.PoolClient
  readonly #access: Access
  readonly #names: StatementNames
  #broken = false

  constructor(client: pg.PoolClient, access: Access, names: StatementNames) {
    super()
    this.#client = client
    this.#access = access
    this.#names = names
  }

  override async executeQuery<R>(query: Query): Promise<QueryResult<R>> {
    const statement = query.isPrepared ? this.#names.statementOf(query) : this.#names.unnamed(query)
    try {
      return resultOf<R>(await this.#client.query(statement))
    } catch (error) {
      const { dialect, outage } = this.#access
      if (isQueryTimeout(error)) outage.reportDeadConnection()
      // Only an error that the server reports about the statement itself leaves the connection usable.
      this.#broken ||= !(error instanceof pg.DatabaseError) || dialect.failureOf(error) === 'connectionLost'
      throw error
    }
  }

  async send(statement: typeof BEGIN | 'commit'): Promise<void> {
    try {
      const { command } = await this.#client.query(statement)
      // If a statement of the transaction has failed, COMMIT succeeds with the command ROLLBACK.
      if (statement === 'commit' && command !== 'COMMIT') throw new Error('The transaction was rolled back')
    } catch (error) {
      if (isQueryTimeout(error)) this.#access.outage.reportDeadConnection()
      this.#broken = true
      throw error
    }
  }

  /** A connection that fails to roll back is closed, which has the same effect. */
  async rollBack(): Promise<void> {
    if (this.#broken) return
    await this.#client.query('rollback').catch(() => {
      this.#broken = true
    })
  }

  release(): void {
    this.#names.release(this.#client, this.#broken)
  }
}

class ReadDriver implements Driver {
  protected readonly access: Access
  protected readonly names: StatementNames
  readonly #shared: ReadConnection

  constructor(access: Access, names: StatementNames) {
    this.access = access
    this.names = names
    this.#shared = new ReadConnection(access, names)
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#shared
  }
  async beginTransaction(_connection: DatabaseConnection): Promise<void> {
    throw new Error('Reads have no transactions')
  }
  async commitTransaction(_connection: DatabaseConnection): Promise<void> {}
  async rollbackTransaction(_connection: DatabaseConnection): Promise<void> {}
  async releaseConnection(_connection: DatabaseConnection): Promise<void> {}
  async destroy(): Promise<void> {
    const { pool, preparedPool } = this.access
    await Promise.all([pool.end(), preparedPool?.end()])
  }
}

class WriteDriver extends ReadDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    return new WriteConnection(await this.access.pool.connect(), this.access, this.names)
  }
  override async beginTransaction(connection: WriteConnection): Promise<void> {
    await connection.send(BEGIN)
  }
  override async commitTransaction(connection: WriteConnection): Promise<void> {
    await connection.send('commit')
  }
  override async rollbackTransaction(connection: WriteConnection): Promise<void> {
    await connection.rollBack()
  }
  override async releaseConnection(connection: WriteConnection): Promise<void> {
    connection.release()
  }
}
