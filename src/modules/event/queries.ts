import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { inAuditLog } from '../../events/read.ts'
import type { Batch } from '../../events/tail.ts'
import type { Context } from '../../graphql/context.ts'
import type { Db } from '../../store/database.ts'
import { allOf, anyOf, type Condition, dateTimeFilter, eitherOf } from '../../store/filter.ts'
import { kindOf } from '../../store/id.ts'
import { applyWindow, countOf, type Page, type PageArgs, pageOf, pageWindow, windowBehind } from '../../store/page.ts'
import { type PrincipalRef, principalKey } from '../principal/queries.ts'

type Event = Row<'event'>
type Maybe<T> = T | null | undefined

export interface EventFilter {
  types?: Maybe<readonly string[]>
  actor?: Maybe<PrincipalRef>
  subject?: Maybe<string>
  at?: Maybe<Parameters<typeof dateTimeFilter>[1]>
}

const column = (name: keyof Event) => sql.ref<string>(`event.${name}`)

/**
 * A page of the log, newest first: of one workspace, or of all where `workspaceId` is null. Addresses are for those who
 * may read the audit log; a watcher of a deletion is shown it without.
 */
export async function listEvents(
  workspaceId: string | null,
  args: PageArgs & { filter?: Maybe<EventFilter> },
  context: Context,
  { showIp }: { showIp: boolean },
): Promise<Page<Event>> {
  const { db, cursors } = context.store
  const order = [{ key: 'seq', expression: column('seq'), direction: 'desc' as const }]
  const window = pageWindow(args, `events:${workspaceId ?? '*'}`, order, cursors)
  const conditions = await conditionsOf(args.filter ?? {}, context)
  if (workspaceId !== null) conditions.push(sql<boolean>`${column('workspace_id')} = ${workspaceId}`)
  const query = db.selectFrom('event').where(inAuditLog).where(allOf(conditions))
  const types = eitherOf(db, column('type'), args.filter?.types, ['seq'])
  const rows = await applyWindow(query, window, types).selectAll('event').execute()
  return pageOf(showIp ? rows : rows.map(withoutIp), window, cursors, () => countOf(query, types))
}

async function conditionsOf(filter: EventFilter, context: Context): Promise<Condition[]> {
  const all: Condition[] = []
  if (filter.actor) {
    const key = await principalKey(context.store.db, context.signedIn, filter.actor)
    all.push(key === null ? anyOf([]) : sql<boolean>`${column('actor_id')} = ${key}`)
  }
  if (typeof filter.subject === 'string') {
    kindOf(filter.subject, 'subject')
    all.push(sql<boolean>`${column('subject_id')} = ${filter.subject}`)
  }
  if (filter.at) all.push(...dateTimeFilter(column('at'), filter.at))
  return all
}

const withoutIp = (event: Event): Event => ({ ...event, ip: null })

/** The events of one workspace behind a place in the log, oldest first, without addresses. */
export async function workspaceEventsAfter(
  db: Db,
  workspaceId: string,
  types: Maybe<readonly string[]>,
  after: number,
  limit: number,
): Promise<Batch> {
  const query = db.selectFrom('event').where('workspace_id', '=', workspaceId).where(inAuditLog)
  const window = windowBehind([after], [{ key: 'seq', expression: column('seq'), direction: 'asc' }], limit)
  const rows = await applyWindow(query, window, eitherOf(db, column('type'), types, ['seq']))
    .selectAll('event')
    .execute()
  return { events: rows.map(withoutIp), scannedTo: null }
}
