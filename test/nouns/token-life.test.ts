// The life of an API token: rotation with a grace period, suspension, and the event before it expires.
import { describe, expect, onTestFinished, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { newDatabase } from '../support/database.ts'
import {
  ADD_MEMBER,
  CREATE_API_TOKEN,
  CREATE_SERVICE_ACCOUNT,
  ROTATE_API_TOKEN,
  SUSPEND_API_TOKEN,
} from '../support/operations.ts'
import { type Person, refused, run, type SeededWorkspace, seedWorkspace, signUp, unique } from '../support/people.ts'
import { type Credentials, startTestServer, type TestServer, until } from '../support/server.ts'

const RESUME = graphql(`
  mutation TokenLifeResume($input: ResumeApiTokenInput!) { resumeApiToken(input: $input) { token { id status } } }
`)
const REVOKE = graphql(`
  mutation TokenLifeRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }
`)
const TOKENS = graphql(`
  query TokenLifeTokens($filter: TokenFilter) { me { tokens(filter: $filter) { nodes { id status } } } }
`)
const EVENTS = graphql(`
  query TokenLifeEvents($types: [EventType!]) { events(filter: { types: $types }) { nodes { type subjectId workspaceId } } }
`)

const server = await startTestServer({ shared: true })
const HOUR_MS = 3_600_000

async function newToken(as: Credentials, more: object = {}, of: TestServer = server) {
  const input = { name: unique('token'), ...more }
  const { token, secret } = (await run(of, CREATE_API_TOKEN, { input }, as)).createApiToken
  return { id: token.id, name: input.name, token: secret as string }
}
const statusOf = async (token: string, of: TestServer = server) =>
  (await of.gql('{ me { platformAdmin } }', {}, { token })).status
const rotate = async (id: string, as: Credentials, more: object = {}, of: TestServer = server) => {
  const { rotateApiToken } = await run(of, ROTATE_API_TOKEN, { input: { token: { id }, ...more } }, as)
  return { ...rotateApiToken.token, secret: rotateApiToken.secret as string }
}
const inWorkspace = ({ id }: SeededWorkspace) => ({ workspace: { id } })

describe('rotation', () => {
  test('keeps the id; the old secret is valid until the grace period ends', async () => {
    const own = await startTestServer()
    const person = await signUp(own)
    const token = await newToken(person, {}, own)
    const rotated = await rotate(token.id, person, {}, own)
    expect(rotated).toMatchObject({ id: token.id, status: 'ROTATING', hint: `…${rotated.secret.slice(-4)}` })
    expect(await statusOf(token.token, own)).toBe(200)
    expect(await statusOf(rotated.secret, own)).toBe(200)
    own.advance(47 * HOUR_MS)
    expect(await statusOf(token.token, own)).toBe(200)
    own.advance(2 * HOUR_MS)
    expect(await statusOf(token.token, own)).toBe(401)
    expect(await statusOf(rotated.secret, own)).toBe(200)
  })

  test('repeated, as after an answer that was lost, leaves at most two live secrets', async () => {
    const person = await signUp(server)
    const token = await newToken(person)
    const lost = await rotate(token.id, person, { grace: '1h' })
    const again = await rotate(token.id, person, { grace: '9h' })
    expect(again.graceEndsAt).toBe(lost.graceEndsAt)
    expect([await statusOf(token.token), await statusOf(lost.secret), await statusOf(again.secret)]).toEqual([
      200, 401, 200,
    ])
  })

  test('ten concurrent rotations leave two live secrets: the oldest and one of the new ones', async () => {
    const person = await signUp(server)
    const token = await newToken(person)
    const rotated = await Promise.all(Array.from({ length: 10 }, () => rotate(token.id, person)))
    const statuses = await Promise.all(rotated.map(({ secret }) => statusOf(secret)))
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(await statusOf(token.token)).toBe(200)
  })

  test('by the token itself needs no other credential, and gives it no longer life', async () => {
    const person = await signUp(server)
    const token = await newToken(person, { role: 'VIEWER', expiresIn: '2h' })
    const as = { token: token.token }
    const longer = { token: { id: token.id }, expiresIn: '3h' }
    expect((await refused(server, ROTATE_API_TOKEN, { input: longer }, as)).code).toBe('TOKEN_LIFETIME_EXCEEDED')
    const other = await newToken(person)
    expect((await refused(server, ROTATE_API_TOKEN, { input: { token: { id: other.id } } }, as)).code).toBe('FORBIDDEN')
    const rotated = await rotate(token.id, as, { grace: '0s' })
    expect(rotated).toMatchObject({ status: 'ACTIVE', graceEndsAt: null })
    expect([await statusOf(token.token), await statusOf(rotated.secret)]).toEqual([401, 200])
  })

  test('is for the owner only; for a service account it is for those who manage it', async () => {
    const workspace = await seedWorkspace(server, { editor: 'EDITOR', admin: 'ADMIN' })
    const { editor, admin } = workspace.members as { editor: Person; admin: Person }
    const token = await newToken(editor, inWorkspace(workspace))
    const ask = { input: { token: { id: token.id } } }
    expect((await refused(server, ROTATE_API_TOKEN, ask, admin)).code).toBe('FORBIDDEN')
    expect((await refused(server, ROTATE_API_TOKEN, ask, await signUp(server))).code).toBe('NOT_FOUND')
    const account = { ...inWorkspace(workspace), name: unique('machine'), role: 'VIEWER' as const }
    const { createServiceAccount } = await run(server, CREATE_SERVICE_ACCOUNT, { input: account }, admin)
    const machine = await newToken(admin, { serviceAccount: createServiceAccount.serviceAccount.id })
    expect((await rotate(machine.id, workspace.owner)).status).toBe('ROTATING')
    const itself = { input: { token: { id: machine.id } } }
    expect((await refused(server, ROTATE_API_TOKEN, itself, { token: machine.token })).code).toBe('FORBIDDEN')
    expect((await refused(server, ROTATE_API_TOKEN, itself, editor)).code).toBe('NOT_FOUND')
  })

  test.each([
    ['REVOKED', (id: string, as: Person) => run(server, REVOKE, { input: { token: { id } } }, as)],
    ['SUSPENDED', (id: string, as: Person) => run(server, SUSPEND_API_TOKEN, { input: { token: { id } } }, as)],
    [
      'EXPIRED',
      (id: string) =>
        server.database.query("update api_token set expires_at = '2020-01-01T00:00:00.000Z' where id = ?", id),
    ],
  ])('of a token that is %s is a CONFLICT', async (status, end) => {
    const person = await signUp(server)
    const token = await newToken(person)
    await end(token.id, person)
    const { code, ...details } = await refused(server, ROTATE_API_TOKEN, { input: { token: { id: token.id } } }, person)
    expect([code, details]).toEqual(['CONFLICT', { requestId: expect.any(String) }])
    expect((await run(server, TOKENS, { filter: { status: [status as 'REVOKED'] } }, person)).me.tokens.nodes).toEqual([
      { id: token.id, status },
    ])
  })
})

describe('suspension', () => {
  test('refuses the token until it is resumed, and keeps the tokens made with it', async () => {
    const person = await signUp(server)
    const token = await newToken(person)
    const minted = await newToken({ token: token.token })
    const input = { token: { id: token.id } }
    for (let time = 0; time < 2; time++) {
      const { suspendApiToken } = await run(server, SUSPEND_API_TOKEN, { input }, person)
      expect(suspendApiToken.token.status).toBe('SUSPENDED')
    }
    expect([await statusOf(token.token), await statusOf(minted.token)]).toEqual([401, 200])
    const active = (await run(server, TOKENS, { filter: { active: true } }, person)).me.tokens.nodes
    expect(active).toContainEqual({ id: token.id, status: 'SUSPENDED' })
    expect((await run(server, RESUME, { input }, person)).resumeApiToken.token.status).toBe('ACTIVE')
    expect(await statusOf(token.token)).toBe(200)
  })

  test('by a manager of tokens can be ended only by a manager, whatever the owner does before or after', async () => {
    const workspace = await seedWorkspace(server, { editor: 'EDITOR', admin: 'ADMIN' })
    const { editor, admin } = workspace.members as { editor: Person; admin: Person }
    const token = await newToken(editor, inWorkspace(workspace))
    const input = { token: { id: token.id } }
    for (const as of [editor, admin, editor]) await run(server, SUSPEND_API_TOKEN, { input }, as)
    expect((await refused(server, RESUME, { input }, editor)).code).toBe('FORBIDDEN')
    await run(server, RESUME, { input }, workspace.owner)
    expect(await statusOf(token.token)).toBe(200)
    await run(server, SUSPEND_API_TOKEN, { input }, editor)
    await run(server, RESUME, { input }, editor)
    expect(await statusOf(token.token)).toBe(200)
  })

  test('of a token of the platform admin by another user is NOT_FOUND', async () => {
    const token = await newToken({})
    const input = { token: { id: token.id } }
    expect((await refused(server, SUSPEND_API_TOKEN, { input }, await signUp(server))).code).toBe('NOT_FOUND')
  })
})

test('an event announces the expiry of a token three days before, once, and not of shorter-lived tokens', async () => {
  const database = await newDatabase()
  onTestFinished(() => database.drop())
  const first = await startTestServer({ database })
  const { id, owner } = await seedWorkspace(first)
  const long = await newToken(owner, { workspace: { id }, expiresIn: '5d' }, first)
  await newToken(owner, { workspace: { id }, expiresIn: '2d' }, first)
  await first.app.close()
  // as if three days had passed: the job runs when a server starts
  await database.query(
    "update api_token set expires_at = ?, created_at = '2026-01-01T00:00:00.000Z' where id = ?",
    new Date(Date.now() + 71 * HOUR_MS).toISOString(),
    long.id,
  )
  for (let start = 0; start < 2; start++) {
    const server = await startTestServer({ database })
    const told = async () => (await run(server, EVENTS, { types: ['TOKEN_EXPIRING'] })).events?.nodes
    await until(async () => (await told())?.length === 1)
    expect(await told()).toEqual([{ type: 'TOKEN_EXPIRING', subjectId: long.id, workspaceId: id }])
    await server.app.close()
  }
})

test('a service account with the role ADMIN can add a member', async () => {
  const workspace = await seedWorkspace(server)
  const account = { ...inWorkspace(workspace), name: unique('machine'), role: 'ADMIN' as const }
  const { createServiceAccount } = await run(server, CREATE_SERVICE_ACCOUNT, { input: account }, workspace.owner)
  const machine = await newToken(workspace.owner, { serviceAccount: createServiceAccount.serviceAccount.id })
  const input = { ...inWorkspace(workspace), principal: { group: unique('group') }, role: 'EDITOR' as const }
  const { addMember } = await run(server, ADD_MEMBER, { input }, { token: machine.token })
  expect(addMember.membership.id).toEqual(expect.any(String))
})
