import type { Row } from '../../../db/schema.ts'
import type { ChangesOf, NodeChange } from './changes.ts'
import type { RightsLoss } from './declare.ts'
import { deletionEvents } from './deletion.ts'
import { invitationEvents } from './invitation.ts'
import { memberEvents } from './member.ts'
import { projectEvents } from './project.ts'
import { resourceEvents } from './resource.ts'
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
  ...projectEvents,
  ...resourceEvents,
  ...userEvents,
  ...deletionEvents,
} as const

type Events = typeof EVENTS
export type EventType = keyof Events
/** The events that are written to the log. */
export type StoredEventType = { [T in EventType]: Events[T]['stored'] extends true ? T : never }[EventType]
export type EventData<T extends EventType> = Parameters<Events[T]['sentence']>[0]

/** Where an event of the log may take rights away. One that a newer version has written may do so anywhere. */
export function rightsLossOf(type: string): RightsLoss {
  return isEventType(type) ? EVENTS[type].removesRights : 'anywhere'
}

/** The nodes that an event of the log changes; none for one that a newer version has written. */
export function changesOf({
  type,
  workspace_id: workspace,
  subject_id: subject,
  data,
}: Row<'event'>): readonly NodeChange[] {
  if (!isEventType(type)) return []
  return (EVENTS[type].changes as ChangesOf<unknown>)({ workspace, subject, data: JSON.parse(data) })
}

function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENTS, type)
}

/** The events that the audit log shows. */
export const AUDITED_TYPES = (Object.keys(EVENTS) as EventType[]).filter(
  (type): type is StoredEventType => EVENTS[type].stored && EVENTS[type].inAuditLog,
)

/**
 * The name that the subject of an event had then: events tell it as `name`, or as the name of their `member`, `user` or
 * new owner (`to`). Null for an event about many things.
 */
export function subjectNameOf({ data }: { data: string }): string | null {
  const { name, member, user, to } = JSON.parse(data) as Partial<Record<'member' | 'user' | 'to', Named> & Named>
  return name ?? (member ?? user ?? to)?.name ?? null
}
