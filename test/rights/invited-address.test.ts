// With an identity provider, an invitation belongs to the user whose verified address it names, in any spelling.
import { afterAll, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { AUDIENCE, claimsOf, signJwt, startIssuer } from '../support/issuer.ts'
import { INVITE_MEMBERS } from '../support/operations.ts'
import { refused, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { type Credentials, startTestServer } from '../support/server.ts'

const ACCEPT = graphql(`
  mutation InvitedAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { role } } }
`)
const DECLINE = graphql(`
  mutation InvitedDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id } } }
`)
const MINE = graphql(`
  query InvitedMine { me { invitations { nodes { id email } } invitationCount } }
`)

const issuer = await startIssuer()
afterAll(() => issuer.close())
const env = { CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE }
const server = await startTestServer({ shared: true, env })

/** Invites the address; returns the code and the id. */
async function invite(email: string) {
  const { id, owner } = await seedWorkspace(server)
  const input = { workspace: { id }, emails: [email], role: 'VIEWER' as const }
  const [result] = (await run(server, INVITE_MEMBERS, { input }, owner)).inviteMembers.results
  return { code: result?.code as string, id: result?.invitation?.id as string }
}
async function signedIn(email: string, email_verified: boolean): Promise<Credentials> {
  const claims = claimsOf(issuer.url, Math.floor(Date.now() / 1000), { email, email_verified })
  return { token: await signJwt(claims) }
}
const mine = async (as: Credentials) => (await run(server, MINE, {}, as)).me

test('a verified address matches its invitations regardless of case', async () => {
  const name = unique('ann')
  const [one, two] = [await invite(`${name}@example.com`), await invite(`${name.toUpperCase()}@Example.com`)]
  const ann = await signedIn(`${name.toUpperCase()}@example.COM`, true)
  const email = `${name}@example.com`
  expect((await mine(ann)).invitations.nodes).toEqual([
    { id: two.id, email },
    { id: one.id, email },
  ])
  for (const input of [{ code: one.code }, { invitation: two.id }]) {
    expect((await run(server, ACCEPT, { input }, ann)).acceptInvitation.membership.role).toBe('VIEWER')
  }
  expect((await mine(ann)).invitationCount).toBe(0)
})

test.each(['that the provider has not verified', 'that an admin has typed'])(
  'an address %s gives no access to an invitation',
  async (how) => {
    const name = unique('eve')
    const email = `${name}@example.com`
    const { code, id } = await invite(email)
    const eve = how.endsWith('typed') ? await signUp(server, name) : await signedIn(email, false)
    expect(await mine(eve)).toEqual({ invitations: { nodes: [] }, invitationCount: 0 })
    for (const input of [{ code }, { invitation: id }]) {
      expect((await refused(server, ACCEPT, { input }, eve)).code).toBe('INVITATION_INVALID')
      expect((await refused(server, DECLINE, { input }, eve)).code).toBe('INVITATION_INVALID')
    }
  },
)
