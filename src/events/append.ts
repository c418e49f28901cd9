import type { Caller } from '../access/principal.ts'
import type { Tx } from '../store/database.ts'
import { enter } from '../store/log.ts'
import { EVENTS, type EventData, type EventType } from './catalogue.ts'

/** Who an event tells of: a caller, or the server itself. */
export type Actor = Caller | 'system'

/** What `authorize` answers: the caller, and the workspace in which it may act. */
interface Acting {
  readonly caller: Caller
  readonly workspace: { readonly id: string }
  readonly asPlatformAdmin: boolean
}

interface About {
  workspaceId?: string | null
  deletionId?: string | null
  subjectId?: string | null
}

/**
 * Puts one event into the log with the transaction that it tells of, in the order of commits. Taking a `Tx` is what
 * keeps it from being written anywhere else.
 */
export function append<T extends EventType>(
  tx: Tx,
  at: string,
  by: Actor | Acting,
  type: T,
  data: EventData<T>,
  about: About = {},
): void {
  const acting = typeof by === 'object' && 'caller' in by ? by : null
  const caller = acting ? acting.caller : by === 'system' ? null : (by as Caller)
  const actorName = caller?.principal.name ?? 'Croft'
  const sentence = (EVENTS[type] as (data: EventData<T>) => string)(data)
  enter(tx, {
    type,
    at,
    workspace_id: about.workspaceId !== undefined ? about.workspaceId : (acting?.workspace.id ?? null),
    deletion_id: about.deletionId ?? null,
    actor_id: caller?.principal.id ?? null,
    actor_name: actorName,
    token_id: caller?.principal.token?.id ?? null,
    subject_id: about.subjectId ?? null,
    request_id: caller?.requestId ?? null,
    ip: caller?.ip ?? null,
    summary: `${actorName} ${sentence}`,
    data: JSON.stringify(acting?.asPlatformAdmin ? { ...data, asPlatformAdmin: true } : data),
  })
}
