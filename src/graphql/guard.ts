// One declaration on a field drives all of these: the scope that scope-auth enforces, the codes that a mutation can
// answer with, and what clients read of both, as `@auth` and `@errors` in the printed schema and, because introspection
// has no directives, as the end of the field's description.
import SchemaBuilder, {
  BasePlugin,
  type FieldKind,
  type InputFieldMap,
  type InputShapeFromFields,
  type PothosOutputFieldConfig,
  type SchemaTypes,
} from '@pothos/core'
import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql'
import { LOWEST_ROLE, type Permission } from '../access/policy.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { Context } from './context.ts'
import { mayUse, type Subject } from './field-access.ts'
import { once } from './once.ts'

export type Auth<Parent, Args> =
  // `orWatching`: also the token that asked for a deletion, after its workspace has gone
  | { signedIn: true; orWatching?: true }
  | { platformAdmin: true }
  | {
      permission: Permission
      on: (parent: Parent, args: Args) => Subject
      /** A mutation that answers a watcher of the deletion too. */
      whileDeleting?: true
      /** Also admits the token that requested a deletion; the action decides what it may do. */
      orWatching?: true
      /** The permissions that are also needed to read the selected fields of the answer. */
      alsoFor?: (info: GraphQLResolveInfo) => readonly Permission[]
    }

interface Guarded {
  auth?: Auth<unknown, unknown>
  errors?: readonly ErrorCode[]
  asked?: Permission | undefined
  answerAgain?: (kept: string, context: Context) => unknown
}

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      guard: GuardPlugin<Types>
    }
    export interface FieldOptions<
      Types extends SchemaTypes,
      ParentShape,
      Type,
      Nullable,
      Args extends InputFieldMap,
      ResolveShape,
      ResolveReturnShape,
    > {
      /** What a caller must hold; printed as `@auth`, and at the end of the description. */
      auth?: Auth<ParentShape, InputShapeFromFields<Args>>
      /** Codes beyond those that `auth` and arguments imply; printed as `@errors`, and at the end of the description. */
      errors?: readonly ErrorCode[]
      /**
       * For a field of a payload: the permission that the mutation checks before it writes if this field is selected;
       * printed as `@auth`.
       */
      asked?: Permission | undefined
      /**
       * For a mutation: answers a repeated request from what was stored of the first answer with the same idempotency
       * key.
       */
      answerAgain?: (kept: string, context: Context) => unknown
    }
  }
}

const ALWAYS: readonly ErrorCode[] = ['UNAUTHENTICATED', 'INTERNAL', 'UNAVAILABLE']

export class GuardPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const { auth, errors, asked } = field.pothosOptions as Guarded
    if (!auth && !errors && !asked) return field
    const needs = auth ?? (asked && { permission: asked })
    const codes = errors ? codesOf(field, auth, errors) : null
    return {
      ...field,
      // a field without a description stays without, so that test/http/schema.test.ts finds it
      description: field.description && [field.description, ...sentences(needs, codes)].join(' '),
      pothosOptions: {
        ...field.pothosOptions,
        ...(auth ? { authScopes: scopesOf(auth, field.kind) } : {}),
      } as typeof field.pothosOptions,
      extensions: {
        ...field.extensions,
        directives: {
          ...(needs ? { auth: printed(needs) } : {}),
          ...(codes ? { errors: { codes } } : {}),
        },
      },
    } as PothosOutputFieldConfig<Types>
  }

  /**
   * An error code that the field does not declare is a bug of the declaration: it is masked, and logged with its cause.
   */
  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context']>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context']> {
    const declared = (field.extensions?.['directives'] as { errors?: { codes: ErrorCode[] } } | undefined)?.errors
      ?.codes
    if (!declared || field.kind !== 'Mutation') return resolver
    const allowed = new Set<ErrorCode>([...declared, ...ALWAYS])
    const { answerAgain } = field.pothosOptions as Guarded
    const resolve = answerAgain ? (once(resolver as never, answerAgain) as typeof resolver) : resolver
    return async (parent, args, context, info) => {
      try {
        const result = await resolve(parent, args, context, info)
        // the rows that were read to authorize the mutation are older than its changes
        ;(context as unknown as Context).forget()
        return result
      } catch (error) {
        if (!(error instanceof AppError) || allowed.has(error.code)) throw error
        throw new Error(`${field.name} answered ${error.code}, which its @errors does not name`, { cause: error })
      }
    }
  }
}

SchemaBuilder.registerPlugin('guard', GuardPlugin)

function codesOf<Types extends SchemaTypes>(
  field: PothosOutputFieldConfig<Types>,
  auth: Guarded['auth'],
  errors: readonly ErrorCode[],
): ErrorCode[] {
  const implied: ErrorCode[] = []
  if (auth && 'permission' in auth) implied.push('FORBIDDEN', 'NOT_FOUND')
  if (auth && 'platformAdmin' in auth) implied.push('FORBIDDEN')
  if (Object.keys(field.args).length > 0) implied.push('INVALID_INPUT')
  if (auth && 'permission' in auth && field.kind === 'Mutation') implied.push('WORKSPACE_DELETING')
  if (field.kind === 'Mutation') implied.push('IDEMPOTENCY_KEY_REUSED')
  return [...new Set([...implied, ...errors])].sort()
}

function scopesOf(auth: Auth<unknown, unknown>, kind: FieldKind) {
  if ('signedIn' in auth) return auth.orWatching ? { watching: true } : { signedIn: true }
  if ('platformAdmin' in auth) return { platformAdmin: true }
  const { permission, on, alsoFor, orWatching } = auth
  const writes = kind === 'Mutation' && !auth.whileDeleting
  const only = [permission]
  return (parent: unknown, args: unknown, context: Context, info: GraphQLResolveInfo) => {
    if (orWatching && typeof context.principal?.watchesDeletion === 'string') return true
    const permissions = alsoFor ? [permission, ...alsoFor(info)] : only
    return mayUse({ subject: on(parent, args), permissions, writes }, context)
  }
}

/** What a caller must hold, wherever that is. */
type Needs = { signedIn: true } | { platformAdmin: true } | { permission: Permission }

/** The arguments of `@auth`. */
function printed(auth: Needs): Record<string, unknown> {
  if ('signedIn' in auth) return { signedIn: true }
  if ('platformAdmin' in auth) return { platformAdmin: true }
  return { role: LOWEST_ROLE[auth.permission], permission: auth.permission }
}

/** The same as `@auth` and `@errors`, for people. */
function sentences(auth: Needs | undefined, codes: readonly ErrorCode[] | null): string[] {
  const needs = auth ? [needed(auth)] : []
  return codes?.length ? [...needs, `Errors: ${codes.join(', ')}.`] : needs
}

function needed(auth: Needs): string {
  if ('signedIn' in auth) return 'Needs a sign-in.'
  if ('platformAdmin' in auth) return 'For platform admins.'
  return `Needs ${LOWEST_ROLE[auth.permission]} (${auth.permission}).`
}
