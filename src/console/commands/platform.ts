import type { CleanupMode } from '../generated/types.ts'
import { type Commands, cli, mutation } from './text.ts'

interface Identified {
  readonly id: string
}
interface UserValues {
  readonly name: string
  readonly email: string | null
  readonly platformAdmin: boolean
}

/**
 * The values of a resource kind that a command sets. Null clears a value in the API; the command line cannot do that.
 */
export interface KindValues {
  readonly displayName?: string
  readonly cleanup?: CleanupMode
  readonly cleanupOrder?: number
  readonly webhookUrl?: string | null
  readonly ownerServiceAccount?: string | null
  readonly rotateSecret?: boolean
}
const kindFlags = (values: KindValues): string[] => [
  ...(values.cleanup ? ['--cleanup', values.cleanup] : []),
  ...(values.displayName ? ['--display-name', values.displayName] : []),
  ...(values.cleanupOrder === undefined ? [] : ['--order', String(values.cleanupOrder)]),
  ...(values.webhookUrl ? ['--webhook-url', values.webhookUrl] : []),
  ...(values.ownerServiceAccount ? ['--owner', values.ownerServiceAccount] : []),
  ...(values.rotateSecret ? ['--rotate-secret'] : []),
]

export const platformCommands = {
  createUser: ({ name, email, platformAdmin }: UserValues): Commands => ({
    cli: cli(
      'users',
      'create',
      name || 'NAME',
      ...(email ? ['--email', email] : []),
      ...(platformAdmin ? ['--admin'] : []),
    ),
    curl: mutation(
      'createUser',
      { name: name || 'NAME', ...(email && { email }), ...(platformAdmin && { platformAdmin }) },
      'user { id }',
    ),
  }),
  updateUser: ({ id }: Identified, changes: Partial<UserValues>): Commands => ({
    cli: cli(
      'users',
      'update',
      id,
      ...(changes.name ? ['--name', changes.name] : []),
      ...(changes.email ? ['--email', changes.email] : []),
      ...(changes.platformAdmin === undefined ? [] : [changes.platformAdmin ? '--admin' : '--no-admin']),
    ),
    curl: mutation('updateUser', { user: { id }, ...changes }, 'user { id name email platformAdmin }'),
  }),
  suspendUser: ({ id }: Identified, reason: string): Commands => ({
    cli: cli('users', 'suspend', id, '--reason', reason || 'REASON'),
    curl: mutation('suspendUser', { user: { id }, reason: reason || 'REASON' }, 'user { id suspendedAt }'),
  }),
  deleteUser: ({ id }: Identified): Commands => ({
    cli: cli('users', 'delete', id),
    curl: mutation('deleteUser', { user: { id } }, 'deletedUserId'),
  }),
  createSignInLink: ({ id }: Identified): Commands => ({
    cli: cli('users', 'link', id),
    curl: mutation('createSignInLink', { user: { id } }, 'link expiresAt'),
  }),
  registerKind: (name: string, values: KindValues): Commands => ({
    cli: cli('resources', 'kinds', 'register', name || 'NAME', ...kindFlags(values)),
    curl: mutation('registerResourceKind', { name: name || 'NAME', ...values }, 'kind { name } webhookSecret'),
  }),
  updateKind: (name: string, values: KindValues): Commands => ({
    cli: cli('resources', 'kinds', 'update', name, ...kindFlags(values)),
    curl: mutation('updateResourceKind', { name, ...values }, 'kind { name } webhookSecret'),
  }),
}
