// Who sees a workspace that is being deleted, and its deletion. Each caller looks while the first step is blocked, when
// all rows still exist, and again after the workspace is gone.
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import {
  type BlockedDeletion,
  type FullWorkspace,
  seedFullWorkspace,
  startBlockedDeletion,
} from '../support/full-workspace.ts'
import { CREATE_API_TOKEN, CREATE_USER } from '../support/operations.ts'
import { run, unique } from '../support/people.ts'
import { ADMIN_TOKEN, type Credentials, startTestServer, until } from '../support/server.ts'
import { follow, TRANSPORTS } from '../support/subscriptions.ts'

const VIEW = graphql(`
  query WatcherView($id: ID!) {
    workspace(by: { id: $id }) {
      id
      uuid
      name
      displayName
      state
      visibility
      version
      myRole
      myPermissions
      myMembership {
        id
      }
      owners {
        id
      }
      members { totalCount nodes { id } }
      tokens { totalCount nodes { id } }
      projects { totalCount nodes { id } }
      resources { totalCount nodes { id } }
      events { totalCount nodes { type } }
      resourceCounts {
        count
      }
      deletion {
        id
      }
    }
    workspaces(first: 100) {
      nodes {
        id
      }
    }
    deleting: workspaces(first: 100, filter: { state: [DELETING] }) {
      nodes {
        id
        myRole
      }
    }
  }
`)

const WATCH = graphql(`
  query WatcherWatch($id: ID!) {
    deletion(id: $id) {
      state
      steps {
        name
      }
      workspaceEvents(first: 100) {
        nodes {
          type
        }
      }
    }
    node(id: $id) {
      id
    }
    deletions(first: 100) {
      nodes {
        id
      }
    }
  }
`)

const FOLLOW = graphql(`
  subscription WatcherFollow($id: ID!, $after: Cursor) {
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
  subscription WatcherFollowAll {
    deletions {
      type
      deletion {
        id
      }
    }
  }
`)

const NODES = graphql(`
  query WatcherNodes($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
    }
  }
`)

const DEMOTE = graphql(`
  mutation WatcherDemote($input: UpdateUserInput!) {
    updateUser(input: $input) {
      user {
        platformAdmin
      }
    }
  }
`)

const server = await startTestServer({ shared: true })

const contents = ({ projectId, resourceId, token }: FullWorkspace) => [projectId, resourceId, token.id]

/** Expects that the caller sees the workspace as empty, can follow the deletion to its end, and keeps its record. */
async function expectWatching(
  { workspace, deletionId, finish }: BlockedDeletion,
  as: Credentials,
  platformAdmin = false,
) {
  const seen = await run(server, VIEW, { id: workspace.id }, as)
  const none = { totalCount: 0, nodes: [] }
  expect(seen.workspace).toMatchObject({
    name: workspace.name,
    state: 'DELETING',
    visibility: 'SHARED_READ',
    myRole: null,
    myPermissions: [],
    myMembership: null,
    owners: [],
    members: none,
    tokens: none,
    projects: none,
    resources: none,
    events: none,
    resourceCounts: [],
    deletion: { id: deletionId },
  })
  expect(seen.workspaces.nodes).not.toContainEqual({ id: workspace.id })
  expect(seen.deleting.nodes).toContainEqual({ id: workspace.id, myRole: null })
  expect((await run(server, NODES, { ids: contents(workspace) }, as)).nodes).toEqual([null, null, null])
  for (const [document, input] of writes(workspace)) {
    const { body } = await server.gql(document, { input }, as)
    expect([document, body.errors?.[0]?.extensions]).toMatchObject([
      document,
      { code: 'WORKSPACE_DELETING', deletionId },
    ])
  }
  await expectRecord(deletionId, as, 'RUNNING')
  const streams = TRANSPORTS.map((transport) =>
    follow(transport, server, FOLLOW, { id: deletionId }, as as { token: string }),
  )
  const all = follow('SSE', server, FOLLOW_ALL, {}, as as { token: string })
  await until(() => streams.every(({ seen: [first] }) => first) && all.seen.length > 0)
  await finish()
  for (const stream of streams) {
    expect((await stream.ended()).at(0)?.deletionEvents.type).toBe('SNAPSHOT')
    expect(stream.seen.at(-1)?.deletionEvents).toMatchObject({ type: 'SUCCEEDED', deletion: { state: 'SUCCEEDED' } })
  }
  const last = { type: 'SUCCEEDED', deletion: { id: deletionId } }
  await until(() =>
    all.seen.some(({ deletions: event }) => event.type === 'SUCCEEDED' && event.deletion.id === deletionId),
  )
  if (!platformAdmin) expect(all.seen.at(-1)?.deletions).toEqual(last)
  all.leave()
  const after = await run(server, VIEW, { id: workspace.id }, as)
  expect(after.workspace).toBeNull()
  expect(after.deleting.nodes).not.toContainEqual(expect.objectContaining({ id: workspace.id }))
  await expectRecord(deletionId, as, 'SUCCEEDED')
  const late = follow('WebSocket', server, FOLLOW, { id: deletionId }, as as { token: string })
  expect((await late.ended()).map(({ deletionEvents: event }) => event.type)).toEqual(['SNAPSHOT', 'SUCCEEDED'])
  late.leave()
}

async function expectRecord(id: string, as: Credentials, state: string) {
  const seen = await run(server, WATCH, { id }, as)
  expect(seen).toMatchObject({ deletion: { state }, node: { id } })
  expect(seen.deletion?.workspaceEvents?.nodes.at(-1)).toEqual({ type: 'WORKSPACE_CREATED' })
  expect(seen.deletions.nodes).toContainEqual({ id })
}

/** Mutations of the workspace and of what belongs to it. */
function writes({ id, projectId, resourceId, token, members }: FullWorkspace): [document: string, input: object][] {
  const workspace = { id }
  const mutation = (name: string, payload: string) =>
    `mutation($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${payload} } }`
  const of = { workspace, principal: { user: members.viewer.id } }
  return [
    [mutation('updateWorkspace', 'workspace { id }'), { workspace, displayName: 'X' }],
    [mutation('setWorkspacePreferences', 'workspace { id }'), { workspace, hidden: true }],
    [mutation('addMember', 'membership { id }'), { workspace, principal: { group: 'x' }, role: 'VIEWER' }],
    [mutation('removeMember', 'removedMembershipId'), { member: { of } }],
    [mutation('leaveWorkspace', 'leftWorkspaceId'), { workspace }],
    [mutation('createApiToken', 'secret'), { name: 'late', workspace }],
    [mutation('createProject', 'project { id }'), { workspace, name: 'late' }],
    [mutation('registerResource', 'resource { id }'), { workspace, resource: { kind: 'job', name: 'late' } }],
    [mutation('updateProject', 'project { id }'), { project: { id: projectId }, description: 'x' }],
    [mutation('deleteResource', 'deletedResourceId'), { resource: { id: resourceId } }],
    [mutation('revokeApiToken', 'changed'), { token: { id: token.id } }],
  ]
}

test('a former owner sees the fields of the workspace, empty connections, and the deletion for ever', async () => {
  const deletion = await startBlockedDeletion(server, ({ owner }) => owner)
  await expectWatching(deletion, deletion.workspace.owner)
})

test('a platform admin who did not request the deletion sees the same', async () => {
  const deletion = await startBlockedDeletion(server, ({ owner }) => owner)
  await expectWatching(deletion, { token: ADMIN_TOKEN }, true)
})

test('a requester who was not an owner sees the same, even after losing the right to request it', async () => {
  const name = unique('requester')
  const { createUser } = await run(server, CREATE_USER, { input: { name, platformAdmin: true } })
  const user = createUser.user.id
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name, user, platformAdmin: true } })
  const token = createApiToken.secret as string
  const deletion = await startBlockedDeletion(server, () => ({ token }))
  await run(server, DEMOTE, { input: { user: { id: user }, platformAdmin: false } })
  await expectWatching(deletion, { token })
})

test('for everybody else, members too, the workspace and its deletion look as if they had never existed', async () => {
  const other = await seedFullWorkspace(server)
  let tokenId = ''
  const deletion = await startBlockedDeletion(server, async ({ id, owner, members }) => {
    const input = { name: 'their own', workspace: { id } }
    tokenId = (await run(server, CREATE_API_TOKEN, { input }, members.viewer)).createApiToken.token.id
    return owner
  })
  const { workspace, deletionId } = deletion
  // The same operation with identifiers that never existed.
  const withUnknown = (text: string) =>
    [workspace.id, deletionId, tokenId, ...contents(workspace)].reduce(
      (all, id) => all.replaceAll(id, `${id.slice(0, -4)}${id.endsWith('0000') ? '1111' : '0000'}`),
      text.replaceAll(workspace.name, unique('never')),
    )
  const byIds = `{ nodes(ids: ${JSON.stringify([workspace.id, deletionId, ...contents(workspace)])}) { id } }`
  const documents = [
    ...['id', 'name'].map((by) => `{ workspace(by: { ${by}: "${workspace[by as 'id']}" }) { id } }`),
    byIds,
    `{ access(workspace: { id: "${workspace.id}" }, permissions: [WORKSPACE_READ]) { allowed } }`,
    `{ deletion(id: "${deletionId}") { id } }`,
    `mutation { createProject(input: { workspace: { name: "${workspace.name}" }, name: "x" }) { project { id } } }`,
    `mutation { leaveWorkspace(input: { workspace: { id: "${workspace.id}" } }) { leftWorkspaceId } }`,
    `mutation { deleteWorkspace(input: { workspace: { id: "${workspace.id}" } }) { deletion { id } } }`,
    `mutation { deleteResource(input: { resource: { id: "${workspace.resourceId}" } }) { deletedResourceId } }`,
    `mutation { updateProject(input: { project: { id: "${workspace.projectId}" }, description: "x" }) { project { id } } }`,
    `mutation { revokeApiToken(input: { token: { id: "${workspace.token.id}" } }) { changed } }`,
    `mutation { revokeApiToken(input: { token: { id: "${tokenId}" } }) { changed } }`,
  ]
  const responseTo = async (document: string, as: Credentials) => {
    const { status, body } = await server.gql(document, undefined, as)
    return [status, JSON.stringify(body).replace(/"requestId":"[^"]+"/, '')]
  }
  const { admin, viewer } = workspace.members
  for (const as of [admin, viewer, other.owner]) {
    for (const document of documents) {
      const ofUnknown = await responseTo(withUnknown(document), as)
      expect([document, ...(await responseTo(document, as))]).toEqual([document, ...ofUnknown])
    }
    const seen = await run(server, VIEW, { id: workspace.id }, as)
    expect(seen.workspace).toBeNull()
    for (const list of [seen.workspaces, seen.deleting]) {
      expect(list.nodes.map(({ id }) => id)).not.toContain(workspace.id)
    }
    expect((await run(server, WATCH, { id: deletionId }, as)).deletions.nodes).toEqual([])
    const mine = await server.data('{ me { user { memberships { nodes { workspace { id } } } } } }', {}, as)
    expect(JSON.stringify(mine)).not.toContain(workspace.id)
    for (const transport of TRANSPORTS) {
      const stream = follow(transport, server, FOLLOW, { id: deletionId }, as)
      await stream.ended()
      expect(stream).toMatchObject({ seen: [], codes: ['NOT_FOUND'] })
      stream.leave()
    }
  }
  await deletion.finish()
})
