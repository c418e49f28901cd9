import type { Grant } from '../access/authorize.ts'
import type { Caller } from '../access/principal.ts'
import type { Tx } from '../store/database.ts'
import { enter, type LogEntry } from '../store/log.ts'
import { EVENTS, type EventData, type EventType, type StoredEventType } from './catalogue/index.ts'

/** Who acts: a caller, a caller with the grant under which it acts in a workspace, or the server itself. */
type Actor = Caller | (Pick<Grant, 'caller' | 'asPlatformAdmin'> & { workspace: { id: string } }) | 'system'

interface About {
  /** Taken from the grant where it is left out. */
  workspaceId?: string | null
  deletionId?: string | null
  subjectId?: string | null
}

const SYSTEM_NAME = 'Croft'

/**
 * Writes one event to the log with the transaction that it describes; events are numbered in commit order. Taking a
 * `Tx` keeps an event from being written outside of its transaction. Returns what it writes.
 */
export function append<T extends StoredEventType>(
  tx: Tx,
  at: string,
  by: Actor,
  type: T,
  data: EventData<T>,
  about: About = {},
): LogEntry {
  const entry = eventRow(at, by, type, data, about)
  enter(tx, entry)
  return entry
}

/** The row of one event, before the log gives it its number. */
export function eventRow<T extends EventType>(
  at: string,
  by: Actor,
  type: T,
  data: EventData<T>,
  about: About,
): LogEntry {
  const grant = by !== 'system' && 'caller' in by ? by : null
  const caller = by === 'system' ? null : 'caller' in by ? by.caller : by
  const actorName = caller?.principal.name ?? SYSTEM_NAME
  const sentence = EVENTS[type].sentence as (data: EventData<T>) => string
  return {
    type,
    at,
    workspace_id: about.workspaceId !== undefined ? about.workspaceId : (grant?.workspace.id ?? null),
    deletion_id: about.deletionId ?? null,
    actor_id: caller?.principal.id ?? null,
    actor_name: actorName,
    token_id: caller?.principal.token?.id ?? null,
    subject_id: about.subjectId ?? null,
    request_id: caller?.requestId ?? null,
    ip: caller?.ip ?? null,
    summary: `${actorName} ${sentence(data)}`,
    data: JSON.stringify(grant?.asPlatformAdmin ? { ...data, asPlatformAdmin: true } : data),
  }
}
