// A subscriber who loses a right gets no further event over either transport, and the stream ends within 1 s. No
// subscriber gets events of others.
import { afterEach, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { blockRemoval, pauseDeletions } from '../support/faults.ts'
import { STEPS_WITHOUT_RESOURCES } from '../support/full-workspace.ts'
import { CREATE_API_TOKEN, CREATE_USER, DELETE_WORKSPACE, UPDATE_USER } from '../support/operations.ts'
import { type Person, run, type SeededWorkspace, seedWorkspace, signUp, unique } from '../support/people.ts'
import { startTestServer, type TestServer, until } from '../support/server.ts'
import { follow, followAll, type Subscription, TRANSPORTS, untilSubscribers } from '../support/subscriptions.ts'

const WORKSPACE = graphql(`
  subscription RightsWorkspace($id: ID!) {
    workspaceEvents(workspace: { id: $id }) {
      type
      workspaceId
    }
  }
`)

const DELETION = graphql(`
  subscription RightsDeletion($id: ID!) {
    deletionEvents(deletion: $id) {
      type
    }
  }
`)

const DELETIONS = graphql(`
  subscription RightsDeletions {
    deletions {
      type
      deletion {
        workspaceId
      }
    }
  }
`)

const RENAME = graphql(`
  mutation RightsRename($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) {
      workspace {
        version
      }
    }
  }
`)

const DEMOTE = graphql(`
  mutation RightsDemote($input: UpdateMemberInput!) {
    updateMember(input: $input) {
      membership {
        id
      }
    }
  }
`)

const REMOVE = graphql(`
  mutation RightsRemove($input: RemoveMemberInput!) {
    removeMember(input: $input) {
      removedMembershipId
    }
  }
`)

const REVOKE = graphql(`
  mutation RightsRevoke($input: RevokeApiTokenInput!) {
    revokeApiToken(input: $input) {
      changed
    }
  }
`)

const SUSPEND = graphql(`
  mutation RightsSuspend($input: SuspendUserInput!) {
    suspendUser(input: $input) {
      user {
        id
      }
    }
  }
`)

const DELETE_USER = graphql(`
  mutation RightsDeleteUser($input: DeleteUserInput!) {
    deleteUser(input: $input) {
      deletedUserId
    }
  }
`)

const server = await startTestServer({ shared: true, env: { CROFT_SHUTDOWN_GRACE: '1s' } })

// The server releases every stream whose client has left.
afterEach(() => untilSubscribers(server, 0))

const rename = (on: TestServer, { id, owner }: SeededWorkspace) =>
  run(on, RENAME, { input: { workspace: { id }, displayName: unique('Title') } }, owner)

const memberOf = ({ id }: SeededWorkspace, user: string) => ({ of: { workspace: { id }, principal: { user } } })

interface Loss {
  readonly ann: Person
  readonly workspace: SeededWorkspace
  readonly token: { readonly id: string; readonly secret: string }
  /** The id of the token with which `token` was created. */
  readonly minterId: string
}

async function newToken(as: { token: string }): Promise<Loss['token']> {
  const input = { name: unique('token') }
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, as)
  return { id: createApiToken.token.id, secret: createApiToken.secret as string }
}

/** Ways to lose the right to subscribe, and the code with which the stream ends. */
const LOSSES: [name: string, code: string, lose: (loss: Loss) => Promise<unknown>][] = [
  [
    'whose role is lowered',
    'NOT_FOUND',
    ({ workspace, ann }) =>
      run(server, DEMOTE, { input: { member: memberOf(workspace, ann.id), role: 'EDITOR' } }, workspace.owner),
  ],
  [
    'who is removed',
    'NOT_FOUND',
    ({ workspace, ann }) => run(server, REMOVE, { input: { member: memberOf(workspace, ann.id) } }, workspace.owner),
  ],
  [
    'whose token is revoked',
    'UNAUTHENTICATED',
    ({ token, ann }) => run(server, REVOKE, { input: { token: { id: token.id } } }, ann),
  ],
  [
    'whose token was created with a token that is revoked',
    'UNAUTHENTICATED',
    ({ minterId, ann }) => run(server, REVOKE, { input: { token: { id: minterId } } }, ann),
  ],
  [
    'who is suspended',
    'UNAUTHENTICATED',
    ({ ann }) => run(server, SUSPEND, { input: { user: { id: ann.id }, reason: 'Under review' } }),
  ],
  ['who is deleted', 'UNAUTHENTICATED', ({ ann }) => run(server, DELETE_USER, { input: { user: { id: ann.id } } })],
]

/** Expects each stream to end within 1 s with this code, after this number of events. */
async function expectAllEnded<R>(
  streams: readonly Subscription<R>[],
  code: string,
  events: (stream: Subscription<R>) => number,
) {
  await Promise.all(streams.map((stream) => expectEnded(stream, code, events(stream))))
}

async function expectEnded<R>(stream: Subscription<R>, code: string, events: number) {
  await stream.ended(1000)
  if (stream.transport === 'WebSocket' && code === 'UNAUTHENTICATED') {
    await until(() => stream.closeCode, 1000)
    expect(stream.closeCode).toBe(4403)
  }
  expect(stream.codes).toEqual([code])
  expect(stream.seen).toHaveLength(events)
  stream.leave()
}

test.each(LOSSES)('a subscriber %s gets no further event of a workspace', async (_name, code, lose) => {
  const workspace = await seedWorkspace(server, { ann: 'ADMIN' })
  const ann = workspace.members.ann as Person
  const minter = await newToken(ann)
  const token = await newToken({ token: minter.secret })
  const streams = followAll(server, WORKSPACE, { id: workspace.id }, { token: token.secret })
  await untilSubscribers(server, 2)
  await rename(server, workspace)
  await until(() => streams.every(({ seen }) => seen.length === 1))
  await lose({ workspace, ann, token, minterId: minter.id })
  await rename(server, workspace)
  await expectAllEnded(streams, code, () => 1)
})

/** A workspace on a server of its own, and a token that expires in one hour. */
async function withExpiringToken() {
  const own = await startTestServer()
  const workspace = await seedWorkspace(own)
  const input = { name: 'short', expiresIn: '1h' }
  const { createApiToken } = await run(own, CREATE_API_TOKEN, { input }, workspace.owner)
  return { own, workspace, token: createApiToken.secret as string, endsAt: Date.parse(createApiToken.token.expiresAt) }
}

test('a stream ends when its token expires, even if no event comes', async () => {
  const { own, workspace, token, endsAt } = await withExpiringToken()
  own.advance(3_600_000 - 1500)
  const streams = followAll(own, WORKSPACE, { id: workspace.id }, { token })
  await untilSubscribers(own, 2)
  await rename(own, workspace)
  await until(() => streams.every(({ seen }) => seen.length === 1))
  await until(() => Date.parse(own.app.services.store.now()) >= endsAt)
  await expectAllEnded(streams, 'UNAUTHENTICATED', () => 1)
})

test('an event after the expiry of the token is not delivered', async () => {
  const { own, workspace, token } = await withExpiringToken()
  const streams = followAll(own, WORKSPACE, { id: workspace.id }, { token })
  await untilSubscribers(own, 2)
  own.advance(3_600_000)
  await rename(own, workspace)
  await expectAllEnded(streams, 'UNAUTHENTICATED', () => 0)
})

const INVALIDATIONS = LOSSES.filter(([, code]) => code === 'UNAUTHENTICATED')
test.each(INVALIDATIONS)('a subscriber %s gets no further event of a deletion', async (_name, code, lose) => {
  const workspace = await seedWorkspace(server, { ann: 'OWNER' })
  const ann = workspace.members.ann as Person
  const minter = await newToken(ann)
  const token = await newToken({ token: minter.secret })
  // The last step is blocked, so that the deletion does not end by itself.
  await blockRemoval(server, 'workspace', workspace.id)
  const release = pauseDeletions(server)
  const input = { workspace: { id: workspace.id } }
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input }, workspace.owner)
  const { id } = deleteWorkspace.deletion
  const one = followAll(server, DELETION, { id }, { token: token.secret })
  const all = followAll(server, DELETIONS, {}, { token: token.secret })
  await untilSubscribers(server, 4)
  release()
  await until(() => one.every(({ seen }) => seen.at(-1)?.deletionEvents.type === 'STEP_RETRYING'))
  await until(() => all.every(({ seen }) => seen.at(-1)?.deletions.type === 'STEP_RETRYING'))
  await lose({ workspace, ann, token, minterId: minter.id })
  await Promise.all([one, all].map((streams) => expectAllEnded<unknown>(streams, code, ({ seen }) => seen.length)))
})

test('a user who is no longer a platform admin gets no further event of deletions of others', async () => {
  const name = unique('admin')
  const { createUser } = await run(server, CREATE_USER, { input: { name, platformAdmin: true } })
  const input = { name, user: createUser.user.id, platformAdmin: true }
  const token = (await run(server, CREATE_API_TOKEN, { input })).createApiToken.secret as string
  const workspace = await seedWorkspace(server)
  const clear = await blockRemoval(server, 'membership', workspace.id)
  const release = pauseDeletions(server)
  const asked = { workspace: { id: workspace.id } }
  const { id } = (await run(server, DELETE_WORKSPACE, { input: asked }, workspace.owner)).deleteWorkspace.deletion
  const one = followAll(server, DELETION, { id }, { token })
  const all = followAll(server, DELETIONS, {}, { token })
  const witness = follow('SSE', server, DELETION, { id }, workspace.owner)
  await untilSubscribers(server, 5)
  release()
  await until(() => witness.seen.at(-1)?.deletionEvents.type === 'STEP_RETRYING')
  await until(() => [...one, ...all].every(({ seen }) => seen.length > 0))
  await run(server, UPDATE_USER, { input: { user: { id: createUser.user.id }, platformAdmin: false } })
  const before = all.map(({ seen }) => seen.length)
  await expectAllEnded(one, 'NOT_FOUND', ({ seen }) => seen.length)
  await clear()
  await witness.ended(10_000)
  // `deletions` stays open: it covers every deletion that the user may watch, and now there is none.
  expect(all.map(({ end, seen }) => [end, seen.length])).toEqual(before.map((events) => [null, events]))
  for (const stream of [...all, witness]) stream.leave()
})

test('two tenants never get events of each other', async () => {
  const tenants = await Promise.all([seedWorkspace(server), seedWorkspace(server)])
  const admin = await signUp(server)
  const streams = tenants.flatMap(({ id, owner }) =>
    TRANSPORTS.map((transport) => ({
      id,
      events: follow(transport, server, WORKSPACE, { id }, owner),
      deletions: follow(transport, server, DELETIONS, {}, owner),
    })),
  )
  const foreign = follow('SSE', server, DELETIONS, {}, admin)
  await untilSubscribers(server, 9)
  for (let round = 0; round < 5; round++) await Promise.all(tenants.map((tenant) => rename(server, tenant)))
  await until(() => streams.every(({ events }) => events.seen.length === 5))
  for (const { id, owner } of tenants) {
    await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
  }
  const finished = (stream: (typeof streams)[number]) => stream.deletions.seen.at(-1)?.deletions.type === 'SUCCEEDED'
  await until(() => streams.every(finished), 10_000)
  for (const { id, events, deletions } of streams) {
    expect(new Set(events.seen.map(({ workspaceEvents: event }) => event.workspaceId))).toEqual(new Set([id]))
    expect(new Set(deletions.seen.map(({ deletions: event }) => event.deletion.workspaceId))).toEqual(new Set([id]))
    expect(deletions.seen.map(({ deletions: event }) => event.type)).toEqual([
      'STARTED',
      ...STEPS_WITHOUT_RESOURCES.flatMap(() => ['STEP_STARTED', 'STEP_SUCCEEDED']),
      'SUCCEEDED',
    ])
    for (const stream of [events, deletions]) stream.leave()
  }
  expect(foreign.seen).toEqual([])
  foreign.leave()
})
