import SchemaBuilder, {
  type InputFieldBuilder,
  type InputFieldMap,
  type InputShapeFromFields,
  type ObjectFieldBuilder,
} from '@pothos/core'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import { notPlatformAdmin } from '../access/judge.ts'
import { AppError, badCredential } from '../errors.ts'
import type { Context } from './context.ts'
import type { JsonText } from './json-text.ts'
import './describe.ts'
import './guard.ts'
import './same-for-all.ts'

/** The one schema builder: types and fields are added to it in `modules/`. */
export const builder = new SchemaBuilder<{
  Context: Context
  DefaultFieldNullability: false
  DefaultAuthStrategy: 'all'
  AuthScopes: { signedIn: boolean; watching: boolean; platformAdmin: boolean }
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
    unauthorizedError: (_parent, context) => {
      if (!context.principal) return new AppError('UNAUTHENTICATED', 'Sign in first')
      return context.principal.watchesDeletion === null ? notPlatformAdmin() : badCredential()
    },
    authScopes: (context) => ({
      signedIn: context.principal !== null && context.principal.watchesDeletion === null,
      watching: context.principal !== null,
      platformAdmin: context.principal?.platformAdmin ?? false,
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
builder.mutationType({ description: 'What can be changed. Each mutation takes effect completely or not at all.' })
builder.subscriptionType({ description: 'What can be watched live, over SSE or WebSocket.' })
