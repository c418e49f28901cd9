// Where the schema lets a caller name something that exists, found by walking every argument and input field; and the
// ways in which a thing of each kind can be named. A place that is none of the known ones is an error, so that whoever
// adds one has to say what it names.
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql'
import { newId, uuidOf } from '../../src/store/id.ts'
import type { Stage } from '../support/inputs.ts'
import { PLACES, type Place } from '../support/schema.ts'

type Variables = Record<string, unknown>
type Update = (old: unknown) => unknown

/** What can be named. `any` takes an id of each. */
export const THINGS = ['workspace', 'user', 'membership', 'project', 'resource', 'api_token', 'deletion'] as const
export type Thing = (typeof THINGS)[number]

/** One place where something can be named. */
export interface Slot {
  /** `Type.field.argument.field` */
  readonly name: string
  readonly place: Place
  readonly kind: Thing | 'any'
  /** `ID`, or the input type that offers a choice of names. */
  readonly type: string
  /** The variables with that place filled. */
  put(variables: Variables, value: unknown, stage: Stage): Variables
}

/** What an ID names, by the name of its argument or input field. */
const IDS: Readonly<Record<string, Thing | 'any'>> = {
  id: 'any',
  ids: 'any',
  subject: 'any',
  workspaceId: 'workspace',
  user: 'user',
  project: 'project',
  resource: 'resource',
  token: 'api_token',
  deletion: 'deletion',
}
const REFS: Readonly<Record<string, Thing>> = { WorkspaceRef: 'workspace', UserRef: 'user', PrincipalRef: 'user' }
/** What `id` names in an input type that also offers other names. */
const IDS_OF: Readonly<Record<string, Thing>> = {
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
/** `Query.deletion(id:)` alone is about one kind. */
const EXCEPTIONS: Readonly<Record<string, Thing>> = { 'Query.deletion.id': 'deletion' }
/** Scalars that look like a name of something. Addresses that only a platform admin gives to a user name nobody. */
const NAMES = ['ID', 'UUID', 'EmailAddress']
const NO_NAMES = ['Mutation.createUser.input.email', 'Mutation.updateUser.input.email']

type Put = (variables: Variables, update: Update, stage: Stage) => Variables

/** Every place there is. */
export const SLOTS: readonly Slot[] = PLACES.flatMap((place) =>
  place.field.args.flatMap((arg) => {
    const put: Put = (variables, update) => ({ ...variables, [arg.name]: update(variables[arg.name]) })
    return walk(place, arg.name, `${place.name}.${arg.name}`, arg.type, put, [])
  }),
)

function walk(
  place: Place,
  key: string,
  name: string,
  type: GraphQLInputType,
  outer: Put,
  above: readonly GraphQLInputObjectType[],
): Slot[] {
  const put: Put = isListType(getNullableType(type))
    ? (variables, update, stage) => outer(variables, (old) => [update((old as unknown[] | undefined)?.[0])], stage)
    : outer
  const named = getNamedType(type)
  const slot = (kind: Slot['kind']): Slot => ({
    name,
    place,
    kind,
    type: named.name,
    put: (variables, value, stage) => put(variables, () => value, stage),
  })
  const ref = REFS[named.name]
  if (ref) return [slot(ref)]
  if (named.name === 'ID') {
    const kind = EXCEPTIONS[name] ?? IDS_OF[above.at(-1)?.name ?? ''] ?? IDS[key]
    if (!kind) throw new Error(`IDS does not say what ${name} names`)
    return [slot(kind)]
  }
  if (NAMES.includes(named.name) && !NO_NAMES.includes(name)) throw new Error(`REFS does not say what ${name} names`)
  if (!isInputObjectType(named) || above.includes(named)) return []
  return Object.values(named.getFields()).flatMap((field) => {
    const inner: Put = (variables, update, stage) =>
      put(variables, (old) => filled(named, old as Variables | undefined, field.name, update, stage), stage)
    return walk(place, field.name, `${name}.${field.name}`, field.type, inner, [...above, named])
  })
}

/** An input object with one field set: of a choice nothing else is left, elsewhere what must be there is. */
function filled(
  type: GraphQLInputObjectType,
  old: Variables | undefined,
  key: string,
  update: Update,
  { workspaceId, actorId }: Stage,
): Variables {
  const value = update(old?.[key])
  if (type.isOneOf) return { [key]: value }
  const beside =
    type.name === 'MembershipOf'
      ? { workspace: { id: workspaceId }, principal: { user: actorId } }
      : (BESIDE[type.name] ?? {})
  return { ...beside, ...old, [key]: value }
}

/** Something that exists: its id, and what else it can be named by. */
export interface Known {
  id: string
  name?: string
  email?: string
}

/** All the values by which a slot of this type can name the thing. */
export function waysToName(type: string, { id, name, email }: Known): Record<string, unknown> {
  const given = (by: string, value: unknown) => (value === undefined ? {} : { [by]: { [by]: value } })
  switch (type) {
    case 'WorkspaceRef':
      return { id: { id }, uuid: { uuid: uuidOf(id) }, ...given('name', name) }
    case 'UserRef':
      return { id: { id }, uuid: { uuid: uuidOf(id) }, ...given('email', email) }
    case 'PrincipalRef':
      return { id: { user: id }, uuid: { uuid: uuidOf(id) }, ...given('email', email) }
    default:
      return { id }
  }
}

/** A thing of the kind that there never was. */
export function neverIssued(kind: Thing): Known {
  const id = newId(kind)
  const end = id.slice(-12)
  return { id, name: `never-${end}`, email: `never-${end}@example.com` }
}

/** What is no id at all, in the way in which a slot of this type takes ids. */
export function garbage(type: string): unknown[] {
  const suffix = newId('workspace').slice('ws_'.length)
  const texts = [
    '',
    'nonsense',
    'ws_',
    `ws_${suffix.slice(1)}`,
    'prj_nonsense',
    `xyz_${suffix}`,
    suffix,
    `WS_${suffix}`,
  ]
  if (type === 'ID') return texts
  const ids = texts.map((text) => (type === 'PrincipalRef' ? { user: text } : { id: text }))
  return [...ids, { uuid: 'nonsense' }, {}, { id: suffix, uuid: uuidOf(`ws_${suffix}`) }]
}
