// A stream ends when its credential expires or is refused, over either transport. No subscriber gets events of others.
// losses.test.ts tests every other way to lose a right.
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { DELETE_USER, REVOKE_API_TOKEN, SUSPEND_USER, UPDATE_WORKSPACE } from '../crash/replicas/operations.ts'
import { graphql } from '../generated/gql.ts'
import type { RightsWorkspaceSubscription } from '../generated/graphql.ts'
import { blockRemoval, pauseDeletions } from '../support/faults.ts'
import { STEPS_WITHOUT_RESOURCES } from '../support/full-workspace.ts'
import { AUDIENCE, claimsOf, signJwt, startIssuer } from '../support/issuer.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, CREATE_USER, DELETE_WORKSPACE, UPDATE_USER } from '../support/operations.ts'
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

const server = await startTestServer({ shared: true, env: { CROFT_SHUTDOWN_GRACE: '1s' } })

// The server releases every stream whose client has left.
afterEach(() => untilSubscribers(server, 0))

type Followed = ReturnType<typeof followAll<RightsWorkspaceSubscription, { id: string }>>

const rename = (on: TestServer, { id, owner }: SeededWorkspace) =>
  run(on, UPDATE_WORKSPACE, { input: { workspace: { id }, displayName: unique('Title') } }, owner)

interface Loss {
  readonly ann: Person
  readonly token: { readonly id: string; readonly secret: string }
  /** The id of the token with which `token` was created. */
  readonly minterId: string
}

async function newToken(as: { token: string }): Promise<Loss['token']> {
  const input = { name: unique('token') }
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, as)
  return { id: createApiToken.token.id, secret: createApiToken.secret as string }
}

/** Ways to lose a credential. */
const INVALIDATIONS: [name: string, lose: (loss: Loss) => Promise<unknown>][] = [
  [
    'whose token is revoked',
    ({ token, ann }) => run(server, REVOKE_API_TOKEN, { input: { token: { id: token.id } } }, ann),
  ],
  [
    'whose token was created with a token that is revoked',
    ({ minterId, ann }) => run(server, REVOKE_API_TOKEN, { input: { token: { id: minterId } } }, ann),
  ],
  [
    'who is suspended',
    ({ ann }) => run(server, SUSPEND_USER, { input: { user: { id: ann.id }, reason: 'Under review' } }),
  ],
  ['who is deleted', ({ ann }) => run(server, DELETE_USER, { input: { user: { id: ann.id } } })],
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

/**
 * A workspace on a server of its own, with the secrets of two tokens: one expires in an hour, and the groups that give
 * the owner of the other access count for an hour.
 */
async function withExpiringRights() {
  const issuer = await startIssuer()
  onTestFinished(() => issuer.close())
  const env = { CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE, CROFT_GROUPS_MAX_AGE: '1h' }
  const own = await startTestServer({ env })
  const workspace = await seedWorkspace(own)
  const principal = { group: unique('group') }
  const member = { workspace: { id: workspace.id }, principal, role: 'ADMIN' as const }
  await run(own, ADD_MEMBER, { input: member }, workspace.owner)
  const signedInAt = Math.ceil(Date.now() / 1000)
  const jwt = await signJwt(claimsOf(issuer.url, signedInAt, { groups: [principal.group] }))
  const make = async (input: { name: string; expiresIn: string }, as: { token: string }) =>
    (await run(own, CREATE_API_TOKEN, { input }, as)).createApiToken
  const ofGroup = await make({ name: 'of a group', expiresIn: '1d' }, { token: jwt })
  const short = await make({ name: 'short', expiresIn: '1h' }, workspace.owner)
  const endsAt = Math.max(Date.parse(short.token.expiresAt), (signedInAt + 3600) * 1000)
  return { own, workspace, short: short.secret as string, ofGroup: ofGroup.secret as string, endsAt }
}

test("a stream ends when its token or its caller's groups expire, even if no event comes", async () => {
  const { own, workspace, short, ofGroup, endsAt } = await withExpiringRights()
  const [byToken, byGroup] = [short, ofGroup].map((token) =>
    followAll(own, WORKSPACE, { id: workspace.id }, { token }),
  ) as [Followed, Followed]
  await untilSubscribers(own, 4)
  await rename(own, workspace)
  await until(() => [...byToken, ...byGroup].every(({ seen }) => seen.length === 1))
  own.advance(3_600_000 - 300)
  // the time runs from here on: on a busy machine the event would come too late
  await rename(own, workspace)
  await until(() => Date.parse(own.app.services.store.now()) >= endsAt)
  const streams = [...byToken, ...byGroup]
  await Promise.all(streams.map((stream) => stream.ended(1000)))
  expect(streams.flatMap(({ codes }) => codes)).toEqual([
    'UNAUTHENTICATED',
    'UNAUTHENTICATED',
    'NOT_FOUND',
    'NOT_FOUND',
  ])
  for (const stream of streams) stream.leave()
})

test('an event after the expiry of the token or of the groups is not delivered', async () => {
  const { own, workspace, short, ofGroup } = await withExpiringRights()
  const [byToken, byGroup] = [short, ofGroup].map((token) =>
    followAll(own, WORKSPACE, { id: workspace.id }, { token }),
  ) as [Followed, Followed]
  await untilSubscribers(own, 4)
  own.advance(3_600_000 + 1000)
  await rename(own, workspace)
  await expectAllEnded(byToken, 'UNAUTHENTICATED', () => 0)
  await expectAllEnded(byGroup, 'NOT_FOUND', () => 0)
})

test.each(INVALIDATIONS)('a subscriber %s gets no further event of a deletion', async (_name, lose) => {
  const workspace = await seedWorkspace(server, { ann: 'OWNER' })
  const ann = workspace.members.ann as Person
  const minter = await newToken(ann)
  const token = await newToken({ token: minter.secret })
  // the last step is blocked, so that the deletion does not end by itself
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
  await lose({ ann, token, minterId: minter.id })
  await Promise.all(
    [one, all].map((streams) => expectAllEnded<unknown>(streams, 'UNAUTHENTICATED', ({ seen }) => seen.length)),
  )
})

test('the token that asked for a deletion gets no further event of it once the token that made it is revoked', async () => {
  const { id, owner } = await seedWorkspace(server)
  const minter = await newToken(owner)
  const made = { name: 'of the workspace', workspace: { id } }
  const asking = await run(server, CREATE_API_TOKEN, { input: made }, { token: minter.secret })
  const as = { token: asking.createApiToken.secret as string }
  // its own row has been deleted by then
  await blockRemoval(server, 'workspace', id)
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, as)
  const streams = followAll(server, DELETION, { id: deleteWorkspace.deletion.id }, as)
  await until(() => streams.every(({ seen }) => seen.at(-1)?.deletionEvents.type === 'STEP_RETRYING'))
  await run(server, REVOKE_API_TOKEN, { input: { token: { id: minter.id } } }, owner)
  await expectAllEnded(streams, 'UNAUTHENTICATED', ({ seen }) => seen.length)
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
  await witness.ended()
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
  await until(() => streams.every(finished))
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
