// A write on one replica shows on another: at once in requests, within 1 s in streams, and within 2 s if no
// notification arrives.
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CREATE_API_TOKEN } from '../../support/operations.ts'
import { type Person, refused, run, type SeededWorkspace, seedWorkspace, unique } from '../../support/people.ts'
import { startTestServer, type TestServer, until } from '../../support/server.ts'
import {
  follow,
  followAll,
  type Subscription,
  TRANSPORTS,
  type Transport,
  untilSubscribers,
} from '../../support/subscriptions.ts'
import { type ListenerProxy, startListenerProxy } from './listener-proxy.ts'
import {
  DELETIONS,
  REMOVE_MEMBER,
  REVOKE_API_TOKEN,
  SUSPEND_USER,
  UPDATE_MEMBER,
  UPDATE_WORKSPACE,
  WORKSPACE_EVENTS,
} from './operations.ts'
import { sharedDatabase } from './replicas.ts'

const database = await sharedDatabase(true)
const proxy = await startListenerProxy(database.url)
afterAll(proxy.close)
const a = await startTestServer({ database, shared: true })
/** The replica whose connection for notifications goes through the proxy. */
const b = await startTestServer({
  database: { ...database, env: { ...database.env, CROFT_DATABASE_URL: proxy.url } },
  shared: true,
})

const rename = (on: TestServer, { id, owner }: SeededWorkspace) =>
  run(on, UPDATE_WORKSPACE, { input: { workspace: { id }, displayName: unique('Title') } }, owner)

/** Number of connections that listen for notifications. */
async function listeners(): Promise<number> {
  const [found] = await database.query<{ n: string }>(
    "select count(*) n from pg_stat_activity where datname = current_database() and application_name = 'croft listener'",
  )
  return Number(found?.n)
}

const MODES: readonly (readonly [how: string, mode: ListenerProxy['listening'], withinMs: number])[] = [
  ['with notifications, within 1 s', 'open', 1000],
  ['while notifications do not arrive, within 2 s', 'silent', 2000],
  ['while the listening connection is cut and refused, within 2 s', 'cut', 2000],
]

describe.each(MODES)('%s', (_how, mode, withinMs) => {
  beforeEach(async () => {
    proxy.listening = mode
    await until(async () => (await listeners()) === (mode === 'cut' ? 1 : 2))
  })
  // The server releases every stream whose client has left.
  afterEach(async () => {
    await untilSubscribers(b, 0)
    proxy.listening = 'open'
  })

  test('a mutation on one replica reaches subscribers on the other', async () => {
    const workspace = await seedWorkspace(a)
    const streams = followAll(b, WORKSPACE_EVENTS, { id: workspace.id }, workspace.owner)
    await untilSubscribers(b, 2)
    const { withheld, refused: refusedBefore } = proxy
    const delays: number[] = []
    for (let count = 1; count <= (mode === 'open' ? 9 : 2); count++) {
      await rename(a, workspace)
      const committed = performance.now()
      await until(() => streams.every(({ seen }) => seen.length === count), withinMs)
      delays.push(performance.now() - committed)
    }
    // Without notifications, polling every 500 ms would seldom be as fast.
    if (mode === 'open') expect(delays.sort((x, y) => x - y)[4]).toBeLessThan(200)
    if (mode === 'silent') expect(proxy.withheld).toBeGreaterThan(withheld)
    if (mode === 'cut') await until(() => proxy.refused > refusedBefore)
    for (const stream of streams) stream.leave()
  })

  test('a caller who loses a right on one replica is refused on the other at once, and the streams there end', async () => {
    for (const { name, code, lose } of LOSSES) {
      const open = await Promise.all(TRANSPORTS.map((transport) => followAsMember(transport, code)))
      await untilSubscribers(b, open.flatMap(({ streams }) => streams).length)
      await Promise.all(
        open.map(async ({ transport, loss, streams }) => {
          await lose(loss)
          const by = { token: loss.token.secret }
          const answer = await b.gql('{ me { user { id } } }', {}, by)
          expect(answer.status, name).toBe(code === 'UNAUTHENTICATED' ? 401 : 200)
          const input = { workspace: { id: loss.workspace.id }, displayName: 'Too late' }
          const expected = name === 'whose role is lowered' ? 'FORBIDDEN' : code
          expect((await refused(b, UPDATE_WORKSPACE, { input }, by)).code, name).toBe(expected)
          await Promise.all(streams.map((stream) => expectEnded(transport, name, stream, code, withinMs)))
        }),
      )
    }
  })
})

interface Loss {
  readonly ann: Person
  readonly workspace: SeededWorkspace
  readonly token: { readonly id: string; readonly secret: string }
}

const memberOf = ({ workspace, ann }: Loss) => ({
  of: { workspace: { id: workspace.id }, principal: { user: ann.id } },
})

/** Ways to lose a right on one replica, and the code with which a stream on the other ends. */
const LOSSES: readonly { name: string; code: string; lose(loss: Loss): Promise<unknown> }[] = [
  {
    name: 'whose role is lowered',
    code: 'NOT_FOUND',
    lose: (loss) => run(a, UPDATE_MEMBER, { input: { member: memberOf(loss), role: 'EDITOR' } }, loss.workspace.owner),
  },
  {
    name: 'who is removed',
    code: 'NOT_FOUND',
    lose: (loss) => run(a, REMOVE_MEMBER, { input: { member: memberOf(loss) } }, loss.workspace.owner),
  },
  {
    name: 'whose token is revoked',
    code: 'UNAUTHENTICATED',
    lose: ({ token, ann }) => run(a, REVOKE_API_TOKEN, { input: { token: { id: token.id } } }, ann),
  },
  {
    name: 'who is suspended',
    code: 'UNAUTHENTICATED',
    lose: ({ ann }) => run(a, SUSPEND_USER, { input: { user: { id: ann.id }, reason: 'Under review' } }),
  },
]

/** A member with a token, and streams of this token on the other replica. */
async function followAsMember(transport: Transport, code: string) {
  const workspace = await seedWorkspace(a, { ann: 'ADMIN' })
  const ann = workspace.members['ann'] as Person
  const { createApiToken } = await run(a, CREATE_API_TOKEN, { input: { name: unique('token') } }, ann)
  const token = { id: createApiToken.token.id, secret: createApiToken.secret as string }
  const by = { token: token.secret }
  const streams: Subscription<unknown>[] = [follow(transport, b, WORKSPACE_EVENTS, { id: workspace.id }, by)]
  // A caller who cannot authenticate any more loses the stream of deletions, too.
  if (code === 'UNAUTHENTICATED') streams.push(follow(transport, b, DELETIONS, {}, by))
  return { transport, loss: { workspace, ann, token }, streams }
}

async function expectEnded(
  transport: Transport,
  name: string,
  stream: Subscription<unknown>,
  code: string,
  withinMs: number,
): Promise<void> {
  await stream.ended(withinMs)
  expect(stream.codes, name).toEqual([code])
  expect(stream.seen, name).toEqual([])
  if (transport === 'WebSocket' && code === 'UNAUTHENTICATED') {
    await until(() => stream.closeCode, 1000)
    expect(stream.closeCode).toBe(4403)
  }
  stream.leave()
}
