// Reads that no index answers. They look at their list some rows at a time: a statement finds the key of the n-th next
// row by walking an index, and the statement of the read looks at the rows up to that key. A slice is as many of these
// pairs as fit into a few milliseconds, and `Turns` decides when the next slice may run.
import { type Compilable, type SelectQueryBuilder, sql } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Db } from './database.ts'
import { behind, type Direction, ordered, upTo } from './keyset.ts'
import type { Found, Key, Window } from './page.ts'
import { CompiledOnce, derived } from './prepared.ts'

/** Gives slices their turn. */
export interface Turns {
  /** How long a slice should take, and how many rows one statement may look at, whatever they hold. */
  readonly size: { readonly workMs: number; readonly maxRows: number }
  /** Runs one slice when its turn has come. */
  run<T>(slice: () => Promise<T>): Promise<T>
  /** Whether the reads of this request have taken as long as they may. Each of them gets one slice in any case. */
  isOver(): boolean
}

type Query<TB extends keyof Database> = SelectQueryBuilder<Database, TB, object>

/** A list that is looked at in slices. */
export interface Sliced<TB extends keyof Database> {
  /** The rows that are looked at. An index has them in the order of the read. */
  readonly walked: Query<TB>
  /** Those among them that meet the filter; the same query if there is none. */
  readonly matching: Query<TB>
}

/** Reads a window, and stops early when the time is over. `select` says what is read of each row. */
export async function findInSlices<TB extends keyof Database, O>(
  db: Db,
  { walked, matching }: Sliced<TB>,
  window: Window,
  turns: Turns,
  select: (query: Query<TB>) => SelectQueryBuilder<Database, TB, O>,
): Promise<Found<O>> {
  const rows: O[] = []
  const wanted = window.limit + 1
  const read = repeated(db, (range, limit) => ordered(within(select(matching), window, range), window).limit(limit))
  const stoppedAt = await lookAtRanges(db, walked, window, window.behind, turns, async (range) => {
    rows.push(...((await read(range, wanted - rows.length)) as O[]))
    return rows.length === wanted
  })
  return { rows, stoppedAt }
}

/** Counts the rows that meet the filter; null when the time is over before all are counted. */
export async function countInSlices<TB extends keyof Database>(
  db: Db,
  { walked, matching }: Sliced<TB>,
  direction: Direction,
  turns: Turns,
): Promise<number | null> {
  const { maxRows } = turns.size
  let total = 0
  const add = (counted: readonly { count: number }[]) => {
    const count = Number(counted[0]?.count)
    total += count
    return count
  }
  if (walked !== matching) {
    const count = repeated(db, (range) => within(matching, direction, range).select(countAll))
    const look = async (range: Range) => {
      add(await count(range, 0))
      return false
    }
    return (await lookAtRanges(db, walked, direction, null, turns, look)) === null ? total : null
  }
  const count = repeated(db, (range, rows) => {
    const next = ordered(within(walked, direction, range), direction).limit(rows)
    return db.selectFrom(next.select(sql`1`.as('one')).as('next')).select(countAll)
  })
  const keyOfNth = keyFinder(db, walked, direction)
  const next = async (from: Key | null, rows: number): Promise<Part<number>> => {
    const counted = add(await count({ from, to: null }, rows))
    // a short list needs only this statement
    return { rows: counted, end: counted < rows ? null : await keyOfNth(from, rows) }
  }
  const faster = { first: maxRows, most: maxRows * COUNTED_FASTER }
  return (await lookInSlices(turns, null, next, async () => false, faster)) === null ? total : null
}

const countAll = sql<number>`count(*)`.as('count')

/** Some rows that lie side by side in a list. */
export interface Part<R> {
  readonly rows: R
  /** The key of the last of them; null if the list ends with them. */
  readonly end: Key | null
}

const FIRST_ROWS = 100
const MIN_ROWS = 10
/** A statement may count this many times as many rows, since an index counts rows without looking at them. */
export const COUNTED_FASTER = 10
/**
 * The statements of a slice. Rows may differ much in how long they take, so no statement should last as long as a
 * slice.
 */
const STATEMENTS = 2
const MAX_GROWTH = 4
const MAX_SHRINKING = 1 / 4

/**
 * Calls `look` for one part of a list after the other until it returns true or the list ends. `next` answers about
 * `rows` rows behind the key. Returns the key where it stopped because the time was over, else null.
 */
export async function lookInSlices<R>(
  turns: Turns,
  start: Key | null,
  next: (from: Key | null, rows: number) => Promise<Part<R>>,
  look: (rows: R) => Promise<boolean>,
  { first, most } = { first: FIRST_ROWS, most: turns.size.maxRows },
): Promise<Key | null> {
  const { workMs } = turns.size
  let from = start
  let rows = Math.min(first, most)
  for (;;) {
    const ended = await turns.run(async () => {
      const sliceBeganAt = performance.now()
      let now = sliceBeganAt
      do {
        const part = await next(from, rows)
        const enough = await look(part.rows)
        if (enough || part.end === null) return true
        from = part.end
        const tookMs = performance.now() - now
        const change = Math.min(MAX_GROWTH, Math.max(MAX_SHRINKING, workMs / STATEMENTS / tookMs))
        rows = Math.round(Math.min(most, Math.max(MIN_ROWS, rows * change)))
        now += tookMs
      } while (now - sliceBeganAt < workMs - workMs / STATEMENTS)
      return false
    })
    if (ended) return null
    if (turns.isOver()) return from
  }
}

/** Behind `from`, up to and with `to`; null is the end of the list on that side. */
interface Range {
  readonly from: Key | null
  readonly to: Key | null
}

function lookAtRanges<TB extends keyof Database>(
  db: Db,
  walked: Query<TB>,
  direction: Direction,
  start: Key | null,
  turns: Turns,
  look: (range: Range) => Promise<boolean>,
): Promise<Key | null> {
  const keyOfNth = keyFinder(db, walked, direction)
  const next = async (from: Key | null, rows: number): Promise<Part<Range>> => {
    const to = await keyOfNth(from, rows)
    return { rows: { from, to }, end: to }
  }
  return lookInSlices(turns, start, next, look)
}

/** Finds the key of the n-th row behind a key; null if there are fewer. */
function keyFinder<TB extends keyof Database>(db: Db, walked: Query<TB>, direction: Direction) {
  const columns = direction.order.map(({ expression }, index) => sql<string | number>`${expression}`.as(`key${index}`))
  const find = repeated(db, (range, offset) =>
    ordered(within(walked, direction, range).select(columns), direction)
      .limit(1)
      .offset(offset),
  )
  return async (from: Key | null, nth: number): Promise<Key | null> => {
    const [row] = (await find({ from, to: null }, nth - 1)) as Record<string, string | number>[]
    return row ? direction.order.map((_, index) => row[`key${index}`] as string | number) : null
  }
}

function within<TB extends keyof Database, O>(
  query: SelectQueryBuilder<Database, TB, O>,
  direction: Direction,
  { from, to }: Range,
): SelectQueryBuilder<Database, TB, O> {
  const started = from ? query.where(behind(direction, from)) : query
  return to ? started.where(upTo(direction, to)) : started
}

/** A statement that is sent for many ranges, with a number: compiling it takes as long as looking at 100 rows. */
function repeated<R>(
  db: Db,
  build: (range: Range, number: number) => Compilable<R>,
): (range: Range, number: number) => Promise<R[]> {
  interface Use extends Range {
    readonly number: number
  }
  const compiled = new Map<string, CompiledOnce<Use, R>>()
  return async (range, number) => {
    const use = { ...range, number }
    const shape = `${range.from === null} ${range.to === null}`
    let statement = compiled.get(shape)
    if (!statement) {
      const part = (of: 'from' | 'to', slot: Key | null) =>
        range[of]?.map((_, index) => derived(slot as Key, (key) => key[index] as string | number)) ?? null
      statement = new CompiledOnce(db, use, ({ from, to, number }) =>
        build({ from: part('from', from), to: part('to', to) }, number),
      )
      compiled.set(shape, statement)
    }
    return (await db.executeQuery<R>(statement.with(use))).rows
  }
}
