import pg from 'pg'
import type { Outage } from '../outage.ts'
import type { PostgresConnection } from './connection.ts'

export interface PoolOptions {
  connection: PostgresConnection
  /** The largest number of connections. */
  max: number
  /** Settings of each connection, by PostgreSQL's names. */
  settings: Readonly<Record<string, string>>
  /** False where a statement may take any time. */
  timeouts: boolean
  /** A connection is replaced after this time, with the plans that it keeps; by default never. */
  lifetimeSeconds?: number
  outage: Outage
}

const CONNECT_TIMEOUT_MS = 5000
/** Longer than `statement_timeout`: if the server has neither answered nor cancelled by then, the network is gone. */
const QUERY_TIMEOUT_MS = 12_000
const IDLE_TIMEOUT_MS = 60_000

/**
 * A database or a role can have defaults of its own for these, each of which would change what the SQL means or does.
 * They also hold for statements outside of a transaction; a transaction names its isolation level itself. A database that
 * is set to read-only stays so: that is how providers protect one whose disk is full.
 */
const MEANING = {
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  transform_null_equals: 'off',
}

const INT8_OID = 20
/** Reads 64-bit integers as numbers: they are counts and positions in the log, far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text') =>
    oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/** A pool whose connections have these settings. When one of them is found dead, the idle ones are closed too. */
export function createPool({ connection, max, settings, timeouts, lifetimeSeconds = 0, outage }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    // The types of node-postgres leave out that the constructor gets these options.
    Client: connection.Client as unknown as new () => pg.ClientBase,
    max,
    types,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...(timeouts ? { query_timeout: QUERY_TIMEOUT_MS } : {}),
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    maxLifetimeSeconds: lifetimeSeconds,
    keepAlive: true,
    onConnect: async (client: pg.ClientBase) => {
      const statements = Object.entries({ ...MEANING, ...settings }).map(
        ([name, value]) => `set ${name} = ${pg.escapeLiteral(value)}`,
      )
      await client.query(statements.join('; '))
    },
  })
  // An error event without a listener would end the process. The statement that uses the connection fails as well.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  outage.onDeadConnection(() => closeIdle(pool))
  return pool
}

function closeIdle(pool: pg.Pool): void {
  for (let left = pool.idleCount; left > 0; left--) {
    pool.connect().then(
      (client) => client.release(true),
      () => {},
    )
  }
}
