// The parts of large datasets: rows inserted by SQL that runs on both databases.
import pg from 'pg'
import { hashOf, newSecret } from '../../src/auth/secret.ts'
import { bootstrap } from '../../src/bootstrap.ts'
import { type Config, loadConfig } from '../../src/config/config.ts'
import { NOUNS, type NounTable } from '../../src/store/nouns.ts'
import BetterSqlite3 from '../../src/store/sqlite/better-sqlite3.mjs'
import { openStore } from '../../src/store/store.ts'

/** The user who reads the dataset. */
export interface Caller {
  readonly id: string
  /** The secret of a personal token. */
  readonly token: string
}

/** The rest of an id, with the bits that make its UUID one of version 7. */
const REST = 'e008000000000000'
/** SQL of the number as nine digits, which sort as text in the order of the numbers. */
export const digits = (number: string | number) => `substr(cast(1000000000 + (${number}) as text), 2)`
/** SQL of the id of this number: a TypeID older than any that a server creates. */
export const id = (table: NounTable, number: string | number) =>
  `'${NOUNS[table].prefix}_0' || ${digits(number)} || '${REST}'`
/** The id of the n-th row of a table. */
export const nthId = (table: NounTable, number: number) =>
  `${NOUNS[table].prefix}_0${String(number).padStart(9, '0')}${REST}`
const two = (number: string) => `substr(cast(100 + (${number}) as text), 2)`
/** SQL of the time this many seconds after the start of June 2026. */
export const instant = (seconds: string) =>
  `'2026-06-' || ${two(`1 + (${seconds}) / 86400 % 30`)} || 'T' || ${two(`(${seconds}) / 3600 % 24`)} || ':'
    || ${two(`(${seconds}) / 60 % 60`)} || ':' || ${two(`(${seconds}) % 60`)} || '.000Z'`
/** SQL of a user's name; names sort in another order than ids. */
export const person = (number: string | number, users: number) =>
  `'Person ' || cast((${number}) * 7919 % ${users} as text)`
/** The columns of a membership that are inserted. */
export const MEMBER_COLUMNS = 'id, workspace_id, principal_type, principal, role, name, created_at, updated_at'
/** SQL of the time at which all rows were created. */
export const AT = "'2026-06-01T00:00:00.000Z'"
/** A statement over a table `n` with a column `i` from 0 to `count - 1`. */
export const rows = (count: number, statement: string) =>
  `with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ${count}) ${statement}`

/** The user of this number, with a token. */
export const newCaller = (number: number): Caller => ({ id: nthId('user', number), token: newSecret() })

/** Inserts the token of a caller. */
export const insertToken = (number: number, { id: owner, token }: Caller) => `
  insert into api_token (id, hash, hint, name, owner_id, created_at, expires_at)
  values ('${nthId('api_token', number)}', '${hashOf(token)}', '…', 'personal', '${owner}', ${AT}, '2999-01-01T00:00:00.000Z')`

/** Inserts so many workspaces, whose orders differ. */
export const insertWorkspaces = (workspaces: number, users: number) =>
  rows(
    workspaces,
    `insert into workspace (id, name, display_name, hosting, state, visibility, created_at, created_by, updated_at)
    select ${id('workspace', 'i')}, 'team-' || i, 'Team ' || ${digits(`i * 7919 % ${workspaces}`)},
      case when i % 9000 = 3 then 'REMOTE' when i % 3 = 0 then 'LOCAL' else 'MANAGED' end,
      case when i % 9000 = 9 then 'SUSPENDED' else 'ACTIVE' end, 'PRIVATE',
      ${instant('i * 20')}, ${id('user', `i % ${users}`)}, ${instant(`i * 7919 % ${workspaces} * 20`)} from n`,
  )

/** Migrates an empty database and creates the first platform admin with the token of `env`. */
export async function migrated(env: Record<string, string>): Promise<Config> {
  const config = loadConfig(env)
  const store = await openStore({ database: config.database, secretKey: config.secretKey ?? new Uint8Array(32) })
  await bootstrap(store, config, () => {})
  await store.close()
  return config
}

/** Runs all statements in one transaction without durability. Creates the indices after the rows, which is faster. */
export async function runAll(database: Config['database'], statements: readonly string[]): Promise<void> {
  if (database.kind === 'sqlite') {
    const db = new BetterSqlite3(database.path as string)
    for (const setting of ['journal_mode = off', 'synchronous = off', 'cache_size = -262144', 'temp_store = memory'])
      db.pragma(setting)
    db.exec('begin')
    const made = db.prepare("select name, sql from sqlite_master where type = 'index' and sql is not null").all()
    const indices = made as { name: string; sql: string }[]
    for (const { name } of indices) db.exec(`drop index "${name}"`)
    for (const statement of [...statements, ...indices.map(({ sql }) => sql)]) db.exec(statement)
    db.exec('commit')
    db.close()
    return
  }
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  // `replica` skips the checks of foreign keys.
  await client.query("set session_replication_role = replica; set maintenance_work_mem = '256MB'; begin")
  const { rows: indices } = await client.query<{ name: string; sql: string }>(`
    select c.relname as name, pg_get_indexdef(i.indexrelid) as sql
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace s on s.oid = c.relnamespace
    where s.nspname = 'public' and not exists (select 1 from pg_constraint where conindid = i.indexrelid)`)
  for (const { name } of indices) await client.query(`drop index "${name}"`)
  for (const statement of [...statements, ...indices.map(({ sql }) => sql)]) await client.query(statement)
  await client.query('commit')
  await client.query('vacuum analyze')
  await client.end()
}
