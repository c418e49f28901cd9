// The fields of schema.graphql with their directives, from which tests are generated.
import { readFileSync } from 'node:fs'
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getDirectiveValues,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'
import type { ErrorCode } from '../../src/errors.ts'
import type { Permission, RoleName } from '../generated/graphql.ts'

/** schema.graphql as it was printed from the code. */
export const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))

/** A field of the schema. */
export interface SchemaField {
  /** `Type.field` */
  readonly name: string
  readonly type: GraphQLObjectType
  readonly field: GraphQLField<unknown, unknown>
}

/** Every field of every object type. */
export const FIELDS: readonly SchemaField[] = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type))
  .filter((type) => !type.name.startsWith('__'))
  .flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, type, field })),
  )

/** The operation of each root type. */
export const OPERATIONS: Readonly<Record<string, string>> = {
  Query: 'query',
  Mutation: 'mutation',
  Subscription: 'subscription',
}

export const isRoot = ({ type }: SchemaField): boolean => type.name in OPERATIONS

/** Whether the field belongs to a payload: the mutation checks its `@auth` before it writes. */
export const isOfPayload = (type: GraphQLObjectType): boolean => type.name.endsWith('Payload')

/** Whether the field cannot be selected without arguments. */
export const needsInput = ({ field }: SchemaField): boolean => field.args.some(isRequiredArgument)

export interface Auth {
  signedIn?: boolean
  role?: RoleName
  permission?: Permission
  platformAdmin?: boolean
}

/** The arguments of the field's `@auth`; null if it has none. */
export function authOf({ field }: Pick<SchemaField, 'field'>): Auth | null {
  return directive<Auth>(field, 'auth')
}

/** The error codes that the field may have: those of its `@errors`, and UNAUTHENTICATED, which every field may have. */
export function codesOf({ field }: SchemaField): ErrorCode[] {
  return ['UNAUTHENTICATED', ...(directive<{ codes: ErrorCode[] }>(field, 'errors')?.codes ?? [])]
}

function directive<T>(field: SchemaField['field'], name: string): T | null {
  const definition = schema.getDirective(name)
  return ((definition && field.astNode && getDirectiveValues(definition, field.astNode)) as T | undefined) ?? null
}

/** The names of the types with an id of their own. */
export const NODE_TYPES: readonly string[] = schema
  .getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType)
  .map(({ name }) => name)

/** Fields that the server itself changes every few seconds. */
const CHANGES_BY_ITSELF = /^last(Used|Seen)/

/** Selects every field without arguments and, but for those of a payload, without `@auth`, down to this depth. */
export function selectionOf(type: GraphQLOutputType, depth = 2): string {
  const named = getNamedType(type)
  if (isLeafType(named)) return ''
  if (!isObjectType(named)) return '{ __typename }'
  const fields = Object.values(named.getFields())
    .filter(
      (field) =>
        field.args.length === 0 && (isOfPayload(named) || !authOf({ field })) && !CHANGES_BY_ITSELF.test(field.name),
    )
    .filter((field) => depth > 0 || isLeafType(getNamedType(field.type)))
    .map((field) => `${field.name} ${selectionOf(field.type, depth - 1)}`.trim())
  return `{ __typename ${fields.join(' ')} }`
}
