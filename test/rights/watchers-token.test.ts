// The tokens of a workspace that is being deleted: the one that requested the deletion may follow it, all others are
// refused.
import { expect, test } from 'vitest'
import { schema } from '../../src/modules/schema.ts'
import { graphql } from '../generated/gql.ts'
import { type FullWorkspace, RECORD, startBlockedDeletion } from '../support/full-workspace.ts'
import { CREATE_API_TOKEN, DELETE_WORKSPACE } from '../support/operations.ts'
import { refused, run } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { follow, TRANSPORTS } from '../support/subscriptions.ts'

const FOLLOW = graphql(`
  subscription BoundFollow($id: ID!, $after: Cursor) {
    deletionEvents(deletion: $id, after: $after) {
      cursor
      type
      deletion {
        state
      }
    }
  }
`)

const FOLLOW_ALL = graphql(`
  subscription BoundFollowAll {
    deletions {
      type
      deletion {
        id
      }
    }
  }
`)

const server = await startTestServer({ shared: true })

test('the tokens of a workspace are refused as soon as it is being deleted; personal tokens keep their rights', async () => {
  const deletion = await startBlockedDeletion(server, ({ owner }) => owner)
  const { token, owner } = deletion.workspace
  const { status, body } = await server.gql('{ serverInfo { version } }', {}, { token: token.secret })
  expect([status, body.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
  await run(server, CREATE_API_TOKEN, { input: { name: 'still mine' } }, owner)
  await deletion.finish()
  expect((await server.gql('{ serverInfo { version } }', {}, { token: token.secret })).status).toBe(401)
})

/** Each query except `deletion` and the public ones, and mutations of the workspace and of tokens. */
function otherOperations({ id, token, owner }: FullWorkspace, deletionId: string): string[] {
  const workspace = `workspace: { id: "${id}" }`
  const queries: Record<string, string> = {
    node: `node(id: "${deletionId}") { id }`,
    nodes: `nodes(ids: ["${deletionId}"]) { id }`,
    roles: 'roles { name }',
    access: `access(${workspace}, permissions: []) { allowed }`,
    workspace: `workspace(by: { id: "${id}" }) { id }`,
    workspaces: 'workspaces { nodes { id } }',
    me: 'me { platformAdmin }',
    user: `user(by: { id: "${owner.id}" }) { id }`,
    users: 'users { nodes { id } }',
    resourceKinds: 'resourceKinds { name }',
    serviceAccounts: 'serviceAccounts { nodes { id } }',
    events: 'events { nodes { type } }',
    deletions: 'deletions { nodes { id } }',
  }
  const all = Object.keys(schema.getQueryType()?.getFields() ?? {})
  expect(Object.keys(queries).sort(), 'Add each new query to `queries`').toEqual(
    all.filter((name) => !['deletion', 'serverInfo', 'invitation'].includes(name)).sort(),
  )
  const mutations = [
    `updateWorkspace(input: { ${workspace}, displayName: "X" }) { workspace { id } }`,
    'createWorkspace(input: { name: "another" }) { workspace { id } }',
    'createApiToken(input: { name: "another" }) { secret }',
    `revokeApiToken(input: { token: { id: "${token.id}" } }) { changed }`,
  ]
  return [
    ...Object.values(queries).map((field) => `{ ${field} }`),
    `{ deletion(id: "${deletionId}") { workspaceEvents { nodes { type } } } }`,
    ...mutations.map((field) => `mutation { ${field} }`),
  ]
}

test('the workspace token that requested the deletion may only follow it and request it again, until it expires', async () => {
  const own = await startTestServer()
  const other = await startBlockedDeletion(own, ({ owner }) => owner)
  const deletion = await startBlockedDeletion(own, ({ token }) => ({ token: token.secret }))
  const { workspace, deletionId } = deletion
  const as = { token: workspace.token.secret }
  const expectRestricted = async (state: string) => {
    expect((await run(own, RECORD, { id: deletionId }, as)).deletion).toMatchObject({ state })
    expect((await run(own, RECORD, { id: other.deletionId }, as)).deletion).toBeNull()
    for (const document of otherOperations(workspace, deletionId)) {
      const { body } = await own.gql(document, {}, as)
      expect([document, body.errors?.[0]?.extensions.code]).toEqual([document, 'UNAUTHENTICATED'])
    }
    for (const document of [FOLLOW_ALL, 'subscription { workspaceEvents(workspace: { name: "default" }) { type } }']) {
      for (const transport of TRANSPORTS) {
        const stream = follow(transport, own, document as typeof FOLLOW_ALL, {}, as)
        await stream.ended()
        expect(stream).toMatchObject({ seen: [], codes: ['UNAUTHENTICATED'] })
        stream.leave()
      }
    }
  }
  await expectRestricted('RUNNING')
  const again = { workspace: { id: workspace.id } }
  expect((await run(own, DELETE_WORKSPACE, { input: again }, as)).deleteWorkspace.deletion.id).toBe(deletionId)
  expect((await refused(own, DELETE_WORKSPACE, { input: { ...again, reason: 'Another' } }, as)).code).toBe(
    'WORKSPACE_DELETING',
  )
  const elsewhere = { workspace: { id: other.workspace.id } }
  expect((await refused(own, DELETE_WORKSPACE, { input: elsewhere }, as)).code).toBe('NOT_FOUND')
  const streams = TRANSPORTS.map((transport) => follow(transport, own, FOLLOW, { id: deletionId }, as))
  await until(() => streams.every(({ seen }) => seen.length > 0))
  await deletion.finish()
  for (const stream of streams) {
    expect((await stream.ended()).at(-1)?.deletionEvents.type).toBe('SUCCEEDED')
    stream.leave()
  }
  await expectRestricted('SUCCEEDED')
  // The owner reads the record with a personal token.
  expect((await run(own, RECORD, { id: deletionId }, workspace.owner)).deletion?.state).toBe('SUCCEEDED')
  own.advance(30 * 24 * 3_600_000)
  expect((await own.gql('{ serverInfo { version } }', {}, as)).status).toBe(401)
})

test('the workspace token that requested the deletion reads no memberships of its owner through requestedBy', async () => {
  const deletion = await startBlockedDeletion(server, ({ token }) => ({ token: token.secret }))
  const document = `{ deletion(id: "${deletion.deletionId}") { requestedBy { ... on User {
    id memberships { nodes { workspace { id } } }
  } } } }`
  const { body } = await server.gql(document, {}, { token: deletion.workspace.token.secret })
  expect(body.data.deletion.requestedBy).toEqual({ id: deletion.workspace.owner.id, memberships: { nodes: [] } })
  await deletion.finish()
})
