// SQLite's implementation of the dialect: its SQL, the functions that it lacks, and what its errors mean.
import { isDeepStrictEqual } from 'node:util'
import { type RawBuilder, sql } from 'kysely'
import { type Dialect, escapeLike, type Failure } from '../dialect.ts'

export const sqlite: Dialect = {
  name: 'sqlite',
  singleWriter: true,
  keys: (values) => sql`(select value from json_each(${sqlite.list(values)}))`,
  keyTable: (values) => sql`(select key as position, value from json_each(${sqlite.list(values)}))`,
  list: (values) => JSON.stringify(values),
  records: (columns, rows) => {
    const lists = rows.map((row) => columns.map((column) => row[column]))
    const selected = columns.map((column, index) => sql`value ->> ${sql.lit(index)} as ${sql.ref(column)}`)
    return sql`(select ${sql.join(selected)} from json_each(${JSON.stringify(lists)}))`
  },
  // A cross join fixes the order: first the parents, then for each of them the few children that `walk` selects.
  firstOfEach: (parents, { table, key }, walk) => sql`
    ${parents} as parent cross join ${sql.table(table)} as child
    where ${sql.ref(`child.${key}`)} in (${walk(sql.ref(`${table}.${key}`))})`,
  contains: (column, part) =>
    // LIKE ignores case for ASCII only, so `fold` lowers both sides.
    sql<boolean>`fold(${column}) like ${`%${escapeLike(part.toLowerCase())}%`} escape '\\'`,
  startsWith: (column, part) => sql<boolean>`substr(${column}, 1, ${[...part].length}) = ${part}`,
  jsonContains: (column, part) => {
    const conditions = Object.entries(part).map(
      ([key, value]) =>
        sql`exists (select 1 from json_each(${column}) as entry where entry.key = ${key} and ${entryEquals(value)})`,
    )
    return conditions.length === 0 ? sql<boolean>`(1 = 1)` : sql<boolean>`(${sql.join(conditions, sql` and `)})`
  },
  lock: (query) => query,
  advisoryLock: () => null,
  insertEvents: (columns, rows) => {
    const names = sql.join(columns.map((column) => sql.ref(column)))
    return sql`insert into event (${names}) select ${names} from ${sqlite.records(columns, rows)} as entry`
  },
  instant: (inMs) => sql`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ${`${inMs / 1000} seconds`})`,
  failureOf,
}

/** Whether `entry`, a row of `json_each`, has this value: numbers by value, objects in any order of their keys. */
function entryEquals(value: unknown): RawBuilder<boolean> {
  if (value === null || typeof value === 'boolean') return sql`entry.type = ${String(value)}`
  if (typeof value === 'string') return sql`(entry.type = 'text' and entry.value = ${value})`
  if (typeof value === 'number') return sql`(entry.type in ('integer', 'real') and entry.value = ${value})`
  // `case` guarantees that `same_json` is called only with JSON, which it parses; `and` does not guarantee an order.
  return sql`case when entry.type in ('array', 'object') then same_json(entry.value, ${JSON.stringify(value)}) else 0 end`
}

let lastWanted: { text: string; value: unknown } = { text: 'null', value: null }

/** SQL functions that SQLite lacks. Each connection registers them. */
export const FUNCTIONS: Readonly<Record<string, (first: string, second: string) => string | number | null>> = {
  fold: (text) => (typeof text === 'string' ? text.toLowerCase() : null),
  same_json: (stored, wanted) => {
    // `wanted` is the same for every row of a statement, so it is parsed once.
    if (wanted !== lastWanted.text) lastWanted = { text: wanted, value: JSON.parse(wanted) }
    return isDeepStrictEqual(JSON.parse(stored), lastWanted.value) ? 1 : 0
  },
}

function failureOf(error: unknown): Failure | null {
  const { code } = (error ?? {}) as { code?: unknown }
  if (typeof code !== 'string') return null
  if (code.startsWith('SQLITE_BUSY')) return 'retry'
  if (code.startsWith('SQLITE_CONSTRAINT_UNIQUE')) return 'uniqueViolation'
  if (/^SQLITE_(FULL|IOERR|READONLY)/.test(code)) return 'notWritable'
  return /^SQLITE_(CANTOPEN|NOTADB|CORRUPT)/.test(code) ? 'unavailable' : null
}
