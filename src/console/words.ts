// The names of things on the screen, and the texts of errors: what happened, and what to do next.
import type { CroftError } from '../client/index.ts'
import type {
  DeletionState,
  InvitationState,
  Permission,
  RoleName,
  TokenStatus,
  WorkspaceVisibility,
} from './generated/types.ts'

export const ROLES: readonly RoleName[] = ['OWNER', 'ADMIN', 'EDITOR', 'VIEWER']
export const ROLE_WORDS: Readonly<Record<RoleName, string>> = {
  OWNER: 'Owner',
  ADMIN: 'Admin',
  EDITOR: 'Editor',
  VIEWER: 'Viewer',
}
export const aRole = (role: RoleName): string => `${/^[AEO]/.test(role) ? 'an' : 'a'} ${ROLE_WORDS[role].toLowerCase()}`

export const VISIBILITY_WORDS: Readonly<Record<WorkspaceVisibility, string>> = {
  PRIVATE: 'Members only',
  SHARED_READ: 'Everyone reads',
  SHARED_WRITE: 'Everyone edits',
}
export const TOKEN_WORDS: Readonly<Record<TokenStatus, string>> = {
  ACTIVE: 'Active',
  ROTATING: 'Rotating',
  SUSPENDED: 'Suspended',
  EXPIRED: 'Expired',
  REVOKED: 'Revoked',
}
export const INVITATION_WORDS: Readonly<Record<InvitationState, string>> = {
  PENDING: 'Pending',
  ACCEPTED: 'Accepted',
  DECLINED: 'Declined',
  REVOKED: 'Revoked',
  EXPIRED: 'Expired',
}
export const DELETION_WORDS: Readonly<Record<DeletionState, string>> = {
  SCHEDULED: 'Scheduled',
  RUNNING: 'Running',
  SUCCEEDED: 'Finished',
  FAILED: 'Failed',
  CANCELLED: 'Restored',
}
export const PERMISSION_WORDS: Readonly<Record<Permission, string>> = {
  WORKSPACE_READ: 'See the workspace',
  MEMBER_READ: 'See members',
  RESOURCE_READ: 'See projects and resources',
  TOKEN_CREATE: 'Make tokens for oneself',
  PROJECT_WRITE: 'Change projects',
  RESOURCE_WRITE: 'Change resources',
  WORKSPACE_UPDATE: 'Change settings',
  MEMBER_INVITE: 'Invite and add members',
  MEMBER_UPDATE: 'Change roles',
  MEMBER_REMOVE: 'Remove members',
  TOKEN_MANAGE: "Manage everybody's tokens",
  SERVICE_ACCOUNT_MANAGE: 'Manage service accounts',
  EVENT_READ: 'Read the activity',
  WORKSPACE_DELETE: 'Delete the workspace',
  WORKSPACE_RESTORE: 'Restore the workspace',
  OWNERSHIP_GRANT: 'Make owners',
}

interface Named {
  readonly __typename?: string
  readonly name?: string
}
/** The name of a principal; null is a principal who is gone. */
export function nameOf(principal: Named | null | undefined): string {
  if (!principal) return 'Somebody who is gone'
  return principal.__typename === 'Everyone' ? 'Everyone who is signed in' : (principal.name ?? '')
}

const number = new Intl.NumberFormat('en')
export const count = (value: number): string => number.format(value)
/** "1 member", "2 members". */
export const counted = (value: number, noun: string, plural = `${noun}s`): string =>
  `${count(value)} ${value === 1 ? noun : plural}`

/** Turns "Job" into "Jobs": the server knows only the singular of the name of a kind. */
export const plural = (noun: string): string => {
  if (/(?:s|x|z|ch|sh)$/i.test(noun)) return `${noun}es`
  return /[^aeiou]y$/i.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}

/**
 * The text of an error, for the place where it happened. The server's own message is used where it names what was
 * refused.
 */
export function tell(error: unknown): string {
  const { code, message, details } = error as CroftError
  switch (code) {
    case 'NETWORK':
    case 'TIMEOUT':
      return 'The server cannot be reached. Nothing was lost: try again.'
    case 'UNAUTHENTICATED':
      return 'Your session is over. Sign in again.'
    case 'RATE_LIMITED':
      return `That was too much at once. Try again in ${counted(Number(details['retryAfterSeconds']) || 60, 'second')}.`
    case 'CONFLICT':
      return `${sentence(message)} It was changed meanwhile: look at it again.`
    case 'FORBIDDEN': {
      const role = details['requiredRole'] as RoleName | undefined
      return role ? `This takes ${aRole(role)}. Ask an owner of the workspace.` : sentence(message)
    }
    case 'INTERNAL':
    case 'BAD_RESPONSE':
      return 'The server has failed at this. Try again, or tell whoever runs it.'
    case 'UNAVAILABLE':
      return 'The server is busy or restarting. Try again in a moment.'
    default:
      return sentence(message)
  }
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

/** The error messages by field of the input. */
export function faultsOf(error: CroftError | undefined): Readonly<Record<string, string>> {
  if (!error) return {}
  const { field, fields } = error.details as { field?: string; fields?: { field: string; message: string }[] }
  const all = fields ?? (field ? [{ field, message: error.message }] : [])
  return Object.fromEntries(all.map((each) => [each.field.replace(/^input\./, ''), sentence(each.message)]))
}
