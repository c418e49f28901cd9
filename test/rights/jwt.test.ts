// Callers with a JWT of an OpenID issuer: provisioning, groups, and every check of a token.
import * as jose from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { inBackground } from '../support/background.ts'
import { eventsOf } from '../support/events.ts'
import { ALGORITHMS, AUDIENCE, claimsOf, HOUR_S, keyPair, signJwt, startIssuer } from '../support/issuer.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, CREATE_USER, UPDATE_USER } from '../support/operations.ts'
import { run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { type Credentials, startTestServer, until } from '../support/server.ts'

const ME = graphql(`
  query JwtMe { me { user { id name email } groups platformAdmin token { id } } }
`)
const ROLE = graphql(`
  query JwtRole($by: WorkspaceRef!) { workspace(by: $by) { myRole myMembership { id } } }
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
const environment = { CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE, CROFT_GROUPS_MAX_AGE: '2h' }
const server = await startTestServer({ shared: true, env: environment })
let offsetS = 0
const advance = (seconds: number) => {
  offsetS += seconds
  server.advance(seconds * 1000)
}
const now = () => Math.floor(Date.now() / 1000) + offsetS

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
    expect((await me(bob)).user).toEqual({ id, name: 'Bob', email })
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

describe('groups', () => {
  const workspaceOf = async (group: string) => {
    const workspace = await seedWorkspace(server)
    const input = { workspace: { id: workspace.id }, principal: { group }, role: 'ADMIN' as const }
    await run(server, ADD_MEMBER, { input }, workspace.owner)
    return workspace
  }
  const roleIn = async (id: string, credentials: Credentials) =>
    (await run(server, ROLE, { by: { id } }, credentials)).workspace?.myRole

  test('give the role of their membership; the highest role counts, and the user has no own membership', async () => {
    const group = unique('group')
    const { id } = await workspaceOf(group)
    const claims = { sub: unique('eve') }
    const { user, groups } = await me({ ...claims, groups: ['other', group] })
    expect(groups).toEqual(['other', group])
    const added = { workspace: { id }, principal: { user: user?.id ?? '' }, role: 'VIEWER' as const }
    const found = await run(server, ROLE, { by: { id } }, await as({ ...claims, groups: [group] }))
    expect(found.workspace).toEqual({ myRole: 'ADMIN', myMembership: null })
    await run(server, ADD_MEMBER, { input: added })
    expect(await roleIn(id, await as({ ...claims, groups: [group] }))).toBe('ADMIN')
    expect(await roleIn(id, await as({ ...claims, groups: [] }))).toBe('VIEWER')
  })

  test('of the last sign-in count for API tokens too, until CROFT_GROUPS_MAX_AGE has passed', async () => {
    const group = unique('group')
    const { id } = await workspaceOf(group)
    const claims = { sub: unique('eve'), groups: [group] }
    const input = { name: 'of a group', expiresIn: '1d' }
    const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, await as(claims))
    const token = { token: createApiToken.secret ?? '' }
    expect(await roleIn(id, token)).toBe('ADMIN')
    await me({ ...claims, groups: ['elsewhere'] })
    expect(await roleIn(id, token)).toBeUndefined()
    await me(claims)
    advance(HOUR_S)
    expect(await roleIn(id, token)).toBe('ADMIN')
    advance(HOUR_S)
    expect(await roleIn(id, token)).toBeUndefined()
    expect((await run(server, ME, {}, token)).me.groups).toEqual([])
    await me(claims)
    expect(await roleIn(id, token)).toBe('ADMIN')
  })

  test('that a newer token no longer has are not restored by an older token that is still valid', async () => {
    const group = unique('group')
    const { id } = await workspaceOf(group)
    const claims = { sub: unique('eve') }
    const older = await as({ ...claims, groups: [group], iat: now() - 60 })
    expect(await roleIn(id, older)).toBe('ADMIN')
    await me({ ...claims, groups: [] })
    expect(await roleIn(id, older)).toBeUndefined()
  })

  test.each([['ops'], [{ ops: true }], [null], [[1, null, ['ops']]]])(
    'of a claim like %j are ignored',
    async (groups) => {
      expect((await me({ groups })).groups).toEqual([])
    },
  )

  test('are read from the claim that CROFT_OIDC_GROUPS_CLAIM names', async () => {
    const other = await startTestServer({ env: { ...environment, CROFT_OIDC_GROUPS_CLAIM: 'roles' } })
    const token = await sign({ groups: ['a'], roles: ['b'], iat: now() - offsetS, exp: now() - offsetS + HOUR_S })
    expect((await run(other, ME, {}, { token })).me.groups).toEqual(['b'])
  })
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

  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const unsigned = (alg: string) => `${encoded({ alg, kid: 'RS256' })}.${encoded(claims({}))}`
  const publicPem = () => keyPair('RS256').then(({ publicKey }) => jose.exportSPKI(publicKey))
  const invalid: Record<string, () => Promise<string> | string> = {
    'without a signature': () => `${unsigned('none')}.x`,
    'signed with HS256, the public key as its secret': async () => {
      const key = new TextEncoder().encode(await publicPem())
      return new jose.SignJWT(claims({})).setProtectedHeader({ alg: 'HS256', kid: 'RS256' }).sign(key)
    },
    'signed by another key': async () => {
      const { privateKey } = await jose.generateKeyPair('RS256')
      return new jose.SignJWT(claims({})).setProtectedHeader({ alg: 'RS256', kid: 'RS256' }).sign(privateKey)
    },
    'with an unknown key id': () => sign({}, { kid: 'nobody' }),
    'with changed claims': async () => {
      const [header, , signature] = (await sign({})).split('.')
      return `${header}.${encoded(claims({ sub: 'root' }))}.${signature}`
    },
    'of another issuer': () => sign({ iss: 'https://elsewhere.example' }),
    'of no issuer': () => sign({ iss: undefined }),
    'for another audience': () => sign({ aud: 'another' }),
    'for no audience': () => sign({ aud: undefined }),
    'expired 40 s ago': () => sign({ exp: now() - 40 }),
    'without exp': () => sign({ exp: undefined }),
    'without iat': () => sign({ iat: undefined }),
    'issued 60 s from now': () => sign({ iat: now() + 60 }),
    'issued more than a day ago': () => sign({ iat: now() - 24 * HOUR_S - 60 }),
    'not valid yet': () => sign({ nbf: now() + 60 }),
    'without sub': () => sign({ sub: undefined }),
    'with an empty sub': () => sign({ sub: '' }),
    'with a sub of 256 characters': () => sign({ sub: 'x'.repeat(256) }),
    'with a sub that is a number': () => sign({ sub: 7 }),
    'of another type': () => sign({}, { typ: 'dpop+jwt' }),
    'of the type of an ID token': () => sign({}, { typ: 'id_token' }),
    'that only has the shape of a JWT': () => 'a.b.c',
  }
  test.each(Object.keys(invalid))('%s is refused with the same bytes as any other invalid credential', async (what) => {
    const bytesOf = async (token: string) => {
      const response = await server.post('{"query":"{ __typename }"}', { Authorization: `Bearer ${token}` })
      return `${response.status} ${(await response.text()).replace(/"requestId":"[^"]+"/, '')}`
    }
    const bytes = await bytesOf((await invalid[what]?.()) ?? '')
    expect(bytes).toContain('401 ')
    expect(bytes).toBe(await bytesOf('nobody-has-such-a-secret-as-this-one'))
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
    await until(accepted, 10_000)
  }),
)
