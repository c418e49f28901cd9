// Payloads and errors of a mutation reveal nothing to a token that may write but not read: it learns nothing that a
// query would not show it. The cases are generated from the payloads of the schema.
import { type GraphQLObjectType, getNamedType, isLeafType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { Permission } from '../generated/graphql.ts'
import { createResource, type Fixture } from '../support/create.ts'
import { blockRemoval } from '../support/faults.ts'
import { type ActionCheck, INPUTS, variablesOf } from '../support/inputs.ts'
import { ADD_MEMBER, CREATE_API_TOKEN } from '../support/operations.ts'
import { type Person, refused, run, type SeededWorkspace, seedWorkspace, unique } from '../support/people.ts'
import { authOf, FIELDS, NODE_TYPES, type SchemaField, selectionOf } from '../support/schema.ts'
import { type Credentials, startTestServer } from '../support/server.ts'

const TOKENS = graphql(`
  query PayloadsTokens($id: ID!) { workspace(by: { id: $id }) { tokens(first: 100) { nodes { id } } } }
`)
const REMOVE = graphql(`
  mutation PayloadsRemove($input: RemoveMemberInput!) {
    removeMember(input: $input) { revokedTokens { id name hint lastUsedIp } }
  }
`)
const ADD = graphql(`
  mutation PayloadsAdd($input: AddMemberInput!) { addMember(input: $input) { __typename } }
`)
const DELETE = graphql(`
  mutation PayloadsDelete($input: DeleteWorkspaceInput!) { deleteWorkspace(input: $input) { deletion { id } } }
`)
const UPDATE = graphql(`
  mutation PayloadsUpdate($input: UpdateResourceInput!, $with: Boolean!, $without: Boolean!) {
    updateResource(input: $input) {
      resource @include(if: $with) { id }
      ... @skip(if: $without) { ...PayloadsUpdated }
    }
  }
  fragment PayloadsUpdated on UpdateResourcePayload { again: resource { spec } }
`)

const server = await startTestServer({ shared: true })

/** The number of events that callers have caused; deletions of other cases continue meanwhile. */
async function written(): Promise<number> {
  const query = 'select count(*) as n from event where actor_id is not null'
  return Number((await server.database.query<{ n: number | string }>(query))[0]?.n)
}

async function tokenOf(owner: Credentials, permissions: readonly Permission[]): Promise<{ token: string }> {
  const input = { name: unique('limited'), permissions: ['WORKSPACE_READ' as const, ...permissions] }
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, owner)
  return { token: createApiToken.secret as string }
}

const fixtureOf = ({ id, owner }: SeededWorkspace): Fixture => ({
  server,
  workspaceId: id,
  token: owner.token,
  actorId: owner.id,
  deletionId: '',
})

/** The permission that the mutation needs; undefined if it is open to all signed-in callers, or for platform admins. */
function permissionsOf(field: SchemaField): Permission[] {
  const check = INPUTS[field.name]?.check
  if (typeof check === 'object') return ['permission' in check ? check.permission : check.ofDeletion]
  return [authOf(field)?.permission ?? []].flat()
}

/** The checks that such a token does not pass. */
const REFUSING: readonly (ActionCheck | undefined)[] = [
  'UNRESTRICTED_TOKEN',
  'INVITED_PERSON',
  'OWN_MEMBERSHIP',
  'OWNER_SERVICE',
  'SIGNED_IN_PERSON',
  'TASK_OWNER',
]

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** The paths that have a value in the answer of the mutation and none in the answer of the query. */
function unreadable(answer: unknown, read: unknown, path: string): string[] {
  if (answer === null || !isObject(answer)) return answer !== null && (read ?? null) === null ? [path] : []
  if (!isObject(read)) return [path]
  return Object.entries(answer).flatMap(([key, value]) => unreadable(value, read[key], `${path}.${key}`))
}

/** The nodes in a result of a mutation on several things; any other object is a node itself. */
const nodesIn = (object: Json): Json[] =>
  object['__typename'] === 'InviteResult' ? Object.values(object).filter(isObject) : [object]

/** The same object as the payload's, but read by queries. */
async function readByQuery(object: Json, as: Credentials): Promise<unknown> {
  const name = object['__typename'] as string
  const type = FIELDS.find(({ type }) => type.name === name)?.type as GraphQLObjectType
  const selection = selectionOf(type, 1)
  if (name === 'Me') return (await server.data(`{ me ${selection} }`, {}, as)).me
  expect(NODE_TYPES, `a payload has a ${name}, which this test cannot read by a query`).toContain(name)
  const query = `query($id: ID!) { node(id: $id) { ... on ${name} ${selection} } }`
  return (await server.data(query, { id: object['id'] }, as)).node
}

const mutations = FIELDS.filter(({ type }) => type.name === 'Mutation').map((field) => [field.name, field] as const)

describe('a token with only the permission of a mutation learns from its payload only what it may read, in', () => {
  test.each(mutations)('%s', async (name, field) => {
    const workspace = await seedWorkspace(server)
    const fixture = fixtureOf(workspace)
    const unblock = await blockRemoval(server, 'workspace', workspace.id)
    const permissions = permissionsOf(field)
    const token = await tokenOf(workspace.owner, permissions)
    const payload = getNamedType(field.field.type) as GraphQLObjectType
    const send = async (selection: string, variables: Json) => {
      const operation = `mutation($input: ${field.field.args[0]?.type}) { ${field.field.name}(input: $input) { ${selection} } }`
      return (await server.gql(operation, variables, token)).body
    }
    const variables = await variablesOf(field, fixture)
    const open: string[] = []
    for (const [of, each] of Object.entries(payload.getFields())) {
      const selection = `${of} ${selectionOf(each.type, 1)}`
      const permission = authOf({ field: each })?.permission
      if (!permission || permissions.includes(permission)) {
        open.push(selection)
        continue
      }
      const before = await written()
      const { data, errors } = await send(`__typename ${selection}`, variables)
      expect([of, data, errors?.[0]?.extensions]).toMatchObject([of, null, { code: 'FORBIDDEN', permission }])
      expect(await written()).toBe(before)
    }
    const { data, errors } = await send(`__typename ${open.join(' ')}`, variables)
    // a token with limits cannot create or leave a workspace, and has no platform rights
    const isRefused = authOf(field)?.platformAdmin || REFUSING.includes(INPUTS[name]?.check)
    // it cannot see sessions either
    const code = INPUTS[name]?.check === 'SIGNED_IN_PERSON' ? 'NOT_FOUND' : 'FORBIDDEN'
    if (isRefused) expect(errors?.[0]?.extensions.code).toBe(code)
    else expect(errors).toBeUndefined()
    for (const [of, value] of Object.entries((data?.[field.field.name] ?? {}) as Json)) {
      const isLeaf = of === '__typename' || isLeafType(getNamedType(payload.getFields()[of]?.type))
      for (const object of isLeaf ? [] : [value].flat().filter(isObject).flatMap(nodesIn)) {
        expect(unreadable(object, await readByQuery(object, token), of)).toEqual([])
      }
    }
    await unblock()
  })
})

describe('a payload needs its permission if the operation selects it', () => {
  test.each([
    ['by a field that is included', true, true, 'FORBIDDEN'],
    ['by a fragment that is not skipped', false, false, 'FORBIDDEN'],
    ['by none', false, true, 'written'],
  ])('%s: %s', async (_how, included, without, outcome) => {
    const workspace = await seedWorkspace(server)
    const id = await createResource(fixtureOf(workspace))
    const token = await tokenOf(workspace.owner, ['RESOURCE_WRITE'])
    const variables = { input: { resource: { id }, externalId: 'x' }, with: included, without }
    const before = await written()
    const { body } = await server.gql(UPDATE.toString(), variables, token)
    expect(body.errors?.[0]?.extensions.code ?? 'written').toBe(outcome)
    expect(await written()).toBe(outcome === 'written' ? before + 1 : before)
    const reader = await tokenOf(workspace.owner, ['RESOURCE_WRITE', 'RESOURCE_READ'])
    await run(server, UPDATE, { ...variables, input: { resource: { id }, externalId: 'y' } }, reader)
  })
})

describe('removing a member shows the revoked tokens only to callers who could list them', () => {
  const add = async ({ owner, id }: SeededWorkspace, as: Credentials) =>
    (await run(server, CREATE_API_TOKEN, { input: { name: unique('bound'), workspace: { id } } }, as ?? owner))
      .createApiToken.token.id
  const remove = async ({ id }: SeededWorkspace, { id: user }: Person, as: Credentials) => {
    const input = { member: { of: { workspace: { id }, principal: { user } } } }
    return (await run(server, REMOVE, { input }, as)).removeMember.revokedTokens.map((token) => token.id)
  }

  test.each([
    ['no token of others without TOKEN_MANAGE', [] as const, false],
    ['all with it', ['TOKEN_MANAGE'] as const, true],
  ])('%s', async (_what, further, all) => {
    const workspace = await seedWorkspace(server, { eve: 'EDITOR', ann: 'ADMIN' })
    const { eve, ann } = workspace.members as { eve: Person; ann: Person }
    const [ofEve, ofAnn] = [await add(workspace, eve), await add(workspace, ann)]
    const token = await tokenOf(ann, ['MEMBER_REMOVE', 'MEMBER_READ', ...further])
    const listed = (await run(server, TOKENS, { id: workspace.id }, token)).workspace?.tokens.nodes
    expect(listed?.map(({ id }) => id).sort()).toEqual(all ? [ofEve, ofAnn].sort() : [ofAnn])
    expect(await remove(workspace, eve, token)).toEqual(all ? [ofEve] : [])
    expect(await remove(workspace, ann, token)).toEqual([ofAnn])
  })
})

describe('an error shows a limited token only what it may read', () => {
  test.each([
    [[], {}],
    [['RESOURCE_READ'], { counts: [{ kind: 'job', count: 1 }], first: [{ kind: 'job', name: expect.any(String) }] }],
  ] as const)('WORKSPACE_NOT_EMPTY with %j', async (further, told) => {
    const workspace = await seedWorkspace(server)
    await createResource(fixtureOf(workspace))
    const token = await tokenOf(workspace.owner, ['WORKSPACE_DELETE', ...further])
    const input = { workspace: { id: workspace.id }, policy: 'RESTRICT' as const }
    const refusal = await refused(server, DELETE, { input }, token)
    expect(refusal).toEqual({ code: 'WORKSPACE_NOT_EMPTY', requestId: expect.any(String), ...told })
  })

  test.each([
    [[], {}],
    [['MEMBER_READ'], { role: 'EDITOR' }],
  ] as const)('ALREADY_MEMBER with %j', async (further, told) => {
    const workspace = await seedWorkspace(server)
    const input = { workspace: { id: workspace.id }, principal: { group: unique('group') } }
    await run(server, ADD_MEMBER, { input: { ...input, role: 'EDITOR' } }, workspace.owner)
    const token = await tokenOf(workspace.owner, ['MEMBER_INVITE', ...further])
    const refusal = await refused(server, ADD, { input: { ...input, role: 'VIEWER' } }, token)
    expect(refusal).toEqual({ code: 'ALREADY_MEMBER', requestId: expect.any(String), ...told })
  })
})
