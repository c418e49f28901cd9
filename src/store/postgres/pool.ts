// Connections to PostgreSQL (node-postgres) as a Kysely driver. Statements that repeat are prepared once on each
// connection; a connection that broke is closed, not used again; a short outage is waited for.
import {
  type CompiledQuery,
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

export interface PoolOptions {
  url: string
  /** Connections at most. */
  max: number
  /** Settings of each connection, by PostgreSQL's names. */
  settings: Readonly<Record<string, string>>
  /** Whether a statement may take as long as it likes. */
  patient?: boolean
  outage: Outage
}

const CONNECT_WITHIN_MS = 5000
/** A statement that the server neither answers nor cancels in time (`statement_timeout`): the network is gone. */
const ANSWER_WITHIN_MS = 12_000
const IDLE_FOR_MS = 60_000
const MAX_PREPARED = 500

/** 64-bit integers are counts and places in the log: far below 2^53. */
const INT8 = 20
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

export type Pool = pg.Pool

export function createPool({ url, max, settings, patient = false, outage }: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    application_name: 'croft',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    ...(patient ? {} : { query_timeout: ANSWER_WITHIN_MS }),
    idleTimeoutMillis: IDLE_FOR_MS,
    keepAlive: true,
    onConnect: async (client: pg.ClientBase) => {
      const set = Object.entries(settings).map(([name, value]) => `set ${name} = ${pg.escapeLiteral(value)}`)
      await client.query(set.join('; '))
    },
  })
  // whoever uses a connection that breaks is told by the statement; these would end the process
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  outage.onSuspicion(() => closeIdle(pool))
  return pool
}

function closeIdle(pool: Pool): void {
  for (let left = pool.idleCount; left > 0; left--) {
    pool.connect().then(
      (client) => client.release(true),
      () => {},
    )
  }
}

const names = new Map<string, string>()

/** A statement with parameters is prepared under a name of its own; the text U+0000 is none that PostgreSQL knows. */
function prepared({ sql: text, parameters }: CompiledQuery): pg.QueryConfig {
  const values = parameters.map(storable)
  let name = names.get(text)
  if (name === undefined && values.length > 0 && names.size < MAX_PREPARED) {
    name = `croft_${names.size}`
    names.set(text, name)
  }
  return name === undefined ? { text, values } : { name, text, values }
}

/** No stored text holds a control character, so looking for this one finds nothing, as looking for U+0000 would. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\u0001') : value
  return Array.isArray(value) ? value.map(storable) : value
}

function resultOf<R>({ command, rowCount, rows }: pg.QueryResult): QueryResult<R> {
  const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE'
  return changes ? { numAffectedRows: BigInt(rowCount ?? 0), rows } : { rows }
}

/** node-postgres gave up waiting for an answer. */
const isSilence = (error: unknown) => (error as Partial<Error> | null)?.message === 'Query read timeout'

abstract class Connection implements DatabaseConnection {
  abstract executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>>
  // biome-ignore lint/correctness/useYield: nothing here streams; lists are pages
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming a query is not supported: read a page')
  }
}

/** Reads may be sent again on another connection, so that a short outage only delays them. */
class ReadConnection extends Connection {
  readonly #access: Access

  constructor(access: Access) {
    super()
    this.#access = access
  }

  override async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { pool, dialect, outage } = this.#access
    const statement = prepared(query)
    for (let attempts = 1; ; attempts++) {
      try {
        const result = resultOf<R>(await pool.query(statement))
        outage.over()
        return result
      } catch (error) {
        if (isSilence(error)) outage.suspect()
        const failure = dialect.failureOf(error)
        if ((failure === 'lost' || failure === 'down') && (await outage.hidden(attempts))) continue
        if (failure === null) throw error
        throw new AppError('UNAVAILABLE', 'The database can not be read at the moment', {}, { cause: error })
      }
    }
  }
}

class WriteConnection extends Connection {
  readonly #client: pg.PoolClient
  readonly #access: Access
  #broken = false

  constructor(client: pg.PoolClient, access: Access) {
    super()
    this.#client = client
    this.#access = access
  }

  override async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      return resultOf<R>(await this.#client.query(prepared(query)))
    } catch (error) {
      const { dialect, outage } = this.#access
      if (isSilence(error)) outage.suspect()
      // all but what the server says of the statement itself
      this.#broken ||= !(error instanceof pg.DatabaseError) || dialect.failureOf(error) === 'lost'
      throw error
    }
  }

  async say(statement: 'begin' | 'commit'): Promise<void> {
    try {
      const { command } = await this.#client.query(statement)
      // COMMIT of a transaction in which a statement failed answers that it was rolled back
      if (statement === 'commit' && command !== 'COMMIT') throw new Error('The transaction was rolled back')
    } catch (error) {
      if (isSilence(error)) this.#access.outage.suspect()
      this.#broken = true
      throw error
    }
  }

  /** A connection that can't even roll back is closed, which does the same. */
  async rollBack(): Promise<void> {
    if (this.#broken) return
    await this.#client.query('rollback').catch(() => {
      this.#broken = true
    })
  }

  release(): void {
    this.#client.release(this.#broken)
  }
}

class ReadDriver implements Driver {
  protected readonly access: Access
  readonly #shared: ReadConnection

  constructor(access: Access) {
    this.access = access
    this.#shared = new ReadConnection(access)
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
    await this.access.pool.end()
  }
}

class WriteDriver extends ReadDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    return new WriteConnection(await this.access.pool.connect(), this.access)
  }
  /** READ COMMITTED: what a write judges by it locks first (`store/lock.ts`). */
  override async beginTransaction(connection: WriteConnection): Promise<void> {
    await connection.say('begin')
  }
  override async commitTransaction(connection: WriteConnection): Promise<void> {
    await connection.say('commit')
  }
  override async rollbackTransaction(connection: WriteConnection): Promise<void> {
    await connection.rollBack()
  }
  override async releaseConnection(connection: WriteConnection): Promise<void> {
    connection.release()
  }
}

class Adapter extends PostgresAdapter {
  readonly dialect: Dialect

  constructor(dialect: Dialect) {
    super()
    this.dialect = dialect
  }
}

interface Access {
  pool: Pool
  dialect: Dialect
  outage: Outage
}

/** What Kysely needs to speak to a pool. */
export function kyselyDialect(access: Access, purpose: 'read' | 'write'): KyselyDialect {
  const driver = purpose === 'read' ? ReadDriver : WriteDriver
  return {
    createAdapter: () => new Adapter(access.dialect),
    createDriver: () => new driver(access),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}
