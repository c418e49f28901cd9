// A mutation in one declaration: its input, what it answers, who may use it, the codes that it answers with, and its
// action. From `createProject` it makes `CreateProjectInput`, `CreateProjectPayload` and the field. A caller who
// selects an object of the payload must be allowed to read it, which is checked before anything is written.
import type { InputFieldBuilder, InputFieldMap, InputShapeFromFields } from '@pothos/core'
import type { GraphQLResolveInfo } from 'graphql'
import { type Command, commandOf, type KeyedMutation } from '../access/command.ts'
import type { Permission } from '../access/policy.ts'
import type { ErrorCode } from '../errors.ts'
import { builder, type Types } from './builder.ts'
import type { Context } from './context.ts'
import type { Subject } from './field-access.ts'
import { keptOf, type PayloadFields, type PayloadShape, payloadObject, permissionFor, Repeated } from './payload.ts'
import { selectedFields } from './selected.ts'

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
  /**
   * Carries the mutation out in one `command.write`, which authorises the caller, changes rows, appends an event, and
   * answers each field of the payload except secrets.
   */
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
  const Payload = payloadObject(
    `${typeName}Payload`,
    payloadDescription ?? `The response of \`${name}\`.`,
    payload as PayloadFields,
    (field, declared) => {
      const asked = permissionFor(declared)
      if (asked && 'signedIn' in auth)
        throw new Error(`${name} answers ${field}, so its auth must say where ${asked} is held`)
      return asked
    },
  )
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
      answerAgain: (kept) => new Repeated(JSON.parse(kept)),
      args: { input: t.arg({ type: Input, required: true }) },
      resolve: (_root, { input }, context) =>
        action(commandOf(name, context.caller, context, keyedBy(context, payload)), input as never) as Promise<
          Record<string, unknown>
        >,
    }),
  )
}

/** Null without a key. */
function keyedBy({ idempotencyKey: key, store }: Context, payload: PayloadFields): KeyedMutation | null {
  if (!key) return null
  return { key, kept: (answer) => store.sealer.seal('idempotent-outcome', JSON.stringify(keptOf(payload, answer))) }
}

/** The permissions needed to read the fields of the payload that the operation selects. */
function permissionsFor(payload: PayloadFields, info: GraphQLResolveInfo): Permission[] {
  const selected = selectedFields(info)
  return Object.entries(payload).flatMap(([field, declared]) => (selected.has(field) && permissionFor(declared)) || [])
}
