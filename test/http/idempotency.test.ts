// Idempotency keys: how they are given, what they stand for, whose they are, and how long they count.
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { connect } from '../streams/raw.ts'
import { newDatabase } from '../support/database.ts'
import { eventsOf } from '../support/events.ts'
import { addFailingTrigger } from '../support/faults.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, EXCHANGE_TOKEN } from '../support/operations.ts'
import { run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, type Credentials, startTestServer, type TestServer, until } from '../support/server.ts'

const CREATE_PROJECT = graphql(`
  mutation KeyedProject($input: CreateProjectInput!) { createProject(input: $input) { project { id name } } }
`)
const DELETE_PROJECT = graphql(`
  mutation KeyedDeleteProject($input: DeleteProjectInput!) { deleteProject(input: $input) { deletedProjectId } }
`)
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
const FEATURES = graphql(`
  query KeyedFeatures { serverInfo { features } }
`)

const HOUR_MS = 3_600_000
const statements: string[] = []
const server = await startTestServer({ shared: true, onQuery: (sql) => statements.push(sql) })
const { id, owner, members } = await seedWorkspace(server, { editor: 'EDITOR' })
const editor = members['editor'] as NonNullable<typeof members.x>
const there = { workspace: { id } }

const keyed = ({ token }: Credentials, key: string): Credentials => ({
  ...(token === undefined ? {} : { token }),
  headers: { 'Idempotency-Key': key },
})
/** The code of the first error; null for none. */
const codeOf = async (
  document: { toString(): string },
  variables: Record<string, unknown>,
  as: Credentials,
  on = server,
) => (await on.gql(document.toString(), variables, as)).body.errors?.[0]?.extensions.code ?? null
const projectInput = () => ({ input: { ...there, name: unique('project') } })
const keysKept = async (on: Pick<TestServer, 'database'> = server) =>
  Number((await on.database.query<{ n: number }>('select count(*) as n from idempotency_key'))[0]?.n)

test('serverInfo says that keys are kept', async () => {
  expect((await run(server, FEATURES, {})).serverInfo.features).toContain('IDEMPOTENCY_KEYS')
})

test('a key is of one token: with another of the same user, and of another user, it is another key', async () => {
  const input = { ...there, principal: { group: unique('group') }, role: 'VIEWER' as const }
  const key = randomUUID()
  const second = await run(server, CREATE_API_TOKEN, { input: { name: 'second' } }, owner)
  const secondToken = { token: second.createApiToken.secret as string }
  const names = await Promise.all(
    [owner, secondToken, editor].map(async (as) => {
      const variables = projectInput()
      return (await run(server, CREATE_PROJECT, variables, keyed(as, key))).createProject.project.name
    }),
  )
  expect(new Set(names).size).toBe(3)
  // not even whether a key is in use is told to others
  expect(await codeOf(ADD_MEMBER, { input }, keyed(editor, key))).toBe('IDEMPOTENCY_KEY_REUSED')
  expect(await codeOf(ADD_MEMBER, { input }, keyed(editor, randomUUID()))).toBe('FORBIDDEN')
})

test('stands for the document, its variables in any order, and the operation', async () => {
  const key = randomUUID()
  const { input } = projectInput()
  const described = { input: { ...input, description: 'Of the key' } }
  const { createProject } = await run(server, CREATE_PROJECT, described, keyed(owner, key))
  const reordered = { input: { description: 'Of the key', name: input.name, workspace: input.workspace } }
  expect((await run(server, CREATE_PROJECT, reordered, keyed(owner, key))).createProject).toEqual(createProject)
  for (const [document, variables] of [
    [CREATE_PROJECT, { input }],
    [`${CREATE_PROJECT} `, described],
    [DELETE_PROJECT, { input: { project: { id: createProject.project.id } } }],
  ] as const)
    expect(await codeOf(document, variables, keyed(owner, key))).toBe('IDEMPOTENCY_KEY_REUSED')
})

test.each([
  ['an empty one', ''],
  ['one of 256 characters', 'x'.repeat(256)],
  ['one with a control character', 'a\tb'],
])('refuses %s before anything runs', async (_name, key) => {
  const variables = projectInput()
  const body = (extensions: object) => JSON.stringify({ query: CREATE_PROJECT.toString(), variables, extensions })
  const Authorization = `Bearer ${owner.token}`
  for (const response of [
    await server.post(body({}), { Authorization, 'Idempotency-Key': key }),
    await server.post(body({ idempotencyKey: key }), { Authorization }),
  ]) {
    const { errors, data } = (await response.json()) as { errors: { extensions: object }[]; data?: unknown }
    expect(errors).toMatchObject([
      { extensions: { code: 'INVALID_INPUT', field: expect.stringMatching(/idempotency-?key/i) } },
    ])
    expect(data).toBeUndefined()
  }
  const { createProject } = await run(server, CREATE_PROJECT, variables, owner)
  expect(createProject.project.name).toBe(variables.input.name)
})

test('takes one of 255 characters, and refuses two that differ and one that is no text', async () => {
  const key = 'é'.repeat(255)
  const body = (idempotencyKey: unknown) =>
    JSON.stringify({ query: CREATE_PROJECT.toString(), variables, extensions: { idempotencyKey } })
  const variables = projectInput()
  const Authorization = `Bearer ${owner.token}`
  const answers = []
  for (const [inBody, headers] of [
    [key, {}],
    [null, { 'Idempotency-Key': key }],
    ['another', { 'Idempotency-Key': key }],
    [7, {}],
  ] as const) {
    const response = await server.post(body(inBody), { Authorization, ...headers })
    answers.push((await response.json()) as { data?: object; errors?: { extensions: { code: string } }[] })
  }
  const [first, second, ...refused] = answers
  expect(first?.data).toBeDefined()
  expect(second).toEqual(first)
  expect(refused.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(['INVALID_INPUT', 'INVALID_INPUT'])
})

test('takes keys in extensions over WebSocket and where the answer is a stream', async () => {
  const variables = projectInput()
  const query = CREATE_PROJECT.toString()
  const extensions = { idempotencyKey: randomUUID() }
  const socket = await connect(server, { init: { Authorization: `Bearer ${owner.token}` } })
  const answers: unknown[] = []
  for (const id of ['first', 'again']) {
    socket.send({ id, type: 'subscribe', payload: { query, variables, extensions } })
    answers.push((await socket.ended(id, 'complete'))[0]?.payload)
  }
  const streamed = await server.post(JSON.stringify({ query, variables, extensions }), {
    Authorization: `Bearer ${owner.token}`,
    Accept: 'text/event-stream',
  })
  answers.push(JSON.parse(/^data: (\{.*\})$/m.exec(await streamed.text())?.[1] as string))
  expect(answers[0]).toMatchObject({ data: { createProject: { project: { name: variables.input.name } } } })
  expect(answers).toEqual(Array(3).fill(answers[0]))
  const other = { query, variables: projectInput(), extensions }
  socket.send({ id: 'other', type: 'subscribe', payload: other })
  expect((await socket.ended('other', 'complete'))[0]?.payload.errors[0].extensions.code).toBe('IDEMPOTENCY_KEY_REUSED')
  socket.send({ id: 'bad', type: 'subscribe', payload: { ...other, extensions: { idempotencyKey: '' } } })
  expect((await socket.ended('bad', 'error'))[0]?.payload[0].extensions.code).toBe('INVALID_INPUT')
  socket.close()
})

test('an operation with a key has one mutation field', async () => {
  const create = (name: string) =>
    `createProject(input: { workspace: { id: "${id}" }, name: "${name}" }) { project { id } }`
  const [one, two] = [unique('one'), unique('two')]
  const both = `mutation($with: Boolean = true) { a: ${create(one)} ...Other @include(if: $with) __typename }
    fragment Other on Mutation { b: ${create(two)} }`
  const key = randomUUID()
  const events = await eventsOf(server, async () => {
    const { body } = await server.gql(both, {}, keyed(owner, key))
    expect(body.data).toBeNull()
    expect(body.errors).toMatchObject([
      { path: ['a'], extensions: { code: 'INVALID_INPUT', field: 'Idempotency-Key' } },
    ])
  })
  expect(events).toEqual([])
  const { data } = (await server.gql(both, { with: false }, keyed(owner, key))).body
  expect(data).toEqual({ a: { project: { id: expect.any(String) } }, __typename: 'Mutation' })
  expect((await server.gql(both, { with: false }, keyed(owner, key))).body.data).toEqual(data)
})

test('keys of queries and of anonymous callers are ignored', async () => {
  const before = await keysKept()
  const key = randomUUID()
  for (const as of [owner, { token: null }]) {
    for (const query of ['{ __typename }', '{ serverInfo { version } }'])
      expect((await server.gql(query, {}, keyed(as, key))).body.errors).toBeUndefined()
  }
  expect(await codeOf(CREATE_PROJECT, projectInput(), keyed({ token: null }, key))).toBe('UNAUTHENTICATED')
  expect(await keysKept()).toBe(before)
})

test('a mutation that is refused, or that fails, leaves no key, and can be carried out with it', async () => {
  const before = await keysKept()
  const key = randomUUID()
  const variables = projectInput()
  const { name } = variables.input
  const group = unique('group')
  const adding = { input: { ...there, principal: { group }, role: 'VIEWER' } }
  expect(await codeOf(ADD_MEMBER, adding, keyed(editor, key))).toBe('FORBIDDEN')
  expect(await codeOf(CREATE_PROJECT, { input: { ...there, name: 'No name' } }, keyed(editor, key))).toBe(
    'INVALID_INPUT',
  )
  const restore = await addFailingTrigger(
    server,
    unique('fail').replaceAll('-', '_'),
    'insert on event',
    `new.summary like '%${name}%'`,
  )
  expect(await codeOf(CREATE_PROJECT, variables, keyed(editor, key))).toBe('INTERNAL')
  await restore()
  expect(await keysKept()).toBe(before)
  expect((await run(server, CREATE_PROJECT, variables, keyed(editor, key))).createProject.project.name).toBe(name)
  expect(await keysKept()).toBe(before + 1)
})

test('answers again without the rights that the mutation needed, and only what may still be read', async () => {
  const someone = await signUp(server)
  await run(server, ADD_MEMBER, { input: { ...there, principal: { user: someone.id }, role: 'ADMIN' } })
  const group = { ...there, principal: { group: unique('group') }, role: 'VIEWER' as const }
  const member = (await run(server, ADD_MEMBER, { input: group }, owner)).addMember.membership.id
  const [creation, removal, leaving] = [randomUUID(), randomUUID(), randomUUID()]
  const [create, remove] = [projectInput(), { input: { member: { id: member } } }]
  await run(server, CREATE_PROJECT, create, keyed(someone, creation))
  await run(server, REMOVE_MEMBER, remove, keyed(someone, removal))
  const tokenInput = { input: { ...there, name: 'ends with the membership' } }
  await run(server, CREATE_API_TOKEN, tokenInput, someone)
  const left = await run(server, LEAVE, { input: there }, keyed(someone, leaving))
  expect(left.leaveWorkspace.revokedTokens).toHaveLength(1)

  expect(await codeOf(REMOVE_MEMBER, remove, someone)).toBe('NOT_FOUND')
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

test('what is gone is left out of lists, and NOT_FOUND where it was one object', async () => {
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
  const create = projectInput()
  const { createProject } = await run(server, CREATE_PROJECT, create, keyed(owner, creation))
  const remove = { input: { project: { id: createProject.project.id } } }
  const removed = await run(server, DELETE_PROJECT, remove, keyed(owner, deletion))
  expect(await run(server, DELETE_PROJECT, remove, keyed(owner, deletion))).toEqual(removed)
  expect(await codeOf(CREATE_PROJECT, create, keyed(owner, creation))).toBe('NOT_FOUND')
})

test('a token that has been revoked gets no answer again', async () => {
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { ...there, name: unique('short') } }, owner)
  const short = { token: createApiToken.secret as string }
  const key = randomUUID()
  const variables = projectInput()
  await run(server, CREATE_PROJECT, variables, keyed(short, key))
  await run(server, REVOKE, { input: { token: { id: createApiToken.token.id } } }, owner)
  const { status, body } = await server.gql(CREATE_PROJECT.toString(), variables, keyed(short, key))
  expect([status, body.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
})

test('the token that deletes its own workspace is answered again', async () => {
  const own = await seedWorkspace(server)
  const input = { name: 'of the workspace', workspace: { id: own.id } }
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, own.owner)
  const as = keyed({ token: createApiToken.secret as string }, randomUUID())
  const variables = { input: { workspace: { id: own.id }, gracePeriod: '1h' } }
  const first = await run(server, DELETE_WORKSPACE, variables, as)
  const again = await run(server, DELETE_WORKSPACE, variables, as)
  expect(again.deleteWorkspace.deletion).toEqual(first.deleteWorkspace.deletion)
})

test('each result of an invitation is answered again, without its code', async () => {
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

test('neither keys nor variables nor answers can be read in the database', async () => {
  const key = `key-${randomUUID()}`
  const address = `${unique('unreadable')}-at-nothing`
  const { inviteMembers } = await run(server, INVITE, { input: { ...there, emails: [address] } }, keyed(owner, key))
  expect(inviteMembers.results[0]?.errorCode).toBe('INVALID_INPUT')
  const rows = JSON.stringify(await server.database.query('select * from idempotency_key'))
  for (const text of [key, address, 'INVALID_INPUT', owner.id]) expect(rows).not.toContain(text)
})

test('an exchanged token is told once', async () => {
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
    const variables = projectInput()
    statements.length = 0
    await run(server, CREATE_PROJECT, variables, as)
    return statements.length
  }
  await sent(owner)
  const without = await sent(owner)
  expect(await sent(keyed(owner, randomUUID()))).toBe(without + 2)
})

test('a page of a listed origin may send the header', async () => {
  const listed = await startTestServer({ env: { CROFT_CORS_ORIGINS: 'https://app.example' } })
  const { headers } = await fetch(`${listed.url}/graphql`, {
    method: 'OPTIONS',
    headers: {
      Origin: 'https://app.example',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key',
    },
  })
  expect(headers.get('Access-Control-Allow-Headers')).toContain('idempotency-key')
})

test('a key counts for 24 hours, is then as good as new, and is removed', async () => {
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
  expect(await codeOf(DELETE_PROJECT, variables, as, own)).toBe('INVALID_INPUT')
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
