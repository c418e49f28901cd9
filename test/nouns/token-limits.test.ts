// How many live tokens an owner may have, and that events about many tokens stay small.
import { describe, expect, test } from 'vitest'
import { newId } from '../../src/store/id.ts'
import { graphql } from '../generated/gql.ts'
import type { CreateApiTokenInput } from '../generated/graphql.ts'
import { eventsOf, refusedCleanly } from '../support/events.ts'
import { CREATE_API_TOKEN, CREATE_SERVICE_ACCOUNT } from '../support/operations.ts'
import { type Person, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { type Credentials, startTestServer } from '../support/server.ts'

const REVOKE = graphql(`
  mutation TokenLimitsRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }
`)
const REMOVE = graphql(`
  mutation TokenLimitsRemove($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }
`)
const LEAVE = graphql(`
  mutation TokenLimitsLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }
`)
const DELETE_USER = graphql(`
  mutation TokenLimitsDeleteUser($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }
`)

const MAX_LIVE_TOKENS = 100
const server = await startTestServer({ shared: true })

async function create(input: Partial<CreateApiTokenInput>, as?: Credentials) {
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: 'token', ...input } }, as)
  return { id: createApiToken.token.id, token: createApiToken.secret ?? '' }
}
const COPIED = 'hint, name, workspace_id, owner_id, role, permissions, created_at, created_by, minted_by, expires_at'

/** Creates the first two by the API, and inserts copies of the second into the table. */
async function createMany(count: number, input: Partial<CreateApiTokenInput>, as: Credentials) {
  const created = []
  for (let index = 0; index < Math.min(count, 2); index++) created.push(await create(input, as))
  const copies = Array.from({ length: Math.max(count - 2, 0) }, () => newId('api_token'))
  if (copies.length === 0) return created
  await server.database.query(
    `insert into api_token (id, hash, ${COPIED})
    select copy.id, copy.id, ${COPIED} from api_token, (${copies.map((id) => `select '${id}' as id`).join(' union all ')}) as copy
    where api_token.id = ?`,
    created.at(-1)?.id as string,
  )
  return created
}
const refuse = (input: Partial<CreateApiTokenInput>, as?: Credentials) =>
  refusedCleanly(server, CREATE_API_TOKEN, { input: { name: 'token', ...input } }, as)
const revoke = (id: string, as: Credentials) => run(server, REVOKE, { input: { token: { id } } }, as)
const EXCEEDED = { code: 'LIMIT_EXCEEDED', limit: MAX_LIVE_TOKENS }

describe('firm ground 8: an owner has at most 100 live tokens in a workspace, and 100 personal ones', () => {
  test('in a workspace; revoked and expired tokens do not count, and other owners and workspaces have their own limit', async () => {
    const workspace = await seedWorkspace(server, { eve: 'EDITOR' })
    const { owner } = workspace
    const here = { workspace: { id: workspace.id } }
    const [first, ...rest] = await createMany(MAX_LIVE_TOKENS - 1, here, owner)
    await create({ ...here, expiresIn: '1h' }, owner)
    expect(await refuse(here, owner)).toMatchObject(EXCEEDED)
    // neither a platform admin nor the owner's own tokens can create more of them
    expect(await refuse({ ...here, user: owner.id })).toMatchObject(EXCEEDED)
    expect(await refuse(here, rest[0])).toMatchObject(EXCEEDED)
    await create(here, workspace.members['eve'] as Person)
    await create({}, owner)
    await create({ workspace: { id: (await seedWorkspace(server)).id } })
    await revoke(first?.id ?? '', owner)
    await create(here, owner)
    expect(await refuse(here, owner)).toMatchObject(EXCEEDED)
    server.advance(3_600_000)
    await create(here, owner)
    expect(await refuse(here, owner)).toMatchObject(EXCEEDED)
  })

  test('of personal tokens', async () => {
    const bob = await signUp(server)
    const [first] = await createMany(MAX_LIVE_TOKENS - 1, {}, bob)
    expect(await refuse({}, bob)).toMatchObject(EXCEEDED)
    expect(await refuse({ user: bob.id })).toMatchObject(EXCEEDED)
    await revoke(first?.id ?? '', bob)
    await create({}, bob)
  })

  test.each(['of a workspace', 'personal'])(
    'also when the last ones %s are created at the same time',
    async (which) => {
      const { id, owner } = await seedWorkspace(server)
      const input = which === 'personal' ? {} : { workspace: { id } }
      await createMany(MAX_LIVE_TOKENS - (which === 'personal' ? 4 : 3), input, owner)
      const send = () => server.gql(CREATE_API_TOKEN.toString(), { input: { name: 'last', ...input } }, owner)
      const answers = await Promise.all(Array.from({ length: 12 }, send))
      const codes = answers.map(({ body }) => body.errors?.[0]?.extensions.code ?? 'created')
      expect(codes.filter((code) => code === 'created')).toHaveLength(3)
      expect(codes.filter((code) => code === 'LIMIT_EXCEEDED')).toHaveLength(9)
    },
  )
})

test('the service accounts of a workspace have at most 200 live tokens together', async () => {
  const workspace = await seedWorkspace(server)
  const { owner } = workspace
  const account = async (of: typeof workspace) => {
    const input = { workspace: { id: of.id }, name: unique('machine'), role: 'EDITOR' as const }
    return (await run(server, CREATE_SERVICE_ACCOUNT, { input }, of.owner)).createServiceAccount.serviceAccount.id
  }
  const accounts = [await account(workspace), await account(workspace), await account(workspace)]
  const tokens = [...accounts, ...accounts].map((serviceAccount, index) => ({
    serviceAccount,
    count: [99, 99, 0, 0, 0, 2][index] as number,
  }))
  const made = []
  for (const { serviceAccount, count } of tokens) made.push(...(await createMany(count, { serviceAccount }, owner)))
  const exceeded = { code: 'LIMIT_EXCEEDED', limit: 200 }
  expect(await refuse({ serviceAccount: accounts[0] as string }, owner)).toMatchObject(exceeded)
  expect(await refuse({ serviceAccount: accounts[2] as string })).toMatchObject(exceeded)
  await create({ workspace: { id: workspace.id } }, owner)
  const elsewhere = await seedWorkspace(server)
  await create({ serviceAccount: await account(elsewhere) }, elsewhere.owner)
  await revoke(made[0]?.id ?? '', owner)
  await create({ serviceAccount: accounts[2] as string }, owner)
  expect(await refuse({ serviceAccount: accounts[1] as string }, owner)).toMatchObject(exceeded)
})

describe('firm ground 8: events about many tokens contain their number and the first 100 ids', () => {
  /** A member with 60 tokens in a workspace, made by a personal token that has made 60 more personal ones. */
  async function withManyTokens() {
    const workspace = await seedWorkspace(server, { eve: 'EDITOR' })
    const eve = workspace.members['eve'] as Person
    const here = { workspace: { id: workspace.id } }
    // tokens of the workspace that a personal token has made are revoked with it
    const maker = await create({}, eve)
    await createMany(60, here, maker)
    await createMany(60, {}, maker)
    return { workspace, eve, here, maker }
  }

  test('TOKEN_REVOKED', async () => {
    const { eve, maker } = await withManyTokens()
    const events = await eventsOf(server, () => revoke(maker.id, eve))
    expect(events).toMatchObject([{ type: 'TOKEN_REVOKED', data: { mintedTokenCount: 120 } }])
    expect(events[0]?.data['mintedTokenIds']).toHaveLength(100)
  })

  test('USER_DELETED', async () => {
    const { eve } = await withManyTokens()
    const events = await eventsOf(server, () => run(server, DELETE_USER, { input: { user: { id: eve.id } } }))
    const data = { workspaceCount: 1, workspaceIds: [expect.any(String)], revokedTokenCount: 122 }
    const removed = { type: 'MEMBER_REMOVED', data: { revokedTokenCount: 60 } }
    expect(events).toMatchObject([{ type: 'USER_DELETED', data }, removed])
    expect(events[0]?.data['revokedTokenIds']).toHaveLength(100)
  })

  test.each(['MEMBER_REMOVED', 'MEMBER_LEFT'])('%s', async (type) => {
    const { workspace, eve, here } = await withManyTokens()
    const [maker] = await createMany(2, here, eve)
    await createMany(38, here, maker as Credentials)
    const member = { of: { ...here, principal: { user: eve.id } } }
    const events = await eventsOf(server, () =>
      type === 'MEMBER_LEFT'
        ? run(server, LEAVE, { input: here }, eve)
        : run(server, REMOVE, { input: { member } }, workspace.owner),
    )
    expect(events).toMatchObject([{ type, data: { revokedTokenCount: 100 } }])
    expect(events[0]?.data['revokedTokenIds']).toHaveLength(100)
  })
})
