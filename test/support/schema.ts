// schema.graphql as the tests read it: every field of every type, and what its directives say of it.
import { readFileSync } from 'node:fs'
import {
  buildSchema,
  type GraphQLField,
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

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))

/** A field of the schema, under the name that the tables give it. */
export interface Place {
  /** `Type.field` */
  readonly name: string
  readonly type: GraphQLObjectType
  readonly field: GraphQLField<unknown, unknown>
}

/** Every field of every object type. */
export const PLACES: readonly Place[] = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type))
  .filter((type) => !type.name.startsWith('__'))
  .flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, type, field })),
  )

/** The operation of each root type. */
export const ROOTS: Readonly<Record<string, string>> = {
  Query: 'query',
  Mutation: 'mutation',
  Subscription: 'subscription',
}

export const isRoot = ({ type }: Place): boolean => type.name in ROOTS

/** Whether it can only be asked for with something of an input. */
export const needsInput = ({ field }: Place): boolean => field.args.some(isRequiredArgument)

export interface Auth {
  signedIn?: boolean
  role?: RoleName
  permission?: Permission
  platformAdmin?: boolean
}

/** What `@auth` says of a field; null without one. */
export function authOf({ field }: Pick<Place, 'field'>): Auth | null {
  return directive<Auth>(field, 'auth')
}

/** The codes that a field may answer with: those of `@errors`, and the one that goes without saying. */
export function codesOf({ field }: Place): ErrorCode[] {
  return ['UNAUTHENTICATED', ...(directive<{ codes: ErrorCode[] }>(field, 'errors')?.codes ?? [])]
}

function directive<T>(field: Place['field'], name: string): T | null {
  const definition = schema.getDirective(name)
  return ((definition && field.astNode && getDirectiveValues(definition, field.astNode)) as T | undefined) ?? null
}

/** Use is written down every few seconds, on its own. */
const CHANGES_BY_ITSELF = /^last(Used|Seen)/

/** Selects all that can be asked for without arguments and without further leave, a few levels down. */
export function selectionOf(type: GraphQLOutputType, depth = 2): string {
  const named = getNamedType(type)
  if (isLeafType(named)) return ''
  if (!isObjectType(named)) return '{ __typename }'
  const fields = Object.values(named.getFields())
    .filter((field) => field.args.length === 0 && !authOf({ field }) && !CHANGES_BY_ITSELF.test(field.name))
    .filter((field) => depth > 0 || isLeafType(getNamedType(field.type)))
    .map((field) => `${field.name} ${selectionOf(field.type, depth - 1)}`.trim())
  return `{ __typename ${fields.join(' ')} }`
}
