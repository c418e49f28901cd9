// How many operations a credential may send, and an address without one. The clocks of the servers stand still, so that
// only the tests refill the buckets.
import { describe, expect, onTestFinished, test } from 'vitest'
import { connect, EVENTS, openStream } from '../streams/raw.ts'
import { AUDIENCE, claimsOf, signJwt, startIssuer } from '../support/issuer.ts'
import { CREATE_API_TOKEN, CREATE_SERVICE_ACCOUNT } from '../support/operations.ts'
import { run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { pageHeaders, signInBrowser } from '../support/sessions.ts'
import { type Headers, post, refusalOf, sendPost, statusOf, TYPENAME, WAYS, type Way, ways } from './ways-to-send.ts'

const MINUTE_MS = 60_000
/** The smallest limit: one point is added every 3.75 s. */
const LIMIT = 16
const env = { CROFT_RATE_LIMIT: String(LIMIT), CROFT_TRUSTED_PROXIES: '127.0.0.1' }
const WRONG = { Authorization: 'Bearer croft_wrong' }

const server = await startTestServer({ shared: true, env })
server.stopClock()
const workspace = await seedWorkspace(server)

const bearer = (token: string): Headers => ({ Authorization: `Bearer ${token}` })
const from = (address: string): Headers => ({ 'X-Forwarded-For': address })
/** Counts the addresses; each is used by one test only. */
let addresses = 0
const newAddress = () => from(`198.51.100.${++addresses}`)
/** Refills the bucket of the platform admin, which the test itself uses. */
const refill = (of = server) => of.advance(MINUTE_MS)
const newPerson = async (of = server) => {
  refill(of)
  return signUp(of)
}

/** Sends this number of operations, and expects an answer to each. */
async function spend(points: number, way: Way, headers: Headers, of = server): Promise<void> {
  for (let sent = 0; sent < points; sent++) expect(await WAYS[way](of, headers), `operation ${sent + 1}`).toBeNull()
}

/** Callers with a full bucket; the platform admin's is refilled. */
const CALLERS: Readonly<Record<string, () => Promise<Headers>>> = {
  'an API token': async () => bearer((await newPerson()).token),
  'a platform admin': async () => {
    refill()
    return bearer(ADMIN_TOKEN)
  },
  'a service account': async () => {
    refill()
    const account = { workspace: { id: workspace.id }, name: unique('machine'), role: 'VIEWER' as const }
    const { createServiceAccount } = await run(server, CREATE_SERVICE_ACCOUNT, { input: account }, workspace.owner)
    const input = { name: unique('token'), serviceAccount: createServiceAccount.serviceAccount.id }
    return bearer((await run(server, CREATE_API_TOKEN, { input }, workspace.owner)).createApiToken.secret as string)
  },
}

describe.each(ways)('by %s', (way) => {
  test.each(Object.keys(CALLERS))('%s has a limit of operations a minute, refilled continuously', async (caller) => {
    const headers = await (CALLERS[caller] as () => Promise<Headers>)()
    await spend(LIMIT, way, headers)
    const refusal = { status: statusOf(way), code: 'RATE_LIMITED', retryAfter: 4 }
    expect(await WAYS[way](server, headers)).toEqual(refusal)
    // a refusal costs nothing
    expect(await WAYS[way](server, headers)).toEqual(refusal)
    server.advance(3749)
    expect(await WAYS[way](server, headers)).toEqual({ ...refusal, retryAfter: 1 })
    server.advance(1)
    await spend(1, way, headers)
    expect(await WAYS[way](server, headers)).toEqual(refusal)
  })

  test('an anonymous caller has 60 a minute for its address', async () => {
    const address = newAddress()
    await spend(60, way, address)
    const refusal = { status: statusOf(way), code: 'RATE_LIMITED', retryAfter: 1 }
    expect(await WAYS[way](server, address)).toEqual(refusal)
    await spend(1, way, newAddress())
    server.advance(1000)
    await spend(1, way, address)
    expect(await WAYS[way](server, address)).toEqual(refusal)
  })
})

// a page of another site can make a browser send a GET, so cookies do not count there
describe.each(ways.filter((way) => way !== 'GET'))('by %s', (way) => {
  test('a session has its own points, apart from those of the token that opened it', async () => {
    const person = await newPerson()
    const { cookie } = await signInBrowser(server, person)
    const page = pageHeaders(server, cookie)
    await spend(LIMIT, way, page)
    expect(await WAYS[way](server, page)).toMatchObject({ status: statusOf(way), code: 'RATE_LIMITED' })
    await spend(LIMIT, way, bearer(person.token))
    await spend(LIMIT, way, pageHeaders(server, (await signInBrowser(server, person)).cookie))
  })
})

test('all JWTs of a user share one limit, those of others do not', async () => {
  const issuer = await startIssuer()
  onTestFinished(() => issuer.close())
  const own = await startTestServer({
    env: { ...env, CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE },
  })
  own.stopClock()
  const jwtOf = async (sub: string, jti: string) =>
    bearer(await signJwt(claimsOf(issuer.url, Math.floor(Date.now() / 1000), { sub, jti })))
  for (const way of ways) {
    const sub = unique('user')
    await spend(LIMIT - 1, way, await jwtOf(sub, 'one'), own)
    await spend(1, way, await jwtOf(sub, 'two'), own)
    expect(await WAYS[way](own, await jwtOf(sub, 'three'))).toMatchObject({ code: 'RATE_LIMITED', retryAfter: 4 })
    await spend(1, way, await jwtOf(unique('other'), 'one'), own)
  }
})

test('each token of a user has a limit of its own, over all transports and from all addresses together', async () => {
  const person = await newPerson()
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: unique('second') } }, person)
  const first = bearer(person.token)
  // one of its points was used to create the other token
  await spend(LIMIT - 1 - ways.length, 'POST', { ...first, ...newAddress() })
  for (const way of ways) await spend(1, way, { ...first, ...newAddress() })
  for (const way of ways) {
    expect(await WAYS[way](server, { ...first, ...newAddress() })).toMatchObject({ code: 'RATE_LIMITED' })
  }
  await spend(LIMIT, 'POST', bearer(createApiToken.secret as string))
})

test('an IPv6 client shares the points of its /64 network', async () => {
  await spend(59, 'POST', from('2001:db8:0:1::1'))
  await spend(1, 'POST', from('2001:db8:0:1:ffff::2'))
  expect(await sendPost(server, from('2001:db8:0:1::3'))).toMatchObject({ code: 'RATE_LIMITED' })
  await spend(1, 'POST', from('2001:db8:0:2::1'))
})

describe('the cost of an operation', () => {
  const rateOf = ({ headers }: Response) => [headers.get('ratelimit-policy'), headers.get('ratelimit')]
  const costing = (workspaces: number, members: number) =>
    `{ workspaces(first: ${workspaces}) { nodes { members(first: ${members}) { nodes { role } } } } }`

  test.each([
    [TYPENAME, 0, 1],
    [costing(83, 4), 499, 1],
    [costing(50, 8), 501, 2],
    [costing(75, 98), 7501, 16],
  ])('%s takes a point for each begun 500, and the response shows what is left', async (query, cost, points) => {
    const { token } = await newPerson()
    const response = await post(server, bearer(token), query)
    expect([response.status, Number(response.headers.get('x-croft-cost'))]).toEqual([200, cost])
    expect(rateOf(response)).toEqual([`"default";q=${LIMIT};w=60`, `"default";r=${LIMIT - points};t=4`])
  })

  test('an operation that costs more points than are left is refused before anything runs, and costs nothing', async () => {
    const { token } = await newPerson()
    const headers = bearer(token)
    await spend(2, 'POST', headers)
    const refused = await post(server, headers, costing(77, 100))
    expect([...rateOf(refused), await refusalOf(refused)]).toEqual([
      null,
      null,
      { status: 429, code: 'RATE_LIMITED', retryAfter: 8 },
    ])
    expect(rateOf(await post(server, headers))).toEqual([`"default";q=16;w=60`, '"default";r=13;t=4'])
    server.advance(3 * 3750)
    expect((await post(server, headers, costing(77, 100))).status).toBe(200)
    expect(rateOf(await post(server, newAddress()))).toEqual(['"anonymous";q=60;w=60', '"anonymous";r=59;t=1'])
  })

  test('a refused operation costs one point, whatever it would cost otherwise', async () => {
    const { token } = await newPerson()
    for (const query of ['{', '{ nothing }', costing(100, 100)]) await post(server, bearer(token), query)
    expect(rateOf(await post(server, bearer(token)))[1]).toBe(`"default";r=${LIMIT - 4};t=4`)
  })
})

test('a mutation that is refused has changed nothing', async () => {
  const person = await newPerson()
  const name = unique('never')
  const create = `mutation { createWorkspace(input: { name: "${name}" }) { workspace { id } } }`
  await spend(LIMIT, 'POST', bearer(person.token))
  expect(await sendPost(server, bearer(person.token), create)).toMatchObject({ code: 'RATE_LIMITED' })
  refill()
  const { data } = (await server.gql('query($name: String!) { workspace(by: { name: $name }) { id } }', { name })).body
  expect(data).toEqual({ workspace: null })
})

test('opening a stream is one operation, and its events are none', async () => {
  const { name, owner } = await seedWorkspace(server)
  refill()
  const stream = await openStream(server, EVENTS, { name }, owner.token)
  const socket = await connect(server, { init: bearer(owner.token) })
  socket.subscribe('s', EVENTS, { name })
  socket.subscribe('after', TYPENAME)
  await socket.ended('after', 'complete')
  await spend(LIMIT - 3, 'POST', bearer(owner.token))
  expect(await openStream(server, EVENTS, { name }, owner.token)).toMatchObject({ status: 429 })
  const rename =
    'mutation($name: String!, $to: String!) { updateWorkspace(input: { workspace: { name: $name }, displayName: $to }) { workspace { id } } }'
  for (const to of ['One', 'Two']) await server.data(rename, { name, to })
  await until(() => stream.payloads.length === 2 && socket.messages.filter(({ id }) => id === 's').length === 2)
  socket.close()
  stream.leave()
})

describe('wrong credentials', () => {
  const askAuthz = (headers: Headers) =>
    fetch(`${server.url}/authz?workspace=default&permission=WORKSPACE_READ`, { headers })
  /** Each way to try a credential over HTTP. */
  const TRIES = {
    POST: (headers: Headers) => post(server, headers),
    GET: (headers: Headers) => fetch(`${server.url}/graphql?query=${encodeURIComponent(TYPENAME)}`, { headers }),
    SSE: (headers: Headers) => post(server, { ...headers, Accept: 'text/event-stream' }),
    '/authz': askAuthz,
  }
  const tryMany = async (address: Headers, count = 60, ask: (headers: Headers) => Promise<Response> = TRIES.POST) => {
    for (let sent = 0; sent < count; sent++) expect((await ask({ ...address, ...WRONG })).status).toBe(401)
  }

  test.each(Object.keys(TRIES) as (keyof typeof TRIES)[])(
    'by %s count for their address: 60 a minute, and never against a good one from there',
    async (way) => {
      const [address, elsewhere] = [newAddress(), newAddress()]
      const { token } = await newPerson()
      await tryMany(address, 60, TRIES[way])
      const refused = await TRIES[way]({ ...address, ...WRONG })
      expect(await refusalOf(refused)).toEqual({ status: 429, code: 'RATE_LIMITED', retryAfter: 1 })
      expect((await TRIES[way]({ ...address, ...bearer(token) })).status).toBe(200)
      await tryMany(elsewhere, 1, TRIES[way])
      server.advance(1000)
      await tryMany(address, 1, TRIES[way])
      expect((await TRIES[way]({ ...address, ...WRONG })).status).toBe(429)
    },
  )

  test('count together with anonymous operations, over all transports', async () => {
    const address = newAddress()
    await tryMany(address, 29)
    await tryMany(address, 29, TRIES['/authz'])
    const socket = await connect(server, { init: WRONG, headers: address })
    expect(await until(() => socket.closed)).toMatchObject({ code: 4403 })
    await spend(1, 'POST', address)
    expect(await sendPost(server, address)).toMatchObject({ code: 'RATE_LIMITED' })
    // a WebSocket client reconnects by itself after this code
    const another = await connect(server, { init: WRONG, headers: address })
    expect(await until(() => another.closed)).toMatchObject({ code: 1013 })
    const good = await connect(server, { init: bearer((await newPerson()).token), headers: address })
    expect(good.closed).toBeNull()
    good.close()
    expect(server.log.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('are not counted for requests to /authz without any, which browsers behind a proxy send', async () => {
    const address = newAddress()
    for (let sent = 0; sent < 65; sent++) expect((await askAuthz(address)).status).toBe(401)
    await spend(1, 'POST', address)
  })
})

test('requests for health, keys and pages are not counted', async () => {
  const address = newAddress()
  await spend(59, 'POST', address)
  const html = { ...address, Accept: 'text/html' }
  for (const path of ['/healthz', '/readyz', '/.well-known/jwks.json', '/', '/sign-in', '/session', '/graphql']) {
    for (let sent = 0; sent < 2; sent++) {
      const response = await fetch(`${server.url}${path}`, { headers: html })
      expect([path, response.status]).toEqual([path, 200])
      await response.body?.cancel()
    }
  }
  expect((await post(server, address)).headers.get('ratelimit')).toBe('"anonymous";r=0;t=1')
  expect(await sendPost(server, address)).toMatchObject({ code: 'RATE_LIMITED' })
})

test('CROFT_RATE_LIMIT=off limits neither credentials nor addresses, and omits the headers', async () => {
  const off = await startTestServer({ env: { CROFT_RATE_LIMIT: 'off' } })
  off.stopClock()
  for (let sent = 0; sent < 65; sent++) {
    expect([(await post(off, {})).status, (await post(off, WRONG)).status]).toEqual([200, 401])
  }
  const { headers } = await post(off, bearer(ADMIN_TOKEN))
  expect([headers.get('ratelimit'), headers.get('ratelimit-policy')]).toEqual([null, null])
})

test('a credential has 600 points a minute by default, and may use them at once', async () => {
  const own = await startTestServer({ env: { CROFT_RATE_LIMIT: '' } })
  own.stopClock()
  const { token } = await signUp(own)
  const [first] = await Promise.all(Array.from({ length: 600 }, () => own.gql(TYPENAME, {}, { token })))
  expect(first?.headers.get('ratelimit-policy')).toBe('"default";q=600;w=60')
  expect((await own.gql(TYPENAME, {}, { token })).body.errors?.[0]?.extensions).toMatchObject({
    code: 'RATE_LIMITED',
    retryAfterSeconds: 1,
  })
})
