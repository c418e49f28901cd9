// `nodeChanges` sends every change of a node of a workspace, and nothing else; generated from the schema's mutations.

import { afterEach, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { INPUTS, operationOf, variablesOf } from '../support/inputs.ts'
import { CREATE_API_TOKEN } from '../support/operations.ts'
import { run, unique } from '../support/people.ts'
import { authOf, type SchemaField } from '../support/schema.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { TRANSPORTS, untilSubscribers } from '../support/subscriptions.ts'
import {
  changesOf,
  difference,
  LISTS,
  MUTATIONS,
  marker,
  newFixture,
  Streams,
  snapshot,
  written,
} from './node-changes.ts'

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

const server = await startTestServer({ shared: true })
const streams = new Streams(server)
afterEach(() => streams.leaveAll())

test.each(MUTATIONS.map((field) => [field.field.name, field] as [string, SchemaField]))(
  '%s sends a change of each node of the workspace that it changes, and of no other',
  async (_name, field) => {
    const { fixture, watcher } = await newFixture(server)
    const mark = await marker(fixture)
    const variables = await variablesOf(field, fixture)
    const both = TRANSPORTS.map((transport) => streams.changes(transport, watcher, fixture.workspaceId))
    await untilSubscribers(server, TRANSPORTS.length)
    const before = await snapshot(server, fixture.workspaceId)
    const as = authOf(field)?.platformAdmin ? { token: ADMIN_TOKEN } : { token: fixture.token }
    await server.data(operationOf(field), variables, as)
    const expected = difference(before, await snapshot(server, fixture.workspaceId))
    const end = await mark()
    for (const stream of both) {
      await until(() => changesOf(stream).some((change) => written(change) === end))
      const told = changesOf(stream).map(written)
      expect([...new Set(told.slice(0, told.indexOf(end)))].sort()).toEqual(expected)
    }
  },
)

test('the compared nodes are of every noun of a workspace, and every mutation has an input', () => {
  expect(LISTS.map(({ node }) => node.name).sort()).toEqual([
    'ApiToken',
    'Invitation',
    'Membership',
    'Project',
    'Resource',
    'ServiceAccount',
  ])
  expect(MUTATIONS.every(({ name }) => name in INPUTS)).toBe(true)
})

test('the deletion of a user sends the end of the membership and of the tokens to each workspace', async () => {
  const { workspace, watcher } = await newFixture(server)
  const principal = { user: workspace.owner.id }
  const input = { name: unique('token'), workspace: { id: workspace.id } }
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, workspace.owner)
  const before = await snapshot(server, workspace.id)
  const stream = streams.changes('SSE', watcher, workspace.id)
  await untilSubscribers(server, 1)
  await run(server, DELETE_USER, { input: { user: { id: principal.user } } })
  const expected = difference(before, await snapshot(server, workspace.id))
  expect(expected).toContain(`UPDATED ${createApiToken.token.id}`)
  await until(() => stream.seen.length >= expected.length)
  expect(changesOf(stream).map(written).sort()).toEqual(expected)
})

test('each change contains the current node, or null if it was deleted', async () => {
  const { workspace, fixture, watcher } = await newFixture(server)
  const stream = streams.changes('SSE', watcher, workspace.id)
  await untilSubscribers(server, 1)
  const mark = await marker(fixture)
  await until(() => stream.seen.length === 2)
  await mark()
  await until(() => stream.seen.length === 4)
  const typed = changesOf(stream).map(({ action, node }) => [action, node?.__typename ?? null])
  const ofWorkspace = ['UPDATED', 'Workspace']
  expect(typed).toEqual([['CREATED', 'Membership'], ofWorkspace, ['DELETED', null], ofWorkspace])
})

test.each(TRANSPORTS)(
  'a change of the visibility sends the change of the membership of everyone, over %s',
  async (transport) => {
    const { workspace, watcher } = await newFixture(server)
    const { id, owner } = workspace
    const stream = streams.changes(transport, watcher, id)
    await untilSubscribers(server, 1)
    const told: string[][] = []
    for (const visibility of ['SHARED_READ', 'SHARED_WRITE', 'SHARED_WRITE', 'PRIVATE'] as const) {
      const before = await snapshot(server, id)
      const seen = stream.seen.length
      await run(server, RENAME, { input: { workspace: { id }, visibility } }, owner)
      const expected = difference(before, await snapshot(server, id))
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
