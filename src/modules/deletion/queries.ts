// Deletions and their events, as far as the caller watches them: one SQL condition behind all.
import { sql } from 'kysely'
import type { DeletionState, Row } from '../../../db/schema.ts'
import type { Principal } from '../../access/principal.ts'
import type { StoredEventType } from '../../events/catalogue/index.ts'
import { inAuditLog } from '../../events/read.ts'
import type { Batch } from '../../events/tail.ts'
import type { Context } from '../../graphql/context.ts'
import type { Db } from '../../store/database.ts'
import { allOf, anyOf, type Condition, eitherOf, stringFilter } from '../../store/filter.ts'
import { applyWindow, countOf, type Page, type PageArgs, pageOf, pageWindow } from '../../store/page.ts'
import { type PrincipalRef, principalKey } from '../principal/queries.ts'

type Deletion = Row<'deletion'>
type Event = Row<'event'>
type Maybe<T> = T | null | undefined

export interface DeletionFilter {
  state?: Maybe<readonly DeletionState[]>
  workspaceName?: Maybe<Parameters<typeof stringFilter>[2]>
  requestedBy?: Maybe<PrincipalRef>
}

const column = (name: keyof Deletion) => sql.ref<string>(`deletion.${name}`)

/** Whether the caller watches `deletion`: it asked, was an owner then, or is a platform admin. */
function watches(principal: Principal): Condition {
  if (principal.watchesDeletion !== null) return sql<boolean>`${column('id')} = ${principal.watchesDeletion}`
  const bound = principal.token?.workspaceId ?? null
  const here = bound === null ? allOf([]) : sql<boolean>`${column('workspace_id')} = ${bound}`
  if (principal.platformAdmin) return here
  const watching = sql<boolean>`exists (
    select 1 from deletion_watcher as watcher
    where watcher.deletion_id = ${column('id')} and watcher.user_id = ${principal.id}
  )`
  return allOf([here, watching])
}

/** A deletion that the caller watches; null for a hidden or missing one. Read anew at each call. */
export async function findDeletion(id: string, { store, signedIn }: Context): Promise<Deletion | null> {
  const row = await store.db
    .selectFrom('deletion')
    .selectAll()
    .where('id', '=', id)
    .where(watches(signedIn))
    .executeTakeFirst()
  return row ?? null
}

/** The deletion that a workspace is in, if the caller watches it. */
export async function deletionOf(workspaceId: string, { store, signedIn }: Context): Promise<Deletion | null> {
  const row = await store.db
    .selectFrom('deletion')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'RUNNING')
    .where(watches(signedIn))
    .executeTakeFirst()
  return row ?? null
}

/** The deletions that the caller watches, newest first. */
export async function listDeletions(
  context: Context,
  args: PageArgs & { filter?: Maybe<DeletionFilter> },
): Promise<Page<Deletion>> {
  const { db, cursors } = context.store
  const principal = context.signedIn
  // one's own begin with one's marks, which lie in the list's order
  const seesAll = principal.platformAdmin || principal.watchesDeletion !== null
  const expression = seesAll ? column('id') : sql.ref('watching.deletion_id')
  const order = [{ key: 'id', expression, direction: 'desc' as const }]
  const window = pageWindow(args, `deletions:${principal.id}`, order, cursors)
  const { state, workspaceName, requestedBy } = args.filter ?? {}
  const conditions: Condition[] = [watches(principal)]
  if (workspaceName) conditions.push(...stringFilter(db, column('workspace_name'), workspaceName))
  if (requestedBy) {
    const key = await principalKey(db, principal, requestedBy)
    conditions.push(key === null ? anyOf([]) : sql<boolean>`${column('requested_by')} = ${key}`)
  }
  const states = eitherOf(db, column('state'), state, seesAll ? ['id'] : [])
  const marks = db.selectFrom('deletion_watcher as watching').where('watching.user_id', '=', principal.id)
  const all = seesAll
    ? db.selectFrom('deletion')
    : marks.crossJoin('deletion').whereRef('deletion.id', '=', 'watching.deletion_id')
  const query = (all as ReturnType<typeof db.selectFrom<'deletion'>>).where(allOf(conditions))
  const rows = await applyWindow(query, window, states).selectAll('deletion').execute()
  return pageOf(rows, window, cursors, () => countOf(query, states))
}

/** What a deletion told, oldest first; its progress is for those who follow it live. */
export async function eventsOfDeletion(deletion: Deletion, args: PageArgs, { store }: Context): Promise<Page<Event>> {
  const { db, cursors } = store
  const seq = sql.ref<string>('event.seq')
  const order = [{ key: 'seq', expression: seq, direction: 'asc' as const }]
  const window = pageWindow(args, `deletion_events:${deletion.id}`, order, cursors)
  const query = db.selectFrom('event').where('deletion_id', '=', deletion.id).where(inAuditLog)
  const rows = await applyWindow(query, window).selectAll('event').execute()
  return pageOf(rows, window, cursors, () => countOf(query))
}

/** The events of one deletion behind a place in the log, in order, progress too. */
export async function deletionEventsAfter(db: Db, deletionId: string, after: number, limit: number): Promise<Batch> {
  const events = await db
    .selectFrom('event')
    .selectAll()
    .where('deletion_id', '=', deletionId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return { events, scannedTo: null }
}

/** Rows of the log that one statement scans at most. */
const SCAN_LIMIT = 500

/** The same for every deletion that the caller watches, without progress. */
export async function watchedEventsAfter(db: Db, principal: Principal, after: number, limit: number): Promise<Batch> {
  const told = db.selectFrom('event').where('deletion_id', 'is not', null).where(inAuditLog).where('seq', '>', after)
  const { rows } = await sql<Event & { scanned_to: number | null }>`
    with scanned as materialized ${told.select(['seq', 'deletion_id']).orderBy('seq').limit(SCAN_LIMIT)}
    select event.*, span.scanned_to
    from (select case when count(*) = ${sql.lit(SCAN_LIMIT)} then max(seq) end as scanned_to from scanned) as span
    left join scanned on exists (select 1 from deletion where deletion.id = scanned.deletion_id and ${watches(principal)})
    left join event on event.seq = scanned.seq
    order by scanned.seq limit ${limit}`.execute(db)
  const events = rows.flatMap(({ scanned_to: _, ...event }) => (event.seq === null ? [] : [event]))
  return { events, scannedTo: rows[0]?.scanned_to ?? null }
}

export interface Snapshot {
  deletions: Deletion[]
  /** The newest event's number when they were read. */
  head: number
}

/** Deletions together with the head of the log, in one statement: nothing can happen between the two. */
export async function snapshot(db: Db, principal: Principal, only: { id: string } | 'unfinished'): Promise<Snapshot> {
  const wanted =
    only === 'unfinished' ? sql<boolean>`${column('state')} = 'RUNNING'` : sql<boolean>`${column('id')} = ${only.id}`
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('event')
        .select((inner) => inner.fn.max('seq').as('head'))
        .as('log'),
    )
    .leftJoin('deletion', (join) => join.on(allOf([wanted, watches(principal)])))
    .selectAll('deletion')
    .select('log.head')
    .orderBy('deletion.id')
    .execute()
  const deletions = rows.flatMap(({ head: _head, ...row }) => (row.id === null ? [] : [row as Deletion]))
  return { deletions, head: Number(rows[0]?.head ?? 0) }
}

const RATE_OVER_MS = 10_000
const RATE_WINDOW = 100

/** Items a second over the last few seconds of progress; null where nothing is known yet. */
export async function rateOf(deletion: Deletion, { store }: Context): Promise<number | null> {
  if (deletion.state !== 'RUNNING') return null
  const told = await store.db
    .selectFrom('event')
    .select(['at', 'data'])
    .where('deletion_id', '=', deletion.id)
    .where('type', 'in', ['deletion.progress', 'deletion.step_succeeded'] satisfies StoredEventType[])
    .where('at', '>', new Date(Date.parse(store.now()) - RATE_OVER_MS).toISOString())
    .orderBy('seq', 'desc')
    .limit(RATE_WINDOW)
    .execute()
  const oldest = told.at(-1)
  if (!oldest) return null
  const then = JSON.parse(oldest.data) as { done: number }
  const seconds = (Date.parse(store.now()) - Date.parse(oldest.at)) / 1000
  return seconds > 0 ? (deletion.done - then.done) / seconds : null
}
