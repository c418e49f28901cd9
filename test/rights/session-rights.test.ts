// A session may do no more than the token that opened it, and a failed sign-in changes nothing.
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { CREATE_API_TOKEN, CREATE_SIGN_IN_LINK } from '../support/operations.ts'
import { refused, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { fromPage, signInBrowser } from '../support/sessions.ts'

const SUSPEND_THEN_RESUME = graphql(`
  mutation SessionRightsSuspendThenResume($suspend: SuspendUserInput!, $resume: ResumeUserInput!) {
    suspendUser(input: $suspend) { user { id } }
    resumeUser(input: $resume) { user { id } }
  }
`)
const EXPIRY = graphql(`
  mutation SessionRightsExpiry($input: CreateApiTokenInput!) { createApiToken(input: $input) { token { expiresAt } } }
`)
const DAY_MS = 86_400_000

const server = await startTestServer({ shared: true })

const tokenOf = async (as: { token: string }, limits = {}) => {
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: unique('token'), ...limits } }, as)
  return createApiToken.secret as string
}
const statusOf = async (as: { token: null; headers: Record<string, string> }) =>
  (await server.gql('{ me { user { id } } }', {}, as)).status

test('a token that is made in a session outlives the session, but not the token that opened the session', async () => {
  const person = await signUp(server)
  const browser = await signInBrowser(server, { token: await tokenOf(person, { expiresIn: '20d' }) })
  const days = async (input: object) => {
    const { createApiToken } = await run(server, EXPIRY, { input: { name: unique('made'), ...input } }, browser.as)
    const lifetime = Date.parse(createApiToken.token.expiresAt) - Date.parse(server.app.services.store.now())
    return Math.round(lifetime / DAY_MS)
  }
  expect([await days({ expiresIn: '10d' }), await days({})]).toEqual([10, 20])
  const input = { name: unique('made'), expiresIn: '21d' }
  expect(await refused(server, EXPIRY, { input }, browser.as)).toMatchObject({ code: 'TOKEN_LIFETIME_EXCEEDED' })
})

test("a limited token that opens many sessions ends none of its owner's", async () => {
  const { id, owner } = await seedWorkspace(server)
  const token = await tokenOf(owner, { workspace: { id }, role: 'VIEWER' })
  const own = await signInBrowser(server, owner)
  const first = await signInBrowser(server, { token })
  await fillUp(owner.id, 98)
  const last = await signInBrowser(server, { token })
  expect([await statusOf(own.as), await statusOf(first.as), await statusOf(last.as)]).toEqual([200, 401, 200])
  // where it has opened none of them it opens none; its owner does, and the oldest ends
  const other = await tokenOf(owner, { workspace: { id }, role: 'VIEWER' })
  const response = await fromPage(server, '/session', { body: { token: other } })
  expect([response.status, response.headers.getSetCookie()]).toEqual([413, []])
  expect(await statusOf((await signInBrowser(server, owner)).as)).toBe(200)
  expect(await statusOf(own.as)).toBe(401)
})

/** As many more sessions by the token that has opened the user's last one. */
async function fillUp(userId: string, count: number): Promise<void> {
  const [opened] = await server.database.query<{ token_hash: string }>(
    'select token_hash from session where user_id = ? and token_hash is not null order by id desc limit 1',
    userId,
  )
  const now = server.app.services.store.now()
  for (let index = 0; index < count; index++) {
    const end = new Date(Date.parse(now) + DAY_MS).toISOString()
    await server.database.query(
      `insert into session (id, hash, user_id, token_hash, created_at, last_seen_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)`,
      sessionIdOf(index),
      unique('hash'),
      userId,
      opened?.token_hash as string,
      now,
      now,
      end,
    )
  }
}

/** Sorts after every session that is created now: ids are in the order of time. */
const sessionIdOf = (index: number) => `ses_z${String(index).padStart(4, '0')}${unique('s')}`

test('a failed sign-in leaves the browser signed in', async () => {
  const person = await signUp(server)
  const browser = await signInBrowser(server, person)
  for (const body of [{ token: 'croft_wrong' }, { link: 'x'.repeat(43) }]) {
    expect((await fromPage(server, '/session', { body, headers: browser.as.headers })).status).toBe(401)
  }
  expect(await statusOf(browser.as)).toBe(200)
})

test('a sign-in link from before a suspension is refused after it', async () => {
  const { id } = await signUp(server)
  const { createSignInLink } = await run(server, CREATE_SIGN_IN_LINK, { input: { user: { id } } })
  const user = { id }
  await run(server, SUSPEND_THEN_RESUME, { suspend: { user, reason: 'Under review' }, resume: { user } })
  const link = createSignInLink.link?.split('#')[1] as string
  expect((await fromPage(server, '/session/link', { body: { link } })).status).toBe(401)
  expect((await fromPage(server, '/session', { body: { link } })).status).toBe(401)
})

test('white space around a token opens no session', async () => {
  const { token } = await signUp(server)
  for (const around of [` ${token}`, `${token} `]) {
    expect((await fromPage(server, '/session', { body: { token: around } })).status).toBe(401)
  }
})

test('a body that is not declared as JSON is refused because of its type', async () => {
  const headers = { 'Content-Type': 'text/plain' }
  expect((await fromPage(server, '/session', { body: { token: 'x' }, headers })).status).toBe(415)
})

test('a client that sends its body slowly delays no background work, and one that disconnects is not logged as a failure', async () => {
  const own = await startTestServer()
  const { host, port, hostname } = new URL(own.url)
  const head = ['POST /session HTTP/1.1', `Host: ${host}`, `Origin: ${own.url}`, 'Content-Type: application/json']
  const socket = connect(Number(port), hostname)
  const { pace } = own.app.services
  let received = false
  socket.write(`${[...head, 'Expect: 100-continue', 'Content-Length: 20'].join('\r\n')}\r\n\r\n{`)
  socket.on('data', () => {
    received = true
  })
  await until(() => received)
  expect(pace.inFlight).toBe(0)
  socket.destroy()
  await until(() => socket.closed)
  // the server has seen the end of that connection before it answers on the next one
  await fromPage(own, '/session', { body: { token: 'croft_wrong' } })
  expect(JSON.stringify(own.log)).not.toContain('ClientGone')
})

test('sessions of two servers on one host do not affect each other', async () => {
  const Origin = 'https://croft.example'
  const servers = await Promise.all(
    ['/a', '/b'].map((path) => startTestServer({ env: { CROFT_PUBLIC_URL: Origin + path } })),
  )
  const browsers = await Promise.all(servers.map((each) => signInBrowser(each, { token: ADMIN_TOKEN }, { Origin })))
  const Cookie = browsers.map(({ cookie }) => cookie).join('; ')
  for (const each of servers) {
    const { status, headers } = await each.gql(
      '{ me { user { id } } }',
      {},
      { token: null, headers: { Origin, Cookie } },
    )
    expect([status, headers.getSetCookie()]).toEqual([200, []])
  }
})
