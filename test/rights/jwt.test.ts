// Callers with a JWT of an OpenID issuer: users, and which tokens are accepted.
import { afterAll, describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { inBackground } from '../support/background.ts'
import { eventsOf } from '../support/events.ts'
import { ALGORITHMS, AUDIENCE, claimsOf, HOUR_S, signJwt, startIssuer } from '../support/issuer.ts'
import { ADD_MEMBER, CREATE_USER, UPDATE_USER } from '../support/operations.ts'
import { run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { type Credentials, startTestServer, until } from '../support/server.ts'

const ME = graphql(`
  query JwtMe { me { user { id name email } groups platformAdmin token { id } } }
`)
const MEMBERS = graphql(`
  query JwtMembers($by: WorkspaceRef!, $filter: MemberFilter) {
    workspace(by: $by) { members(filter: $filter) { nodes { principal { ... on User { id } } } } }
  }
`)
const SERVER_INFO = graphql(`
  query JwtServerInfo { serverInfo { oidc { issuer audience clientId scopes } } }
`)
const SUSPEND = graphql(`
  mutation JwtSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }
`)
const RESUME = graphql(`
  mutation JwtResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }
`)
const DELETE = graphql(`
  mutation JwtDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }
`)

const issuer = await startIssuer(undefined, ALGORITHMS)
afterAll(() => issuer.close())
const environment = {
  CROFT_OIDC_ISSUER: issuer.url,
  CROFT_OIDC_AUDIENCE: AUDIENCE,
  CROFT_OIDC_CLI_CLIENT_ID: 'croft-cli',
}
const server = await startTestServer({ shared: true, env: environment })
const now = () => Math.floor(Date.now() / 1000)

type Claims = Record<string, unknown>
const claims = (changed: Claims) => claimsOf(issuer.url, now(), changed)
const sign = (changed: Claims, header: Claims = {}, alg = 'RS256') => signJwt(claims(changed), header, alg)
const as = async (claims: Claims): Promise<Credentials> => ({ token: await sign(claims) })
const me = async (claims: Claims) => (await run(server, ME, {}, await as(claims))).me
const statusOf = async (token: string) => (await server.gql('{ __typename }', {}, { token })).status

describe('a user', () => {
  test('is created by the first token of a subject, with one event, and found by later tokens', async () => {
    const claims = { sub: unique('ann'), name: 'Ann', email: 'Ann@Example.com', email_verified: true }
    let first: Awaited<ReturnType<typeof me>> | undefined
    const events = await eventsOf(server, async () => {
      first = await me(claims)
    })
    const user = { id: first?.user?.id, name: 'Ann', email: 'ann@example.com' }
    expect(first).toEqual({ user, groups: [], platformAdmin: false, token: null })
    const data = { user: { id: user.id, name: 'Ann' }, platformAdmin: false, by: 'sign-in' }
    expect(events).toMatchObject([{ type: 'USER_CREATED', subjectId: user.id, workspaceId: null, data }])
    const again = await eventsOf(server, async () => expect((await me(claims)).user).toEqual(user))
    expect(again).toEqual([])
    const bothAtOnce = { sub: unique('twin') }
    const [one, two] = await Promise.all([me(bothAtOnce), me(bothAtOnce)])
    expect(one?.user?.id).toBe(two?.user?.id)
  })

  test.each([[false], ['true'], [undefined]])('gets no address if email_verified is %j', async (email_verified) => {
    const user = (await me({ email: `${unique('eve')}@example.com`, email_verified })).user
    expect(user?.email).toBeNull()
  })

  test('whom an admin created is linked by a verified address, unless another subject is linked already', async () => {
    const email = `${unique('bob')}@example.com`
    const { id } = (await run(server, CREATE_USER, { input: { name: 'Bob', email } })).createUser.user
    expect((await me({ email, email_verified: false })).user?.id).not.toBe(id)
    const bob = { sub: unique('bob'), email: email.toUpperCase(), email_verified: true }
    const events = await eventsOf(server, async () => {
      expect((await me(bob)).user).toEqual({ id, name: 'Bob', email })
    })
    const data = { user: { id, name: 'Bob' }, issuer: issuer.url }
    expect(events).toMatchObject([{ type: 'USER_LINKED', subjectId: id, data }])
    expect(events[0]?.summary).toContain(`linked user Bob to an account of ${issuer.url}`)
    const other = (await me({ email, email_verified: true })).user
    expect(other?.id).not.toBe(id)
    expect(other?.email).toBeNull()
  })

  test('gets an address that changed at the provider only if no other user has it', async () => {
    const claims = { sub: unique('cyd'), email_verified: true }
    const taken = `${(await signUp(server)).name}@example.com`
    const [old, fresh] = [`${unique('old')}@example.com`, `${unique('new')}@example.com`]
    expect((await me({ ...claims, email: old })).user?.email).toBe(old)
    expect((await me({ ...claims, email: fresh })).user?.email).toBe(fresh)
    expect((await me({ ...claims, email: taken })).user?.email).toBe(fresh)
  })

  test('takes the name from the newest token, in member lists too, and keeps it when a token has none', async () => {
    const claims = { sub: unique('cyd') }
    const older = await as({ ...claims, name: 'Cyd Old', iat: now() - 60 })
    const id = (await run(server, ME, {}, older)).me.user?.id ?? ''
    const workspace = await seedWorkspace(server)
    const member = { workspace: { id: workspace.id }, principal: { user: id }, role: 'VIEWER' as const }
    await run(server, ADD_MEMBER, { input: member })
    const renamed = { ...claims, name: ' Cyd\nNew\u202e ' }
    const events = await eventsOf(server, async () => expect((await me(renamed)).user?.name).toBe('Cyd New'))
    const data = { user: { id, name: 'Cyd New' }, fields: ['name'] }
    expect(events).toMatchObject([{ type: 'USER_UPDATED', subjectId: id, actorId: null, data }])
    const search = { by: { id: workspace.id }, filter: { search: 'Cyd New' } }
    expect((await run(server, MEMBERS, search)).workspace?.members.nodes).toEqual([{ principal: { id } }])
    const unchanged = await eventsOf(server, async () => {
      expect((await run(server, ME, {}, older)).me.user?.name).toBe('Cyd New')
      for (const name of [undefined, '', 7, '\u200b']) {
        expect((await me({ ...claims, name, preferred_username: 'cyd' })).user?.name).toBe('Cyd New')
      }
    })
    expect(unchanged).toEqual([])
  })

  test('is refused while suspended; if deleted, until an admin creates a user of that address again', async () => {
    const claims = { sub: unique('dan'), email: `${unique('dan')}@example.com`, email_verified: true }
    const user = (await me(claims)).user?.id ?? ''
    await run(server, SUSPEND, { input: { user: { id: user }, reason: 'away' } })
    expect(await statusOf(await sign(claims))).toBe(401)
    await run(server, RESUME, { input: { user: { id: user } } })
    expect(await statusOf(await sign(claims))).toBe(200)
    await run(server, DELETE, { input: { user: { id: user } } })
    expect(await statusOf(await sign(claims))).toBe(401)
    const again = (await run(server, CREATE_USER, { input: { name: 'Dan', email: claims.email } })).createUser.user.id
    expect((await me(claims)).user?.id).toBe(again)
  })

  test('who is a platform admin has these rights with a JWT', async () => {
    const claims = { sub: unique('root') }
    const user = (await me(claims)).user?.id ?? ''
    await run(server, UPDATE_USER, { input: { user: { id: user }, platformAdmin: true } })
    expect((await me(claims)).platformAdmin).toBe(true)
  })
})

describe('an address without email_verified', () => {
  const trusting = { ...environment, CROFT_OIDC_TRUST_EMAIL: 'on' }

  test('counts with CROFT_OIDC_TRUST_EMAIL, but links no platform admin', async () => {
    const other = await startTestServer({ env: trusting })
    const meThere = async (claims: Claims) => (await run(other, ME, {}, await as(claims))).me
    const [ann, root] = [`${unique('ann')}@example.com`, `${unique('root')}@example.com`]
    expect((await meThere({ email: `New-${ann}` })).user?.email).toBe(`new-${ann}`)
    const created = (email: string, platformAdmin: boolean) =>
      run(other, CREATE_USER, { input: { name: 'Somebody', email, platformAdmin } }).then((it) => it.createUser.user)
    const user = await created(ann, false)
    expect((await meThere({ email: ann, email_verified: false })).user?.email).toBeNull()
    expect((await meThere({ email: ann })).user?.id).toBe(user.id)
    const admin = await created(root, true)
    const attacker = await meThere({ email: root })
    expect(attacker.user).toEqual({ id: expect.not.stringContaining(admin.id), name: expect.any(String), email: null })
    expect(attacker.platformAdmin).toBe(false)
    const verified = await meThere({ email: root, email_verified: true })
    expect([verified.user?.id, verified.platformAdmin]).toEqual([admin.id, true])
  })
})

test('serverInfo tells anonymous callers how to sign in', async () => {
  const { serverInfo } = await run(server, SERVER_INFO, {}, { token: null })
  const scopes = ['openid', 'profile', 'email']
  expect(serverInfo.oidc).toEqual({ issuer: issuer.url, audience: AUDIENCE, clientId: 'croft-cli', scopes })
})

describe('a token', () => {
  test.each(ALGORITHMS)('signed with %s is accepted', async (alg) => {
    expect(await statusOf(await sign({}, {}, alg))).toBe(200)
  })

  const valid: Record<string, () => Promise<string>> = {
    'of type JWT': () => sign({}, { typ: 'JWT' }),
    'of type at+jwt': () => sign({}, { typ: 'at+jwt' }),
    'for several audiences, one of them Croft': () => sign({ aud: ['another', AUDIENCE] }),
    'expired 20 s ago': () => sign({ exp: now() - 20 }),
    'issued 20 s from now': () => sign({ iat: now() + 20 }),
    'issued almost a day ago': () => sign({ iat: now() - 24 * HOUR_S }),
  }
  test.each(Object.keys(valid))('%s is accepted', async (what) => {
    expect(await statusOf((await valid[what]?.()) ?? '')).toBe(200)
  })
})

/** A server that has not fetched anything from this issuer yet, and a valid token of the issuer. */
async function coldStart(provider: Awaited<ReturnType<typeof startIssuer>>) {
  afterAll(() => provider.close())
  const cold = await startTestServer({ env: { ...environment, CROFT_OIDC_ISSUER: provider.url }, shared: true })
  const token = await sign({ iss: provider.url })
  return { provider, cold, token }
}

test(
  'after a cold start, an issuer whose discovery document names another issuer counts as unavailable',
  inBackground(await coldStart(await startIssuer('https://issuer.example')), async ({ cold, token }) => {
    expect((await cold.gql('{ __typename }', {}, { token })).status).toBe(503)
  }),
)

test(
  'after a cold start without the issuer, JWTs are UNAVAILABLE and API tokens work; JWTs work once the issuer is back',
  inBackground(await coldStart(await startIssuer()), async ({ provider, cold, token }) => {
    provider.state.unavailable = true
    const answer = await cold.gql('{ __typename }', {}, { token })
    expect(answer.status).toBe(503)
    expect(answer.body.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }])
    expect(JSON.stringify(answer.body)).not.toContain('127.0.0.1')
    await run(cold, ME, {}, await signUp(cold))
    provider.state.unavailable = false
    const accepted = () => cold.gql('{ __typename }', {}, { token }).then(({ status }) => status === 200)
    await until(accepted)
  }),
)
