// The token of a workspace that requested its deletion can follow that deletion until the token is revoked by its id.
// On PostgreSQL it is revoked on one replica, and its streams are open on another.
import { describe, expect, test } from 'vitest'
import { startReplicas } from '../crash/replicas/replicas.ts'
import { graphql } from '../generated/gql.ts'
import type { CreateApiTokenInput } from '../generated/graphql.ts'
import { DATABASE } from '../support/database.ts'
import { eventsOf, refusedCleanly } from '../support/events.ts'
import { type BlockedDeletion, RECORD, startBlockedDeletion } from '../support/full-workspace.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, ROTATE_API_TOKEN, SUSPEND_API_TOKEN } from '../support/operations.ts'
import { run, signUp } from '../support/people.ts'
import { ADMIN_TOKEN, type Credentials, startTestServer, until } from '../support/server.ts'
import { followAll } from '../support/subscriptions.ts'

const REVOKE = graphql(`
  mutation MovedRevoke($input: RevokeApiTokenInput!) {
    revokeApiToken(input: $input) {
      changed
      token { id name hint status createdAt expiresAt revokedAt workspace { id } owner { ... on User { id } } revokedBy { ... on User { id } } }
    }
  }
`)
const RESUME = graphql(`
  mutation MovedResume($input: ResumeApiTokenInput!) { resumeApiToken(input: $input) { token { id } } }
`)
const FOLLOW = graphql(`
  subscription MovedFollow($id: ID!) { deletionEvents(deletion: $id) { type } }
`)
const REVOKED_EVENTS = graphql(`
  query MovedEvents($id: ID!) { deletion(id: $id) { workspaceEvents(filter: { types: [TOKEN_REVOKED] }) { nodes { subjectId } } } }
`)

const WITHIN_MS = 1000

const { a, b } = DATABASE === 'postgres' ? await startReplicas({ shared: true }) : await one()

async function one() {
  const server = await startTestServer({ shared: true })
  return { a: server, b: server }
}

interface Moved extends BlockedDeletion {
  /** Another user who is an OWNER when the deletion is requested. */
  readonly other: { readonly id: string; readonly token: string }
}

/** A blocked deletion that a token of its workspace has requested. */
async function moved(): Promise<Moved> {
  const other = await signUp(a)
  const deletion = await startBlockedDeletion(a, async ({ id, token }) => {
    const input = { workspace: { id }, principal: { user: other.id }, role: 'OWNER' as const }
    await run(a, ADD_MEMBER, { input })
    return { token: token.secret }
  })
  return { ...deletion, other }
}
const named = ({ workspace }: BlockedDeletion) => ({ input: { token: { id: workspace.token.id } } })
const limited = async (input: Partial<CreateApiTokenInput>, as: Credentials) => {
  const { createApiToken } = await run(a, CREATE_API_TOKEN, { input: { name: 'limited', ...input } }, as)
  return { token: createApiToken.secret as string }
}

describe.each(['while the deletion runs', 'when the workspace is gone'] as const)('%s', (when) => {
  test.each(['its owner', 'another owner at that moment', 'a platform admin'] as const)(
    '%s revokes the token by its id: it is refused at once, its streams end, and one event reports it',
    async (who) => {
      const deletion = await moved()
      const { workspace, deletionId, other } = deletion
      const { id, secret } = workspace.token
      const { as, by } = {
        'its owner': { as: workspace.owner, by: workspace.owner.id },
        'another owner at that moment': { as: other, by: other.id },
        'a platform admin': { as: { token: ADMIN_TOKEN }, by: expect.any(String) },
      }[who]
      const streams = followAll(b, FOLLOW, { id: deletionId }, { token: secret })
      await until(() => streams.every(({ seen }) => seen.length > 0))
      if (when === 'when the workspace is gone') await deletion.finish()

      const [event, ...others] = await eventsOf(a, async () => {
        const { revokeApiToken } = await run(a, REVOKE, named(deletion), as)
        expect(revokeApiToken).toMatchObject({
          changed: true,
          token: {
            id,
            name: 'bound',
            hint: `…${secret.slice(-4)}`,
            status: 'REVOKED',
            revokedAt: expect.any(String),
            owner: { id: workspace.owner.id },
            revokedBy: { id: by },
          },
        })
        if (when === 'while the deletion runs') {
          for (const stream of streams) await stream.ended(WITHIN_MS)
          for (const { codes } of streams) expect(codes).toEqual(['UNAUTHENTICATED'])
        }
      })
      expect(others).toEqual([])
      expect(event).toMatchObject({ type: 'TOKEN_REVOKED', subjectId: id, workspaceId: workspace.id })
      expect(event?.data['asPlatformAdmin'] ?? false).toBe(who === 'a platform admin')
      for (const server of [a, b]) {
        const { status } = await server.gql(RECORD.toString(), { id: deletionId }, { token: secret })
        expect(status).toBe(401)
      }
      const again = await eventsOf(a, async () => {
        const { revokeApiToken } = await run(a, REVOKE, named(deletion), as)
        expect(revokeApiToken).toMatchObject({ changed: false, token: { id, status: 'REVOKED' } })
      })
      expect(again).toEqual([])
      const told = await run(a, REVOKED_EVENTS, { id: deletionId }, workspace.owner)
      expect(told.deletion?.workspaceEvents?.nodes).toEqual([{ subjectId: id }])
      for (const stream of streams) stream.leave()
      if (when === 'while the deletion runs') await deletion.finish()
    },
  )

  test('the token cannot be rotated, suspended or resumed: CONFLICT, with the id of the deletion', async () => {
    const deletion = await moved()
    if (when === 'when the workspace is gone') await deletion.finish()
    const { workspace, deletionId } = deletion
    for (const as of [workspace.owner, { token: ADMIN_TOKEN }]) {
      for (const document of [ROTATE_API_TOKEN, SUSPEND_API_TOKEN, RESUME] as const) {
        const refusal = await refusedCleanly(a, document as typeof RESUME, named(deletion), as)
        expect(refusal).toMatchObject({ code: 'CONFLICT', deletionId })
      }
    }
    const as = { token: workspace.token.secret }
    expect((await run(b, RECORD, { id: deletionId }, as)).deletion).not.toBeNull()
    if (when === 'while the deletion runs') await deletion.finish()
  })

  test('the token does not exist for anybody else, and a credential without TOKEN_MANAGE cannot revoke it', async () => {
    const deletion = await moved()
    const { workspace, deletionId, other } = deletion
    const { admin, viewer } = workspace.members
    const stranger = await signUp(a)
    const elsewhere = await limited({ workspace: { name: 'default' } }, workspace.owner)
    const low = [await limited({ role: 'EDITOR' }, other), await limited({ permissions: ['WORKSPACE_READ'] }, other)]
    const ownLow = await limited({ role: 'VIEWER' }, workspace.owner)
    if (when === 'when the workspace is gone') await deletion.finish()
    for (const as of [admin, viewer, stranger, elsewhere]) {
      for (const document of [REVOKE, ROTATE_API_TOKEN, SUSPEND_API_TOKEN, RESUME] as const)
        expect((await refusedCleanly(a, document as typeof RESUME, named(deletion), as)).code).toBe('NOT_FOUND')
    }
    for (const as of low) {
      const refusal = await refusedCleanly(a, REVOKE, named(deletion), as)
      expect(refusal).toMatchObject({ code: 'FORBIDDEN', permission: 'TOKEN_MANAGE' })
    }
    expect((await refusedCleanly(a, REVOKE, named(deletion), ownLow)).code).toBe('FORBIDDEN')
    const as = { token: workspace.token.secret }
    expect((await run(b, RECORD, { id: deletionId }, as)).deletion).not.toBeNull()
    if (when === 'while the deletion runs') await deletion.finish()
  })
})

test('a limited token revokes the moved token that was made with it', async () => {
  let maker: Credentials = {}
  let made = { id: '', token: '' }
  const deletion = await startBlockedDeletion(a, async ({ id, owner }) => {
    const permissions = ['WORKSPACE_READ', 'TOKEN_CREATE', 'WORKSPACE_DELETE'] as const
    maker = await limited({ permissions: [...permissions] }, owner)
    const { createApiToken } = await run(a, CREATE_API_TOKEN, { input: { name: 'made', workspace: { id } } }, maker)
    made = { id: createApiToken.token.id, token: createApiToken.secret as string }
    return made
  })
  await deletion.finish()
  const { revokeApiToken } = await run(a, REVOKE, { input: { token: { id: made.id } } }, maker)
  expect(revokeApiToken.changed).toBe(true)
  expect((await a.gql('{ __typename }', {}, made)).status).toBe(401)
})

test('both secrets of a rotated token follow the deletion, whichever requested it, the old one until its grace ends', async () => {
  for (const which of ['old', 'new'] as const) {
    let secrets = { old: '', new: '' }
    const deletion = await startBlockedDeletion(a, async ({ token, owner }) => {
      const input = { token: { id: token.id } }
      const { rotateApiToken } = await run(a, ROTATE_API_TOKEN, { input }, owner)
      secrets = { old: token.secret, new: rotateApiToken.secret as string }
      return { token: secrets[which] }
    })
    const read = async (token: string) =>
      (await b.gql(RECORD.toString(), { id: deletion.deletionId }, { token })).status
    expect([await read(secrets.old), await read(secrets.new)]).toEqual([200, 200])
    // as if an hour had passed
    await a.database.query("update deletion set token_previous_until = '2026-01-01T00:00:00.000Z'")
    expect([await read(secrets.old), await read(secrets.new)]).toEqual([401, 200])
    await run(a, REVOKE, named(deletion), deletion.workspace.owner)
    expect([await read(secrets.old), await read(secrets.new)]).toEqual([401, 401])
    await deletion.finish()
  }
})
