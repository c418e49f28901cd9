// `/authz`, which a proxy calls before it forwards a request: 200 with the caller, 401, or a uniform 403.
import { describe, expect, onTestFinished, test } from 'vitest'
import { uuidOf } from '../../src/store/id.ts'
import { graphql } from '../generated/gql.ts'
import type { CreateApiTokenInput, RoleName } from '../generated/graphql.ts'
import { newDatabase } from '../support/database.ts'
import { pauseDeletions } from '../support/faults.ts'
import { AUDIENCE, claimsOf, signJwt, startIssuer } from '../support/issuer.ts'
import {
  ADD_MEMBER,
  CREATE_API_TOKEN,
  CREATE_SERVICE_ACCOUNT,
  DELETE_WORKSPACE,
  UPDATE_USER,
} from '../support/operations.ts'
import { type Person, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, type Credentials, startTestServer } from '../support/server.ts'

const SUSPEND = graphql(`
  mutation AuthzSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }
`)

const statements: string[] = []
const server = await startTestServer({ shared: true, onRequestQuery: (sql) => statements.push(sql) })
const workspace = await seedWorkspace(server, { eve: 'EDITOR', vic: 'VIEWER' })
const { eve, vic } = workspace.members as { eve: Person; vic: Person }
const outsider = await signUp(server)

const ask = (query: string, { token = null }: Credentials = {}, init: RequestInit = {}, of = server) =>
  fetch(`${of.url}/authz${query}`, {
    ...init,
    headers: {
      'X-Request-Id': 'same',
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(init.headers as Record<string, string>),
    },
  })
const about = (name: string, permission = 'RESOURCE_READ') => `?workspace=${name}&permission=${permission}`
const statusFor = async (query: string, as?: Credentials, init?: RequestInit) => (await ask(query, as, init)).status

/** Everything that a client receives. */
async function told(query: string, as?: Credentials, init?: RequestInit): Promise<string> {
  const response = await ask(query, as, init)
  const headers = [...response.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name))
  return JSON.stringify([response.status, headers, await response.text()])
}

const croftHeaders = (response: Response) =>
  Object.fromEntries([...response.headers].filter(([name]) => name.startsWith('x-croft-')))

const newToken = async (as: Credentials, more: Partial<CreateApiTokenInput>) => {
  const input = { name: unique('token'), ...more }
  return { token: (await run(server, CREATE_API_TOKEN, { input }, as)).createApiToken.secret as string }
}

describe('answers 200', () => {
  test('with the caller and the workspace, and must not be stored', async () => {
    const response = await ask(about(workspace.name), eve)
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(croftHeaders(response)).toEqual({
      'x-croft-principal': eve.id,
      'x-croft-principal-kind': 'USER',
      'x-croft-principal-name': eve.name,
      'x-croft-workspace': workspace.name,
      'x-croft-workspace-id': workspace.id,
      'x-croft-role': 'EDITOR',
    })
  })

  test('to a workspace that is named by id or UUID, too', async () => {
    for (const name of [workspace.id, uuidOf(workspace.id), uuidOf(workspace.id).toUpperCase()]) {
      const response = await ask(about(name), eve)
      expect([name, response.status, response.headers.get('x-croft-workspace')]).toEqual([name, 200, workspace.name])
    }
  })

  test('to a name with a plus, encoded or not', async () => {
    const { name, owner } = await seedWorkspace(server, {}, unique('plus+and@sign'))
    for (const text of [name, encodeURIComponent(name)]) expect(await statusFor(about(text), owner)).toBe(200)
  })

  test('for a service account, and for a name that is not ASCII', async () => {
    const account = { workspace: { id: workspace.id }, name: unique('machine'), role: 'VIEWER' as RoleName }
    const { createServiceAccount } = await run(server, CREATE_SERVICE_ACCOUNT, { input: account }, workspace.owner)
    const { id } = createServiceAccount.serviceAccount
    const machine = await newToken(workspace.owner, { serviceAccount: id })
    expect(croftHeaders(await ask(about(workspace.name), machine))).toMatchObject({
      'x-croft-principal': id,
      'x-croft-principal-kind': 'SERVICE_ACCOUNT',
    })
    await run(server, UPDATE_USER, { input: { user: { id: vic.id }, name: 'Zoë\u200d 王' } })
    const name = (await ask(about(workspace.name), vic)).headers.get('x-croft-principal-name') ?? ''
    expect(decodeURIComponent(name)).toBe('Zoë\u200d 王')
  })

  test('with a single header for a name of an identity provider, whatever characters it contains', async () => {
    const issuer = await startIssuer()
    onTestFinished(() => issuer.close())
    const env = { CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE }
    const own = await startTestServer({ env })
    const name = 'Eve\r\nX-Croft-Role: OWNER\r\n\r\n\ud800 é %0d%0a'
    const token = await signJwt(claimsOf(issuer.url, Math.floor(Date.now() / 1000), { name }))
    const response = await ask(about('default'), { token }, {}, own)
    expect([response.status, response.headers.get('x-croft-role')]).toEqual([200, 'EDITOR'])
    const sent = response.headers.get('x-croft-principal-name') ?? ''
    expect(sent).toMatch(/^[\x21-\x7e]+$/)
    expect(decodeURIComponent(sent).replace(/ +/g, ' ')).toBe('Eve X-Croft-Role: OWNER é %0d%0a')
  })

  test.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'to %s, from any origin, with the parameters of the original request after its own',
    async (method) => {
      const init = { method, headers: { Origin: 'https://elsewhere.example' } }
      expect(await statusFor(`${about(workspace.name)}&for=/reports?a=1&a=2`, eve, init)).toBe(200)
    },
  )

  test('and counts as a use of the token', async () => {
    const database = await newDatabase()
    onTestFinished(() => database.drop())
    const own = await startTestServer({ database })
    const { name, token } = await signUp(own)
    expect((await ask(about('default'), { token }, {}, own)).status).toBe(200)
    // the last use is written when the server stops
    await own.close()
    const used = 'select last_used_operation as operation from api_token where name = ?'
    expect(await database.query(used, `${name}'s token`)).toEqual([{ operation: '/authz' }])
  })
})

describe('answers 401', () => {
  test('without a bearer token: it accepts no other credential', async () => {
    for (const headers of [
      {},
      { Cookie: `session=${eve.token}` },
      { 'X-Croft-Token': eve.token },
      { Authorization: '' },
    ]) {
      const response = await ask(about(workspace.name), {}, { headers: headers as Record<string, string> })
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    }
    expect(await statusFor(`${about(workspace.name)}&token=${eve.token}&access_token=${eve.token}`)).toBe(401)
  })

  test('before it checks the parameters', async () => {
    expect(await statusFor('', { token: 'nobody-has-such-a-secret-as-this-one' })).toBe(401)
  })
})

test('answers 431 to headers above 64 KiB, and 401 to a bearer token above 16 KiB', async () => {
  const padded = { headers: { 'X-Padding': 'x'.repeat(66_000) } }
  expect(await statusFor(about(workspace.name), eve, padded)).toBe(431)
  expect(await statusFor(about(workspace.name), { token: 'x'.repeat(16_385) })).toBe(401)
})

describe('answers a uniform 403', () => {
  test('for a hidden, a missing and a lacking workspace, after the same two SQL statements', async () => {
    const suspended = await seedWorkspace(server, { eve: 'EDITOR' })
    const editor = suspended.members['eve'] as Person
    await run(server, SUSPEND, { input: { workspace: { id: suspended.id }, reason: 'Under review' } })
    const cases: [string, string, Credentials][] = [
      ['hidden', about(workspace.name), outsider],
      ['missing', about('no-such-workspace'), outsider],
      ['lacking', about(workspace.name, 'WORKSPACE_DELETE'), eve],
      ['limited by its permissions', about(workspace.name), await newToken(eve, { permissions: ['WORKSPACE_READ'] })],
      ['bound elsewhere', about('default'), await newToken(eve, { workspace: { id: workspace.id } })],
      ['suspended', about(suspended.name, 'RESOURCE_WRITE'), editor],
    ]
    const answers: Record<string, unknown> = {}
    for (const [what, query, as] of cases) {
      statements.length = 0
      const answer = await told(query, as)
      answers[what] = { answer, statements: [...statements] }
    }
    const [first] = Object.values(answers) as { answer: string; statements: string[] }[]
    expect(first?.answer).toMatch(/^\[403,/)
    expect(first?.statements).toHaveLength(2)
    expect(answers).toEqual(Object.fromEntries(cases.map(([what]) => [what, first])))
    // other permissions in a suspended workspace still work
    expect(await statusFor(about(suspended.name), editor)).toBe(200)
  })

  test('for permissions that a built-in workspace denies its admins, and even platform admins', async () => {
    const admin = await signUp(server)
    const input = { workspace: { name: 'default' }, principal: { user: admin.id }, role: 'ADMIN' as const }
    await run(server, ADD_MEMBER, { input })
    const statusesFor = (permission: string) =>
      Promise.all([admin, { token: ADMIN_TOKEN }].map((as) => statusFor(about('default', permission), as)))
    expect(await statusesFor('RESOURCE_WRITE')).toEqual([200, 200])
    expect(await statusesFor('MEMBER_INVITE')).toEqual([403, 200])
    expect(await statusesFor('WORKSPACE_DELETE')).toEqual([403, 403])
  })

  test('for a workspace that is being deleted, even to its watchers', async () => {
    const own = await startTestServer()
    const resume = pauseDeletions(own)
    const { id, name, owner } = await seedWorkspace(own)
    expect((await ask(about(name), owner, {}, own)).status).toBe(200)
    await run(own, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
    for (const as of [owner, { token: ADMIN_TOKEN }]) {
      expect((await ask(about(name, 'WORKSPACE_READ'), as, {}, own)).status).toBe(403)
    }
    resume()
  })

  test.each([
    ['no parameters', ''],
    ['no permission', `?workspace=${workspace.name}`],
    ['no workspace', '?permission=RESOURCE_READ'],
    ['an empty workspace', '?workspace=&permission=RESOURCE_READ'],
    ['an unknown permission', about(workspace.name, 'RESOURCE_BURN')],
    ['a permission in lower case', about(workspace.name, 'resource_read')],
    ['a name of Object.prototype', about(workspace.name, 'constructor')],
    ['a workspace twice', `${about(workspace.name)}&workspace=default`],
    ['the same workspace twice', `${about(workspace.name)}&workspace=${workspace.name}`],
    ['a permission twice', `${about(workspace.name)}&permission=WORKSPACE_READ`],
    ['a parameter twice, one percent-encoded', `${about(workspace.name)}&w%6Frkspace=default`],
    ['an id of another noun', about(eve.id)],
    ['an id with a typo', about(`${workspace.id}x`)],
    ['U+0000', about('a%00b')],
    ['10,000 characters', about('x'.repeat(10_000))],
  ])('for %s', async (_what, query) => {
    expect(await told(query, eve)).toBe(await told(about('no-such-workspace'), eve))
  })
})

describe('has a rate limit of its own', () => {
  test('of 600 at once and 100 a second for each credential: 429 with Retry-After; others and GraphQL are not affected', async () => {
    const own = await startTestServer()
    own.stopClock()
    const [busy, other] = [await signUp(own), await signUp(own)]
    const statusOf = async (as: Person) => (await ask(about('default'), as, {}, own)).status
    const allowed = async (count: number) => {
      const statuses: number[] = []
      while (statuses.length < count) {
        const some = Array.from({ length: Math.min(20, count - statuses.length) }, () => statusOf(busy))
        statuses.push(...(await Promise.all(some)))
      }
      return statuses.filter((status) => status === 200).length
    }
    // an invalid request costs the same
    expect(await allowed(1)).toBe(1)
    expect((await ask('', busy, {}, own)).status).toBe(403)
    expect(await allowed(600)).toBe(598)
    const limited = await ask(about('default'), busy, {}, own)
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1'])
    const extensions = { code: 'RATE_LIMITED', retryAfterSeconds: 1 }
    expect(await limited.json()).toMatchObject({ errors: [{ extensions }] })
    expect(await statusOf(other)).toBe(200)
    expect((await own.gql('{ me { platformAdmin } }', {}, busy)).status).toBe(200)
    own.advance(1000)
    expect(await allowed(110)).toBe(100)
  })
})
