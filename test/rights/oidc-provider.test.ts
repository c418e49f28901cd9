// JWTs of a widely used OpenID provider, oidc-provider, from its sign-in page to Croft.
import { decodeJwt } from 'jose'
import { afterAll, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { eventsOf } from '../support/events.ts'
import { AUDIENCE } from '../support/issuer.ts'
import { startRealProvider } from '../support/oidc-provider.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, REGISTER_RESOURCES } from '../support/operations.ts'
import { refused, run, seedWorkspace, unique } from '../support/people.ts'
import { type Credentials, startTestServer, until } from '../support/server.ts'

const ME = graphql(`
  query ProviderMe { me { user { id name email } groups } }
`)
const SEEN = graphql(`
  query ProviderSeen($by: WorkspaceRef!, $user: UserRef!) {
    workspace(by: $by) { myRole accessOf(user: $user) { sources { via role membership { id } } } }
    workspaces(first: 100) { nodes { id } }
  }
`)
const SHARE = graphql(`
  mutation ProviderShare($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { id } } }
`)
const COOL_DOWN_MS = 30_000

const provider = await startRealProvider()
afterAll(() => provider.close())
const env = {
  CROFT_OIDC_ISSUER: provider.url,
  CROFT_OIDC_AUDIENCE: AUDIENCE,
  CROFT_OIDC_GROUPS_CLAIM: 'realm_access.roles',
}
const server = await startTestServer({ shared: true, env })

const me = async (token: string) => (await run(server, ME, {}, { token })).me
const issuedAtMs = (token: string) => (decodeJwt(token).iat as number) * 1000
const newAccount = (claims: Record<string, unknown> = {}) => {
  const account = unique('account')
  const usual = { name: 'Ann', email: `${account}@example.com`, email_verified: true }
  provider.accounts.set(account, { ...usual, realm_access: { roles: ['ops'] }, ...claims })
  return account
}

test('a sign-in at the provider makes a user with name, address and groups, and the next one finds the same user', async () => {
  const account = newAccount()
  const user = { id: expect.stringMatching(/^user_/), name: 'Ann', email: `${account}@example.com` }
  const first = await me((await provider.signIn(account)).accessToken)
  expect(first).toEqual({ user, groups: ['ops'] })
  const again = await me((await provider.signIn(account)).accessToken)
  expect(again.user?.id).toBe(first.user?.id)
})

test('a group of the provider opens a workspace, everyone opens less of it, and removing both memberships closes it', async () => {
  const group = unique('team')
  const account = newAccount({ realm_access: { roles: [group] } })
  const { owner, id } = await seedWorkspace(server)
  const workspace = { id }
  const input = { workspace, principal: { group }, role: 'ADMIN' as const }
  const { addMember } = await run(server, ADD_MEMBER, { input }, owner)
  const share = (visibility: 'SHARED_READ' | 'PRIVATE') =>
    run(server, SHARE, { input: { workspace, visibility } }, owner)

  const inGroup = { token: (await provider.signIn(account)).accessToken }
  const user = (await me(inGroup.token)).user?.id as string
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: 'own' } }, inGroup)
  const token = { token: createApiToken.secret as string }
  const seen = async (as: Credentials) => {
    const { workspace, workspaces } = await run(server, SEEN, { by: { id }, user: { id: user } }, as)
    const vias = workspace?.accessOf?.sources.map(({ via, role, membership }) => [via, role, membership?.id])
    return { role: workspace?.myRole, vias, isListed: workspaces.nodes.some((node) => node.id === id) }
  }
  const byGroup = ['GROUP', 'ADMIN', addMember.membership.id]
  const byEveryone = ['EVERYONE', 'VIEWER', expect.any(String)]
  expect(await seen(inGroup)).toEqual({ role: 'ADMIN', vias: [byGroup], isListed: true })
  await share('SHARED_READ')
  for (const as of [inGroup, token]) {
    expect(await seen(as)).toEqual({ role: 'ADMIN', vias: [byGroup, byEveryone], isListed: true })
  }
  const resources = [{ kind: 'job', name: unique('job') }]
  await run(server, REGISTER_RESOURCES, { input: { workspace, resources } }, token)

  provider.accounts.set(account, { ...provider.accounts.get(account), realm_access: { roles: ['others'] } })
  // a second later, so that this sign-in is the newer one
  await until(() => Date.now() >= issuedAtMs(inGroup.token) + 1000)
  const events = await eventsOf(server, async () => me((await provider.signIn(account)).accessToken))
  const data = { user: { id: user }, added: ['others'], removed: [group], addedCount: 1, removedCount: 1 }
  expect(events).toMatchObject([{ type: 'GROUP_MEMBERSHIP_CHANGED', subjectId: user, data }])
  for (const as of [inGroup, token]) {
    expect(await seen(as)).toEqual({ role: 'VIEWER', vias: [byEveryone], isListed: true })
    const refusal = await refused(server, REGISTER_RESOURCES, { input: { workspace, resources } }, as)
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', myRole: 'VIEWER' })
  }
  await share('PRIVATE')
  for (const as of [inGroup, token]) {
    expect(await seen(as)).toEqual({ role: undefined, vias: undefined, isListed: false })
  }
})

test('an ID token of the provider is refused', async () => {
  const { idToken } = await provider.signIn(newAccount())
  expect((await server.gql('{ __typename }', {}, { token: idToken })).status).toBe(401)
})

test('new keys of the provider are found, and tokens of the old ones are refused', async () => {
  const account = newAccount()
  const before = (await provider.signIn(account)).accessToken
  expect((await me(before)).groups).toEqual(['ops'])
  await provider.rotateKeys()
  server.advance(COOL_DOWN_MS)
  expect((await me((await provider.signIn(account)).accessToken)).groups).toEqual(['ops'])
  expect((await server.gql('{ __typename }', {}, { token: before })).status).toBe(401)
})
