import type { Row } from '../../../db/schema.ts'
import type { ChangesOf, Happened, NodeChange } from './changes.ts'
import { brakeEvents, deletionEvents } from './deletion.ts'
import { invitationEvents } from './invitation.ts'
import { memberEvents } from './member.ts'
import { projectEvents } from './project.ts'
import { resourceEvents } from './resource.ts'
import { type Affected, EVERYWHERE, nobody, type RightsOf } from './rights.ts'
import { serviceAccountEvents } from './service-account.ts'
import { sessionEvents } from './session.ts'
import { tokenEvents } from './token.ts'
import { userEvents } from './user.ts'
import type { Named } from './words.ts'
import { workspaceEvents } from './workspace.ts'

/** Every event, by its type. */
export const EVENTS = {
  ...workspaceEvents,
  ...memberEvents,
  ...invitationEvents,
  ...tokenEvents,
  ...serviceAccountEvents,
  ...projectEvents,
  ...resourceEvents,
  ...userEvents,
  ...sessionEvents,
  ...deletionEvents,
  ...brakeEvents,
} as const

type Events = typeof EVENTS
export type EventType = keyof Events
/** The events that are written to the log. */
export type StoredEventType = { [T in EventType]: Events[T]['stored'] extends true ? T : never }[EventType]
export type EventData<T extends EventType> = Parameters<Events[T]['sentence']>[0]

type Logged = Pick<Row<'event'>, 'type' | 'workspace_id' | 'actor_id' | 'subject_id' | 'data'>

/** Whose rights an event of the log may take away; everybody's, for one that another version of Croft has written. */
export function affectedBy(row: Logged): readonly Affected[] {
  if (!isEventType(row.type)) return [EVERYWHERE]
  const takesRightsOf = EVENTS[row.type].takesRightsOf as RightsOf<unknown>
  if (takesRightsOf === nobody) return []
  try {
    return takesRightsOf(happened(row))
  } catch {
    // its data lacks what this version's declaration reads
    return [EVERYWHERE]
  }
}

/** The nodes that an event of the log changes; none for one that a newer version has written. */
export function changesOf(row: Logged): readonly NodeChange[] {
  return isEventType(row.type) ? (EVENTS[row.type].changes as ChangesOf<unknown>)(happened(row)) : []
}

const happened = ({ workspace_id, actor_id, subject_id, data }: Logged): Happened<unknown> => {
  return { workspace: workspace_id, actor: actor_id, subject: subject_id, data: JSON.parse(data) }
}

function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENTS, type)
}

/** The events that the audit log shows. */
export const AUDITED_TYPES = (Object.keys(EVENTS) as EventType[]).filter(
  (type): type is StoredEventType => EVENTS[type].stored && EVENTS[type].inAuditLog,
)

/**
 * The name that the subject of an event had then: the event holds it as `name`, or as the name of its `member`, `user`
 * or new owner (`to`). Null for an event about many things.
 */
export function subjectNameOf({ data }: { data: string }): string | null {
  const { name, member, user, to } = JSON.parse(data) as Partial<Record<'member' | 'user' | 'to', Named> & Named>
  return name ?? (member ?? user ?? to)?.name ?? null
}
