// Every event there is, with the sentence that tells it. What an event carries in `data` is what its sentence takes:
// ids, names and roles before and after; of labels and specs only which keys changed; never a secret.
import type { RoleName } from '../../db/schema.ts'

interface Named {
  id: string
  name: string
}
interface Changed {
  fields: readonly string[]
}
interface Progress {
  step?: string
  stepTotal?: number
  stepDone?: number
  total: number
  done: number
}

const A_ROLE: Readonly<Record<RoleName, string>> = {
  OWNER: 'an owner',
  ADMIN: 'an admin',
  EDITOR: 'an editor',
  VIEWER: 'a viewer',
}
const changes = ({ fields }: Changed) => (fields.length > 0 ? fields.join(', ') : 'nothing')
const count = (n: number, noun: string) => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`

/** What follows the actor's name. */
export const EVENTS = {
  'workspace.created': (d: { name: string; displayName: string; visibility: string }) => `created workspace ${d.name}`,
  'workspace.updated': (d: { name: string; visibility?: { from: string; to: string } } & Changed) =>
    `changed ${changes(d)} of workspace ${d.name}`,
  'workspace.suspended': (d: { name: string; reason: string }) => `suspended workspace ${d.name}: ${d.reason}`,
  'workspace.resumed': (d: { name: string }) => `resumed workspace ${d.name}`,
  'workspace.ownerless': (d: { name: string; because: Named }) =>
    `left workspace ${d.name} without an owner who can act: ${d.because.name} is suspended`,
  'member.added': (d: { member: Named; role: RoleName }) => `made ${d.member.name} ${A_ROLE[d.role]}`,
  'member.role_changed': (d: { member: Named; from: RoleName; to: RoleName }) =>
    `made ${d.member.name} ${A_ROLE[d.to]} instead of ${A_ROLE[d.from]}`,
  'member.removed': (d: { member: Named; role: RoleName; revokedTokenIds: readonly string[] }) =>
    `removed ${d.member.name}, who was ${A_ROLE[d.role]}`,
  'member.left': (d: { role: RoleName; revokedTokenIds: readonly string[] }) => `left, having been ${A_ROLE[d.role]}`,
  'ownership.transferred': (d: { to: Named; from: Named; fromRole: RoleName | null }) =>
    `handed ownership to ${d.to.name}`,
  'token.created': (d: {
    name: string
    owner: Named
    expiresAt: string
    role: RoleName | null
    platformAdmin: boolean
  }) => `created token ${d.name} of ${d.owner.name}`,
  'token.revoked': (d: { name: string; owner: Named; mintedTokenIds: readonly string[] }) =>
    `revoked token ${d.name} of ${d.owner.name}`,
  'project.created': (d: { name: string }) => `created project ${d.name}`,
  'project.updated': (d: { name: string } & Changed) => `changed ${changes(d)} of project ${d.name}`,
  'project.deleted': (d: { name: string }) => `deleted project ${d.name}`,
  'resource.registered': (d: { ids: readonly string[]; kinds: readonly string[] }) =>
    `registered ${count(d.ids.length, 'resource')}`,
  'resource.updated': (
    d: {
      kind: string
      name: string
      keys: Record<string, readonly string[]>
      digests: Record<string, string>
    } & Changed,
  ) => `changed ${changes(d)} of ${d.kind} ${d.name}`,
  'resource.deleted': (d: { kind: string; name: string }) => `deleted ${d.kind} ${d.name}`,
  'user.created': (d: { user: Named; platformAdmin: boolean; by: 'bootstrap' | 'sign-in' | 'admin' }) =>
    `created user ${d.user.name}${d.by === 'sign-in' ? ' at their first sign-in' : ''}`,
  'user.updated': (d: { user: Named; platformAdmin?: { from: boolean; to: boolean } } & Changed) =>
    `changed ${changes(d)} of user ${d.user.name}`,
  'user.suspended': (d: { user: Named; reason: string }) => `suspended ${d.user.name}: ${d.reason}`,
  'user.resumed': (d: { user: Named }) => `resumed ${d.user.name}`,
  'user.deleted': (d: { user: Named; workspaceIds: readonly string[] }) => `deleted user ${d.user.name}`,
  'deletion.started': (d: { name: string; policy: string } & Progress) =>
    `started deleting workspace ${d.name} with ${count(d.total, 'item')}`,
  'deletion.step_started': (d: Progress & { step: string }) => `started ${d.step}: ${count(d.stepTotal ?? 0, 'item')}`,
  'deletion.progress': (d: Progress & { step: string }) =>
    `removed ${d.done.toLocaleString('en')} of ${count(d.total, 'item')}`,
  'deletion.step_retrying': (d: Progress & { step: string; error: string; nextAttemptAt: string }) =>
    `will try ${d.step} again: ${d.error}`,
  'deletion.step_succeeded': (d: Progress & { step: string }) =>
    `finished ${d.step}: ${count(d.stepDone ?? 0, 'item')}`,
  'deletion.succeeded': (d: Progress & { name: string }) => `finished deleting workspace ${d.name}`,
} as const

export type EventType = keyof typeof EVENTS
export type EventData<T extends EventType> = Parameters<(typeof EVENTS)[T]>[0]

/** Shown to those who follow the deletion itself; the audit log does without. */
export const PROGRESS = 'deletion.progress' satisfies EventType

/** Events that take no right away: open streams need not ask again after them. */
export const HARMLESS: readonly string[] = [
  'project.created',
  'project.updated',
  'project.deleted',
  'resource.registered',
  'resource.updated',
  'resource.deleted',
  'token.created',
  'user.created',
  'workspace.created',
  'deletion.step_started',
  'deletion.progress',
  'deletion.step_retrying',
  'deletion.step_succeeded',
  'deletion.succeeded',
  'user.resumed',
] satisfies EventType[]
