// Documents as large as the cost limit allows, one for each way to make an answer large. They read a large dataset as
// the caller `busy`.
import { getIntrospectionQuery, getNamedType, getOperationAST, isLeafType, isObjectType, parse } from 'graphql'
import { costOf, MAX_COST } from '../../src/execution/cost.ts'
import { schema } from '../../src/modules/schema.ts'
import { nthId } from './bulk.ts'
import type { LargeDataset } from './large-dataset.ts'

type Variables = Readonly<Record<string, unknown>>

export interface DocumentAtLimit {
  readonly query: string
  /** The variables for the n-th time that it is sent. */
  readonly variables?: (time: number) => Variables
  /** Whether a platform admin sends it instead. */
  readonly byAdmin?: boolean
}

const repeat = (times: number, part: (index: number) => string) =>
  Array.from({ length: times }, (_, index) => part(index)).join(' ')
const aliases = (count: number, field: string) => repeat(count, (index) => `a${index}: ${field}`)
const inWorkspaces = (fields: string) => `{ workspaces(first: 100) { nodes { ${fields} } } }`

/** All fields of a type that have no objects, take no arguments and cost nothing. */
function leaves(name: string): string {
  const type = schema.getType(name)
  if (!isObjectType(type)) throw new Error(`${name} is no object type`)
  const free = Object.values(type.getFields()).filter((field) => {
    const named = getNamedType(field.type)
    return isLeafType(named) && field.args.length === 0 && !field.extensions['cost'] && !named.extensions['cost']
  })
  return free.map((field) => field.name).join(' ')
}

/** The largest of the documents that is within the limit. */
function atLimit(make: (size: number) => DocumentAtLimit | string): DocumentAtLimit {
  for (let size = 100; size > 0; size--) {
    const made = make(size)
    const document = typeof made === 'string' ? { query: made } : made
    if (cost(document) <= MAX_COST) return document
  }
  throw new Error('None is within the limit')
}

function cost({ query, variables }: DocumentAtLimit): number {
  const document = parse(query)
  const operation = getOperationAST(document)
  if (!operation) throw new Error(query)
  return costOf(schema, document, operation, variables?.(0) ?? {})
}

/** The documents, by what makes them large. */
export function documentsAtLimit({ large }: LargeDataset): Record<string, DocumentAtLimit> {
  const person = `... on User { ${leaves('User')} }`
  const place = leaves('Workspace')
  const membership = `${leaves('Membership')} workspace { ${place} } principal { ${person} }`
  const ids = (table: 'user' | 'membership', step: number) => ({
    ids: Array.from({ length: 100 }, (_, index) => nthId(table, index * step)),
  })
  const values = { values: Array.from({ length: 1000 }, (_, index) => `resource-${index}`) }
  const introspected = `types { name description fields { name description args { name description type { name } } type {
    name kind ofType { name kind ofType { name } } } } inputFields { name description } enumValues { name description } }`
  return {
    'lists by role': atLimit((size) =>
      inWorkspaces(
        aliases(Math.min(size, 28), `members(first: 1, orderBy: [{ field: ROLE }, { field: NAME }]) { nodes { id } }`),
      ),
    ),
    'lists of different lengths': atLimit((size) =>
      inWorkspaces(repeat(Math.min(size, 28), (index) => `a${index}: members(first: ${index + 1}) { nodes { id } }`)),
    ),
    'all of members': atLimit((size) =>
      inWorkspaces(`${place} members(first: ${size}) { nodes { ${leaves('Membership')} principal { ${person} } } }`),
    ),
    'rights over members': atLimit((size) =>
      inWorkspaces(
        `members(first: ${size}) { nodes { canUpdate { ${leaves('Ability')} } canRemove { ${leaves('Ability')} } } }`,
      ),
    ),
    'edges of members': atLimit((size) =>
      inWorkspaces(`members(first: ${size}) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } }`),
    ),
    'members of members': atLimit(
      (size) => `{ workspaces(first: 9) { nodes { members(first: 9) { nodes { workspace {
        members(first: ${size}) { nodes { id principal { ${person} } } } } } } } } }`,
    ),
    'memberships of people': atLimit((size) =>
      inWorkspaces(
        `members(first: 2) { nodes { principal { ... on User { memberships(first: ${size}) { nodes { workspace { ${place} } } } } } } }`,
      ),
    ),
    resources: atLimit((size) =>
      inWorkspaces(
        `resources(first: ${size}) { nodes { ${leaves('Resource')} labels kind { name } createdBy { ${person} } } }`,
      ),
    ),
    counts: atLimit((size) => inWorkspaces(aliases(Math.min(size, 28), 'memberCounts { role count } memberCount'))),
    owners: atLimit((size) => inWorkspaces(aliases(Math.min(size, 28), `owners { ${leaves('User')} }`))),
    'lists that are refused': atLimit((size) =>
      inWorkspaces(aliases(Math.min(size, 28), 'tokens(first: 1) { nodes { id } }')),
    ),
    'people by id': atLimit((size) => ({
      query: `query ($ids: [ID!]!) { ${aliases(Math.min(size, 28), `nodes(ids: $ids) { ${person} }`)} }`,
      variables: () => ids('user', 1),
    })),
    'memberships by id': atLimit((size) => ({
      query: `query ($ids: [ID!]!) { ${aliases(Math.min(size, 28), `nodes(ids: $ids) { ... on Membership { ${membership} } }`)} }`,
      variables: () => ids('membership', 10),
    })),
    workspaces: atLimit(
      (size) => `{ ${aliases(Math.min(size, 28), `workspaces(first: 100) { nodes { ${place} } }`)} }`,
    ),
    'values of filters': atLimit((size) => ({
      query: `query ($values: [String!]!) { workspace(by: { id: "${large}" }) {
        ${aliases(Math.min(size, 28), 'resources(first: 1, filter: { name: { in: $values } }) { nodes { id } }')} } }`,
      variables: () => values,
    })),
    introspection: { query: getIntrospectionQuery() },
    'introspection, four times': { query: `{ ${aliases(4, `__schema { ${introspected} }`)} }` },
    'what a mutation answers': {
      query: `mutation ($id: ID!, $resources: [ResourceInput!]!) {
        registerResources(input: { workspace: { id: $id }, resources: $resources }) {
          resources { ${leaves('Resource')} kind { name } createdBy { ${person} } workspace { id } } } }`,
      variables: (time) => ({
        id: large,
        resources: Array.from({ length: 1000 }, (_, index) => ({ kind: 'job', name: `job-${time}-${index}` })),
      }),
      byAdmin: true,
    },
  }
}
