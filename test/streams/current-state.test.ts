// Each event of a stream is resolved with the state and the rights at that moment.
import { afterEach, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { StreamRoleSubscription } from '../generated/graphql.ts'
import { beginning, withoutCursors } from '../support/cursors.ts'
import { blockRemoval, slowDeletions } from '../support/faults.ts'
import { ADD_MEMBER, DELETE_WORKSPACE } from '../support/operations.ts'
import { fill, type Person, run, type SeededWorkspace, seedWorkspace } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { follow, TRANSPORTS, untilSubscribers } from '../support/subscriptions.ts'

const DELETION_NOW = graphql(`
  subscription StreamDeletionNow($id: ID!) {
    deletionEvents(deletion: $id) {
      type
      step
      done
      deletion {
        state
        done
        steps {
          name
          state
          done
        }
      }
    }
  }
`)

const WORKSPACE = graphql(`
  subscription StreamLiveWorkspace($workspace: WorkspaceRef!, $after: Cursor, $types: [EventType!]) {
    workspaceEvents(workspace: $workspace, after: $after, types: $types) {
      cursor
      type
      data
    }
  }
`)

const ROLE = graphql(`
  subscription StreamRole($id: ID!) {
    workspaceEvents(workspace: { id: $id }) {
      type
      actor {
        ... on User {
          memberships {
            nodes {
              role
              workspace {
                displayName
                myRole
                events(first: 1) {
                  nodes {
                    type
                  }
                }
              }
            }
          }
        }
      }
    }
  }
`)

const RENAME = graphql(`
  mutation StreamRename($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) {
      workspace {
        version
      }
    }
  }
`)

const PROMOTE = graphql(`
  mutation StreamPromote($input: UpdateMemberInput!) {
    updateMember(input: $input) {
      membership {
        id
      }
    }
  }
`)

const server = await startTestServer({ shared: true })

// The server releases every stream whose client has left.
afterEach(() => untilSubscribers(server, 0))

async function startDeletion({ id, owner }: Pick<SeededWorkspace, 'id' | 'owner'>): Promise<string> {
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
  return deleteWorkspace.deletion.id
}

const rename = (id: string, displayName: string, as: Person) =>
  run(server, RENAME, { input: { workspace: { id }, displayName } }, as)

test.each(TRANSPORTS)(
  'workspaceEvents delivers live, after a cursor and by type, and ends with an error when the workspace is deleted, over %s',
  async (transport) => {
    const { id, name, owner } = await seedWorkspace(server)
    const live = follow(transport, server, WORKSPACE, { workspace: { name } }, owner)
    const otherType = follow(transport, server, WORKSPACE, { workspace: { id }, types: ['WORKSPACE_RESUMED'] }, owner)
    await untilSubscribers(server, 2)
    for (const title of ['One', 'Two', 'Three']) await rename(id, title, owner)
    await until(() => live.seen.length === 3)
    expect(live.seen.map(({ workspaceEvents: event }) => event.type)).toEqual(Array(3).fill('WORKSPACE_UPDATED'))
    const fromStart = follow(transport, server, WORKSPACE, { workspace: { id }, after: beginning(server) }, owner)
    await until(() => fromStart.seen.length === 4)
    expect(fromStart.seen[0]?.workspaceEvents.type).toBe('WORKSPACE_CREATED')
    expect(withoutCursors(fromStart.seen.slice(1))).toEqual(withoutCursors(live.seen))
    const after = live.seen[0]?.workspaceEvents.cursor ?? null
    const rest = follow(transport, server, WORKSPACE, { workspace: { id }, after, types: ['WORKSPACE_UPDATED'] }, owner)
    await until(() => rest.seen.length === 2)
    expect(withoutCursors(rest.seen)).toEqual(withoutCursors(live.seen.slice(1)))
    await startDeletion({ id, owner })
    for (const stream of [live, otherType, fromStart, rest]) {
      await stream.ended(1000)
      // graphql-sse first reports the error of an event, and then that the stream is over
      expect(stream.codes).toEqual(['WORKSPACE_DELETING'])
      stream.leave()
    }
    expect([live.seen.length, otherType.seen.length, fromStart.seen.length, rest.seen.length]).toEqual([3, 0, 4, 2])
  },
)

test.each(TRANSPORTS)(
  'firm ground 9: the deletion of a workspace ends its streams with WORKSPACE_DELETING for watchers and NOT_FOUND for others, over %s',
  async (transport) => {
    const { id, owner, members } = await seedWorkspace(server, { ada: 'ADMIN' })
    const callers = [owner, members['ada'] as Person, { token: ADMIN_TOKEN }]
    const open = () => callers.map((caller) => follow(transport, server, WORKSPACE, { workspace: { id } }, caller))
    const streams = open()
    await untilSubscribers(server, streams.length)
    const unblock = await blockRemoval(server, 'membership', id)
    await startDeletion({ id, owner })
    // streams that are opened during the deletion end in the same way
    for (const each of [streams, open()]) {
      await Promise.all(each.map((stream) => stream.ended(2000)))
      expect(each.map(({ codes }) => codes)).toEqual([['WORKSPACE_DELETING'], ['NOT_FOUND'], ['WORKSPACE_DELETING']])
      for (const stream of each) stream.leave()
    }
    await unblock()
  },
)

test('each event of a deletion resolves its progress at that moment', async () => {
  const workspace = await seedWorkspace(server)
  await fill(server, workspace, 300)
  const release = slowDeletions(server)
  const id = await startDeletion(workspace)
  const stream = follow('SSE', server, DELETION_NOW, { id }, workspace.owner)
  const seen = (await stream.ended()).map(({ deletionEvents: event }) => event)
  release()
  expect(new Set(seen.map(({ deletion }) => deletion.done)).size).toBeGreaterThan(5)
  for (const { done, deletion, type, step } of seen) {
    expect(deletion.done).toBeGreaterThanOrEqual(done)
    expect(deletion.steps.reduce((sum, part) => sum + part.done, 0)).toBe(deletion.done)
    if (type === 'STEP_SUCCEEDED') expect(deletion.steps.find(({ name }) => name === step)?.state).toBe('SUCCEEDED')
  }
  expect(seen[0]?.deletion.state).toBe('RUNNING')
  expect(seen.at(-1)).toMatchObject({ type: 'SUCCEEDED', deletion: { state: 'SUCCEEDED' } })
})

/** The actor's memberships, newest first; none if the subscriber may not see them. */
function membershipsIn({ workspaceEvents: { actor } }: StreamRoleSubscription) {
  return (actor && 'memberships' in actor && actor.memberships?.nodes) || []
}

test.each(TRANSPORTS)('each event resolves the role of the subscriber at that moment over %s', async (transport) => {
  const { id, owner, members } = await seedWorkspace(server, { ann: 'ADMIN' })
  const ann = members.ann as Person
  const stream = follow(transport, server, ROLE, { id }, ann)
  await untilSubscribers(server, 1)
  await rename(id, 'Before', ann)
  await until(() => stream.seen.length === 1)
  const member = { of: { workspace: { id }, principal: { user: ann.id } } }
  await run(server, PROMOTE, { input: { member, role: 'OWNER' } }, owner)
  await rename(id, 'After', ann)
  await until(() => stream.seen.length === 3)
  const as = (role: string, displayName: string) => [{ role, workspace: { displayName, myRole: role } }]
  // The second event is of another actor, whose memberships the subscriber does not see.
  expect(stream.seen.map(membershipsIn)).toMatchObject([as('ADMIN', 'Before'), [], as('OWNER', 'After')])
  stream.leave()
})

test.each(TRANSPORTS)('the permission of a field is checked again at each event over %s', async (transport) => {
  const { id, members } = await seedWorkspace(server, { ann: 'ADMIN' })
  const ann = members.ann as Person
  const other = await seedWorkspace(server)
  const of = { workspace: { id: other.id }, principal: { user: ann.id } }
  await run(server, ADD_MEMBER, { input: { ...of, role: 'ADMIN' } })
  const stream = follow(transport, server, ROLE, { id }, ann)
  await untilSubscribers(server, 1)
  for (const role of ['VIEWER', 'ADMIN', 'VIEWER'] as const) {
    const seen = stream.seen.length
    await rename(id, `Before ${role}`, ann)
    await until(() => stream.seen.length > seen)
    await run(server, PROMOTE, { input: { member: { of }, role } }, other.owner)
  }
  await until(() => stream.seen.length === 3)
  const audit = stream.seen.map((event) => membershipsIn(event)[0]?.workspace.events !== null)
  expect(audit).toEqual([true, false, true])
  expect(stream.codes).toEqual(['FORBIDDEN'])
  stream.leave()
})
