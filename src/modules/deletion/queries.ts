// Deletions as far as the caller watches them: `watches` is part of every query.
import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { isUnfinished } from '../../access/access.ts'
import { decidable } from '../../access/deletion-rights.ts'
import { inGroups, inOrder } from '../../access/loaders.ts'
import { seesAllDeletions, watches } from '../../access/watched-deletions.ts'
import type { StoredEventType } from '../../events/catalogue/index.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { orderType, StringFilter } from '../../graphql/enums.ts'
import { onePage } from '../../graphql/list.ts'
import { areFew } from '../../graphql/read-list.ts'
import { dialectOf } from '../../store/dialect.ts'
import { anyOf, type Condition, type Either, eitherOf, stringFilter } from '../../store/filter.ts'
import { nestedPages } from '../../store/nested.ts'
import { type OrderTerm, orderTerms, type Page, type PageArgs, pageWindow } from '../../store/page.ts'
import { filterKey } from '../principal/queries.ts'
import { PrincipalRef } from '../refs.ts'
import { DeletionStateEnum } from './enums.ts'

type Deletion = Row<'deletion'>

export const DeletionFilter = builder.inputType('DeletionFilter', {
  description: 'All given conditions must match.',
  fields: (t) => ({
    state: t.field({ description: 'One of these.', type: [DeletionStateEnum] }),
    workspaceName: t.field({ description: 'The name of the workspace.', type: StringFilter }),
    requestedBy: t.field({ description: 'Who requested it.', type: PrincipalRef }),
  }),
})

export const DeletionOrder = orderType('Deletion', 'deletions', {
  REQUESTED_AT: 'By the time at which they were requested.',
  FINISHED_AT: 'By the time of the end. In ASC, unfinished deletions come first, by the time of the request.',
  WORKSPACE_NAME: 'By `workspaceName`.',
})

interface Args extends PageArgs {
  filter?: typeof DeletionFilter.$inferInput | null | undefined
  orderBy?: readonly (typeof DeletionOrder.$inferInput)[] | null | undefined
}

const ORDER_COLUMNS = { REQUESTED_AT: 'id', FINISHED_AT: 'finished_order', WORKSPACE_NAME: 'workspace_name' }
const column = (name: keyof Deletion) => sql.ref<string>(`deletion.${name}`)

/** A deletion that the caller watches; null for a hidden or missing one. */
export function loadDeletion(id: string, context: Context): Promise<Deletion | null> {
  return watchedBy('id', context).load(id)
}

/** Whether the caller may decide over a deletion that it watches. */
export async function mayDecide(
  id: string,
  permission: 'WORKSPACE_DELETE' | 'WORKSPACE_RESTORE',
  { load, store: { db }, signedIn }: Context,
): Promise<boolean> {
  const loader = load.batched(`deletions to decide over with ${permission}`, () => {
    return async (ids: readonly string[]) => {
      const decided = await decidable(db, signedIn, ids, permission)
      return ids.map((each) => decided.has(each))
    }
  })
  return loader.load(id)
}

/** The deletion that a workspace is in, if the caller watches it. */
export function deletionOf(workspaceId: string, context: Context): Promise<Deletion | null> {
  return watchedBy('workspace_id', context).load(workspaceId)
}

function watchedBy(key: 'id' | 'workspace_id', { load, store: { db }, signedIn }: Context) {
  return load.batched(`watched deletion by ${key}`, () => {
    return async (keys: readonly string[]) => {
      const found = db
        .selectFrom('deletion')
        .selectAll()
        .where(key, 'in', dialectOf(db).keys(keys))
        .where(watches(signedIn))
      const rows = await (key === 'id' ? found : found.where(isUnfinished)).execute()
      return inOrder(keys, rows, (row) => row[key])
    }
  })
}

/** The deletions that the caller watches, newest first unless `orderBy` says otherwise. */
export async function listDeletions(context: Context, args: Args): Promise<Page<Deletion>> {
  const { signedIn, store } = context
  const { db } = store
  const seesAll = seesAllDeletions(signedIn)
  const order = orderTerms('deletion', args.orderBy, ORDER_COLUMNS)
  const conditions: Condition[] = []
  // indexes have all deletions with each of these values, but not the caller's own
  const walkedBy = seesAll ? ['id'] : []
  const eithers: (Either | null)[] = []
  const { state, workspaceName, requestedBy } = args.filter ?? {}
  if (workspaceName) {
    const { eq, in: names, ...others } = workspaceName
    if (typeof eq === 'string')
      eithers.push(eitherOf(db, 'filter.workspaceName.eq', column('workspace_name'), [eq], walkedBy))
    eithers.push(eitherOf(db, 'filter.workspaceName.in', column('workspace_name'), names, walkedBy))
    conditions.push(...stringFilter(db, 'filter.workspaceName', column('workspace_name'), others).others)
  }
  if (requestedBy) {
    const key = await filterKey(db, signedIn, requestedBy)
    if (key === null) conditions.push(anyOf([]))
    else eithers.push(eitherOf(db, 'filter.requestedBy', column('requested_by'), [key], walkedBy))
  }
  eithers.push(eitherOf(db, 'filter.state', column('state'), state, walkedBy))
  const list = { name: `deletions:${signedIn.id}`, table: 'deletion', args } as const
  const all = db.selectFrom('deletion')
  if (seesAll) {
    const rows = all.where(watches(signedIn))
    return onePage(context, { ...list, rows, order, selection: { conditions, eithers } })
  }
  // the caller's own list begins with the rows that name it as a watcher, which an index has in the order of ids
  const own = db
    .selectFrom('deletion_watcher as watching')
    .where('watching.user_id', '=', signedIn.id)
    .crossJoin('deletion')
    .whereRef('deletion.id', '=', 'watching.deletion_id')
    .where(watches(signedIn)) as unknown as typeof all
  const id = sql.ref('watching.deletion_id')
  const ownOrder = order.map((term) => (term.key === 'id' ? { ...term, expression: id } : term))
  const isSorted = ownOrder.length > 1
  const areSorted = () => areFew(own, ownOrder.at(-1) as OrderTerm)
  if (isSorted && !(await context.turns.run(areSorted))) {
    const selection = { conditions: [watches(signedIn), ...conditions], eithers }
    return onePage(context, { ...list, rows: all, order, selection })
  }
  return onePage(context, { ...list, rows: own, isSorted, order: ownOrder, selection: { conditions, eithers } })
}

/** The steps of a deletion, in order. */
export function stepsOf(deletionId: string, { store: { db }, load }: Context): Promise<Row<'deletion_step'>[]> {
  const loader = load.batched('deletion_steps', () => {
    return async (ids: readonly string[]) => {
      const rows = await db
        .selectFrom('deletion_step')
        .selectAll()
        .where('deletion_id', 'in', dialectOf(db).keys(ids))
        .orderBy('position')
        .execute()
      return inGroups(ids, rows, (row) => row.deletion_id)
    }
  })
  return loader.load(deletionId)
}

const RATE_OVER_MS = 10_000
/** The first slices are small, and tell little about those that follow. */
const RATE_WITHHELD_MS = 3000
const RATE_EVENTS = 100
const PROGRESS_TYPES = ['deletion.progress', 'deletion.step_succeeded'] satisfies StoredEventType[]

/** Items a second over the last ten seconds of progress; null where nothing is known, and in the first three seconds. */
export async function rateOf(deletion: Deletion, { load, store }: Context): Promise<number | null> {
  if (deletion.state !== 'RUNNING' || deletion.started_at === null || deletion.paused_at !== null) return null
  const { db, cursors } = store
  const nowMs = Date.parse(store.now())
  if (nowMs - Date.parse(deletion.started_at) < RATE_WITHHELD_MS) return null
  const loader = load.batched('deletion progress', () => {
    const since = new Date(nowMs - RATE_OVER_MS).toISOString()
    const newestFirst = [{ key: 'seq', expression: sql.ref('event.seq'), direction: 'desc' as const }]
    return nestedPages<'event'>({
      db,
      cursors,
      table: 'event',
      parent: 'deletion_id',
      key: 'seq',
      window: pageWindow({ first: RATE_EVENTS }, 'deletion progress', newestFirst, cursors),
      filter: (events) => events.where('event.type', 'in', PROGRESS_TYPES).where('event.at', '>', since),
      total: async () => 0,
    })
  })
  const { rows } = await loader.load(deletion.id)
  const [newest, oldest] = [rows[0], rows.at(-1)]
  if (!newest || !oldest) return null
  const doneAt = (event: Row<'event'>) => (JSON.parse(event.data) as { done: number }).done
  const seconds = (nowMs - Date.parse(oldest.at)) / 1000
  // the events are read after the deletion, so the newest of them may be ahead of it
  return seconds > 0 ? (Math.max(deletion.done, doneAt(newest)) - doneAt(oldest)) / seconds : null
}
