// A mutation in one declaration: its input, what it answers, who may use it, the codes that it answers with, and its
// action. From `createProject` it makes `CreateProjectInput`, `CreateProjectPayload` and the field. Whoever selects an
// object of the payload must be allowed to read it, which is asked before anything is written.
import type {
  InputFieldBuilder,
  InputFieldMap,
  InputShapeFromFields,
  OutputType,
  ShapeFromTypeParam,
} from '@pothos/core'
import type { GraphQLResolveInfo } from 'graphql'
import { type Command, commandOf } from '../access/command.ts'
import type { Permission } from '../access/policy.ts'
import type { ErrorCode } from '../errors.ts'
import { builder, type Types } from './builder.ts'
import type { Subject } from './field-access.ts'
import { permissionToRead } from './node.ts'
import { selectedFields } from './selected.ts'

type FieldType = OutputType<Types> | [OutputType<Types>]

/** A field of a payload: its type, or its type with more to say. */
type PayloadField =
  | FieldType
  | {
      readonly type: FieldType
      readonly nullable?: true
      readonly description?: string
      /** Whoever gets an answer may read it: the mutation itself gave that right. */
      readonly always?: true
    }
type PayloadFields = Readonly<Record<string, PayloadField>>

type ShapeOf<F extends PayloadField> = F extends { readonly type: infer T extends FieldType }
  ? ShapeFromTypeParam<Types, T, F extends { readonly nullable: true } ? true : false>
  : F extends FieldType
    ? ShapeFromTypeParam<Types, F, false>
    : never
/** What an action answers: a value for each field of the payload. */
type PayloadShape<P extends PayloadFields> = { readonly [K in keyof P]: ShapeOf<P[K]> }

interface MutationOptions<Fields extends InputFieldMap, Payload extends PayloadFields> {
  readonly description?: string
  readonly inputDescription?: string
  readonly payloadDescription?: string
  /** Exactly one of the fields of the input is given. */
  readonly isOneOf?: true
  /** Stands before what uses the type of the input: TypeScript infers in this order. */
  readonly input: (t: InputFieldBuilder<Types, 'InputObject'>) => Fields
  readonly payload: Payload
  readonly auth: // `orWatching`: also the token that asked for a deletion, after its workspace has gone
    | { readonly signedIn: true; readonly orWatching?: true }
    | { readonly platformAdmin: true }
    | {
        readonly permission: Permission
        /** Where it must be held. */
        readonly on: (input: InputShapeFromFields<Fields>) => Subject
        /** A watcher of the workspace's deletion gets an answer, too. */
        readonly whileDeleting?: true
        readonly orWatching?: true
      }
  /** Codes beyond those that `auth` and the input imply. */
  readonly errors: readonly ErrorCode[]
  /** Carries it out: at most one `command.write`, in which it authorises the caller, changes rows and appends an event. */
  readonly action: (command: Command, input: InputShapeFromFields<Fields>) => Promise<PayloadShape<Payload>>
}

/** Adds the mutation to the schema. */
export function mutation<Fields extends InputFieldMap, const Payload extends PayloadFields>(
  name: string,
  options: MutationOptions<Fields, Payload>,
): void {
  const { description, inputDescription, payloadDescription, auth, errors, action, payload } = options
  const typeName = name.charAt(0).toUpperCase() + name.slice(1)
  const Input = builder.inputType(`${typeName}Input`, {
    description: inputDescription ?? `The input of \`${name}\`.`,
    ...(options.isOneOf ? { isOneOf: true as never } : {}),
    fields: (t) => options.input(t as InputFieldBuilder<Types, 'InputObject'>) as InputFieldMap,
  })
  const Payload = builder.objectRef<Record<string, unknown>>(`${typeName}Payload`).implement({
    description: payloadDescription ?? `What \`${name}\` answers.`,
    fields: (t) =>
      Object.fromEntries(
        Object.entries(payload).map(([field, declared]) => {
          const asked = permissionFor(declared)
          if (asked && 'signedIn' in auth)
            throw new Error(`${name} answers ${field}, so its auth must say where ${asked} is held`)
          return [field, t.field({ ...fieldOptions(declared), asked, resolve: (answer) => answer[field] as never })]
        }),
      ),
  })
  builder.mutationField(name, (t) =>
    t.field({
      type: Payload,
      ...(description ? { description } : {}),
      auth:
        'permission' in auth
          ? {
              ...auth,
              on: (_root, args) => auth.on(args.input as never),
              alsoFor: (info) => permissionsFor(payload, info),
            }
          : auth,
      errors,
      args: { input: t.arg({ type: Input, required: true }) },
      resolve: (_root, { input }, context) =>
        action(commandOf(name, context.caller, context), input as never) as Promise<Record<string, unknown>>,
    }),
  )
}

function fieldOptions(declared: PayloadField): { type: FieldType; nullable?: true; description?: string } {
  if (isBare(declared)) return { type: declared }
  const { always: _, ...options } = declared
  return options
}

const isBare = (declared: PayloadField): declared is FieldType => typeof declared !== 'object' || !('type' in declared)

/** What it takes to read what the operation selects of the payload. */
function permissionsFor(payload: PayloadFields, info: GraphQLResolveInfo): Permission[] {
  const selected = selectedFields(info)
  return Object.entries(payload).flatMap(([field, declared]) => (selected.has(field) && permissionFor(declared)) || [])
}

/** What it takes to read a field of a payload: for the objects of a workspace, the same as by `node`. */
function permissionFor(declared: PayloadField): Permission | undefined {
  if (!isBare(declared) && declared.always) return undefined
  const type = [fieldOptions(declared).type].flat()[0]
  return typeof type === 'object' && 'name' in type ? permissionToRead(String(type.name)) : undefined
}
