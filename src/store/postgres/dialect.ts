// PostgreSQL's half of the seam: its SQL, and what its errors mean.
import { type RawBuilder, sql } from 'kysely'
import { type Dialect, type Failure, like } from '../dialect.ts'
import { TRACE } from './outcome.ts'

/** What replicas are woken by (`LISTEN`). The payload says nothing: the log does. */
export const CHANNEL = 'croft_event'

/** `folding` names the collation whose `lower` knows more letters than ASCII's. */
export function postgresDialect(folding: string): Dialect {
  const postgres: Dialect = {
    name: 'postgres',
    alone: false,
    keys: (values) => sql`(select unnest(${values}::text[]))`,
    keyTable: (values) =>
      sql`(select position, value from unnest(${values}::text[]) with ordinality as given(value, position))`,
    list: (values) => values,
    records: (columns, rows) => {
      const lists = columns.map((column) => sql`${rows.map((row) => row[column])}::text[]`)
      const names = columns.map((column) => sql.ref(column))
      return sql`(select * from unnest(${sql.join(lists)}) as given(${sql.join(names)}))`
    },
    firstOfEach: (parents, { table }, walk) =>
      sql`${parents} as parent cross join lateral (${walk(sql`${sql.table(table)}.*`)}) as child`,
    contains: (column, part) =>
      sql<boolean>`lower(${column} collate ${sql.id(folding)}) like lower(${`%${like(part)}%`} collate ${sql.id(folding)}) escape '\\'`,
    startsWith: (column, part) => sql<boolean>`starts_with(${column}, ${part})`,
    jsonContains: (column, part) => {
      const each = Object.entries(part).map(
        ([key, value]) => sql`(${column}::jsonb -> ${key}) = ${JSON.stringify(value)}::jsonb`,
      )
      return each.length === 0 ? sql<boolean>`(1 = 1)` : sql<boolean>`(${sql.join(each, sql` and `)})`
    },
    lock: (query, mode, of) => {
      // the weakest there is: marks of the last use, which judge nothing, do not wait for it
      if (mode === 'share') return query.forKeyShare(of as never)
      return mode === 'free' ? query.forUpdate(of as never).skipLocked() : query.forUpdate(of as never)
    },
    // row locks are not fair: whoever shares one joins others who do, past somebody who waits to change it
    queue: (names, mode) => sql`
      select ${sql.id(mode === 'share' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock')}(
        hashtextextended('croft/' || name, 0)
      ) from unnest(${names}::text[]) as name`,
    log: (columns, rows) => appendInTurn(postgres, columns, rows),
    instant: (inMs) => sql`
      to_char((clock_timestamp() + make_interval(secs => ${inMs / 1000})) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
    failureOf,
  }
  return postgres
}

/**
 * Numbers are given under a lock that is held until the commit, so that they become visible in their order: a reader
 * that has seen one has seen all below it. The notification leaves with the commit.
 */
function appendInTurn<C extends string>(
  postgres: Dialect,
  columns: readonly C[],
  rows: readonly Record<C, string | null>[],
): RawBuilder<{ trace: string | null }> {
  const names = sql.join(columns.map((column) => sql.ref(column)))
  return sql`
    insert into event (${names})
    select ${names} from (
      select pg_advisory_xact_lock(hashtextextended('croft/log', 0)), pg_notify(${CHANNEL}, '')
    ) as turn cross join ${postgres.records(columns, rows)} as told
    returning ${TRACE} as trace`
}

/** PostgreSQL error codes (documentation, appendix A), and what node-postgres and sockets answer without one. */
const FAILURES: readonly (readonly [RegExp, Failure])[] = [
  [/^(40001|40P01)$/, 'again'],
  [/^23505$/, 'taken'],
  // ended by an administrator, by a crash, or for lying idle, or too long, inside a transaction
  [/^(57P01|57P02|57P05|25P03|25P04|08\w{3}|ECONNRESET|ECONNABORTED|EPIPE)$/, 'lost'],
  // starting or stopping, or not there
  [/^(57P03|ECONNREFUSED|ENOENT|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/, 'down'],
  // a standby; too many connections; disk or memory full; a lock or a statement that took too long; shut to us
  [/^(25006|53\w{3}|55P03|57014|58\w{3}|28\w{3}|3D000|57P04)$/, 'away'],
]
const MESSAGES: readonly (readonly [RegExp, Failure])[] = [
  [/^(Connection terminated|Client (has encountered|was closed)|Query read timeout)/, 'lost'],
  [/^timeout expired/, 'down'],
  [/^(timeout exceeded when trying to connect|Cannot use a pool)/, 'away'],
]
/** A table has changed under a prepared statement: a new connection has none. Told by a code that others share. */
const STALE_PLAN = 'RevalidateCachedQuery'

function failureOf(error: unknown): Failure | null {
  const { code, message, routine } = (error ?? {}) as { code?: unknown; message?: unknown; routine?: unknown }
  if (routine === STALE_PLAN) return 'lost'
  const matching = (table: typeof FAILURES, text: unknown) =>
    typeof text === 'string' ? table.find(([pattern]) => pattern.test(text))?.[1] : undefined
  return matching(FAILURES, code) ?? matching(MESSAGES, message) ?? null
}
