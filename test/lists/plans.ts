// Measures the cost of a statement without a clock: by the database's query plan, and the number of rows that it reads.
// PostgreSQL reports these rows in EXPLAIN; for SQLite views with a counting function stand in for the tables.
import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from '../../src/store/database.ts'
import { NOUN_TABLES } from '../../src/store/nouns.ts'
import { runPrepared } from '../../src/store/prepared.ts'
import BetterSqlite3 from '../../src/store/sqlite/better-sqlite3.mjs'
import { FUNCTIONS } from '../../src/store/sqlite/dialect.ts'

/** Tables that grow with use; the others have a few rows. */
const GROWING: readonly string[] = [
  ...NOUN_TABLES,
  'deletion_step',
  'deletion_watcher',
  'event',
  'idempotency_key',
  'resource_count',
  'workspace_preference',
]

export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
  /** It is of `runPrepared`: PostgreSQL plans it without its parameters. */
  readonly isPrepared: boolean
}
export interface Cost {
  readonly plan: readonly string[]
  /** Rows of growing tables that were read, whether returned or not. */
  readonly rows: number
  /** Lines of the plan that scan a whole table, or sort more than `most` rows. */
  readonly faults: readonly string[]
}
export interface Planner {
  /** Runs the statement as a server does, and returns its cost. */
  explain(statement: Statement, most: number): Promise<Cost>
  /** The lines of the statement's plan that scan a whole table. The statement is not run, so it may be a write. */
  scansOf(statement: Statement): Promise<string[]>
  close(): Promise<void>
}

/**
 * SQLite: runs `explain query plan`, and then the statement over views whose condition counts each row that is read.
 * SQLite moves the condition of such a view into the query and evaluates it first. Throws if the views change the plan.
 */
export function sqlitePlanner(path: string): Planner {
  const plain = new BetterSqlite3(path, { readonly: true })
  const counting = new BetterSqlite3(path, { readonly: true })
  for (const db of [plain, counting])
    for (const [name, call] of Object.entries(FUNCTIONS)) db.function(name, { deterministic: true }, call)
  let rows = 0
  counting.function('count_row', (_rowid: unknown) => {
    rows++
    return 1
  })
  for (const table of GROWING)
    counting.exec(`create temp view "${table}" as select * from main."${table}" where ${countRow(table)}`)
  return {
    explain: async (statement, most) => {
      // yields to the server, which runs in the same process
      await new Promise((resolve) => setImmediate(resolve))
      const plan = sqlitePlan(plain, statement)
      const viewed = { ...statement, sql: countingExists(statement.sql) }
      const same = sqlitePlan(counting, viewed)
      if (plan.join() !== same.join())
        throw new Error(`Counting changes the plan:\n${[...plan, '', ...same].join('\n')}`)
      rows = 0
      counting.prepare(viewed.sql).all(...viewed.parameters)
      const faults = plan.filter((line) => isScan(line) || (rows > most && line.includes('TEMP B-TREE FOR')))
      return { plan, rows, faults }
    },
    scansOf: async (statement) => sqlitePlan(plain, statement).filter(isScan),
    close: async () => {
      plain.close()
      counting.close()
    },
  }
}

/** The lines of a plan, with the names of tables instead of their aliases. */
function sqlitePlan(db: BetterSqlite3.Database, { sql, parameters }: Statement): string[] {
  const named = [...sql.matchAll(/\b(?:from|join) (?:main\.)?"?(\w+)"? as "?(\w+)"?/gi)]
  const tables = new Map(named.map(([, table = '', alias = '']) => [alias, table]))
  const lines = db.prepare(`explain query plan ${sql}`).all(...parameters) as { detail: string }[]
  return lines.map(({ detail }) => {
    const [, how, name = '', rest = ''] = /^(SCAN|SEARCH) (?:main\.)?(\w+)(.*)/.exec(detail) ?? []
    return how ? `${how} ${tables.get(name) ?? name}${rest}` : detail
  })
}

/** Whether the line scans a whole table. The event log may be scanned: it is read in the order of its key. */
function isScan(line: string): boolean {
  const table = /^SCAN (\w+)$/.exec(line)?.[1] ?? ''
  return table !== 'event' && GROWING.includes(table)
}

/** Counts the row and returns true. The planner knows this, and does not change its plan for this condition. */
const countRow = (table: string) => `likelihood(count_row("${table}".rowid), 1.0)`

/** SQLite turns `exists` over a table into a join, but not over a view: so the subquery gets the condition instead. */
function countingExists(sql: string): string {
  const exists = /exists \(\s*select 1 from "?(\w+)"?(?: as "?(\w+)"?)?\s+where /g
  return sql.replace(exists, (text, table: string, alias = table) =>
    GROWING.includes(table)
      ? `exists (select 1 from main."${table}" as "${alias}" where ${countRow(alias)} and `
      : text,
  )
}

interface Setting {
  readonly name: string
  readonly setting: string
}

/** A node of a plan, as `explain (analyze, format json)` prints it. */
export interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  'Plan Rows': number
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Node[]
}

/** A table with fewer rows is rightly scanned as a whole. */
const SMALL_TABLE = 1000

/** The settings of a server's connections, for the statements of `runPrepared` and for all others. */
type ServerSettings = Record<'prepared' | 'others', readonly Setting[]>

/** The settings with which a server sends its statements to PostgreSQL through `db`. */
export async function settingsOf(db: Db): Promise<ServerSettings> {
  const settings = () =>
    sql<Setting>`select name, setting from pg_settings where source = 'session' and context = 'user'`
  return { prepared: await runPrepared(db, 'settings', {}, settings), others: (await settings().execute(db)).rows }
}

/**
 * PostgreSQL: runs `explain analyze` with the plan that the server uses, or may use: one for all parameters for a
 * statement of `runPrepared`, and one for these parameters for any other.
 */
export async function postgresPlanner(url: string, settings: ServerSettings): Promise<Planner> {
  const connected = async (mode: string, given: readonly Setting[]) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    for (const { name, setting } of [...given, { name: 'plan_cache_mode', setting: mode }])
      await client.query('select set_config($1, $2, false)', [name, setting])
    return client
  }
  const clients = {
    prepared: await connected('force_generic_plan', settings.prepared),
    others: await connected('force_custom_plan', settings.others),
  }
  let explained = 0
  const nodesOf = async ({ sql, parameters, isPrepared }: Statement, options: string): Promise<Node[]> => {
    const client = clients[isPrepared ? 'prepared' : 'others']
    const name = `explained_${++explained}`
    await client.query(`prepare ${name} as ${sql}`)
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
      `explain (${options}format json) execute ${name}${argumentsOf(parameters)}`,
    )
    return rows.flatMap(({ 'QUERY PLAN': [{ Plan }] }) => flat(Plan))
  }
  const smallIndexes = async () => {
    const { rows } = await clients.others.query<{ relname: string | undefined }>(
      "select relname from pg_class where relkind = 'i' and reltuples < $1",
      [SMALL_TABLE],
    )
    return rows.map(({ relname }) => relname)
  }
  const measure = async (statement: Statement, most: number): Promise<Cost> => {
    const nodes = await nodesOf(statement, 'analyze, timing off, summary off, ')
    const read = nodes.filter((node) => GROWING.includes(node['Relation Name'] ?? ''))
    const scans = read.filter((node) => node['Node Type'] === 'Seq Scan' && rowsOf(node) > SMALL_TABLE)
    const sorts = nodes.filter(
      (node) => node['Node Type'] === 'Sort' && node.Plans?.some((sorted) => rowsOf(sorted) > most),
    )
    return {
      plan: nodes.map(lineOf),
      rows: rowsReadBy(nodes),
      faults: [...scans, ...sorts].map(lineOf),
    }
  }
  return {
    explain: measure,
    scansOf: async (statement) => {
      const nodes = (await nodesOf(statement, '')).filter((node) => GROWING.includes(node['Relation Name'] ?? ''))
      // a partial index of a few rows is rightly walked, unless the plan is kept while they become more
      const small = statement.isPrepared ? [] : await smallIndexes()
      return nodes
        .filter((node) => node['Node Type'] === 'Seq Scan' || (isWalk(node) && !small.includes(node['Index Name'])))
        .map((node) => `${node['Node Type']} of ${node['Relation Name']}`)
    },
    close: async () => {
      await Promise.all([clients.prepared.end(), clients.others.end()])
    },
  }
}

/** Whether the node walks an index from its start. */
const isWalk = (node: Node) => /^Index (Only )?Scan/.test(node['Node Type']) && !node['Index Cond']

export const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)]

/** Rows of growing tables that the nodes have read, whether returned or not. */
export function rowsReadBy(nodes: readonly Node[]): number {
  const read = nodes.filter((node) => GROWING.includes(node['Relation Name'] ?? ''))
  return read.reduce((sum, node) => sum + rowsOf(node), 0)
}

function rowsOf(node: Node): number {
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  return Math.round((node['Actual Rows'] + removed) * node['Actual Loops'])
}

function lineOf(node: Node): string {
  const by = node['Index Name'] ? ` by ${node['Index Name']}` : ''
  const on = node['Relation Name'] ? ` of ${node['Relation Name']}` : ''
  return `${node['Node Type']}${by}${on}: ${rowsOf(node)} rows, ${node['Plan Rows']} expected`
}

/** The arguments of `execute` for these parameters. */
export function argumentsOf(parameters: readonly unknown[]): string {
  return parameters.length > 0 ? `(${parameters.map(literal).join(', ')})` : ''
}

function literal(value: unknown): string {
  if (value === null) return 'null'
  if (!Array.isArray(value)) return pg.escapeLiteral(String(value))
  const items = value.map((item) => (item === null ? 'null' : `"${String(item).replace(/["\\]/g, '\\$&')}"`))
  return pg.escapeLiteral(`{${items.join(',')}}`)
}
