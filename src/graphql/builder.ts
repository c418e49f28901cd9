import SchemaBuilder, {
  type InputFieldBuilder,
  type InputFieldMap,
  type InputShapeFromFields,
  type ObjectFieldBuilder,
} from '@pothos/core'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import type { Access } from '../access/access.ts'
import { findAccess } from '../access/authorize.ts'
import { assertNotDeleting, assertPermission, assertVisible, notPlatformAdmin } from '../access/judge.ts'
import { AppError, badCredential } from '../errors.ts'
import { isKind } from '../store/id.ts'
import type { Context } from './context.ts'
import type { JsonText } from './json-text.ts'
import './describe.ts'
import './guard.ts'
import './same-for-all.ts'
import type { PermissionScope, Subject } from './guard.ts'

/** The one schema builder: types and fields are added to it in `modules/`. */
export const builder = new SchemaBuilder<{
  Context: Context
  DefaultFieldNullability: false
  DefaultAuthStrategy: 'all'
  AuthScopes: { signedIn: boolean; watching: boolean; platformAdmin: boolean; can: PermissionScope }
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: { Input: string; Output: string }
    JSONObject: { Input: Record<string, unknown>; Output: JsonText }
    EmailAddress: { Input: string; Output: string }
    URL: { Input: string; Output: string }
    UUID: { Input: string; Output: string }
    Duration: { Input: number; Output: never }
    Cursor: { Input: string; Output: string }
  }
}>({
  // A field passes through the plugins from the last to the first, so that the guard extends the description that
  // `describe` gives. scope-auth reads what the guard writes only later, when it wraps the resolvers.
  plugins: ['guard', 'describe', 'sameForAll', ScopeAuthPlugin],
  defaultFieldNullability: false,
  scopeAuth: {
    authorizeOnSubscribe: true,
    defaultStrategy: 'all',
    // the arguments of scopes are fresh objects: by identity none would ever be found again
    cacheKey: (argument) => JSON.stringify(argument),
    unauthorizedError: (_parent, context) => {
      if (!context.principal) return new AppError('UNAUTHENTICATED', 'Sign in first')
      return context.principal.watchesDeletion === null ? notPlatformAdmin() : badCredential()
    },
    authScopes: (context) => ({
      signedIn: context.principal !== null && context.principal.watchesDeletion === null,
      watching: context.principal !== null,
      platformAdmin: context.principal?.platformAdmin ?? false,
      can: (asked) => can(asked, context),
    }),
  },
})

export type Types = typeof builder.$inferSchemaTypes
/** The `t` of an object type's fields. */
export type FieldsOf<Parent> = ObjectFieldBuilder<Types, Parent>
/** The `t` of an input type's fields. */
export type InputFields = InputFieldBuilder<Types, 'InputObject'>
/** What a client sends for these fields of an input type. */
export type InputOf<Fields extends InputFieldMap> = InputShapeFromFields<Fields>

builder.queryType({ description: 'What can be read.' })
builder.mutationType({ description: 'What can be changed: each field all or nothing.' })
builder.subscriptionType({ description: 'What can be watched live, over SSE or WebSocket.' })

/** Whether the caller holds the permission, asked of the loaders; the action asks again in its transaction. */
async function can({ subject, permissions, writes }: PermissionScope, context: Context): Promise<boolean> {
  if (!context.principal || context.principal.watchesDeletion !== null) return false
  const access = await accessOf(subject, context)
  assertVisible(access)
  if (writes) assertNotDeleting(access)
  // to a watcher of its deletion the lists of a workspace are empty
  if (access.workspace.state === 'DELETING') return true
  for (const permission of permissions) assertPermission(context.principal, access, permission)
  return true
}

async function accessOf(subject: Subject, context: Context): Promise<Access | null> {
  if ('node' in subject) {
    // an id of another noun gets the same answer as an id that was never issued
    if (!isKind(subject.noun, subject.node)) return null
    const home = await context.load.home(subject.node)
    return home === null ? null : context.load.access.load(home)
  }
  if (typeof subject.id === 'string' && isKind('workspace', subject.id)) return context.load.access.load(subject.id)
  return findAccess(context.store.db, context.signedIn, subject)
}
