// The limits that keep Croft from being a mail relay: how many mails an address gets, and how many a sender sends.
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { refusedCleanly } from '../support/events.ts'
import { mailTo, startMailbox } from '../support/mailbox.ts'
import { ADD_MEMBER, INVITE_MEMBERS } from '../support/operations.ts'
import { type Person, run, type SeededWorkspace, seedWorkspace, unique } from '../support/people.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const REVOKE = graphql(`
  mutation LimitsRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }
`)
const RESEND = graphql(`
  mutation LimitsResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { invitation { id } } }
`)

/** Adds this number of sent mails of the first mail's sender; by SQL, since the API would need ten calls. */
function sendMore({ database }: TestServer, count: number) {
  return database.query(`
    insert into invitation_mail (sender, sent_at, invitation_id)
    select sender, sent_at, invitation_id || i from (select * from invitation_mail limit 1) as first, (
      with recursive n (i) as (select 1 union all select i + 1 from n where i < ${count}) select i from n
    ) as numbers`)
}

/** Invites this number of new addresses by mail in one call. */
async function invite(server: TestServer, { id, owner }: SeededWorkspace, count: number, as = owner) {
  const emails = Array.from({ length: count }, () => `${unique('invited')}@example.com`)
  const input = { workspace: { id }, emails, role: 'VIEWER' as const }
  return (await run(server, INVITE_MEMBERS, { input }, as)).inviteMembers.results
}

describe('the limits of mail', () => {
  test('an address gets one a minute from a workspace, also after its invitation was revoked', async () => {
    const mailbox = await startMailbox()
    const server = await startTestServer({ env: mailTo(mailbox.port) })
    server.stopClock()
    const workspace = await seedWorkspace(server)
    const input = { workspace: { id: workspace.id }, emails: [`${unique('invited')}@example.com`] }
    const again = async (delivery: 'EMAIL' | 'LINK' = 'EMAIL', id = workspace.id) => {
      const terms = { ...input, workspace: { id }, delivery }
      return (await run(server, INVITE_MEMBERS, { input: terms })).inviteMembers.results[0]
    }
    const revoke = (result: Awaited<ReturnType<typeof again>>) =>
      run(server, REVOKE, { input: { invitation: result?.invitation?.id as string } }, workspace.owner)
    await revoke(await again())
    server.advance(59_999)
    expect(await again()).toMatchObject({ errorCode: 'LIMIT_EXCEEDED', invitation: null })
    expect((await again('EMAIL', (await seedWorkspace(server)).id))?.errorCode).toBeNull()
    server.advance(1)
    await revoke(await again())
    expect((await again())?.errorCode).toBe('LIMIT_EXCEEDED')
    expect((await again('LINK'))?.errorCode).toBeNull()
  })

  test('a sender may send 1,000 mails in 24 hours, in all workspaces together', async () => {
    const server = await startTestServer({ env: mailTo(1) })
    const workspace = await seedWorkspace(server, { admin: 'ADMIN' })
    const { owner, members } = workspace
    const [row] = await invite(server, workspace, 1)
    await sendMore(server, 998)
    const elsewhere = await seedWorkspace(server)
    const codes = async (as: Person) => (await invite(server, workspace, 2, as)).map(({ errorCode }) => errorCode)
    expect(await codes(owner)).toEqual([null, 'LIMIT_EXCEEDED'])
    expect(await codes(members['admin'] as Person)).toEqual([null, null])
    await run(server, ADD_MEMBER, {
      input: { workspace: { id: elsewhere.id }, principal: { user: owner.id }, role: 'ADMIN' },
    })
    expect((await invite(server, elsewhere, 1, owner))[0]?.errorCode).toBe('LIMIT_EXCEEDED')
    server.advance(24 * 3_600_000)
    expect(await codes(owner)).toEqual([null, null])
    expect(row?.errorCode).toBeNull()
  })

  test('a resent invitation counts for whoever resends it, and is refused beyond the limit', async () => {
    const server = await startTestServer({ env: mailTo(1) })
    const workspace = await seedWorkspace(server, { admin: 'ADMIN' })
    const { owner, members } = workspace
    const [first, second] = await invite(server, workspace, 2)
    await sendMore(server, 996)
    const named = (result: typeof first) => ({ input: { invitation: result?.invitation?.id as string } })
    const again = (result: typeof first, as: Person) => run(server, RESEND, named(result), as)
    server.advance(60_000)
    await again(first, owner)
    await again(second, owner)
    server.advance(60_000)
    const refusal = await refusedCleanly(server, RESEND, named(first), owner)
    expect(refusal).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 1000 })
    expect((await invite(server, workspace, 1, owner))[0]?.errorCode).toBe('LIMIT_EXCEEDED')
    // another sender has their own limit, and the invitation stays counted for the first one
    await again(first, members['admin'] as Person)
    expect((await invite(server, workspace, 1, owner))[0]?.errorCode).toBe('LIMIT_EXCEEDED')
    server.advance(24 * 3_600_000)
    await again(second, owner)
  })
})
