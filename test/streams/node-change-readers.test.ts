// `nodeChanges` sends each caller only changes of nodes that it may read, and resumes after the cursor of any change.

import { afterEach, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { Permission, RoleName } from '../generated/graphql.ts'
import { beginning, cursorsOf, seqOf } from '../support/cursors.ts'
import { INPUTS, operationOf, variablesOf } from '../support/inputs.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, DELETE_WORKSPACE, REGISTER_RESOURCES } from '../support/operations.ts'
import { type Person, run, seedWorkspace, unique } from '../support/people.ts'
import { authOf } from '../support/schema.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { follow, TRANSPORTS, untilSubscribers } from '../support/subscriptions.ts'
import {
  CHANGES,
  type Change,
  changesOf,
  MUTATIONS,
  marker,
  newFixture,
  REMOVE_MEMBER,
  type Stream,
  Streams,
  written,
} from './node-changes.ts'

const EVENTS = graphql(`
  subscription NodeReadersEvents($id: ID!, $after: Cursor) {
    workspaceEvents(workspace: { id: $id }, after: $after) {
      cursor
      type
    }
  }
`)
const RENAME = graphql(`
  mutation NodeReadersRename($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) {
      workspace {
        id
      }
    }
  }
`)

const server = await startTestServer({ shared: true })
const streams = new Streams(server)
afterEach(() => streams.leaveAll())

/** The id prefixes of the nodes of a workspace that each caller may read, and hence the counts that it may read. */
const READERS: readonly [name: string, role: RoleName, permissions: Permission[] | null, prefixes: RegExp][] = [
  ['an owner', 'OWNER', null, /^(ws|mem|svc|prj|res|tok|inv)_/],
  ['an admin', 'ADMIN', null, /^(ws|mem|svc|prj|res|tok|inv)_/],
  ['an editor', 'EDITOR', null, /^(ws|mem|svc|prj|res)_/],
  ['a viewer', 'VIEWER', null, /^(ws|mem|svc|prj|res)_/],
  ['a token with WORKSPACE_READ alone', 'OWNER', ['WORKSPACE_READ'], /^ws_/],
  ['a token with RESOURCE_READ too', 'ADMIN', ['WORKSPACE_READ', 'RESOURCE_READ'], /^(ws|prj|res)_/],
  ['a token with MEMBER_READ too', 'VIEWER', ['WORKSPACE_READ', 'MEMBER_READ'], /^(ws|mem|svc)_/],
]

test('each caller gets the changes of the nodes that it may read, deleted ones included', async () => {
  const { workspace, fixture } = await newFixture(server)
  const { id } = workspace
  const readers = []
  for (const [name, role, permissions, prefixes] of READERS) {
    const { owner: reader } = await seedWorkspace(server)
    await run(server, ADD_MEMBER, { input: { workspace: { id }, principal: { user: reader.id }, role } })
    const input = { name: unique('limited'), permissions }
    const token = permissions ? (await run(server, CREATE_API_TOKEN, { input }, reader)).createApiToken.secret : null
    readers.push({ name, prefixes, token: token ?? reader.token })
  }
  const limited = readers.map((reader) => ({ ...reader, stream: streams.changes('WebSocket', reader, id) }))
  const reference = streams.changes('SSE', { token: ADMIN_TOKEN }, id)
  const all = [reference, ...limited.map(({ stream }) => stream)]
  await untilSubscribers(server, all.length)
  const cursors = cursorsOf(server)
  const numberOf = ({ cursor }: { cursor: string }) => seqOf(cursors, cursor)
  let head = 0
  /** The changes of each stream since the last call, once all streams have sent the change that is made here. */
  const segments = async () => {
    const from = head
    await run(server, RENAME, { input: { workspace: { id }, displayName: unique('caught up') } })
    head = numberOf((await server.data('{ events(first: 1) { nodes { cursor } } }')).events.nodes[0])
    await until(() => all.every((stream) => changesOf(stream).some((change) => numberOf(change) === head)))
    const isNew = (change: Change) => numberOf(change) > from && numberOf(change) < head
    return all.map((stream) => changesOf(stream).filter(isNew).map(written))
  }
  const steps = MUTATIONS.filter(
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
      // the count of the workspace that changes in this step
      const counted = expected.find((change) => / (mem|res)_/.test(change))?.split(' ')[1] ?? ''
      for (const [index, { name, prefixes }] of limited.entries()) {
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

test('the change of a token is sent to its owner, even without the right to manage tokens, and to no other viewer', async () => {
  const workspace = await seedWorkspace(server, { owner: 'VIEWER', other: 'VIEWER' })
  const { owner, other } = workspace.members as Record<'owner' | 'other', Person>
  const told = [owner, other].map((reader) => streams.changes('WebSocket', reader, workspace.id))
  await untilSubscribers(server, told.length)
  const input = { name: unique('token'), workspace: { id: workspace.id }, user: owner.id }
  const { id } = (await run(server, CREATE_API_TOKEN, { input })).createApiToken.token
  await run(server, RENAME, { input: { workspace: { id: workspace.id }, displayName: 'Behind it' } }, workspace.owner)
  const renamed = `UPDATED ${workspace.id}`
  await until(() => told.every((stream) => changesOf(stream).some((change) => written(change) === renamed)))
  expect(told.map((stream) => changesOf(stream).map(written))).toEqual([[`CREATED ${id}`, renamed], [renamed]])
})

test.each(TRANSPORTS)(
  'a client resumes after any change, even after one of several of an event, over %s',
  async (transport) => {
    const { workspace, watcher } = await newFixture(server)
    const { id } = workspace
    const stream = streams.changes(transport, watcher, id)
    await untilSubscribers(server, 1)
    for (const names of [['a', 'b', 'c'], ['d']]) {
      const resources = names.map((name) => ({ kind: 'job', name }))
      await run(server, REGISTER_RESOURCES, { input: { workspace: { id }, resources } }, workspace.owner)
    }
    const all = 6
    await until(() => stream.seen.length === all)
    const told = changesOf(stream)
    for (const [index, { cursor }] of told.entries()) {
      const rest = streams.changes(transport, watcher, id, cursor)
      const expected = told.slice(index + 1).map(written)
      await until(() => rest.seen.length >= expected.length)
      expect(changesOf(rest).map(written)).toEqual(expected)
      rest.leave()
      await untilSubscribers(server, 1)
    }
  },
)

test('both streams accept cursors of events and of changes', async () => {
  const { workspace, watcher } = await newFixture(server)
  const { id } = workspace
  const events = streams.open('SSE', EVENTS, { id, after: null }, watcher)
  const all = streams.changes('SSE', watcher, id)
  await untilSubscribers(server, 2)
  for (const names of [['a', 'b'], ['c']]) {
    const resources = names.map((name) => ({ kind: 'job', name }))
    await run(server, REGISTER_RESOURCES, { input: { workspace: { id }, resources } }, workspace.owner)
  }
  await until(() => all.seen.length === 5 && events.seen.length === 2)
  const [first] = events.seen
  const ofEvent = streams.changes('SSE', watcher, id, first?.workspaceEvents.cursor)
  const ofChange = streams.open('SSE', EVENTS, { id, after: changesOf(all)[0]?.cursor ?? null }, watcher)
  await until(() => ofEvent.seen.length === 2 && ofChange.seen.length === 1)
  expect(changesOf(ofEvent).map(written)).toEqual(changesOf(all).slice(3).map(written))
})

test('the stream ends with NOT_FOUND for a removed member, and with WORKSPACE_DELETING for a watcher of the deletion', async () => {
  const workspace = await seedWorkspace(server, { member: 'VIEWER' })
  const { id, owner } = workspace
  const member = workspace.members['member'] as Person
  const [ofMember, ofOwner] = [member, owner].map((as) =>
    TRANSPORTS.map((transport) => streams.changes(transport, as, id)),
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
  // one by one it would be 500 statements; background jobs send some, too
  expect(many).toBeLessThanOrEqual(few + 50)
  stream.leave()
})

test('a new member gets no changes of nodes that were deleted before it joined', async () => {
  const { workspace, fixture, watcher } = await newFixture(server)
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
    const stream = streams.changes('SSE', as, id, early)
    await until(() => changesOf(stream).some((change) => written(change) === seen))
    const deleted = changesOf(stream).filter(({ action }) => action === 'DELETED')
    expect(deleted.map(written)).toEqual(expected)
  }
})

test('the change of a token that a platform admin makes for a user is sent to that user, and to no other viewer', async () => {
  const { id, members } = await seedWorkspace(server, { vic: 'VIEWER', eve: 'VIEWER' })
  const [vic, eve] = [members['vic'] as Person, members['eve'] as Person]
  const [ofVic, ofEve] = [streams.changes('SSE', vic, id), streams.changes('WebSocket', eve, id)]
  await untilSubscribers(server, 2)
  const input = { name: unique('for them'), workspace: { id }, user: vic.id }
  const { token } = (await run(server, CREATE_API_TOKEN, { input })).createApiToken
  await run(server, RENAME, { input: { workspace: { id }, displayName: unique('caught up') } })
  const renamed = `UPDATED ${id}`
  const both = [ofVic, ofEve]
  await until(() => both.every((stream) => changesOf(stream).map(written).includes(renamed)))
  expect(both.map((stream) => changesOf(stream).map(written))).toEqual([[`CREATED ${token.id}`, renamed], [renamed]])
})
