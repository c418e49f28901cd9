// The subscription `events`: the log of the whole deployment, for platform admins.
import { afterEach, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { EventType } from '../generated/graphql.ts'
import { DELETE_WORKSPACE, UPDATE_USER } from '../support/operations.ts'
import { run, seedWorkspace, signUp } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { follow, type Subscription, TRANSPORTS, untilSubscribers } from '../support/subscriptions.ts'

const ALL = graphql(`
  subscription AllEvents($after: Cursor, $types: [EventType!]) {
    events(after: $after, types: $types) {
      id
      cursor
      type
      workspaceId
      ip
    }
  }
`)
const LOG = graphql(`
  query AllEventsLog {
    events(first: 100) {
      nodes {
        id
      }
    }
  }
`)

// a server of its own: no other test writes to its log
const server = await startTestServer({ shared: true })
const admin = { token: ADMIN_TOKEN }
const opened: Subscription<unknown>[] = []
afterEach(() => {
  for (const stream of opened.splice(0)) stream.leave()
  return untilSubscribers(server, 0)
})

function open(
  transport: (typeof TRANSPORTS)[number],
  as: { token: string },
  { after = null, types = null }: { after?: string | null; types?: EventType[] | null } = {},
) {
  const stream = follow(transport, server, ALL, { after, types }, as)
  opened.push(stream)
  return stream
}

test.each(TRANSPORTS)('delivers each event with and without a workspace once, in order, over %s', async (transport) => {
  const stream = open(transport, admin)
  const some = open(transport, admin, { types: ['USER_CREATED', 'DELETION_SUCCEEDED'] })
  await untilSubscribers(server, 2)
  const workspaces = [await seedWorkspace(server), await seedWorkspace(server)]
  for (const { id, owner } of workspaces) {
    await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
  }
  const ended = () => stream.seen.filter(({ events }) => events.type === 'DELETION_SUCCEEDED')
  await until(() => ended().length === 2)
  const seen = stream.seen.map(({ events }) => events)
  const { events } = await run(server, LOG, {})
  expect(seen.map(({ id }) => id)).toEqual(
    (events?.nodes ?? [])
      .slice(0, seen.length)
      .map(({ id }) => id)
      .reverse(),
  )
  expect(new Set(seen.map(({ workspaceId }) => workspaceId))).toEqual(
    new Set([null, ...workspaces.map(({ id }) => id)]),
  )
  expect(seen.filter(({ ip }) => ip !== null)).toEqual([])
  await until(() => some.seen.length === 4)
  expect(some.seen.map((each) => each.events.id)).toEqual(
    seen.filter(({ type }) => type === 'USER_CREATED' || type === 'DELETION_SUCCEEDED').map(({ id }) => id),
  )
  const half = Math.floor(seen.length / 2)
  const rest = open(transport, admin, { after: seen[half]?.cursor ?? null })
  await until(() => rest.seen.length === seen.length - half - 1)
  expect(rest.seen.map((each) => each.events.id)).toEqual(seen.slice(half + 1).map(({ id }) => id))
})

test('ends with FORBIDDEN, without a further event, when the subscriber is no longer a platform admin', async () => {
  const second = await signUp(server)
  await run(server, UPDATE_USER, { input: { user: { id: second.id }, platformAdmin: true } })
  // a token created before carries no platform rights
  const token = await server.data(
    'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }',
    { input: { name: 'platform', user: second.id, platformAdmin: true } },
  )
  const streams = TRANSPORTS.map((transport) => open(transport, { token: token.createApiToken.secret }))
  await untilSubscribers(server, 2)
  await run(server, UPDATE_USER, { input: { user: { id: second.id }, platformAdmin: false } })
  await Promise.all(streams.map((stream) => stream.ended(1000)))
  expect(streams.map(({ codes, seen }) => [codes, seen.length])).toEqual(TRANSPORTS.map(() => [['FORBIDDEN'], 0]))
})

test('is refused to everybody else', async () => {
  const { owner } = await seedWorkspace(server)
  for (const stream of TRANSPORTS.map((transport) => open(transport, owner))) {
    await stream.ended(1000)
    expect(stream.codes).toEqual(['FORBIDDEN'])
  }
})
