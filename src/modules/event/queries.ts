import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { watches } from '../../access/watched-deletions.ts'
import { type Batch, batchOf } from '../../events/batch.ts'
import { inAuditLog } from '../../events/read.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { DateTimeFilter } from '../../graphql/enums.ts'
import { nestedList, onePage } from '../../graphql/list.ts'
import type { Selection } from '../../graphql/read-list.ts'
import type { Db } from '../../store/database.ts'
import { anyOf, type Condition, dateTimeFilter, type Either, eitherOf } from '../../store/filter.ts'
import { isKind, kindOf } from '../../store/id.ts'
import { applyWindow } from '../../store/keyset.ts'
import { emptyPage, type OrderTerm, type Page, type PageArgs, windowBehind } from '../../store/page.ts'
import { filterKey } from '../principal/queries.ts'
import { PrincipalRef } from '../refs.ts'
import { assertPlace, logCursors } from './cursors.ts'
import { EventTypeEnum } from './event-type.ts'

type Event = Row<'event'>

export const EventFilter = builder.inputType('EventFilter', {
  description: 'All given conditions must match.',
  fields: (t) => ({
    types: t.field({ description: 'One of these.', type: [EventTypeEnum] }),
    actor: t.field({ description: 'Who did it.', type: PrincipalRef }),
    subject: t.id({ description: 'The id of the object that it is about.' }),
    at: t.field({ description: 'When it happened.', type: DateTimeFilter }),
  }),
})

type Args = PageArgs & { filter?: typeof EventFilter.$inferInput | null | undefined }

const column = (name: keyof Event) => sql.ref<string>(`event.${name}`)
const inOrder = (direction: 'asc' | 'desc'): OrderTerm[] => [{ key: 'seq', expression: column('seq'), direction }]

const eventsOf = nestedList<'event', Args>({
  name: 'events',
  table: 'event',
  parent: 'workspace_id',
  order: inOrder('desc'),
  cursors: logCursors,
  scope: () => [inAuditLog],
  select: selectionOf,
})

async function auditLog(workspaceId: string, args: Args, context: Context): Promise<Page<Event>> {
  await assertPlace(args, context)
  return eventsOf(workspaceId, args, context)
}

/** A workspace's audit log, newest first; empty for a watcher while the workspace is being deleted. */
export async function eventsOfWorkspace(
  workspace: Row<'workspace'>,
  args: Args,
  context: Context,
): Promise<Page<Event>> {
  return workspace.state === 'DELETING' ? emptyPage() : auditLog(workspace.id, args, context)
}

/**
 * The audit log of a workspace that is being deleted or is gone, without the callers' addresses. Of one that was restored
 * it ends there: later events are for those who may read them in the workspace.
 */
export async function eventsOfDeletedWorkspace(
  { id, workspace_id, state }: Pick<Row<'deletion'>, 'id' | 'workspace_id' | 'state'>,
  args: Args,
  context: Context,
): Promise<Page<Event>> {
  const page = await (state === 'CANCELLED'
    ? eventsUntilRestored(id, workspace_id, args, context)
    : auditLog(workspace_id, args, context))
  return { ...page, rows: page.rows.map(withoutIp) }
}

async function eventsUntilRestored(deletionId: string, workspaceId: string, args: Args, context: Context) {
  await assertPlace(args, context)
  const { db } = context.store
  const restored = db
    .selectFrom('event')
    .where('deletion_id', '=', deletionId)
    .select((eb) => eb.fn.max('seq').as('seq'))
  const rows = db
    .selectFrom('event')
    .where(inAuditLog)
    .where('workspace_id', '=', workspaceId)
    .where('seq', '<=', sql<number>`(${restored})`)
  const selection = await selectionOf(args, context)
  const list = { name: `events:${deletionId}`, table: 'event', order: inOrder('desc') } as const
  return onePage(context, { ...list, cursors: logCursors(context), rows, selection, args })
}

/** The deletion that a workspace is in, or that has removed it, if the caller watches it; its id. */
export async function watchedDeletionOf(workspaceId: string, { store, signedIn }: Context): Promise<string | null> {
  const deletions = store.db
    .selectFrom('deletion')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('state', '<>', 'CANCELLED')
  const row = await deletions.where(watches(signedIn)).orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.id ?? null
}

/** The log of the whole deployment, newest first; only that of one workspace where its id is given. */
export async function allEvents(workspaceId: string | null, args: Args, context: Context): Promise<Page<Event>> {
  if (workspaceId !== null) {
    return isKind('workspace', workspaceId, 'workspaceId') ? auditLog(workspaceId, args, context) : emptyPage()
  }
  await assertPlace(args, context)
  const rows = context.store.db.selectFrom('event').where(inAuditLog)
  const selection = await selectionOf(args, context)
  const list = { name: 'events', table: 'event', order: inOrder('desc'), cursors: logCursors(context) } as const
  return onePage(context, { ...list, rows, selection, args })
}

const deletionEventsOf = nestedList<'event', PageArgs>({
  name: 'deletion_events',
  table: 'event',
  parent: 'deletion_id',
  order: inOrder('asc'),
  cursors: logCursors,
  scope: () => [inAuditLog],
})

/** The events of one deletion, oldest first, progress left out. */
export async function eventsOfDeletion(deletionId: string, args: PageArgs, context: Context): Promise<Page<Event>> {
  await assertPlace(args, context)
  return deletionEventsOf(deletionId, args, context)
}

async function selectionOf({ filter }: Args, { store: { db }, signedIn }: Context): Promise<Selection> {
  const conditions: Condition[] = []
  const eithers: (Either | null)[] = []
  // an index has all events with this value, whatever their workspace
  const everywhere = (name: 'actor_id' | 'subject_id', field: string, value: string) => {
    const either = eitherOf(db, field, column(name), [value], ['seq'])
    eithers.push(either && { ...either, acrossParents: true })
  }
  if (typeof filter?.subject === 'string') {
    kindOf(filter.subject, 'subject')
    everywhere('subject_id', 'filter.subject', filter.subject)
  }
  eithers.push(eitherOf(db, 'filter.types', column('type'), filter?.types, ['seq']))
  if (filter?.actor) {
    const key = await filterKey(db, signedIn, filter.actor)
    if (key === null) conditions.push(anyOf([]))
    else everywhere('actor_id', 'filter.actor', key)
  }
  if (filter?.at) conditions.push(...dateTimeFilter(column('at'), filter.at))
  return { conditions, eithers }
}

const withoutIp = (event: Event): Event => ({ ...event, ip: null })

/**
 * The log of one workspace, or of the whole deployment for null, after a place in it: oldest first, without the callers'
 * addresses. Events of other types than these may be among them.
 */
export async function eventsAfter(
  db: Db,
  workspaceId: string | null,
  types: readonly string[] | null | undefined,
  after: number,
  limit: number,
): Promise<Batch> {
  const all = db.selectFrom('event')
  const query = workspaceId === null ? all : all.where('workspace_id', '=', workspaceId)
  const window = windowBehind([after], inOrder('asc'), limit)
  // for a few types an index of each is walked; with more, a filter in SQL could skip any number of rows in a statement
  const few = eitherOf(db, 'types', column('type'), types, ['seq'])
  const walked = few !== null && few.each.length > 0 ? few : null
  const rows = await applyWindow(query, window, walked).selectAll('event').execute()
  return batchOf(rows.map(withoutIp), limit)
}
