// PostgreSQL's implementation of the dialect: its SQL, and what its errors mean.
import { type Expression, type RawBuilder, sql } from 'kysely'
import { type Dialect, type Failure, labelTexts } from '../dialect.ts'
import { derived } from '../prepared.ts'
import { COMMIT_MARKER } from './outcome.ts'

/** Each commit with events notifies this channel. The payload is empty: listeners read the log. */
export const CHANNEL = 'croft_event'

/** `folding` names the collation whose `lower` folds the letters of any script, not only ASCII. */
export function postgresDialect(folding: string): Dialect {
  const postgres: Dialect = {
    name: 'postgres',
    singleWriter: false,
    keys: (values) => sql`(select unnest(${values}::text[]))`,
    keyTable: (values) =>
      sql`(select position, value from unnest(${values}::text[]) with ordinality as input(value, position))`,
    list: (values) => values,
    records: (columns, rows) => {
      const listOf = (column: (typeof columns)[number]) => derived(rows, (known) => known.map((row) => row[column]))
      const lists = columns.map((column) => sql`${listOf(column)}::text[]`)
      const names = columns.map((column) => sql.ref(column))
      return sql`(select * from unnest(${sql.join(lists)}) as input(${sql.join(names)}))`
    },
    firstOfEach: (parents, { table }, walk) =>
      sql`${parents} as parent cross join lateral (${walk(sql`${sql.table(table)}.*`)}) as child`,
    contains: (columns, part) => {
      // The result of `lower` in the collation is searched byte by byte. LIKE takes time quadratic in crafted texts.
      const fold = (text: Expression<string | null> | string) =>
        sql`lower(${text}::text collate ${sql.id(folding)}) collate "C"`
      return sql<boolean>`(${sql.join(
        columns.map((column) => sql`strpos(${fold(column)}, ${fold(part)}) > 0`),
        sql` or `,
      )})`
    },
    startsWith: (column, part) => sql<boolean>`starts_with(${column}, ${part})`,
    jsonContains: (column, part) => {
      const conditions = Object.entries(part).map(
        ([key, value]) => sql`(${column}::jsonb -> ${key}) = ${JSON.stringify(value)}::jsonb`,
      )
      const [text] = labelTexts(part)
      if (text === undefined) return sql<boolean>`(1 = 1)`
      // `case` guarantees the order: parsing takes much longer than looking for a text.
      return sql<boolean>`case when strpos(${column}, ${text}) > 0 then ${sql.join(conditions, sql` and `)} else false end`
    },
    lock: (query, mode, of) => {
      // The weakest row lock: updates of columns that no decision depends on, such as the last use, do not wait for it.
      if (mode === 'share') return query.forKeyShare(of as never)
      const locked = query.forUpdate(of as never)
      return mode === 'exclusiveSkipLocked' ? locked.skipLocked() : locked
    },
    // Row locks are not fair: transactions that share one let others join, past one that waits for it exclusively.
    advisoryLock: (names, mode) => sql`
      select ${sql.id(mode === 'share' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock')}(
        hashtextextended('croft/' || name, 0)
      ) from unnest(${names}::text[]) as name`,
    insertEvents: (columns, rows) => insertInCommitOrder(postgres, columns, rows),
    instant: (inMs) => sql`
      to_char((clock_timestamp() + make_interval(secs => ${inMs / 1000})) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
    failureOf,
  }
  return postgres
}

/**
 * Sequence numbers are assigned under an advisory lock that is held until the commit, so they become visible in their
 * order: a reader that has seen one has seen all below it. The notification is sent by the commit.
 */
function insertInCommitOrder<C extends string>(
  postgres: Dialect,
  columns: readonly C[],
  rows: readonly Record<C, string | null>[],
): RawBuilder<{ marker: string | null }> {
  const names = sql.join(columns.map((column) => sql.ref(column)))
  return sql`
    insert into event (${names})
    select ${names} from (
      select pg_advisory_xact_lock(hashtextextended('croft/log', 0)), pg_notify(${sql.lit(CHANNEL)}, '')
    ) as locked cross join ${postgres.records(columns, rows)} as entry
    returning ${COMMIT_MARKER} as marker`
}

/** PostgreSQL error codes (documentation, appendix A), and the codes of node-postgres and of sockets. */
const BY_CODE: readonly (readonly [RegExp, Failure])[] = [
  [/^(40001|40P01)$/, 'retry'],
  [/^23505$/, 'uniqueViolation'],
  // Terminated by an administrator, by a crash, or for being idle or running too long inside a transaction.
  [/^(57P01|57P02|57P05|25P03|25P04|08\w{3}|ECONNRESET|ECONNABORTED|EPIPE)$/, 'connectionLost'],
  // The server is starting, stopping, or not there.
  [/^(57P03|ECONNREFUSED|ENOENT|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/, 'unreachable'],
  // A standby, or a database that is set to read-only; its disk is full; the role has lost a right.
  [/^(25006|53100|42501)$/, 'notWritable'],
  // Too many connections; memory full; a lock or statement timeout; no access.
  [/^(53\w{3}|55P03|57014|58\w{3}|28\w{3}|3D000|57P04)$/, 'unavailable'],
]
/** Errors of node-postgres that have no code. */
const BY_MESSAGE: readonly (readonly [RegExp, Failure])[] = [
  [/^(Connection terminated|Client (has encountered|was closed)|Query read timeout)/, 'connectionLost'],
  [/^(timeout expired|Refused with TLS|Refused without TLS)/, 'unreachable'],
  [/^(timeout exceeded when trying to connect|Cannot use a pool)/, 'unavailable'],
]
/**
 * A table has changed since a statement was prepared; a new connection has no prepared statements. Other errors share
 * this one's code, so it is recognised by the routine that raised it.
 */
const STALE_PLAN_ROUTINE = 'RevalidateCachedQuery'

function failureOf(error: unknown): Failure | null {
  const { code, message, routine } = (error ?? {}) as { code?: unknown; message?: unknown; routine?: unknown }
  if (routine === STALE_PLAN_ROUTINE) return 'connectionLost'
  const match = (table: typeof BY_CODE, text: unknown) =>
    typeof text === 'string' ? table.find(([pattern]) => pattern.test(text))?.[1] : undefined
  return match(BY_CODE, code) ?? match(BY_MESSAGE, message) ?? null
}
