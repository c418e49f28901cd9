// What a mutation returns when it is repeated with its idempotency key, what is stored for that, and for how long.
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { newDatabase } from '../support/database.ts'
import { addFailingTrigger } from '../support/faults.ts'
import { CREATE_PROJECT, codeOf, DELETE_PROJECT, keyed, keysKept, projectIn } from '../support/idempotency.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, EXCHANGE_TOKEN } from '../support/operations.ts'
import { type Person, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, type Credentials, startTestServer, until } from '../support/server.ts'

const REMOVE_MEMBER = graphql(`
  mutation KeyedRemoveMember($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }
`)
const LEAVE = graphql(`
  mutation KeyedLeave($input: LeaveWorkspaceInput!) {
    leaveWorkspace(input: $input) { leftWorkspaceId revokedTokens { id } workspace { id } }
  }
`)
const REVOKE = graphql(`
  mutation KeyedRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }
`)
const INVITE = graphql(`
  mutation KeyedInvite($input: InviteMembersInput!) {
    inviteMembers(input: $input) { results { email invitation { id } code link errorCode errorMessage } }
  }
`)
const REGISTER = graphql(`
  mutation KeyedRegister($input: RegisterResourcesInput!) { registerResources(input: $input) { resources { id } } }
`)
const DELETE_RESOURCE = graphql(`
  mutation KeyedDeleteResource($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }
`)
const DELETE_WORKSPACE = graphql(`
  mutation KeyedDeleteWorkspace($input: DeleteWorkspaceInput!) {
    deleteWorkspace(input: $input) { deletion { id } workspace { id } }
  }
`)

const HOUR_MS = 3_600_000
const statements: string[] = []
const server = await startTestServer({ shared: true, onRequestQuery: (sql) => statements.push(sql) })
const { id, owner, members } = await seedWorkspace(server, { editor: 'EDITOR' })
const editor = members['editor'] as Person
const there = { workspace: { id } }

test('a mutation that is refused, or that fails, stores no key, and its key can be used again', async () => {
  const before = await keysKept(server)
  const key = randomUUID()
  const variables = projectIn(id)
  const { name } = variables.input
  const group = unique('group')
  const adding = { input: { ...there, principal: { group }, role: 'VIEWER' } }
  expect(await codeOf(server, ADD_MEMBER, adding, keyed(editor, key))).toBe('FORBIDDEN')
  expect(await codeOf(server, CREATE_PROJECT, { input: { ...there, name: 'No name' } }, keyed(editor, key))).toBe(
    'INVALID_INPUT',
  )
  const restore = await addFailingTrigger(
    server,
    unique('fail').replaceAll('-', '_'),
    'insert on event',
    `new.summary like '%${name}%'`,
  )
  expect(await codeOf(server, CREATE_PROJECT, variables, keyed(editor, key))).toBe('INTERNAL')
  await restore()
  expect(await keysKept(server)).toBe(before)
  expect((await run(server, CREATE_PROJECT, variables, keyed(editor, key))).createProject.project.name).toBe(name)
  expect(await keysKept(server)).toBe(before + 1)
})

test("a repetition does not need the mutation's rights again, and returns only what the caller may still read", async () => {
  const someone = await signUp(server)
  await run(server, ADD_MEMBER, { input: { ...there, principal: { user: someone.id }, role: 'ADMIN' } })
  const group = { ...there, principal: { group: unique('group') }, role: 'VIEWER' as const }
  const member = (await run(server, ADD_MEMBER, { input: group }, owner)).addMember.membership.id
  const [creation, removal, leaving] = [randomUUID(), randomUUID(), randomUUID()]
  const [create, remove] = [projectIn(id), { input: { member: { id: member } } }]
  await run(server, CREATE_PROJECT, create, keyed(someone, creation))
  await run(server, REMOVE_MEMBER, remove, keyed(someone, removal))
  const tokenInput = { input: { ...there, name: 'ends with the membership' } }
  await run(server, CREATE_API_TOKEN, tokenInput, someone)
  const left = await run(server, LEAVE, { input: there }, keyed(someone, leaving))
  expect(left.leaveWorkspace.revokedTokens).toHaveLength(1)

  expect(await codeOf(server, REMOVE_MEMBER, remove, someone)).toBe('NOT_FOUND')
  expect(await run(server, REMOVE_MEMBER, remove, keyed(someone, removal))).toEqual({
    removeMember: { removedMembershipId: member },
  })
  expect(await run(server, LEAVE, { input: there }, keyed(someone, leaving))).toEqual({
    leaveWorkspace: { leftWorkspaceId: id, revokedTokens: [], workspace: null },
  })
  const { body } = await server.gql(CREATE_PROJECT.toString(), create, keyed(someone, creation))
  expect(body.data).toBeNull()
  expect(body.errors).toMatchObject([{ path: ['createProject', 'project'], extensions: { code: 'NOT_FOUND' } }])
})

test('a repetition omits deleted objects from lists, and is NOT_FOUND for a single deleted object', async () => {
  const key = randomUUID()
  const resources = [1, 2, 3].map((n) => ({ kind: 'job', name: unique(`gone-${n}`) }))
  const register = { input: { ...there, resources } }
  const ids = (await run(server, REGISTER, register, keyed(owner, key))).registerResources.resources.map(
    (each) => each.id,
  )
  await run(server, DELETE_RESOURCE, { input: { resource: { id: ids[1] as string } } }, owner)
  const again = await run(server, REGISTER, register, keyed(owner, key))
  expect(again.registerResources.resources.map((each) => each.id)).toEqual([ids[0], ids[2]])

  const [creation, deletion] = [randomUUID(), randomUUID()]
  const create = projectIn(id)
  const { createProject } = await run(server, CREATE_PROJECT, create, keyed(owner, creation))
  const remove = { input: { project: { id: createProject.project.id } } }
  const removed = await run(server, DELETE_PROJECT, remove, keyed(owner, deletion))
  expect(await run(server, DELETE_PROJECT, remove, keyed(owner, deletion))).toEqual(removed)
  expect(await codeOf(server, CREATE_PROJECT, create, keyed(owner, creation))).toBe('NOT_FOUND')
})

test('a token that has been revoked gets no repetition', async () => {
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { ...there, name: unique('short') } }, owner)
  const short = { token: createApiToken.secret as string }
  const key = randomUUID()
  const variables = projectIn(id)
  await run(server, CREATE_PROJECT, variables, keyed(short, key))
  await run(server, REVOKE, { input: { token: { id: createApiToken.token.id } } }, owner)
  const { status, body } = await server.gql(CREATE_PROJECT.toString(), variables, keyed(short, key))
  expect([status, body.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
})

test('the token that deletes its own workspace can repeat the request, concurrently and later', async () => {
  const own = await seedWorkspace(server)
  const input = { name: 'of the workspace', workspace: { id: own.id } }
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, own.owner)
  const as = keyed({ token: createApiToken.secret as string }, randomUUID())
  const variables = { input: { workspace: { id: own.id }, gracePeriod: '1h' } }
  const atOnce = Array.from({ length: 5 }, () => run(server, DELETE_WORKSPACE, variables, as))
  const deletions = (await Promise.all(atOnce)).map(({ deleteWorkspace }) => deleteWorkspace.deletion)
  expect(deletions).toEqual(Array(5).fill(deletions[0]))
  expect((await run(server, DELETE_WORKSPACE, variables, as)).deleteWorkspace.deletion).toEqual(deletions[0])
})

test('each result of an invitation is returned again, without its code', async () => {
  const key = randomUUID()
  const variables = {
    input: { ...there, emails: [`${unique('new')}@example.com`, 'nobody'], delivery: 'LINK' as const },
  }
  const { results } = (await run(server, INVITE, variables, keyed(owner, key))).inviteMembers
  expect(results).toMatchObject([
    { code: expect.any(String), link: expect.any(String) },
    { errorCode: 'INVALID_INPUT' },
  ])
  const again = await run(server, INVITE, variables, keyed(owner, key))
  expect(again.inviteMembers.results).toEqual(results.map((result) => ({ ...result, code: null, link: null })))
})

test('the database stores keys, variables and answers in unreadable form', async () => {
  const key = `key-${randomUUID()}`
  const address = `${unique('unreadable')}-at-nothing`
  const { inviteMembers } = await run(server, INVITE, { input: { ...there, emails: [address] } }, keyed(owner, key))
  expect(inviteMembers.results[0]?.errorCode).toBe('INVALID_INPUT')
  const rows = JSON.stringify(await server.database.query('select * from idempotency_key'))
  for (const text of [key, address, 'INVALID_INPUT', owner.id]) expect(rows).not.toContain(text)
})

test('a repetition does not return the exchanged token', async () => {
  const as = keyed(owner, randomUUID())
  const variables = { input: { ...there, audience: 'reports' } }
  const { exchangeToken } = await run(server, EXCHANGE_TOKEN, variables, as)
  expect(exchangeToken.accessToken).toEqual(expect.any(String))
  expect((await run(server, EXCHANGE_TOKEN, variables, as)).exchangeToken).toEqual({
    ...exchangeToken,
    accessToken: null,
  })
})

test('a key costs two statements', async () => {
  const sent = async (as: Credentials) => {
    const variables = projectIn(id)
    statements.length = 0
    await run(server, CREATE_PROJECT, variables, as)
    return statements.length
  }
  await sent(owner)
  const without = await sent(owner)
  expect(await sent(keyed(owner, randomUUID()))).toBe(without + 2)
})

test('a key is valid for 24 hours; after that it can be used again, and is removed', async () => {
  const database = await newDatabase()
  const own = await startTestServer({ database })
  const workspace = await seedWorkspace(own)
  const as = keyed({ token: ADMIN_TOKEN }, randomUUID())
  const variables = {
    input: { workspace: { id: workspace.id }, principal: { group: unique('group') }, role: 'VIEWER' as const },
  }
  const { addMember } = await run(own, ADD_MEMBER, variables, as)
  own.advance(24 * HOUR_MS - 60_000)
  expect((await run(own, ADD_MEMBER, variables, as)).addMember).toEqual(addMember)
  expect(await codeOf(own, DELETE_PROJECT, variables, as)).toBe('INVALID_INPUT')
  own.advance(2 * 60_000)
  const other = { input: { ...variables.input, principal: { group: unique('other') } } }
  expect((await run(own, ADD_MEMBER, other, as)).addMember.membership.id).not.toBe(addMember.membership.id)
  expect(await keysKept(own)).toBe(1)

  const old = Array.from({ length: 450 }, (_, index) => `('old ${index}', 'x', 'x', '2020-01-01T00:00:00.000Z')`)
  await database.query(`insert into idempotency_key (id, fingerprint, sealed_outcome, expires_at) values ${old}`)
  await own.close()
  const next = await startTestServer({ database })
  await until(async () => (await keysKept(next)) === 1)
  await next.close()
  await database.drop()
})
