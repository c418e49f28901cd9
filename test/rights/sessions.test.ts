// Browser sessions: how a session begins and ends, what it may do, and which requests its cookie authenticates.
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { DELETE_USER } from '../crash/replicas/operations.ts'
import { graphql } from '../generated/gql.ts'
import { newDatabase } from '../support/database.ts'
import {
  CREATE_API_TOKEN,
  CREATE_SIGN_IN_LINK,
  CREATE_WORKSPACE,
  DELETE_WORKSPACE,
  END_SESSION,
  ROTATE_API_TOKEN,
  SUSPEND_API_TOKEN,
} from '../support/operations.ts'
import { refused, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { cookieIn, fromPage, pageHeaders, signInBrowser } from '../support/sessions.ts'

const ME = graphql(`
  query SessionsMe {
    me { user { id } platformAdmin sessions { id current createdAt expiresAt userAgent } }
  }
`)
const NODE = graphql(`
  query SessionsNode($id: ID!) { node(id: $id) { id } }
`)
const EVENTS = graphql(`
  query SessionsEvents($types: [EventType!]!) {
    events(first: 100, filter: { types: $types }) { nodes { type subjectId summary } }
  }
`)
const SUSPEND = graphql(`
  mutation SessionsSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }
`)
const RESUME = graphql(`
  mutation SessionsResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }
`)
const DELETION = graphql(`
  query SessionsDeletion($id: ID!) { deletion(id: $id) { state } }
`)
const HOUR_MS = 3_600_000

const server = await startTestServer({ shared: true })

const newToken = async (as: { token: string }, limits = {}) => {
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: unique('token'), ...limits } }, as)
  return { id: createApiToken.token.id, token: createApiToken.secret as string }
}
const statusOf = async (headers: Record<string, string>, query = '{ me { user { id } } }') =>
  (await server.gql(query, {}, { token: null, headers })).status
const eventsOf = async (id: string) => {
  const { events } = await run(server, EVENTS, { types: ['SESSION_STARTED', 'SESSION_ENDED'] })
  return events?.nodes.filter(({ subjectId }) => subjectId === id).map(({ type }) => type) ?? []
}

test('an API token opens a session with its own rights, which is listed and ended like any session of its user', async () => {
  const person = await signUp(server)
  const browser = await signInBrowser(server, person, { 'User-Agent': 'Browser/1 \u00e9 (test)' })
  const { me } = await run(server, ME, {}, browser.as)
  expect(me.user?.id).toBe(person.id)
  expect(me.sessions).toEqual([
    {
      id: browser.id,
      current: true,
      createdAt: expect.stringMatching(/Z$/),
      expiresAt: expect.stringMatching(/Z$/),
      userAgent: 'Browser/1  (test)',
    },
  ])
  expect((await run(server, ME, {}, person)).me.sessions).toMatchObject([{ id: browser.id, current: false }])
  const { createWorkspace } = await run(server, CREATE_WORKSPACE, { input: { name: unique('made') } }, browser.as)
  expect(createWorkspace.workspace.id).toMatch(/^ws_/)
  expect((await run(server, NODE, { id: browser.id }, person)).node).toEqual({ id: browser.id })
  expect((await run(server, NODE, { id: browser.id })).node).toBeNull()

  await run(server, END_SESSION, { input: { session: browser.id } }, person)
  expect(await statusOf(browser.as.headers)).toBe(401)
  expect((await run(server, ME, {}, person)).me.sessions).toEqual([])
  expect(await refused(server, END_SESSION, { input: { session: browser.id } }, person)).toMatchObject({
    code: 'NOT_FOUND',
  })
  expect(await eventsOf(browser.id)).toEqual(['SESSION_ENDED', 'SESSION_STARTED'])
})

test('scripts and other sites cannot read the cookie, and the database keeps only its hash', async () => {
  const person = await signUp(server)
  const response = await fromPage(server, '/session', { body: { token: person.token } })
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^croft_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800$/),
  ])
  const secret = cookieIn(response).split('=')[1] as string
  const rows = await server.database.query<Record<string, unknown>>('select * from session')
  expect(JSON.stringify(rows)).not.toContain(secret)
  expect(JSON.stringify(server.log)).not.toContain(secret)
})

test('behind https the cookie is bound to the host', async () => {
  const behind = await startTestServer({ env: { CROFT_PUBLIC_URL: 'https://croft.example' } })
  const headers = { Origin: 'https://croft.example' }
  const response = await fromPage(behind, '/session', { body: { token: ADMIN_TOKEN }, headers })
  const [set] = response.headers.getSetCookie()
  expect(set).toMatch(/^__Host-croft_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800; Secure$/)
  const cookie = cookieIn(response)
  const ask = async (Origin: string, Cookie = cookie) =>
    (await behind.gql('{ me { user { id } } }', {}, { token: null, headers: { Origin, Cookie } })).status
  expect(await ask('https://croft.example')).toBe(200)
  // the host alone is not enough: anybody could serve a page over http
  expect(await ask(behind.url)).toBe(403)
  const plain = cookie.replace('__Host-', '')
  const { body } = await behind.gql(
    '{ me { user { id } } }',
    {},
    { token: null, headers: { ...headers, Cookie: plain } },
  )
  expect(body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
})

test.each([
  ['a page of another site', { Origin: 'https://evil.example' }],
  ['a page of another port', { Origin: 'http://127.0.0.1:1' }],
  ['a page of which the browser says that it is of the same site', { 'Sec-Fetch-Site': 'same-site' }],
  ['an opaque origin', { Origin: 'null' }],
  ['no page', { Origin: '' }],
])('a session is ignored in a request of %s', async (_page, headers) => {
  const person = await signUp(server)
  const browser = await signInBrowser(server, person)
  const sent = { ...browser.as.headers, ...headers }
  const name = unique('forged')
  const forged = `mutation { createWorkspace(input: { name: "${name}" }) { workspace { id } } }`
  expect(await statusOf(sent, forged)).toBe(403)
  for (const [path, options] of [
    ['/session', { method: 'DELETE' }],
    ['/session', { body: { token: person.token } }],
    ['/session/link', { body: { link: 'x' } }],
  ] as const) {
    const response = await fromPage(server, path, { ...options, headers: sent })
    expect([response.status, response.headers.getSetCookie()]).toEqual([403, []])
  }
  // and that has not ended the session
  expect(await statusOf(browser.as.headers)).toBe(200)
  const { workspace } = await server.data(`{ workspace(by: { name: "${name}" }) { id } }`)
  expect(workspace).toBeNull()
})

test('a session is ignored for GET requests from any page', async () => {
  const browser = await signInBrowser(server, await signUp(server))
  const query = encodeURIComponent('{ me { user { id } } }')
  const response = await fetch(`${server.url}/graphql?query=${query}`, {
    headers: { ...browser.as.headers, Accept: 'application/json' },
  })
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] }
  expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
})

test('a session is ignored at /authz', async () => {
  const { name, owner } = await seedWorkspace(server)
  const browser = await signInBrowser(server, owner)
  const asked = `${server.url}/authz?workspace=${name}&permission=WORKSPACE_READ`
  expect((await fetch(asked, { headers: browser.as.headers })).status).toBe(401)
  expect((await fetch(asked, { headers: { Authorization: `Bearer ${owner.token}` } })).status).toBe(200)
})

test('an Authorization header takes precedence over the cookie', async () => {
  const [ann, ben] = [await signUp(server), await signUp(server)]
  const browser = await signInBrowser(server, ann)
  const headers = { Cookie: browser.cookie }
  expect((await run(server, ME, {}, { token: ben.token, headers })).me.user?.id).toBe(ben.id)
  expect((await server.gql('{ __typename }', {}, { token: 'croft_wrong', headers })).status).toBe(401)
})

/** Opens a WebSocket with these headers; returns the answer to `me`, or the code that closes the socket. */
function askOverWebSocket(headers: Record<string, string>): Promise<unknown> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers })
  return new Promise((resolve) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })))
    socket.on('message', (data) => {
      const { type, payload } = JSON.parse(String(data))
      const query = '{ me { user { id } } }'
      if (type === 'connection_ack') socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }))
      if (type === 'next') resolve(payload.data?.me?.user.id ?? payload.errors[0].extensions.code)
      if (type === 'error') resolve(payload[0].extensions.code)
    })
    socket.on('close', resolve)
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
    socket.on('error', () => {})
  }).finally(() => socket.terminate())
}

test('a session authenticates a WebSocket only for pages of the server', async () => {
  const person = await signUp(server)
  const browser = await signInBrowser(server, person)
  const { Cookie = '', Origin = '' } = browser.as.headers
  expect(await askOverWebSocket({ Cookie, Origin })).toBe(person.id)
  expect(await askOverWebSocket({ Cookie })).toBe('UNAUTHENTICATED')
  expect(await askOverWebSocket({ Cookie, Origin, 'Sec-Fetch-Site': 'cross-site' })).toBe('UNAUTHENTICATED')
  expect(await askOverWebSocket({ Cookie, Origin: 'https://evil.example' })).toBe(403)
  await run(server, END_SESSION, { input: { session: browser.id } }, person)
  expect(await askOverWebSocket({ Cookie, Origin })).toBe(4403)
})

test('an ended session is refused once and its cookie is cleared, so that the page can continue without it', async () => {
  const person = await signUp(server)
  const browser = await signInBrowser(server, person)
  await run(server, END_SESSION, { input: { session: browser.id } }, person)
  const { status, headers } = await server.gql('{ serverInfo { version } }', {}, browser.as)
  expect([status, headers.getSetCookie()]).toEqual([
    401,
    ['croft_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0'],
  ])
})

test('signing out ends the session, and signing in again ends the one before', async () => {
  const person = await signUp(server)
  const first = await signInBrowser(server, person)
  const second = await signInBrowser(server, person, { Cookie: first.cookie })
  expect([await statusOf(first.as.headers), await statusOf(second.as.headers)]).toEqual([401, 200])
  const signedOut = await fromPage(server, '/session', { method: 'DELETE', headers: second.as.headers })
  expect([signedOut.status, cookieIn(signedOut)]).toEqual([200, 'croft_session='])
  expect(await statusOf(second.as.headers)).toBe(401)
  expect(await eventsOf(second.id)).toEqual(['SESSION_ENDED', 'SESSION_STARTED'])
})

test('GET /session returns the signed-in user', async () => {
  const person = await signUp(server)
  const browser = await signInBrowser(server, person)
  const current = async (headers: Record<string, string>) =>
    (await fetch(`${server.url}/session`, { headers })).json() as Promise<unknown>
  expect(await current({ Cookie: browser.cookie })).toEqual({
    user: { id: person.id, name: person.name },
    expiresAt: expect.stringMatching(/Z$/),
  })
  expect(await current({})).toEqual({ user: null, expiresAt: null })
  expect(await current({ Cookie: 'croft_session=wrong' })).toEqual({ user: null, expiresAt: null })
})

test.each([
  ['a wrong token', { token: 'croft_wrong' }, 401],
  ['a JWT', { token: `e30.${'x'.repeat(20)}.y` }, 401],
  ['a wrong link', { link: 'x'.repeat(43) }, 401],
  ['both', { token: ADMIN_TOKEN, link: 'x' }, 400],
  ['neither', {}, 400],
  ['another field', { token: ADMIN_TOKEN, user: 'x' }, 400],
  ['a token that is no text', { token: 1 }, 400],
  ['a list', [ADMIN_TOKEN], 400],
  ['nothing', null, 400],
])('%s opens no session', async (_what, body, status) => {
  const response = await fromPage(server, '/session', { body })
  expect([response.status, response.headers.getSetCookie()]).toEqual([status, []])
  const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] }
  expect(errors[0]?.extensions.code).toBe(status === 401 ? 'UNAUTHENTICATED' : 'INVALID_INPUT')
  if (status === 401) expect(errors[0]?.message).toBe('The credential is not valid')
})

test('wrong tokens at the sign-in page are 429 after 60 attempts', async () => {
  const own = await startTestServer()
  const statuses: number[] = []
  for (let guess = 0; guess < 70; guess++) {
    statuses.push((await fromPage(own, '/session', { body: { token: 'croft_wrong' } })).status)
  }
  expect(statuses.slice(0, 60)).toEqual(Array(60).fill(401))
  expect(statuses.at(-1)).toBe(429)
  const limited = await fromPage(own, '/session', { body: { token: ADMIN_TOKEN } })
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('a session never exceeds the token that opened it, and ends with it', async () => {
  const { id, owner } = await seedWorkspace(server)
  const { token, id: tokenId } = await newToken(owner, { workspace: { id }, role: 'VIEWER' })
  const browser = await signInBrowser(server, { token })
  const input = { name: unique('beyond') }
  expect(await refused(server, CREATE_WORKSPACE, { input }, browser.as)).toMatchObject({ code: 'FORBIDDEN' })
  // a limited token cannot see other sessions of its owner
  const other = await signInBrowser(server, owner)
  const seen = async () => (await run(server, ME, {}, browser.as)).me.sessions.map((session) => session.id)
  expect(await seen()).toEqual([browser.id])
  expect(await refused(server, END_SESSION, { input: { session: other.id } }, browser.as)).toMatchObject({
    code: 'NOT_FOUND',
  })
  expect((await run(server, ME, {}, owner)).me.sessions).toHaveLength(2)
  await run(server, SUSPEND_API_TOKEN, { input: { token: { id: tokenId } } }, owner)
  expect(await statusOf(browser.as.headers)).toBe(401)
  expect((await run(server, ME, {}, owner)).me.sessions.map((session) => session.id)).toEqual([other.id])
})

test('tokens made in a session count as made by its token, and rotating that token ends the session', async () => {
  const person = await signUp(server)
  const { token, id } = await newToken(person)
  const browser = await signInBrowser(server, { token })
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: 'minted' } }, browser.as)
  const minted = createApiToken.secret as string
  await run(server, ROTATE_API_TOKEN, { input: { token: { id }, grace: '0s' } }, person)
  expect(await statusOf(browser.as.headers)).toBe(401)
  const [row] = await server.database.query<{ minted_by: string }>(
    'select minted_by from api_token where id = ?',
    createApiToken.token.id,
  )
  expect([row?.minted_by, minted.length]).toEqual([id, 42])
})

test('suspension ends sessions for good', async () => {
  const person = await signUp(server)
  const browser = await signInBrowser(server, person)
  await run(server, SUSPEND, { input: { user: { id: person.id }, reason: 'Under review' } })
  expect(await statusOf(browser.as.headers)).toBe(401)
  await run(server, RESUME, { input: { user: { id: person.id } } })
  expect([await statusOf(browser.as.headers), (await server.gql('{ __typename }', {}, person)).status]).toEqual([
    401, 200,
  ])
})

test('a session ends after 12 hours without a request, and after 7 days however much it is used', async () => {
  const own = await startTestServer()
  const { as } = await signInBrowser(own, { token: ADMIN_TOKEN })
  const idle = await signInBrowser(own, { token: ADMIN_TOKEN })
  const status = async (browser = as) => (await own.gql('{ me { user { id } } }', {}, browser)).status
  const use = () => own.database.query('update session set last_seen_at = ?', own.app.services.store.now())
  own.advance(11 * HOUR_MS)
  expect([await status(), await status(idle.as)]).toEqual([200, 200])
  own.advance(HOUR_MS)
  expect([await status(), await status(idle.as)]).toEqual([401, 401])
  await use()
  expect(await status()).toBe(200)
  own.advance(6.5 * 24 * HOUR_MS)
  await use()
  expect([await status(), (await run(own, ME, {})).me.sessions.length]).toEqual([401, 0])
})

test('the time of the last request of a session is kept, and expired sessions are removed', async () => {
  const database = await newDatabase()
  onTestFinished(() => database.drop())
  const own = await startTestServer({ database, retentionEveryMs: 20 })
  const browser = await signInBrowser(own, { token: ADMIN_TOKEN })
  const rows = () => database.query<{ last_seen_at: string; created_at: string }>('select * from session')
  own.advance(HOUR_MS)
  await run(own, ME, {}, browser.as)
  await own.close()
  const [kept] = await rows()
  expect(Date.parse(kept?.last_seen_at ?? '') - Date.parse(kept?.created_at ?? '')).toBeGreaterThanOrEqual(HOUR_MS)
  const again = await startTestServer({ database, retentionEveryMs: 20 })
  await run(again, CREATE_SIGN_IN_LINK, { input: { user: { id: (await signUp(again)).id } } })
  again.advance(8 * 24 * HOUR_MS)
  await until(async () => (await rows()).length + (await database.query('select * from sign_in_link')).length === 0)
})

test('a sign-in link shows its user, signs in once, and is refused afterwards', async () => {
  const person = await signUp(server)
  const { createSignInLink } = await run(server, CREATE_SIGN_IN_LINK, { input: { user: { id: person.id } } })
  const link = createSignInLink.link as string
  expect(link).toMatch(new RegExp(`^${server.url}/sign-in#[\\w-]{43}$`))
  const code = link.split('#')[1] as string
  for (let look = 0; look < 2; look++) {
    const looked = await fromPage(server, '/session/link', { body: { link: code } })
    expect(await looked.json()).toEqual({ user: { id: person.id, name: person.name } })
  }
  const both = await Promise.all([1, 2].map(() => fromPage(server, '/session', { body: { link: code } })))
  expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
  const cookie = both.map(cookieIn).find((set) => set !== '') as string
  const as = { token: null, headers: pageHeaders(server, cookie) }
  expect((await run(server, ME, {}, as)).me.user?.id).toBe(person.id)
  expect((await fromPage(server, '/session/link', { body: { link: code } })).status).toBe(401)
  const { events } = await run(server, EVENTS, { types: ['SIGN_IN_LINK_CREATED'] })
  expect(JSON.stringify(events)).not.toContain(code)
})

test('a sign-in link expires after 15 minutes, and when its user is deleted', async () => {
  const own = await startTestServer()
  const { id } = await signUp(own)
  const linkFor = async () =>
    (await run(own, CREATE_SIGN_IN_LINK, { input: { user: { id } } })).createSignInLink.link?.split('#')[1] as string
  const status = async (link: string) => (await fromPage(own, '/session/link', { body: { link } })).status
  const [first, second] = [await linkFor(), await linkFor()]
  expect([await status(first), await status(second)]).toEqual([200, 200])
  own.advance(16 * 60_000)
  expect(await status(first)).toBe(401)
  const third = await linkFor()
  await run(own, DELETE_USER, { input: { user: { id } } })
  expect(await status(third)).toBe(401)
})

test('the session of a token that requests the deletion of its workspace can follow that deletion, and nothing else', async () => {
  const { id, owner } = await seedWorkspace(server)
  const { token } = await newToken(owner, { workspace: { id } })
  const browser = await signInBrowser(server, { token })
  const input = { workspace: { id } }
  const { deletion } = (await run(server, DELETE_WORKSPACE, { input }, browser.as)).deleteWorkspace
  await until(
    async () => (await run(server, DELETION, { id: deletion.id }, browser.as)).deletion?.state === 'SUCCEEDED',
  )
  expect(await refused(server, ME, {}, browser.as)).toMatchObject({ code: 'UNAUTHENTICATED' })
})
