// SQLite's implementation of the dialect: its SQL, the functions that it lacks, and what its errors mean.
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { type Dialect, type Failure, labelTexts } from '../dialect.ts'
import { derived } from '../prepared.ts'

const NULL = sql<null>`null`

export const sqlite: Dialect = {
  name: 'sqlite',
  singleWriter: true,
  keys: (values) => sql`(select value from json_each(${sqlite.list(values)}))`,
  keyTable: (values) => sql`(select key as position, value from json_each(${sqlite.list(values)}))`,
  list: (values) => derived(values, (known) => JSON.stringify(known)),
  records: (columns, rows) => {
    const lists = derived(rows, (known) => JSON.stringify(known.map((row) => columns.map((column) => row[column]))))
    const selected = columns.map((column, index) => sql`value ->> ${sql.lit(index)} as ${sql.ref(column)}`)
    return sql`(select ${sql.join(selected)} from json_each(${lists}))`
  },
  // A cross join fixes the order: first the parents, then for each of them the few children that `walk` selects.
  firstOfEach: (parents, { table, key }, walk) => sql`
    ${parents} as parent cross join ${sql.table(table)} as child
    where ${sql.ref(`child.${key}`)} in (${walk(sql.ref(`${table}.${key}`))})`,
  contains: ([first, second = NULL, third = NULL], part) =>
    sql<boolean>`contains(${part.toLowerCase()}, ${first}, ${second}, ${third})`,
  startsWith: (column, part) => sql<boolean>`substr(${column}, 1, ${[...part].length}) = ${part}`,
  jsonContains: (column, part) => {
    const [text] = labelTexts(part)
    return text === undefined
      ? sql<boolean>`(1 = 1)`
      : sql<boolean>`has_labels(${column}, ${text}, ${JSON.stringify(part)})`
  },
  lock: (query) => query,
  advisoryLock: () => {
    throw new Error('A single writer needs no locks')
  },
  insertEvents: (columns, rows) => {
    const names = sql.join(columns.map((column) => sql.ref(column)))
    return sql`insert into event (${names}) select ${names} from ${sqlite.records(columns, rows)} as entry`
  },
  instant: (inMs) => sql`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ${`${inMs / 1000} seconds`})`,
  failureOf,
}

let lastWanted: { text: string; labels: [string, unknown][] } = { text: '{}', labels: [] }

type Value = string | number | null
/** SQL functions that SQLite lacks. Each connection registers them. */
export const FUNCTIONS: Readonly<Record<string, (...values: never[]) => Value>> = {
  contains: (part: string, first: string | null, second: string | null, third: string | null) => {
    const found =
      first?.toLowerCase().includes(part) || second?.toLowerCase().includes(part) || third?.toLowerCase().includes(part)
    return found ? 1 : 0
  },
  has_labels: (stored: string, text: string, wanted: string) => {
    if (!stored.includes(text)) return 0
    // `wanted` is the same for every row of a statement, so it is parsed once.
    if (wanted !== lastWanted.text) lastWanted = { text: wanted, labels: Object.entries(JSON.parse(wanted)) }
    const labels = JSON.parse(stored) as Record<string, unknown>
    const has = ([key, value]: [string, unknown]) => Object.hasOwn(labels, key) && isDeepStrictEqual(labels[key], value)
    return lastWanted.labels.every(has) ? 1 : 0
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
