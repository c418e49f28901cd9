// Finds every place of the schema where a caller names an object, by walking all arguments and input fields, and the
// values for it. An ID, UUID or address whose noun is not known here is an error: a new one must be registered here.
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql'
import { newId, uuidOf } from '../../src/store/id.ts'
import { NOUN_TABLES, NOUNS, type NounTable } from '../../src/store/nouns.ts'
import type { Fixture } from '../support/create.ts'
import { FIELDS, type SchemaField } from '../support/schema.ts'

type Variables = Record<string, unknown>
type Update = (old: unknown) => unknown

/** An argument or input field that names an object. */
export interface Reference {
  /** `Type.field.argument.inputField` */
  readonly name: string
  readonly field: SchemaField
  /** The noun that it names; `any` if it takes an id of each. */
  readonly noun: NounTable | 'any'
  /** `ID`, or the input type with a choice of identifiers. */
  readonly type: string
  /** The variables with this value in its place. */
  put(variables: Variables, value: unknown, fixture: Fixture): Variables
}

/** The noun of an ID, by the name of its argument or input field: that of a table, or one of these. */
const IDS: Readonly<Record<string, NounTable | 'any'>> = {
  ...(Object.fromEntries(NOUN_TABLES.map((table) => [table, table])) as Record<NounTable, NounTable>),
  id: 'any',
  ids: 'any',
  subject: 'any',
  workspaceId: 'workspace',
  token: 'api_token',
  serviceAccount: 'service_account',
  task: 'cleanup_task',
  tasks: 'cleanup_task',
  ownerServiceAccount: 'service_account',
}
const REFS: Readonly<Record<string, NounTable>> = { WorkspaceRef: 'workspace', UserRef: 'user', PrincipalRef: 'user' }
/** The noun of the `id` in an input type that also offers other names. */
const IDS_OF: Readonly<Record<string, NounTable>> = {
  MembershipRef: 'membership',
  ProjectRef: 'project',
  ResourceRef: 'resource',
  TokenRef: 'api_token',
}
/** The fields that an input type needs beside a reference to a workspace. */
const BESIDE: Readonly<Record<string, Variables>> = {
  ProjectNamed: { name: 'named' },
  ResourceNamed: { kind: 'job', name: 'named' },
  TokenNamed: { name: 'named' },
}
/** An `id` that takes ids of one noun alone. */
const EXCEPTIONS: Readonly<Record<string, NounTable>> = { 'Query.deletion.id': 'deletion' }
/** Scalars that identify an object, except where a platform admin sets the address of a user. */
const IDENTIFIERS = ['ID', 'UUID', 'EmailAddress']
const NOT_REFERENCES = ['Mutation.createUser.input.email', 'Mutation.updateUser.input.email']

type Put = (variables: Variables, update: Update, fixture: Fixture) => Variables

/** Every reference of the schema. */
export const REFERENCES: readonly Reference[] = FIELDS.flatMap((field) =>
  field.field.args.flatMap((arg) => {
    const put: Put = (variables, update) => ({ ...variables, [arg.name]: update(variables[arg.name]) })
    return referencesIn(field, arg.name, `${field.name}.${arg.name}`, arg.type, put, [])
  }),
)

function referencesIn(
  field: SchemaField,
  key: string,
  name: string,
  type: GraphQLInputType,
  outer: Put,
  above: readonly GraphQLInputObjectType[],
): Reference[] {
  const put: Put = isListType(getNullableType(type))
    ? (variables, update, fixture) => outer(variables, (old) => [update((old as unknown[] | undefined)?.[0])], fixture)
    : outer
  const named = getNamedType(type)
  const reference = (noun: Reference['noun']): Reference => ({
    name,
    field,
    noun,
    type: named.name,
    put: (variables, value, fixture) => put(variables, () => value, fixture),
  })
  const ref = REFS[named.name]
  if (ref) return [reference(ref)]
  if (named.name === 'ID') {
    const noun = EXCEPTIONS[name] ?? IDS_OF[above.at(-1)?.name ?? ''] ?? IDS[key]
    if (!noun) throw new Error(`Add ${key} to IDS in test/rights/references.ts: ${name} is the id of which noun?`)
    return [reference(noun)]
  }
  if (IDENTIFIERS.includes(named.name) && !NOT_REFERENCES.includes(name))
    throw new Error(`Add the type around ${name} to REFS in test/rights/references.ts: which noun does it name?`)
  if (!isInputObjectType(named) || above.includes(named)) return []
  return Object.values(named.getFields()).flatMap((inputField) => {
    const inner: Put = (variables, update, fixture) =>
      put(variables, (old) => withField(named, old as Variables | undefined, inputField.name, update, fixture), fixture)
    return referencesIn(field, inputField.name, `${name}.${inputField.name}`, inputField.type, inner, [...above, named])
  })
}

/** The input object with one field updated. A @oneOf type has no other field; MembershipOf needs both of its fields. */
function withField(
  type: GraphQLInputObjectType,
  old: Variables | undefined,
  key: string,
  update: Update,
  { workspaceId, actorId }: Fixture,
): Variables {
  const value = update(old?.[key])
  if (type.isOneOf) return { [key]: value }
  const required =
    type.name === 'MembershipOf'
      ? { workspace: { id: workspaceId }, principal: { user: actorId } }
      : (BESIDE[type.name] ?? {})
  return { ...required, ...old, [key]: value }
}

/** What identifies an object. */
export interface Identifiers {
  id: string
  name?: string
  email?: string
}

/** Every value that names the object in a reference of this type, by the identifier that it uses. */
export function valuesFor(type: string, { id, name, email }: Identifiers): Record<string, unknown> {
  const optional = (by: string, value: unknown) => (value === undefined ? {} : { [by]: { [by]: value } })
  switch (type) {
    case 'WorkspaceRef':
      return { id: { id }, uuid: { uuid: uuidOf(id) }, ...optional('name', name) }
    case 'UserRef':
      return { id: { id }, uuid: { uuid: uuidOf(id) }, ...optional('email', email) }
    case 'PrincipalRef':
      return { id: { user: id }, uuid: { uuid: uuidOf(id) }, ...optional('email', email) }
    default:
      return { id }
  }
}

/** Valid identifiers of an object that never existed. */
export function neverIssued(noun: NounTable): Identifiers {
  const id = newId(noun)
  const end = id.slice(-12)
  return { id, name: `never-${end}`, email: `never-${end}@example.com` }
}

/** Values for a reference of this type that are not valid ids. */
export function malformedIds(type: string): unknown[] {
  const prefix = NOUNS.workspace.prefix
  const suffix = newId('workspace').slice(`${prefix}_`.length)
  const texts = [
    '',
    'nonsense',
    `${prefix}_`,
    `${prefix}_${suffix.slice(1)}`,
    `${NOUNS.project.prefix}_nonsense`,
    `xyz_${suffix}`,
    suffix,
    `${prefix.toUpperCase()}_${suffix}`,
  ]
  if (type === 'ID') return texts
  const ids = texts.map((text) => (type === 'PrincipalRef' ? { user: text } : { id: text }))
  return [...ids, { uuid: 'nonsense' }, {}, { id: suffix, uuid: uuidOf(`${prefix}_${suffix}`) }]
}
