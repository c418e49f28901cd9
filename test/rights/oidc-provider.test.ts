// JWTs of an OpenID provider that others use, oidc-provider, from its sign-in page to Croft.
import { afterAll, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { AUDIENCE } from '../support/issuer.ts'
import { startRealProvider } from '../support/oidc-provider.ts'
import { run, unique } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const ME = graphql(`
  query ProviderMe { me { user { id name email } groups } }
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
const newAccount = (claims: Record<string, unknown> = {}) => {
  const account = unique('account')
  const usual = { name: 'Ann', email: `${account}@example.com`, email_verified: true }
  provider.accounts.set(account, { ...usual, realm_access: { roles: ['ops'] }, ...claims })
  return account
}

test('a person who signs in at the provider is a user with name, address and groups, and the same one next time', async () => {
  const account = newAccount()
  const user = { id: expect.stringMatching(/^user_/), name: 'Ann', email: `${account}@example.com` }
  const first = await me((await provider.signIn(account)).accessToken)
  expect(first).toEqual({ user, groups: ['ops'] })
  const again = await me((await provider.signIn(account)).accessToken)
  expect(again.user?.id).toBe(first.user?.id)
})

test('an ID token of the provider is refused', async () => {
  const { idToken } = await provider.signIn(newAccount())
  expect((await server.gql('{ __typename }', {}, { token: idToken })).status).toBe(401)
})

test('new keys of the provider are found, and the old ones no longer count', async () => {
  const account = newAccount()
  const before = (await provider.signIn(account)).accessToken
  expect((await me(before)).groups).toEqual(['ops'])
  await provider.rotateKeys()
  server.advance(COOL_DOWN_MS)
  expect((await me((await provider.signIn(account)).accessToken)).groups).toEqual(['ops'])
  expect((await server.gql('{ __typename }', {}, { token: before })).status).toBe(401)
})
