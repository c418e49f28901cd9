// `exchangeToken`: the claims of the JWT for another service, who gets it, and that Croft itself does not accept it.
import * as jose from 'jose'
import { describe, expect, onTestFinished, test } from 'vitest'
import { LOWEST_ROLE, PERMISSIONS, rankHolds } from '../../src/access/policy.ts'
import { ROLE_RANK } from '../../src/access/principal.ts'
import { loadConfig } from '../../src/config/config.ts'
import { uuidOf } from '../../src/store/id.ts'
import { graphql } from '../generated/gql.ts'
import type { CreateApiTokenInput, ExchangeTokenInput, RoleName } from '../generated/graphql.ts'
import { pauseDeletions } from '../support/faults.ts'
import { AUDIENCE, claimsOf, signJwt, startIssuer } from '../support/issuer.ts'
import {
  ADD_MEMBER,
  CREATE_API_TOKEN,
  CREATE_SERVICE_ACCOUNT,
  DELETE_WORKSPACE,
  EXCHANGE_TOKEN,
  SUSPEND_API_TOKEN,
} from '../support/operations.ts'
import { type Person, refused, run, type SeededWorkspace, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, type Credentials, startTestServer, type TestServer } from '../support/server.ts'

const SUSPEND = graphql(`
  mutation ExchangeSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }
`)
const UPDATE_MEMBER = graphql(`
  mutation ExchangeUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }
`)
const REVOKE = graphql(`
  mutation ExchangeRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }
`)
const EVENTS = graphql(`
  query ExchangeEvents { events(first: 1) { totalCount } }
`)

const PUBLIC_URL = 'https://platform.example/croft'
const server = await startTestServer({ shared: true, env: { CROFT_PUBLIC_URL: `${PUBLIC_URL}/` } })
const HOUR_MS = 3_600_000

type Input = Partial<ExchangeTokenInput>
const inputFor = ({ id }: { id: string }, more: Input = {}) => ({
  input: { workspace: { id }, audience: 'reports', ...more },
})
const exchange = async (workspace: { id: string }, as: Credentials, more: Input = {}, of: TestServer = server) =>
  (await run(of, EXCHANGE_TOKEN, inputFor(workspace, more), as)).exchangeToken

/** The claims that a service reads after it has verified them with the published keys. */
async function verified(token: string | null, of: TestServer = server, currentDate = new Date()) {
  const response = await fetch(`${of.url}/.well-known/jwks.json`)
  const keys = jose.createLocalJWKSet((await response.json()) as jose.JSONWebKeySet)
  return jose.jwtVerify(token ?? '', keys, { audience: 'reports', currentDate })
}

const permissionsOf = (role: RoleName) => PERMISSIONS.filter((each) => rankHolds(ROLE_RANK[role], each))

const newToken = async (as: Credentials, more: Partial<CreateApiTokenInput>) => {
  const input = { name: unique('token'), ...more }
  return { token: (await run(server, CREATE_API_TOKEN, { input }, as)).createApiToken.secret as string }
}

async function newMachine(workspace: SeededWorkspace, role: RoleName) {
  const account = { workspace: { id: workspace.id }, name: unique('machine'), role }
  const { createServiceAccount } = await run(server, CREATE_SERVICE_ACCOUNT, { input: account }, workspace.owner)
  const { id } = createServiceAccount.serviceAccount
  return { id, ...(await newToken(workspace.owner, { serviceAccount: id })) }
}

test('signs caller, workspace, role and permissions, for one audience and for five minutes', async () => {
  const workspace = await seedWorkspace(server, { eve: 'EDITOR' })
  const eve = workspace.members['eve'] as Person
  const before = Math.floor(Date.now() / 1000)
  const { accessToken, expiresAt } = await exchange(workspace, eve)
  const { payload, protectedHeader } = await verified(accessToken)
  expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: expect.stringMatching(/^[\w-]{43}$/) })
  const { iat = 0, exp = 0, jti, ...claims } = payload
  expect(claims).toEqual({
    iss: PUBLIC_URL,
    sub: eve.id,
    aud: 'reports',
    workspace_id: workspace.id,
    workspace: workspace.name,
    role: 'EDITOR',
    permissions: permissionsOf('EDITOR'),
  })
  expect(iat - before).toBeLessThan(5)
  expect(exp - iat).toBe(300)
  expect(expiresAt).toBe(new Date(exp * 1000).toISOString())
  const again = await verified((await exchange(workspace, eve)).accessToken)
  expect([jti, again.payload.jti].map((each) => typeof each)).toEqual(['string', 'string'])
  expect(again.payload.jti).not.toBe(jti)
})

test('makes a platform admin an OWNER of any workspace, which is named by id, name or UUID', async () => {
  const { id, name } = await seedWorkspace(server)
  for (const workspace of [{ id }, { name }, { uuid: uuidOf(id) }]) {
    const { accessToken } = (await run(server, EXCHANGE_TOKEN, { input: { workspace, audience: 'reports' } }))
      .exchangeToken
    const { payload } = await verified(accessToken)
    expect([payload['workspace_id'], payload['role']]).toEqual([id, 'OWNER'])
  }
})

test.each<[string, Partial<CreateApiTokenInput>, RoleName, readonly string[]]>([
  ['a role', { role: 'VIEWER' }, 'VIEWER', permissionsOf('VIEWER')],
  [
    'permissions',
    { permissions: ['TOKEN_CREATE', 'RESOURCE_READ', 'WORKSPACE_READ'] },
    'ADMIN',
    ['WORKSPACE_READ', 'RESOURCE_READ', 'TOKEN_CREATE'],
  ],
])('contains no more rights than a token that is limited by %s', async (_what, limits, role, permissions) => {
  const workspace = await seedWorkspace(server, { ada: 'ADMIN' })
  const token = await newToken(workspace.members['ada'] as Person, limits)
  const { payload } = await verified((await exchange(workspace, token)).accessToken)
  expect(payload).toMatchObject({ role, permissions })
})

test("reflects a change of the caller's role at once", async () => {
  const workspace = await seedWorkspace(server, { ada: 'ADMIN' })
  const ada = workspace.members['ada'] as Person
  const member = { of: { workspace: { id: workspace.id }, principal: { user: ada.id } } }
  await run(server, UPDATE_MEMBER, { input: { member, role: 'VIEWER' } }, workspace.owner)
  const { payload } = await verified((await exchange(workspace, ada)).accessToken)
  expect(payload).toMatchObject({ role: 'VIEWER', permissions: permissionsOf('VIEWER') })
})

test('works for a service account, although it cannot create API tokens', async () => {
  const workspace = await seedWorkspace(server)
  const machine = await newMachine(workspace, 'EDITOR')
  const { payload } = await verified((await exchange(workspace, machine)).accessToken)
  expect(payload).toMatchObject({ sub: machine.id, role: 'EDITOR' })
})

test('writes no event, and nothing else', async () => {
  const workspace = await seedWorkspace(server)
  await exchange(workspace, workspace.owner)
  const { events } = await run(server, EVENTS, {})
  await exchange(workspace, workspace.owner)
  expect((await run(server, EVENTS, {})).events).toEqual(events)
})

describe('the lifetime', () => {
  test('is at most 15 minutes', async () => {
    const workspace = await seedWorkspace(server)
    const { payload } = await verified((await exchange(workspace, workspace.owner, { expiresIn: '15m' })).accessToken)
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900)
    const refusal = async (expiresIn: string) =>
      refused(server, EXCHANGE_TOKEN, inputFor(workspace, { expiresIn }), workspace.owner)
    expect(await refusal('16m')).toMatchObject({ code: 'TOKEN_LIFETIME_EXCEEDED', field: 'expiresIn', maxSeconds: 900 })
    expect(await refusal('0s')).toMatchObject({ code: 'INVALID_INPUT', field: 'expiresIn' })
  })

  test('is no longer than that of the API token of the caller', async () => {
    const own = await startTestServer()
    const workspace = await seedWorkspace(own)
    const input = { name: 'short', expiresIn: '1h' }
    const { createApiToken } = await run(own, CREATE_API_TOKEN, { input }, workspace.owner)
    const token = { token: createApiToken.secret as string }
    own.advance(HOUR_MS - 120_000)
    const { accessToken } = await exchange(workspace, token, {}, own)
    const { payload } = await verified(accessToken, own, new Date(Date.now() + HOUR_MS - 120_000))
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(120)
    expect((await refused(own, EXCHANGE_TOKEN, inputFor(workspace, { expiresIn: '5m' }), token)).code).toBe(
      'TOKEN_LIFETIME_EXCEEDED',
    )
  })

  test('is no longer than that of the JWT of the caller', async () => {
    const issuer = await startIssuer()
    onTestFinished(() => issuer.close())
    const env = { CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE }
    const own = await startTestServer({ env })
    const nowS = Math.floor(Date.now() / 1000)
    const token = await signJwt(claimsOf(issuer.url, nowS, { exp: nowS + 60 }))
    const { accessToken } = await exchange(await defaultOf(own), { token }, {}, own)
    const { payload } = await verified(accessToken, own)
    // the clocks of the issuer and of this server may differ by 30 s
    expect((payload.exp ?? 0) - nowS).toBeLessThanOrEqual(90)
  })
})

describe('is refused', () => {
  test('to a token that was suspended, and to one that was revoked', async () => {
    const workspace = await seedWorkspace(server)
    type End = (input: { token: { id: string } }) => Promise<unknown>
    const suspend: End = (input) => run(server, SUSPEND_API_TOKEN, { input }, workspace.owner)
    const revoke: End = (input) => run(server, REVOKE, { input }, workspace.owner)
    for (const end of [suspend, revoke]) {
      const input = { name: unique('token') }
      const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, workspace.owner)
      const token = { token: createApiToken.secret as string }
      await exchange(workspace, token)
      await end({ token: { id: createApiToken.token.id } })
      const { status, body } = await server.gql(EXCHANGE_TOKEN.toString(), inputFor(workspace), token)
      expect([status, body.errors?.[0]?.extensions.code, body.data]).toEqual([401, 'UNAUTHENTICATED', undefined])
    }
  })

  test.each([
    ['of no characters', ''],
    ['of 129 characters', 'x'.repeat(129)],
    ['with a line break', 'a\nb'],
    ['that is this server', PUBLIC_URL],
    ['that is this server, written otherwise', 'HTTPS://Platform.example:443/croft/'],
    ['of the tokens that this server accepts', 'croft-api'],
  ])('for an audience %s', async (_what, audience) => {
    const env = {
      CROFT_PUBLIC_URL: PUBLIC_URL,
      CROFT_OIDC_ISSUER: 'https://id.example',
      CROFT_OIDC_AUDIENCE: 'croft-api',
    }
    const own = audience === 'croft-api' ? await startTestServer({ env }) : server
    const input = { workspace: { name: 'default' }, audience }
    expect(await refused(own, EXCHANGE_TOKEN, { input })).toMatchObject({ code: 'INVALID_INPUT', field: 'audience' })
  })

  test('for both invalid fields of an input at once', async () => {
    const input = { workspace: { name: 'default' }, audience: '', expiresIn: '0s' }
    const { code, fields } = await refused(server, EXCHANGE_TOKEN, { input })
    expect([code, JSON.stringify(fields)]).toEqual(['INVALID_INPUT', expect.stringMatching(/audience.*expiresIn/)])
  })

  test('in a suspended workspace, with the reason of the suspension', async () => {
    const workspace = await seedWorkspace(server)
    await run(server, SUSPEND, { input: { workspace: { id: workspace.id }, reason: 'Under review' } })
    const refusal = await refused(server, EXCHANGE_TOKEN, inputFor(workspace), workspace.owner)
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', permission: 'TOKEN_CREATE', reason: 'Under review' })
  })

  test('in a workspace that is being deleted: WORKSPACE_DELETING for its watchers, NOT_FOUND for others', async () => {
    const own = await startTestServer()
    const resume = pauseDeletions(own)
    const workspace = await seedWorkspace(own, { vic: 'VIEWER' })
    await run(own, DELETE_WORKSPACE, { input: { workspace: { id: workspace.id } } }, workspace.owner)
    const codeFor = async (as: Credentials) => (await refused(own, EXCHANGE_TOKEN, inputFor(workspace), as)).code
    expect(await codeFor(workspace.owner)).toBe('WORKSPACE_DELETING')
    expect(await codeFor(workspace.members['vic'] as Person)).toBe('NOT_FOUND')
    resume()
  })

  test('for a token whose permissions lack TOKEN_CREATE, and for one of another workspace', async () => {
    const workspace = await seedWorkspace(server)
    const elsewhere = await seedWorkspace(server)
    const add = { workspace: { id: elsewhere.id }, principal: { user: workspace.owner.id }, role: 'OWNER' as const }
    await run(server, ADD_MEMBER, { input: add })
    const reading = await newToken(workspace.owner, { permissions: ['WORKSPACE_READ'] })
    expect(await refused(server, EXCHANGE_TOKEN, inputFor(workspace), reading)).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'TOKEN_CREATE',
      requiredRole: LOWEST_ROLE.TOKEN_CREATE,
    })
    const bound = await newToken(workspace.owner, { workspace: { id: workspace.id } })
    expect((await refused(server, EXCHANGE_TOKEN, inputFor(elsewhere), bound)).code).toBe('NOT_FOUND')
  })
})

test('Croft does not accept an exchanged token, with or without an issuer', async () => {
  const env = { CROFT_OIDC_ISSUER: 'https://id.example', CROFT_OIDC_AUDIENCE: 'croft-api' }
  for (const own of [server, await startTestServer({ env })]) {
    const person = await signUp(own)
    const { accessToken } = await exchange(await defaultOf(own), person, {}, own)
    for (const token of [accessToken, `${accessToken}x`]) {
      const { status, body } = await own.gql(EXCHANGE_TOKEN.toString(), inputFor(await defaultOf(own)), { token })
      expect([status, body.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
    }
  }
})

test('a server whose CROFT_OIDC_ISSUER is its own CROFT_PUBLIC_URL does not start', () => {
  for (const issuer of [PUBLIC_URL, `${PUBLIC_URL}/`]) {
    const env = { CROFT_PUBLIC_URL: PUBLIC_URL, CROFT_OIDC_ISSUER: issuer, CROFT_OIDC_AUDIENCE: 'croft-api' }
    expect(() => loadConfig(env)).toThrow('CROFT_OIDC_ISSUER must not be CROFT_PUBLIC_URL')
  }
})

async function defaultOf(of: TestServer): Promise<{ id: string }> {
  return (await of.data('{ workspace(by: { name: "default" }) { id } }', {}, { token: ADMIN_TOKEN })).workspace
}
