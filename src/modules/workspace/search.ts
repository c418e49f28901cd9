// Workspaces that meet a filter, and how many there are. A caller who knows of few is answered from those few, whatever
// the order. For all others the workspaces are walked in their order, with a check for each whether the caller knows
// it; in the order of ids, only workspaces that name the caller are walked.
import { sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { Row } from '../../../db/schema.ts'
import type { AccessColumns } from '../../access/access.ts'
import { boundWorkspace, type Principal, principalKeys } from '../../access/principal.ts'
import {
  accessColumns,
  knownWorkspaceIds,
  knowsMoreThan,
  nextKnownIds,
  seesWorkspaces,
  visibleWorkspaces,
} from '../../access/visible-workspaces.ts'
import type { Context } from '../../graphql/context.ts'
import type { Db } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { allOf, type Condition, type Either } from '../../store/filter.ts'
import { behind, compareKeys, isWalked, ordered } from '../../store/keyset.ts'
import { type Found, type Key, keyOf, type OrderTerm, orderTerms, shapeOf, type Window } from '../../store/page.ts'
import { runPrepared } from '../../store/prepared.ts'
import { lookInSlices, type Part } from '../../store/slices.ts'

export type WorkspaceRow = Row<'workspace'> & AccessColumns

/** What a filter asks for. */
export interface Asked {
  readonly condition: Condition
  /** Few workspaces have one of the names that the filter gives, since a name is unique. */
  readonly named: Condition | null
  readonly indexed: readonly (Either | null)[]
  readonly deletingToo: boolean
}

/** Asks for all. */
export const ALL_WORKSPACES: Asked = { condition: allOf([]), named: null, indexed: [], deletingToo: false }

/** A caller who knows of more workspaces is not answered from all of them. */
export const MAX_FEW = 1000

/**
 * The ids of callers who were found to know of many workspaces, for each database. An entry expires after a minute:
 * until then a caller who knows of fewer by now is still answered in slices.
 */
const foundToKnowMany = new WeakMap<Db, LRUCache<string, true>>()

function foundIn(db: Db): LRUCache<string, true> {
  const found = foundToKnowMany.get(db) ?? new LRUCache<string, true>({ max: 10_000, ttl: 60_000 })
  foundToKnowMany.set(db, found)
  return found
}

/** Whether the caller was found to know many, without running a statement. */
export const isFoundToKnowMany = (db: Db, { id }: Principal): boolean => foundIn(db).has(id)

/** Whether the caller may know of so many workspaces that a page is not found by looking at all of them. */
export async function knowsMany({ store, signedIn, load }: Context): Promise<boolean> {
  if (boundWorkspace(signedIn) !== null) return false
  if (isFoundToKnowMany(store.db, signedIn)) return true
  const isSo = await load.once('knows many workspaces', () => knowsMoreThan(store.db, signedIn, MAX_FEW))
  if (isSo) foundIn(store.db).set(signedIn.id, true)
  return isSo
}

/** The rows of the window that meet the filter. */
export async function findWorkspaces(context: Context, asked: Asked, window: Window): Promise<Found<WorkspaceRow>> {
  const { store, turns, signedIn } = context
  const wanted = window.limit + 1
  const rows: WorkspaceRow[] = []
  const amongThem = (ids: readonly string[]) => {
    const visible = visibleWorkspaces(store.db, signedIn, asked.deletingToo, asked.condition, ids)
    const from = window.behind ? visible.where(behind(window, window.behind)) : visible
    const found = ordered(from, window).limit(wanted)
    return found.selectAll('workspace').select(accessColumns(signedIn, asked.deletingToo))
  }
  const isPlain = asked === ALL_WORKSPACES && !window.behind && boundWorkspace(signedIn) === null
  const look = async (ids: readonly string[]) => {
    const { list } = dialectOf(store.db)
    const kind = `${signedIn.platformAdmin}, ${seesWorkspaces(signedIn)}, ${shapeOf(window)}`
    const found = isPlain
      ? runPrepared(store.db, `workspaces of ids, ${kind}`, [list(principalKeys(signedIn)), list(ids), wanted], () =>
          amongThem(ids),
        )
      : amongThem(ids).execute()
    rows.push(...(await found))
    return rows.length >= wanted
  }
  const few = await fewKnown(context, asked)
  if (!few) {
    const { next, areKnown } = walkOf(context, asked, window)
    const most = turns.size.maxRows
    // without a filter, nearly every workspace that the caller knows is on the page
    const sizes = areKnown && asked === ALL_WORKSPACES ? { first: wanted, most } : undefined
    const stoppedAt = await lookInSlices(turns, window.behind, next, look, sizes)
    return { rows: rows.slice(0, wanted), stoppedAt }
  }
  await eachOf(few, context, async (ids) => {
    await look(ids)
    rows.sort((a, b) => compareKeys(window, keyOf(a, window.order), keyOf(b, window.order))).splice(wanted)
  })
  return { rows, stoppedAt: null }
}

/** The number of workspaces that meet the filter; null if counting them takes too long. */
export async function countWorkspaces(context: Context, asked: Asked): Promise<number | null> {
  const { store, turns, signedIn } = context
  let total = 0
  const count = async (ids: readonly string[]) => {
    const visible = visibleWorkspaces(store.db, signedIn, asked.deletingToo, asked.condition, ids)
    const counted = visible.select((eb) => eb.fn.countAll<number>().as('count'))
    total += Number((await counted.executeTakeFirstOrThrow()).count)
  }
  const order = orderTerms('workspace', null, {})
  const few = await fewKnown(context, asked)
  if (few) {
    await eachOf(few, context, count)
    return total
  }
  const { next } = walkOf(context, asked, { order, backward: false })
  const stoppedAt = await lookInSlices(turns, null, next, async (ids) => {
    await count(ids)
    return false
  })
  return stoppedAt === null ? total : null
}

/**
 * The ids of all workspaces that can match: those that the filter names, or that the caller may know of; null if these
 * are many.
 */
async function fewKnown(context: Context, { named, deletingToo }: Asked): Promise<string[] | null> {
  const { store, signedIn, turns } = context
  const { db } = store
  const bound = boundWorkspace(signedIn)
  if (bound !== null) return [bound]
  if (named) {
    const rows = await turns.run(() => db.selectFrom('workspace').select('id').where(named).execute())
    return rows.map(({ id }) => id)
  }
  if (signedIn.platformAdmin || (await knowsMany(context))) return null
  const ids = await turns.run(() => knownWorkspaceIds(db, signedIn, deletingToo, MAX_FEW + 1))
  return ids.length > MAX_FEW ? null : [...new Set(ids)]
}

/** Looks at all of these workspaces, whatever time is left: they are too few for that to take long. */
async function eachOf(
  ids: readonly string[],
  { turns }: Context,
  look: (ids: readonly string[]) => Promise<void>,
): Promise<void> {
  const next = async (from: Key | null, rows: number): Promise<Part<readonly string[]>> => {
    const start = Number(from?.[0] ?? 0)
    return { rows: ids.slice(start, start + rows), end: start + rows < ids.length ? [start + rows] : null }
  }
  let at: Key | null = null
  do {
    at = await lookInSlices(turns, at, next, async (part) => {
      await look(part)
      return false
    })
  } while (at)
}

/**
 * `next` answers the ids of the next workspaces in the order of the window: those that the caller may know of are among
 * them, or it may know of them all.
 */
function walkOf(
  { store: { db }, signedIn }: Context,
  { indexed, deletingToo }: Asked,
  window: Pick<Window, 'order' | 'backward'>,
) {
  const either = indexed.find((each) => each && isWalked(each, window.order))
  if (!either && !deletingToo && !signedIn.platformAdmin && window.order[0]?.key === 'id')
    return { next: walkOfKnown(db, signedIn, window.order[0], window.backward), areKnown: true }
  const [only, ...others] = either?.each ?? []
  const all = only && others.length === 0 ? db.selectFrom('workspace').where(only) : db.selectFrom('workspace')
  const { order } = window
  const columns = order.map(({ key, expression }) => sql<string | number>`${expression}`.as(key))
  const next = async (from: Key | null, rows: number): Promise<Part<string[]>> => {
    const behindIt = from ? all.where(behind(window, from)) : all
    const found = await ordered(behindIt.select(columns).select('workspace.id'), window).limit(rows).execute()
    const last = found.length === rows ? found.at(-1) : undefined
    return { rows: found.map(({ id }) => id), end: last ? keyOf(last, order) : null }
  }
  return { next, areKnown: false }
}

function walkOfKnown(db: Db, principal: Principal, { direction }: OrderTerm, backward: boolean) {
  const towards = (direction === 'asc') !== backward ? 'asc' : 'desc'
  return async (from: Key | null, rows: number): Promise<Part<string[]>> => {
    const ids = await nextKnownIds(db, principal, from === null ? null : String(from[0]), towards, rows)
    const last = ids.length === rows ? ids.at(-1) : undefined
    return { rows: ids, end: last === undefined ? null : [last] }
  }
}
