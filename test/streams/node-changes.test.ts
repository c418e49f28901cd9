// `nodeChanges` tells each change of a node of a workspace, and nothing else: generated from the mutations of the schema.
// It tells a caller the changes of what that caller may read, and goes on behind the cursor of any of them.

import { type GraphQLObjectType, getNamedType, isLeafType, isObjectType } from 'graphql'
import { afterEach, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { NodeChangesSubscription, Permission, RoleName, TypedDocumentString } from '../generated/graphql.ts'
import type { Fixture } from '../support/create.ts'
import { createMember } from '../support/create.ts'
import { beginning, cursorsOf, seqOf } from '../support/cursors.ts'
import { INPUTS, operationOf, variablesOf } from '../support/inputs.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, DELETE_WORKSPACE, REGISTER_RESOURCES } from '../support/operations.ts'
import { type Person, run, type SeededWorkspace, seedWorkspace, unique } from '../support/people.ts'
import { authOf, FIELDS, NODE_TYPES, type SchemaField, schema } from '../support/schema.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { follow, type Subscription, TRANSPORTS, type Transport, untilSubscribers } from '../support/subscriptions.ts'

const CHANGES = graphql(`
  subscription NodeChanges($id: ID!, $after: Cursor) {
    nodeChanges(workspace: { id: $id }, after: $after) {
      cursor
      action
      id
      node {
        __typename
        id
      }
    }
  }
`)
const EVENTS = graphql(`
  subscription NodeChangesEvents($id: ID!, $after: Cursor) {
    workspaceEvents(workspace: { id: $id }, after: $after) {
      cursor
      type
    }
  }
`)
const REMOVE_MEMBER = graphql(`
  mutation NodeChangesRemove($input: RemoveMemberInput!) {
    removeMember(input: $input) {
      removedMembershipId
    }
  }
`)
const RENAME = graphql(`
  mutation NodeChangesRename($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) {
      workspace {
        id
      }
    }
  }
`)
const DELETE_USER = graphql(`
  mutation NodeChangesDeleteUser($input: DeleteUserInput!) {
    deleteUser(input: $input) {
      deletedUserId
    }
  }
`)

type Stream = Subscription<NodeChangesSubscription>
type Change = NodeChangesSubscription['nodeChanges']

const server = await startTestServer({ shared: true })
const opened: { leave(): void }[] = []
afterEach(() => {
  for (const stream of opened.splice(0)) stream.leave()
  return untilSubscribers(server, 0)
})

/** A subscription that is left at the end of the test. */
function open<R, V extends Record<string, unknown>>(
  transport: Transport,
  document: TypedDocumentString<R, V>,
  variables: V,
  as: { token: string },
): Subscription<R> {
  const stream = follow(transport, server, document, variables, as)
  opened.push(stream)
  return stream
}
const changes = (transport: Transport, as: { token: string }, id: string, after: string | null = null): Stream =>
  open(transport, CHANGES, { id, after }, as)

const changesOf = ({ seen }: Stream): Change[] => seen.map(({ nodeChanges }) => nodeChanges)
const written = ({ action, id }: { action: string; id: string }) => `${action} ${id}`

/** The fields of a node itself: not of nodes that it leads to, nor what it says of its last use or of its reader. */
function ownFields(type: GraphQLObjectType): string {
  const fields = Object.values(type.getFields()).filter(
    ({ args, name }) => args.length === 0 && !/^(last|my|can)[A-Z]/.test(name),
  )
  const selected = fields.flatMap((field) => {
    const named = getNamedType(field.type)
    if (isLeafType(named)) return field.name
    if (!isObjectType(named) || NODE_TYPES.includes(named.name) || named.name.endsWith('Connection')) return []
    return `${field.name} ${ownFields(named)}`
  })
  return `{ ${selected.join(' ')} }`
}

const workspaceType = schema.getType('Workspace') as GraphQLObjectType
/** The lists of a workspace whose entries are nodes. */
const lists = Object.values(workspaceType.getFields()).flatMap((field) => {
  const connection = getNamedType(field.type)
  if (!isObjectType(connection) || !connection.name.endsWith('Connection')) return []
  const node = getNamedType(connection.getFields()['nodes']?.type as never) as unknown as GraphQLObjectType
  return NODE_TYPES.includes(node.name) ? { name: field.name, node } : []
})
const SNAPSHOT = `query ($id: ID!) { workspace(by: { id: $id }) { own: id ${ownFields(workspaceType).slice(1, -1)}
  ${lists.map(({ name, node }) => `${name}(first: 100) { nodes ${ownFields(node)} }`).join('\n')} } }`

/** Each node of the workspace as a platform admin sees it, by id. */
async function snapshot(id: string): Promise<Map<string, string>> {
  const { workspace } = await server.data(SNAPSHOT, { id })
  const nodes = new Map<string, string>()
  for (const { name } of lists) {
    for (const node of workspace[name].nodes) nodes.set(node.id, JSON.stringify(node))
    delete workspace[name]
  }
  return nodes.set(workspace.id, JSON.stringify(workspace))
}

/** What a stream has to tell of the difference between two snapshots. */
function difference(before: Map<string, string>, after: Map<string, string>): string[] {
  const told = [...after].flatMap(([id, node]) => {
    if (!before.has(id)) return written({ action: 'CREATED', id })
    return before.get(id) === node ? [] : written({ action: 'UPDATED', id })
  })
  const gone = [...before.keys()].filter((id) => !after.has(id))
  return [...told, ...gone.map((id) => written({ action: 'DELETED', id }))].sort()
}

/** A workspace with two owners, so that one can leave; the second watches. */
async function newFixture(): Promise<{ workspace: SeededWorkspace; fixture: Fixture; watcher: Person }> {
  const workspace = await seedWorkspace(server, { watcher: 'OWNER' })
  const { id: workspaceId, owner, members } = workspace
  const fixture = { server, workspaceId, token: owner.token, actorId: owner.id, deletionId: '' }
  return { workspace, fixture, watcher: members['watcher'] as Person }
}

/** Something that can be done in a workspace in every state but DELETING, and the change that tells of it. */
async function marker(fixture: Fixture): Promise<() => Promise<string>> {
  const id = await createMember(fixture)
  return async () => {
    await run(server, REMOVE_MEMBER, { input: { member: { id } } })
    return written({ action: 'DELETED', id })
  }
}

const mutations = FIELDS.filter(({ type, name }) => type.name === 'Mutation' && name !== 'Mutation.deleteWorkspace')

test.each(mutations.map((field) => [field.field.name, field] as [string, SchemaField]))(
  '%s tells each node of the workspace that it changes, and no other',
  async (_name, field) => {
    const { fixture, watcher } = await newFixture()
    const mark = await marker(fixture)
    const variables = await variablesOf(field, fixture)
    const streams = TRANSPORTS.map((transport) => changes(transport, watcher, fixture.workspaceId))
    await untilSubscribers(server, TRANSPORTS.length)
    const before = await snapshot(fixture.workspaceId)
    const as = authOf(field)?.platformAdmin ? { token: ADMIN_TOKEN } : { token: fixture.token }
    await server.data(operationOf(field), variables, as)
    const expected = difference(before, await snapshot(fixture.workspaceId))
    const end = await mark()
    for (const stream of streams) {
      await until(() => changesOf(stream).some((change) => written(change) === end))
      const told = changesOf(stream).map(written)
      expect([...new Set(told.slice(0, told.indexOf(end)))].sort()).toEqual(expected)
    }
  },
)

test('a mutation of each noun is among those that were compared', () => {
  expect(lists.map(({ node }) => node.name).sort()).toEqual(['ApiToken', 'Membership', 'Project', 'Resource'])
  expect(mutations.every(({ name }) => name in INPUTS)).toBe(true)
})

test('the deletion of a user tells each workspace that its membership and its tokens have ended', async () => {
  const { workspace, watcher } = await newFixture()
  const principal = { user: workspace.owner.id }
  const input = { name: unique('token'), workspace: { id: workspace.id } }
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, workspace.owner)
  const before = await snapshot(workspace.id)
  const stream = changes('SSE', watcher, workspace.id)
  await untilSubscribers(server, 1)
  await run(server, DELETE_USER, { input: { user: { id: principal.user } } })
  const expected = difference(before, await snapshot(workspace.id))
  expect(expected).toContain(`UPDATED ${createApiToken.token.id}`)
  await until(() => stream.seen.length >= expected.length)
  expect(changesOf(stream).map(written).sort()).toEqual(expected)
})

test('each change comes with the node as it is then, null where it is gone', async () => {
  const { workspace, fixture, watcher } = await newFixture()
  const stream = changes('SSE', watcher, workspace.id)
  await untilSubscribers(server, 1)
  const mark = await marker(fixture)
  await until(() => stream.seen.length === 2)
  await mark()
  await until(() => stream.seen.length === 4)
  const typed = changesOf(stream).map(({ action, node }) => [action, node?.__typename ?? null])
  const ofWorkspace = ['UPDATED', 'Workspace']
  expect(typed).toEqual([['CREATED', 'Membership'], ofWorkspace, ['DELETED', null], ofWorkspace])
})

/** What each caller may read of the nodes of a workspace, by the prefix of their ids, and of the numbers that it keeps. */
const READERS: readonly [name: string, role: RoleName, permissions: Permission[] | null, prefixes: RegExp][] = [
  ['an owner', 'OWNER', null, /^(ws|mem|prj|res|tok)_/],
  ['an admin', 'ADMIN', null, /^(ws|mem|prj|res|tok)_/],
  ['an editor', 'EDITOR', null, /^(ws|mem|prj|res)_/],
  ['a viewer', 'VIEWER', null, /^(ws|mem|prj|res)_/],
  ['a token with WORKSPACE_READ alone', 'OWNER', ['WORKSPACE_READ'], /^ws_/],
  ['a token with RESOURCE_READ too', 'ADMIN', ['WORKSPACE_READ', 'RESOURCE_READ'], /^(ws|prj|res)_/],
  ['a token with MEMBER_READ too', 'VIEWER', ['WORKSPACE_READ', 'MEMBER_READ'], /^(ws|mem)_/],
]

test('each caller is told of what it may read, deleted nodes included', async () => {
  const { workspace, fixture } = await newFixture()
  const { id } = workspace
  const readers = []
  for (const [name, role, permissions, prefixes] of READERS) {
    const { owner: reader } = await seedWorkspace(server)
    await run(server, ADD_MEMBER, { input: { workspace: { id }, principal: { user: reader.id }, role } })
    const input = { name: unique('limited'), permissions }
    const token = permissions ? (await run(server, CREATE_API_TOKEN, { input }, reader)).createApiToken.secret : null
    readers.push({ name, prefixes, token: token ?? reader.token })
  }
  const streams = readers.map((reader) => ({ ...reader, stream: changes('WebSocket', reader, id) }))
  const reference = changes('SSE', { token: ADMIN_TOKEN }, id)
  const all = [reference, ...streams.map(({ stream }) => stream)]
  await untilSubscribers(server, all.length)
  const cursors = cursorsOf(server)
  const numberOf = ({ cursor }: { cursor: string }) => seqOf(cursors, cursor)
  let head = 0
  /** What each stream has told since the last call, once all of them have told the change that is made here. */
  const segments = async () => {
    const from = head
    await run(server, RENAME, { input: { workspace: { id }, displayName: unique('caught up') } })
    head = numberOf((await server.data('{ events(first: 1) { nodes { cursor } } }')).events.nodes[0])
    await until(() => all.every((stream) => changesOf(stream).some((change) => numberOf(change) === head)))
    const isNew = (change: Change) => numberOf(change) > from && numberOf(change) < head
    return all.map((stream) => changesOf(stream).filter(isNew).map(written))
  }
  const steps = mutations.filter(
    (field) =>
      !INPUTS[field.name]?.consumesWorkspace &&
      !authOf(field)?.platformAdmin &&
      !field.name.endsWith('.updateWorkspace'),
  )
  for (const field of steps) {
    const variables = await variablesOf(field, fixture)
    const before = await segments()
    await server.data(operationOf(field), variables, { token: fixture.token })
    for (const [expected = [], ...others] of [before, await segments()]) {
      // what the workspace counts anew in this step
      const counted = expected.find((change) => / (mem|res)_/.test(change))?.split(' ')[1] ?? ''
      for (const [index, { name, prefixes }] of streams.entries()) {
        const allowed = expected.filter((change) => {
          const [, node = ''] = change.split(' ')
          return prefixes.test(node) && (!node.startsWith('ws_') || prefixes.test(counted))
        })
        expect(others[index], `${field.name} for ${name}`).toEqual(allowed)
      }
    }
  }
  expect(reference.seen.length).toBeGreaterThan(2 * steps.length)
})

test.each(TRANSPORTS)(
  'a client goes on behind any change, also one of many of an event, over %s',
  async (transport) => {
    const { workspace, watcher } = await newFixture()
    const { id } = workspace
    const stream = changes(transport, watcher, id)
    await untilSubscribers(server, 1)
    for (const names of [['a', 'b', 'c'], ['d']]) {
      const resources = names.map((name) => ({ kind: 'job', name }))
      await run(server, REGISTER_RESOURCES, { input: { workspace: { id }, resources } }, workspace.owner)
    }
    const all = 6
    await until(() => stream.seen.length === all)
    const told = changesOf(stream)
    for (const [index, { cursor }] of told.entries()) {
      const rest = changes(transport, watcher, id, cursor)
      const expected = told.slice(index + 1).map(written)
      await until(() => rest.seen.length >= expected.length)
      expect(changesOf(rest).map(written)).toEqual(expected)
      rest.leave()
      await untilSubscribers(server, 1)
    }
  },
)

test('cursors of events and of changes are taken by both streams', async () => {
  const { workspace, watcher } = await newFixture()
  const { id } = workspace
  const events = open('SSE', EVENTS, { id, after: null }, watcher)
  const all = changes('SSE', watcher, id)
  await untilSubscribers(server, 2)
  for (const names of [['a', 'b'], ['c']]) {
    const resources = names.map((name) => ({ kind: 'job', name }))
    await run(server, REGISTER_RESOURCES, { input: { workspace: { id }, resources } }, workspace.owner)
  }
  await until(() => all.seen.length === 5 && events.seen.length === 2)
  const [first] = events.seen
  const ofEvent = changes('SSE', watcher, id, first?.workspaceEvents.cursor)
  const ofChange = open('SSE', EVENTS, { id, after: changesOf(all)[0]?.cursor ?? null }, watcher)
  await until(() => ofEvent.seen.length === 2 && ofChange.seen.length === 1)
  expect(changesOf(ofEvent).map(written)).toEqual(changesOf(all).slice(3).map(written))
})

test('the stream of a removed member ends with NOT_FOUND, that of a watcher of the deletion with WORKSPACE_DELETING', async () => {
  const workspace = await seedWorkspace(server, { member: 'VIEWER' })
  const { id, owner } = workspace
  const member = workspace.members['member'] as Person
  const [ofMember, ofOwner] = [member, owner].map((as) =>
    TRANSPORTS.map((transport) => changes(transport, as, id)),
  ) as [Stream[], Stream[]]
  await untilSubscribers(server, 4)
  const of = { workspace: { id }, principal: { user: member.id } }
  await run(server, REMOVE_MEMBER, { input: { member: { of } } }, owner)
  await Promise.all(ofMember.map((stream) => stream.ended(1000)))
  expect(ofMember.map(({ codes, seen }) => [codes, seen.length])).toEqual(ofMember.map(() => [['NOT_FOUND'], 0]))
  await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
  await Promise.all(ofOwner.map((stream) => stream.ended(1000)))
  expect(ofOwner.map(({ codes }) => codes)).toEqual(ofOwner.map(() => ['WORKSPACE_DELETING']))
})

test('the changes of one event are read together, not one by one', async () => {
  const statements: string[] = []
  const own = await startTestServer({ onQuery: (sql) => void statements.push(sql) })
  const { id, owner } = await seedWorkspace(own)
  const stream = follow('SSE', own, CHANGES, { id, after: null }, owner)
  await untilSubscribers(own, 1)
  const register = async (count: number) => {
    const resources = Array.from({ length: count }, () => ({ kind: 'job', name: unique('job') }))
    const expected = stream.seen.length + count + 1
    statements.length = 0
    await run(own, REGISTER_RESOURCES, { input: { workspace: { id }, resources } }, owner)
    await until(() => stream.seen.length === expected)
    return statements.length
  }
  const [few, many] = [await register(5), await register(500)]
  expect(many).toBeLessThanOrEqual(few + 5)
  stream.leave()
})

test.each(TRANSPORTS)(
  'tells what becomes of the membership of everyone when the visibility changes, over %s',
  async (transport) => {
    const { workspace, watcher } = await newFixture()
    const { id, owner } = workspace
    const stream = changes(transport, watcher, id)
    await untilSubscribers(server, 1)
    const told: string[][] = []
    for (const visibility of ['SHARED_READ', 'SHARED_WRITE', 'SHARED_WRITE', 'PRIVATE'] as const) {
      const before = await snapshot(id)
      const seen = stream.seen.length
      await run(server, RENAME, { input: { workspace: { id }, visibility } }, owner)
      const expected = difference(before, await snapshot(id))
      await until(() => stream.seen.length >= seen + expected.length)
      expect(changesOf(stream).slice(seen).map(written).sort()).toEqual(expected)
      told.push(expected.map((change) => change.replace(/_.*/, '')))
    }
    expect(told).toEqual([
      ['CREATED mem', 'UPDATED ws'],
      ['UPDATED mem', 'UPDATED ws'],
      ['UPDATED ws'],
      ['DELETED mem', 'UPDATED ws'],
    ])
  },
)

test('a new member is not told of what was deleted before it came', async () => {
  const { workspace, fixture, watcher } = await newFixture()
  const { id } = workspace
  const early = beginning(server)
  const mark = await marker(fixture)
  const gone = await mark()
  const later = await seedWorkspace(server)
  await run(server, ADD_MEMBER, { input: { workspace: { id }, principal: { user: later.owner.id }, role: 'OWNER' } })
  const mine = await marker(fixture)
  const seen = await mine()
  for (const [as, expected] of [
    [watcher, [gone, seen]],
    [later.owner, [seen]],
  ] as const) {
    const stream = changes('SSE', as, id, early)
    await until(() => changesOf(stream).some((change) => written(change) === seen))
    const deleted = changesOf(stream).filter(({ action }) => action === 'DELETED')
    expect(deleted.map(written)).toEqual(expected)
  }
})
