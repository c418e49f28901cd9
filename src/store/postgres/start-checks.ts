// What a start finds out about a PostgreSQL server before anything is written to it: whether it is new enough, whether
// connections are sessions of their own, where the tables are, and whether the role may write to them. Each problem is
// named, since later it would show as an error that says nothing about its cause.
import type pg from 'pg'
import { TABLES } from '../../../db/schema.ts'
import type { PostgresConnection } from './connection.ts'

export interface CheckedServer {
  /** A collation that folds letters of any script: ICU's, or else the one that servers have since version 17. */
  readonly folding: string
  /** The schema in which the tables are, or are to be created. */
  readonly schema: string
}

const MIN_SERVER_VERSION = 150_000
const TIMEOUTS = { connectionTimeoutMillis: 5000, query_timeout: 5000 }
const SESSION_ROUNDS = 5
/** Created by the first migration, before all others. */
const MIGRATION_TABLE = 'schema_migration'
/** Each start reads them, and writes to them only if there are migrations to run. */
const MIGRATION_TABLES = [MIGRATION_TABLE, 'schema_migration_lock']
const WRITE_PRIVILEGES = ['SELECT', 'INSERT', 'UPDATE', 'DELETE']

/** Throws an error that names the problem if the server or the database cannot be used. */
export async function checkServer({ connect }: PostgresConnection): Promise<CheckedServer> {
  const clients: pg.Client[] = []
  const open = async () => {
    const client = await connect(TIMEOUTS)
    clients.push(client)
    return client
  }
  try {
    const client = await open()
    const folding = await checkVersion(client)
    await checkSessions(client, await open())
    const schema = await checkSchema(client)
    await checkPrivileges(client, schema)
    return { folding, schema }
  } catch (error) {
    throw unusable(error)
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => {})))
  }
}

/** The same error, said of PostgreSQL. */
export function unusable(error: unknown): Error {
  // A host name with several addresses fails with an AggregateError, which has no message of its own.
  const { errors: [first] = [error] } = error as { errors?: unknown[] }
  return new Error(`PostgreSQL cannot be used: ${(first as Error).message}`, { cause: error })
}

async function checkVersion(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ version: string; encoding: string; folding: string | null }>(`
    select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding,
      (select collname from pg_collation where collname in ('pg_c_utf8', 'und-x-icu') order by collname desc limit 1) as folding`)
  const [server] = rows
  if (Number(server?.version) < MIN_SERVER_VERSION) throw new Error('PostgreSQL 15 or newer is needed')
  if (server?.encoding !== 'UTF8') throw new Error(`The database's encoding must be UTF8, it is ${server?.encoding}`)
  return server.folding ?? 'default'
}

/** A pooler in transaction mode lets two open connections use one session, and one connection use several. */
async function checkSessions(first: pg.Client, second: pg.Client): Promise<void> {
  const sessionOf = async (client: pg.Client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    return rows[0]?.pid
  }
  const [own, other] = [await sessionOf(first), await sessionOf(second)]
  let shared = own === other
  for (let round = 1; round < SESSION_ROUNDS && !shared; round++)
    shared = (await sessionOf(first)) !== own || (await sessionOf(second)) !== other
  if (shared) {
    throw new Error(
      'a connection pooler in transaction mode is in between, such as PgBouncer, in which prepared statements, settings and LISTEN do not work: set pool_mode = session, or connect to PostgreSQL itself',
    )
  }
}

/** Names without a schema must lead to the schema in which new tables are created. */
async function checkSchema(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ schema: string | null; table: string; found: string | null }>(
    `select current_schema() as schema, name as table, relnamespace::regnamespace::text as found
     from unnest($1::text[]) with ordinality as wanted(name, position)
     left join pg_class on oid = to_regclass(quote_ident(name))
     order by position`,
    [[MIGRATION_TABLE, ...TABLES]],
  )
  const schema = rows[0]?.schema
  if (!schema) throw new Error('the search_path has no schema in which tables can be created')
  const elsewhere = rows.find(({ found }) => found !== null && unquoted(found) !== schema)
  if (elsewhere) {
    throw new Error(
      `the search_path leads to the table "${elsewhere.table}" in the schema "${unquoted(elsewhere.found as string)}", but new tables would go to "${schema}": set the search_path of the role or the database to Croft's schema alone`,
    )
  }
  const isMigrated = rows[0]?.found !== null
  const foreign = rows.find(({ found }) => found !== null)
  if (!isMigrated && foreign) {
    throw new Error(
      `the schema "${schema}" has a table "${foreign.table}" that is not Croft's: give Croft a database or a schema of its own`,
    )
  }
  return schema
}

const unquoted = (identifier: string) => identifier.replace(/^"(.*)"$/, '$1').replaceAll('""', '"')

interface Privileges {
  role: string
  table: string
  missing: string[]
  standby: boolean
  read_only: boolean
}

async function checkPrivileges(client: pg.Client, schema: string): Promise<void> {
  const needed = [
    ...TABLES.flatMap((table) => WRITE_PRIVILEGES.map((privilege) => [table, privilege])),
    ...MIGRATION_TABLES.map((table) => [table, 'SELECT']),
  ]
  const { rows } = await client.query<Privileges>(
    `select current_user as role, name as table, pg_is_in_recovery() as standby,
       current_setting('default_transaction_read_only') = 'on' as read_only,
       coalesce(array_agg(privilege order by position) filter (
         where not has_table_privilege(to_regclass(quote_ident(name)), privilege)), '{}') as missing
     from unnest($1::text[], $2::text[]) with ordinality as needed(name, privilege, position)
     group by name order by name`,
    [needed.map(([table]) => table), needed.map(([, privilege]) => privilege)],
  )
  if (rows[0]?.standby) throw new Error('it is a standby, to which nothing can be written')
  if (rows[0]?.read_only) {
    throw new Error(
      'the database or the role is set to read-only (default_transaction_read_only), as some providers do when the disk is full',
    )
  }
  const role = rows[0]?.role
  const lacking = rows.find(({ missing }) => missing.length > 0)
  if (lacking) {
    const { table, missing } = lacking
    throw new Error(`the role "${role}" may not ${missing.join(', ')} in the table "${table}": grant it these rights`)
  }
  const { rows: pending } = await client.query<{ empty: boolean }>(
    `select to_regclass($1) is null and not has_schema_privilege(current_schema(), 'CREATE') as empty`,
    [MIGRATION_TABLE],
  )
  if (pending[0]?.empty) {
    throw new Error(
      `the role "${role}" may not create tables in the schema "${schema}": GRANT CREATE ON SCHEMA ${schema} TO ${role}, or make it the owner of the database`,
    )
  }
}
