// Retention removes old data: events from the front of the log, and invitations that have ended. Streams that follow
// the log do not notice; a subscriber that is behind the removed events gets an error.
import { expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { graphql } from '../generated/gql.ts'
import { beginning, cursorsOf, logLists, seqOf } from '../support/cursors.ts'
import { CREATE_WORKSPACE, DELETE_WORKSPACE, INVITE_MEMBERS } from '../support/operations.ts'
import { run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, type TestServer, until } from '../support/server.ts'
import { follow, followAll, TRANSPORTS, untilSubscribers } from '../support/subscriptions.ts'
import { rename } from './raw.ts'
import { subscribe } from './reader.ts'

const WORKSPACE = graphql(`
  subscription RetentionWorkspace($id: ID!, $after: Cursor) {
    workspaceEvents(workspace: { id: $id }, after: $after) { cursor type }
  }
`)
const CHANGES = graphql(`
  subscription RetentionChanges($id: ID!, $after: Cursor) {
    nodeChanges(workspace: { id: $id }, after: $after) { cursor id }
  }
`)
const ALL = graphql(`
  subscription RetentionAll($after: Cursor) { events(after: $after) { cursor type } }
`)
const DELETIONS = graphql(`
  subscription RetentionDeletions($after: Cursor) { deletions(after: $after) { cursor type } }
`)
const DELETION = graphql(`
  subscription RetentionDeletion($id: ID!, $after: Cursor) {
    deletionEvents(deletion: $id, after: $after) { cursor type at message }
  }
`)
const NEWEST = graphql(`
  query RetentionNewest { events(first: 1) { nodes { cursor } } }
`)
const ACCEPT = graphql(`
  mutation RetentionAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { id } } }
`)
const RESTORE = graphql(`
  mutation RetentionRestore($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { deletion { id } } }
`)
const REVOKE = graphql(`
  mutation RetentionRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }
`)

const ADMIN = { token: ADMIN_TOKEN }
const DAY_MS = 86_400_000
const start = () => startTestServer({ env: { CROFT_EVENT_RETENTION: '1d' }, retentionEveryMs: 20 })
const countOf = async ({ database }: TestServer, table: string) =>
  Number((await database.query<{ n: number | string }>(`select count(*) as n from ${table}`))[0]?.n)
const headOf = async ({ database }: TestServer) =>
  Number((await database.query<{ n: number | string }>('select max(seq) as n from event'))[0]?.n)

/** Lets a day pass, so that all events but the newest are removed. */
async function passDay(server: TestServer): Promise<void> {
  server.advance(DAY_MS + 1000)
  await until(async () => (await countOf(server, 'event')) === 1)
}

/** Adds this number of events of 40 kB with one statement that the server does not notice, and one that it does. */
async function addLarge(server: TestServer, { id, name }: { id: string; name: string }, events: number): Promise<void> {
  await server.database.query(
    `insert into event (type, at, workspace_id, actor_name, summary, data)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${events})
    select 'workspace.updated', ?, ?, 'Somebody', 'Changed', ? from n`,
    server.app.services.store.now(),
    id,
    JSON.stringify({ name: 'x'.repeat(40_000) }),
  )
  await rename(server, name, unique('Renamed'))
}

test('events older than CROFT_EVENT_RETENTION are removed from the front of the log, except the newest', async () => {
  const server = await start()
  for (let n = 0; n < 5; n++) await run(server, CREATE_WORKSPACE, { input: { name: unique('old') } })
  const head = await headOf(server)
  server.advance(DAY_MS / 2)
  for (let n = 0; n < 3; n++) await run(server, CREATE_WORKSPACE, { input: { name: unique('young') } })
  server.advance(DAY_MS / 2 + 1000)
  const first = async () =>
    Number((await server.database.query<{ n: number | string }>('select min(seq) as n from event'))[0]?.n)
  await until(async () => (await first()) === head + 1)
  await passDay(server)
  expect(await first()).toBe(await headOf(server))
  expect((await run(server, NEWEST, {})).events?.nodes).toHaveLength(1)
  expect(server.log.filter(({ level }) => level === 'error')).toEqual([])
})

test.each(TRANSPORTS)('streams that follow the log continue over %s, from memory and the log', async (transport) => {
  const server = await start()
  const { id, name, owner } = await seedWorkspace(server)
  const streams = [
    follow(transport, server, WORKSPACE, { id }, owner),
    follow(transport, server, CHANGES, { id }, owner),
    follow(transport, server, ALL, {}, ADMIN),
  ]
  const deletions = follow(transport, server, DELETIONS, {}, ADMIN)
  await untilSubscribers(server, 4)
  await rename(server, 'default', 'An event of another workspace')
  await passDay(server)
  await rename(server, name, 'From memory')
  await until(() => streams.every(({ seen }) => seen.length >= 1))
  await rename(server, 'default', 'Another one')
  const { hub } = server.app.services
  const head = await headOf(server)
  await until(() => hub.head === head)
  // streams read the head of the log several times a second
  let looked = 0
  hub.subscribe({ topics: [], wake: () => {}, check: () => looked++ })
  await until(() => looked > 1)
  await passDay(server)
  // as if other events had filled the memory
  const { recent } = hub
  Object.assign(hub, {
    recent: (name: string, after: number) => (after <= head ? null : recent.call(hub, name, after)),
  })
  await rename(server, name, 'From the log')
  await until(() => streams.slice(0, 2).every(({ seen }) => seen.length === 2))
  await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
  await until(() => deletions.seen.length >= 2)
  expect([deletions.codes, streams[2]?.codes]).toEqual([[], []])
  for (const stream of [...streams, deletions]) stream.leave()
})

test('a subscriber that is behind the removed events gets CURSOR_EXPIRED instead of a gap', async () => {
  const server = await start()
  const workspace = await seedWorkspace(server)
  const LARGE =
    'subscription ($id: ID!, $after: Cursor) { workspaceEvents(workspace: { id: $id }, after: $after) { data cursor } }'
  await addLarge(server, workspace, 1000)
  const first = await headOf(server)
  const readers = await Promise.all(
    TRANSPORTS.map((transport) => subscribe(server, transport, LARGE, { id: workspace.id, after: beginning(server) })),
  )
  await until(() => readers.every(({ cursors }) => cursors.length > 0))
  for (const reader of readers) reader.pause()
  await passDay(server)
  for (const reader of readers) reader.resume()
  for (const reader of readers) {
    await until(() => reader.tail.includes('CURSOR_EXPIRED'))
    const seqs = reader.cursors.map((cursor) => seqOf(cursorsOf(server), cursor))
    expect(seqs.length).toBeLessThan(first)
    // each event once, in order
    expect(seqs.every((seq, index) => index === 0 || seq > (seqs[index - 1] as number))).toBe(true)
    reader.destroy()
  }
})

test('a server that could not read the log until events were removed ends its streams instead of leaving a gap', async () => {
  const server = await startTestServer()
  const { id, owner } = await seedWorkspace(server)
  const stream = follow('SSE', server, WORKSPACE, { id }, owner)
  await untilSubscribers(server, 1)
  const { db } = server.app.services.store
  const away = () => {
    throw new AppError('UNAVAILABLE', 'The database is away')
  }
  Object.assign(db, { selectFrom: away })
  const head = await headOf(server)
  for (const type of ['member.removed', 'workspace.updated', 'workspace.updated'])
    await server.database.query(
      `insert into event (type, at, actor_name, summary, data) values ('${type}', '2026-01-01T00:00:00.000Z', 'Somebody', '', '{}')`,
    )
  await server.database.query('delete from event where seq < ?', head + 3)
  await server.database.query("insert into setting (name, value) values ('events_removed_to', ?)", String(head + 2))
  Reflect.deleteProperty(db, 'selectFrom')
  await rename(server, 'default', 'Back again')
  await stream.ended()
  expect([stream.seen, stream.codes]).toEqual([[], ['CURSOR_EXPIRED']])
  stream.leave()
})

test('a cursor of a removed event is CURSOR_EXPIRED in every stream and list, one of the future CURSOR_AHEAD', async () => {
  const server = await start()
  const { id, owner } = await seedWorkspace(server)
  const { deletion } = (
    await run(server, DELETE_WORKSPACE, { input: { workspace: { id: (await seedWorkspace(server)).id } } })
  ).deleteWorkspace
  const finished = follow('SSE', server, DELETION, { id: deletion.id }, ADMIN)
  await finished.ended()
  const old = finished.seen.at(-2)?.deletionEvents.cursor as string
  finished.leave()
  await rename(server, 'default', 'The newest event')
  const expired = [old, beginning(server), (await run(server, NEWEST, {})).events?.nodes[0]?.cursor as string]
  await rename(server, 'default', 'A newer one')
  await passDay(server)
  const event = { type: 'x', at: 'x', workspace_id: null, deletion_id: null, actor_id: null, subject_id: null }
  const future = cursorsOf(server).seal({ ...event, request_id: null, seq: 10 ** 12 })
  const asked = [...expired.map((after) => [after, 'CURSOR_EXPIRED']), [future, 'CURSOR_AHEAD']] as const
  for (const [after, code] of asked) {
    const streams = TRANSPORTS.flatMap((transport) => [
      follow(transport, server, WORKSPACE, { id, after: after as string }, owner),
      follow(transport, server, CHANGES, { id, after: after as string }, owner),
      follow(transport, server, ALL, { after: after as string }, ADMIN),
      follow(transport, server, DELETIONS, { after: after as string }, ADMIN),
      follow(transport, server, DELETION, { id: deletion.id, after: after as string }, ADMIN),
    ])
    for (const stream of streams) {
      await stream.ended()
      expect([stream.seen, stream.codes]).toEqual([[], [code]])
      stream.leave()
    }
    for (const list of logLists(id, deletion.id)) {
      for (const args of [`first: 1, after: "${after}"`, `last: 1, before: "${after}"`]) {
        const query = `{ ${list.replace('%', args)} { totalCount } ${list.includes('{') ? '}' : ''} }`
        const [error] = (await server.gql(query, {}, ADMIN)).body.errors ?? []
        expect([query, error?.extensions.code]).toEqual([query, code])
      }
    }
  }
})

test('the record delivers the last event of a deletion for ever', async () => {
  const server = await start()
  const follows = async (gracePeriod: string) => {
    const { id, owner } = await seedWorkspace(server)
    const input = { workspace: { id }, gracePeriod }
    const { deletion } = (await run(server, DELETE_WORKSPACE, { input }, owner)).deleteWorkspace
    return { id: deletion.id, owner, stream: follow('SSE', server, DELETION, { id: deletion.id }, owner) }
  }
  const deleted = await follows('0s')
  const restored = await follows('1h')
  await until(() => restored.stream.seen.length > 0)
  await run(server, RESTORE, { input: { deletion: restored.id } }, restored.owner)
  for (const { stream } of [deleted, restored]) await stream.ended()
  await rename(server, 'default', 'The newest event')
  await passDay(server)
  const ends = { SUCCEEDED: deleted, RESTORED: restored } as const
  for (const [type, { id, owner, stream }] of Object.entries(ends)) {
    const [end] = stream.seen.slice(-1).map(({ deletionEvents }) => deletionEvents)
    const { cursor: last = null, ...event } = end ?? {}
    expect(event).toMatchObject({ type })
    for (const [after, types] of [
      [null, ['SNAPSHOT', type]],
      [last, [type]],
    ] as const) {
      for (const late of followAll(server, DELETION, { id, after }, owner)) {
        await late.ended()
        expect([late.end, late.codes]).toEqual(['complete', []])
        expect(late.seen.map(({ deletionEvents }) => deletionEvents.type)).toEqual(types)
        expect(late.seen.at(-1)?.deletionEvents).toMatchObject(event)
        late.leave()
      }
    }
    const before = stream.seen.at(0)?.deletionEvents.cursor as string
    for (const behind of followAll(server, DELETION, { id, after: before }, owner)) {
      await behind.ended()
      expect([behind.seen, behind.codes]).toEqual([[], ['CURSOR_EXPIRED']])
      behind.leave()
    }
    stream.leave()
  }
})

test('ended invitations are removed CROFT_EVENT_RETENTION after their expiry; members and pending ones stay', async () => {
  const server = await start()
  const { id, owner } = await seedWorkspace(server)
  const invite = async (email: string, expiresIn: string) => {
    const input = { workspace: { id }, emails: [email], expiresIn }
    const [result] = (await run(server, INVITE_MEMBERS, { input }, owner)).inviteMembers.results
    return { code: result?.code as string, id: result?.invitation?.id as string }
  }
  const person = await signUp(server)
  const accepted = await invite(`${person.name}@example.com`, '1h')
  await run(server, ACCEPT, { input: { code: accepted.code } }, person)
  await run(server, REVOKE, { input: { invitation: (await invite('revoked@example.com', '1h')).id } }, owner)
  await invite('overdue@example.com', '1h')
  const pending = await invite('pending@example.com', '7d')
  const members = await countOf(server, 'membership')
  const states = async () =>
    (await server.database.query<{ state: string }>('select state from invitation order by state')).map(
      ({ state }) => state,
    )
  server.advance(DAY_MS)
  // this ends the overdue one
  await invite('overdue@example.com', '7d')
  expect(await states()).toEqual(['ACCEPTED', 'EXPIRED', 'PENDING', 'PENDING', 'REVOKED'])
  server.advance(3_700_000)
  await until(async () => (await states()).join() === 'PENDING,PENDING')
  expect(await countOf(server, 'membership')).toBe(members)
  const left = await server.data('query ($id: ID!) { invitation: node(id: $id) { id } }', { id: pending.id }, owner)
  expect(left.invitation).toEqual({ id: pending.id })
})
