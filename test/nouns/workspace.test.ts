import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { CreateWorkspaceInput, UpdateWorkspaceInput } from '../generated/graphql.ts'
import { eventsOf, refusedCleanly } from '../support/events.ts'
import { ADD_MEMBER, CREATE_WORKSPACE, DELETE_WORKSPACE } from '../support/operations.ts'
import { type Person, refused, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

graphql(`
  fragment WorkspaceFields on Workspace {
    id uuid name displayName description hosting instanceUrl builtIn state visibility deletionProtection version
    myRole
    createdBy { ... on User { id } }
  }
`)
const CREATE = graphql(`
  mutation WorkspaceCreate($input: CreateWorkspaceInput!) {
    createWorkspace(input: $input) { workspace { ...WorkspaceFields } }
  }
`)
const UPDATE = graphql(`
  mutation WorkspaceUpdate($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) { workspace { ...WorkspaceFields } }
  }
`)
const READ = graphql(`
  query WorkspaceRead($by: WorkspaceRef!) {
    workspace(by: $by) {
      ...WorkspaceFields
      members(filter: { principalType: [EVERYONE] }) { nodes { id role principal { __typename } } }
    }
  }
`)
const NODES = graphql(`
  query WorkspaceNodes($ids: [ID!]!) { nodes(ids: $ids) { id } }
`)
const server = await startTestServer({ shared: true })
const ann = await signUp(server)
const create = async (input: CreateWorkspaceInput, as: Person = ann) =>
  (await run(server, CREATE, { input }, as)).createWorkspace.workspace
const update = async (id: string, input: Omit<UpdateWorkspaceInput, 'workspace'>, as: Person = ann) =>
  (await run(server, UPDATE, { input: { workspace: { id }, ...input } }, as)).updateWorkspace.workspace
const read = async (id: string, as?: Person) => (await run(server, READ, { by: { id } }, as)).workspace

test('createWorkspace makes the caller OWNER and appends one event with actor, data, token and request id', async () => {
  const name = unique('created')
  const headers = { 'X-Request-Id': 'request-of-ann' }
  const events = await eventsOf(server, async () => {
    const answer = await server.gql(CREATE_WORKSPACE.toString(), { input: { name } }, { token: ann.token, headers })
    expect(answer.body.errors).toBeUndefined()
  })
  const { workspace } = await run(server, READ, { by: { name } }, ann)
  const defaults = { description: null, hosting: 'MANAGED', instanceUrl: null, builtIn: false, state: 'ACTIVE' }
  const more = { visibility: 'PRIVATE', deletionProtection: false, version: 1, createdBy: { id: ann.id } }
  expect(workspace).toMatchObject({ name, displayName: name, myRole: 'OWNER', ...defaults, ...more })
  expect(events).toEqual([
    {
      id: expect.stringMatching(/^evt_/),
      type: 'WORKSPACE_CREATED',
      actorId: ann.id,
      actorName: ann.name,
      summary: `${ann.name} created workspace ${name}`,
      workspaceId: workspace?.id,
      subjectId: workspace?.id,
      tokenId: expect.stringMatching(/^tok_/),
      requestId: 'request-of-ann',
      ip: '127.0.0.1',
      data: { name, displayName: name, visibility: 'PRIVATE' },
    },
  ])
})

describe('the name of a new workspace', () => {
  test.each([
    ['', '2 to 63'],
    ['a', '2 to 63'],
    ['a'.repeat(64), '2 to 63'],
    ['Team', 'consist of'],
    ['two words', 'consist of'],
    ['a/b', 'consist of'],
    ['größe', 'consist of'],
    ['nul\u0000', 'consist of'],
    ['line\n', 'consist of'],
    ['\u202eteam', 'consist of'],
    ['1team', 'start with a letter'],
    ['-team', 'start with a letter'],
    ['te--am', 'not contain --'],
    ['team-', 'not end with -'],
    ['ws_01h2xcejqtf2nbrexx3vqjhp41', 'not have the shape of an id'],
    ['a1b2c3d4-e5f6-7890-abcd-ef1234567890', 'not have the shape of an id'],
  ])('%j is INVALID_INPUT, and the message states the rule', async (name, rule) => {
    const { body } = await server.gql(CREATE.toString(), { input: { name, displayName: 'Team' } }, ann)
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'name' })
    expect(body.errors?.[0]?.message).toContain(rule)
  })

  test('is accepted with 2 and with 63 characters, and with every allowed punctuation mark', async () => {
    for (const name of ['ab', `z${'9'.repeat(62)}`, 'a-b@c.d+e_f0']) expect((await create({ name })).name).toBe(name)
  })

  test('is NAME_TAKEN if a workspace has it, in the same bytes for a hidden workspace, and nothing is written', async () => {
    const mine = await create({ name: unique('mine') })
    const hidden = await seedWorkspace(server)
    const deleting = await seedWorkspace(server)
    await run(server, DELETE_WORKSPACE, { input: { workspace: { id: deleting.id } } }, deleting.owner)
    const answers = await Promise.all(
      [mine.name, hidden.name, 'system'].map(async (name) => {
        const { body } = await server.gql(CREATE.toString(), { input: { name } }, ann)
        return JSON.stringify(body).replace(/"requestId":"[^"]+"/, '')
      }),
    )
    expect(answers[0]).toContain('"code":"NAME_TAKEN","field":"name"')
    expect(new Set(answers).size).toBe(1)
    expect(await refusedCleanly(server, CREATE, { input: { name: hidden.name } }, ann)).toMatchObject({ field: 'name' })
  })

  test.each([
    ['Über Größe & Maß', /^uber|^ueber/],
    ['Команда 42', /^komanda-42$/],
    ['42 — Answers', /^answers$/],
    ['!!!', /^workspace/],
    ['x', /^workspace/],
    [`A${'b'.repeat(127)}`, /^ab{40,62}$/],
    ['dash -', /^dash$/],
  ])('is derived from the display name %j if it is omitted', async (displayName, expected) => {
    const made = await create({ displayName })
    expect(made).toMatchObject({ displayName, name: expect.stringMatching(expected) })
    expect(made.name).toMatch(/^(?!.*--)[a-z][a-z0-9@.+_-]{1,62}(?<!-)$/)
    const [second, third] = [await create({ displayName }), await create({ displayName })]
    expect([second.name, third.name]).not.toContain(made.name)
    expect(second.name).not.toBe(third.name)
  })
})

const long = (length: number) => 'x'.repeat(length)

describe('createWorkspace answers INVALID_INPUT and writes nothing for', () => {
  test.each<[string, CreateWorkspaceInput, string]>([
    ['neither name nor display name', {}, 'name'],
    ['null for both', { name: null, displayName: null }, 'name'],
    ['a display name of 129', { name: 'ok-name', displayName: long(129) }, 'displayName'],
    ['a bell', { displayName: 'ding\u0007' }, 'displayName'],
    ['a line break', { displayName: 'a\nb' }, 'displayName'],
    ['a bidirectional override', { displayName: 'abc\u202etxt.exe' }, 'displayName'],
    ['a bidirectional isolate', { displayName: 'a\u2066b' }, 'displayName'],
    ['a C1 control', { displayName: 'a\u0085b' }, 'displayName'],
    ['half a character', { displayName: 'a\ud800b' }, 'displayName'],
    ['a description of 1,025', { name: 'ok-name', description: long(1025) }, 'description'],
    ['a description with NUL', { name: 'ok-name', description: 'a\u0000b' }, 'description'],
    ['REMOTE without an address', { name: 'ok-name', hosting: 'REMOTE' }, 'instanceUrl'],
  ])('%s', async (_what, input, field) => {
    expect(await refusedCleanly(server, CREATE, { input }, ann)).toMatchObject({ code: 'INVALID_INPUT', field })
  })

  test.each([
    'javascript:alert(1)',
    'ftp://example.com',
    'https://me:secret@example.com',
    'https://a.example/\n',
    'example.com',
    '',
  ])('the instanceUrl %j', async (instanceUrl) => {
    const input = { name: 'ok-name', hosting: 'REMOTE' as const, instanceUrl }
    const refusal = await refusedCleanly(server, CREATE, { input }, ann)
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', path: 'input.instanceUrl' })
  })
})

test('createWorkspace accepts texts of the maximum length, and a description with several lines, which it trims', async () => {
  const displayName = '🦊'.repeat(128)
  const description = `line\n\tline${long(1014)}`
  expect(await create({ name: unique('long'), displayName, description: `  ${description} ` })).toMatchObject({
    displayName,
    description,
  })
  const remote = { hosting: 'REMOTE', instanceUrl: 'https://Example.com/a?b=c' } as const
  expect(await create({ name: unique('remote'), ...remote })).toMatchObject(remote)
})

describe('updateWorkspace', () => {
  test('changes given fields, keeps omitted ones, clears null ones, and appends one event with their names', async () => {
    const { id, name } = await create({ name: unique('updated'), description: 'old', displayName: 'Old' })
    const events = await eventsOf(server, () => update(id, { displayName: 'New', visibility: 'SHARED_READ' }))
    expect(await read(id)).toMatchObject({ displayName: 'New', description: 'old', version: 2, name })
    const data = { name, fields: ['displayName', 'visibility'], visibility: { from: 'PRIVATE', to: 'SHARED_READ' } }
    expect(events).toMatchObject([{ type: 'WORKSPACE_UPDATED', actorId: ann.id, workspaceId: id, subjectId: id, data }])
    expect(await update(id, { description: null })).toMatchObject({ description: null, displayName: 'New', version: 3 })
    // a variable that is not sent keeps the field, null clears it
    const literal = `mutation($d: String) { updateWorkspace(input: { workspace: { id: "${id}" }, description: $d,
      instanceUrl: "http://a.example" }) { workspace { description instanceUrl } } }`
    await update(id, { description: 'kept' })
    const kept = await server.data(literal, {}, ann)
    expect(kept.updateWorkspace.workspace).toEqual({ description: 'kept', instanceUrl: 'http://a.example' })
    const cleared = await server.data(literal, { d: null }, ann)
    expect(cleared.updateWorkspace.workspace.description).toBeNull()
    expect((await update(id, { instanceUrl: null })).instanceUrl).toBeNull()
  })

  test.each<[string, Omit<UpdateWorkspaceInput, 'workspace'>, string]>([
    ['nothing', {}, 'input'],
    ['only a version', { expectedVersion: 1 }, 'input'],
    ['a null display name', { displayName: null }, 'displayName'],
    ['an empty display name', { displayName: '' }, 'displayName'],
    ['a null visibility', { visibility: null }, 'visibility'],
    ['a null protection', { deletionProtection: null }, 'deletionProtection'],
    ['no address for a REMOTE one', { instanceUrl: null }, 'instanceUrl'],
  ])('with %s is INVALID_INPUT and changes nothing', async (_what, input, field) => {
    const remote = { hosting: 'REMOTE', instanceUrl: 'https://a.example' } as const
    const { id } = await create({ name: unique('bad-update'), ...remote })
    const before = await read(id)
    const refusal = await refusedCleanly(server, UPDATE, { input: { workspace: { id }, ...input } }, ann)
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field })
    expect(await read(id)).toEqual(before)
  })

  test('with an expectedVersion that is not the current one is CONFLICT with currentVersion, and writes nothing', async () => {
    const { id } = await create({ name: unique('versions') })
    expect((await update(id, { displayName: 'Two', expectedVersion: 1 })).version).toBe(2)
    for (const expectedVersion of [1, 3, 0, -1]) {
      const input = { workspace: { id }, displayName: 'Three', expectedVersion }
      const refusal = await refusedCleanly(server, UPDATE, { input }, ann)
      expect(refusal).toMatchObject({ code: 'CONFLICT', currentVersion: 2 })
    }
    expect(await read(id)).toMatchObject({ displayName: 'Two', version: 2 })
  })

  test('with a visibility gives everyone the role that belongs to it, and PRIVATE removes that role', async () => {
    const { id } = await create({ name: unique('shared') })
    const stranger = await signUp(server)
    expect(await read(id, stranger)).toBeNull()
    for (const [visibility, role] of [
      ['SHARED_READ', 'VIEWER'],
      ['SHARED_WRITE', 'EDITOR'],
    ] as const) {
      await update(id, { visibility })
      const members = {
        nodes: [{ id: expect.any(String), role: role, principal: { __typename: 'Everyone' } }],
      }
      expect(await read(id, stranger)).toMatchObject({ visibility, myRole: role, members })
    }
    await update(id, { visibility: 'PRIVATE' })
    expect(await read(id, stranger)).toBeNull()
    expect((await read(id))?.members.nodes).toEqual([])
    const born = await create({ name: unique('shared'), visibility: 'SHARED_WRITE' })
    expect(await read(born.id, stranger)).toMatchObject({ myRole: 'EDITOR' })
  })
})

test('a workspace is found by id, uuid and name; a malformed id is INVALID_INPUT, and the id of another noun finds nothing', async () => {
  const { id, uuid, name } = await create({ name: unique('found') })
  for (const by of [{ id }, { uuid }, { uuid: uuid.toUpperCase() }, { name }])
    expect((await run(server, READ, { by }, ann)).workspace?.id).toBe(id)
  expect((await run(server, READ, { by: { id: ann.id } }, ann)).workspace).toBeNull()
  for (const bad of ['', 'nonsense', id.slice(0, -1), `${id}0`, id.toUpperCase(), id.replace('ws_', 'xx_'), 'ws_'])
    expect(await refused(server, READ, { by: { id: bad } }, ann)).toMatchObject({ code: 'INVALID_INPUT', field: 'id' })
  const badUuid = await server.gql(READ.toString(), { by: { uuid: 'no-uuid' } }, ann)
  expect(badUuid.body.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', path: 'by.uuid' })
  const hidden = await seedWorkspace(server)
  const { nodes } = await run(server, NODES, { ids: [hidden.id, id, ann.id, id] }, ann)
  expect(nodes).toEqual([null, { id }, { id: ann.id }, { id }])
  expect((await run(server, NODES, { ids: Array(100).fill(id) }, ann)).nodes).toHaveLength(100)
  const many = await refused(server, NODES, { ids: Array(101).fill(id) }, ann)
  expect(many).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 100 })
})

test('with CROFT_WORKSPACE_CREATION=admins only platform admins can create workspaces', async () => {
  const closed = await startTestServer({ env: { CROFT_WORKSPACE_CREATION: 'admins' } })
  const bob = await signUp(closed)
  const input = { name: 'for-admins' }
  expect((await refusedCleanly(closed, CREATE, { input }, bob)).code).toBe('FORBIDDEN')
  const { createWorkspace } = await run(closed, CREATE, { input })
  const member = { workspace: { id: createWorkspace.workspace.id }, principal: { user: bob.id } }
  await run(closed, ADD_MEMBER, { input: { ...member, role: 'VIEWER' } })
})
