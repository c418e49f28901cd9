import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { RoleName, TypedDocumentString } from '../generated/graphql.ts'
import { eventsOf, refusedCleanly } from '../support/events.ts'
import { INPUTS, operationOf, variablesOf } from '../support/inputs.ts'
import {
  ADD_MEMBER,
  CREATE_API_TOKEN,
  CREATE_USER,
  DELETE_WORKSPACE,
  REGISTER_RESOURCES,
} from '../support/operations.ts'
import { fill, type Person, refused, run, seedWorkspace, signUp } from '../support/people.ts'
import { authOf, FIELDS } from '../support/schema.ts'
import { startTestServer } from '../support/server.ts'

const UPDATE = graphql(`
  mutation StateUpdate($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) { workspace { id displayName visibility deletionProtection } }
  }
`)
const READ = graphql(`
  query StateRead($by: WorkspaceRef!) {
    workspace(by: $by) { id state version builtIn visibility createdBy { __typename } myRole owners { id } }
  }
`)
const MEMBER = graphql(`
  query StateMember($by: WorkspaceRef!, $principal: PrincipalRef!) {
    workspace(by: $by) { membership(principal: $principal) { id role } }
  }
`)
const SUSPEND = graphql(`
  mutation StateSuspend($input: SuspendWorkspaceInput!) {
    suspendWorkspace(input: $input) { workspace { state version } }
  }
`)
const RESUME = graphql(`
  mutation StateResume($input: ResumeWorkspaceInput!) {
    resumeWorkspace(input: $input) { workspace { state version } }
  }
`)
const MARK = graphql(`
  mutation StateMark($input: SetWorkspacePreferencesInput!) {
    setWorkspacePreferences(input: $input) { workspace { myPreferences { favourite hidden isDefault } } }
  }
`)
const MARKED = graphql(`
  query StateMarked {
    me { defaultWorkspace { id } }
    favourites: workspaces(filter: { favourite: true }) { nodes { id } }
    hidden: workspaces(filter: { hidden: true }) { nodes { id } }
  }
`)
const UPDATE_MEMBER = graphql(`
  mutation StateUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }
`)
const REMOVE_MEMBER = graphql(`
  mutation StateRemoveMember($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }
`)
const LEAVE = graphql(`
  mutation StateLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }
`)
const TRANSFER = graphql(`
  mutation StateTransfer($input: TransferOwnershipInput!) { transferOwnership(input: $input) { workspace { id } } }
`)
const REVOKE = graphql(`
  mutation StateRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }
`)
const CREATE_PROJECT = graphql(`
  mutation StateCreateProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }
`)
const OWNERLESS = graphql(`
  query StateOwnerless($ownerless: Boolean!) {
    workspaces(first: 100, filter: { builtIn: true, ownerless: $ownerless }) { nodes { name } }
  }
`)

const server = await startTestServer({ shared: true })
const ann = await signUp(server)
const suspend = (id: string, reason = 'an unpaid bill') =>
  run(server, SUSPEND, { input: { workspace: { id }, reason } })

describe('a suspended workspace', () => {
  const permissionOf = (field: (typeof FIELDS)[number]) => {
    const check = INPUTS[field.name]?.check
    return (
      authOf(field)?.permission ?? (typeof check === 'object' && 'permission' in check ? check.permission : undefined)
    )
  }
  const guarded = FIELDS.filter((field) => field.type.name === 'Mutation' && permissionOf(field))

  test.each(guarded.map((field) => [field.field.name, field] as const))(
    'refuses %s exactly if `access` says so',
    async (_name, field) => {
      const workspace = await seedWorkspace(server)
      const { id, owner } = workspace
      const fixture = { server, workspaceId: id, token: owner.token, actorId: owner.id, deletionId: '' }
      const variables = await variablesOf(field, fixture)
      await suspend(id)
      const asked = { workspace: { id }, permissions: [permissionOf(field)] }
      const query = `query ($workspace: WorkspaceRef!, $permissions: [Permission!]!) {
        access(workspace: $workspace, permissions: $permissions) { allowed code } }`
      const [access] = (await server.data(query, asked, owner)).access
      const { body } = await server.gql(operationOf(field), variables, owner)
      const code = body.errors?.[0]?.extensions.code
      expect(access).toEqual(code === 'FORBIDDEN' ? { allowed: false, code } : { allowed: true, code: null })
    },
  )

  test('is suspended and resumed with one event each; repeating either changes nothing', async () => {
    const workspace = await seedWorkspace(server)
    const by = { id: workspace.id }
    const about = { workspaceId: workspace.id, subjectId: workspace.id }
    const stopped = await eventsOf(server, () => suspend(workspace.id))
    const data = { name: workspace.name, reason: 'an unpaid bill', asPlatformAdmin: true }
    expect(stopped).toMatchObject([{ type: 'WORKSPACE_SUSPENDED', ...about, data }])
    expect((await run(server, READ, { by }, workspace.owner)).workspace).toMatchObject({
      state: 'SUSPENDED',
      version: 2,
    })
    expect(await eventsOf(server, () => suspend(workspace.id, 'again'))).toEqual([])
    const resume = () => run(server, RESUME, { input: { workspace: by } })
    expect(await eventsOf(server, resume)).toMatchObject([{ type: 'WORKSPACE_RESUMED', ...about }])
    expect((await run(server, READ, { by }, workspace.owner)).workspace).toMatchObject({ state: 'ACTIVE', version: 3 })
    expect(await eventsOf(server, resume)).toEqual([])
    await run(server, UPDATE, { input: { workspace: by, displayName: 'Back' } }, workspace.owner)
  })

  test.each(['', '  ', 'x'.repeat(1025), 'a\u0000b'])('cannot have the reason %j', async (reason) => {
    const { id } = await seedWorkspace(server)
    const refusal = await refusedCleanly(server, SUSPEND, { input: { workspace: { id }, reason } })
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field: 'reason' })
  })

  test('refuses writes with the reason, from platform admins too, except leaving, removing, revoking and preferences', async () => {
    const workspace = await seedWorkspace(server, { adam: 'ADMIN', eve: 'EDITOR', vic: 'VIEWER' })
    const { owner, members } = workspace
    const { adam, eve, vic } = members as Record<'adam' | 'eve' | 'vic', Person>
    const ref = { workspace: { id: workspace.id } }
    const of = (person: Person) => ({ of: { ...ref, principal: { user: person.id } } })
    const input = { name: 'of eve', ...ref }
    const token = (await run(server, CREATE_API_TOKEN, { input }, eve)).createApiToken
    await suspend(workspace.id)

    const refusals: [TypedDocumentString<unknown, never>, object][] = [
      [UPDATE, { ...ref, displayName: 'x' }],
      [ADD_MEMBER, { ...ref, principal: { user: ann.id }, role: 'VIEWER' }],
      [UPDATE_MEMBER, { member: of(vic), role: 'EDITOR' }],
      [TRANSFER, { ...ref, to: { user: adam.id } }],
      [CREATE_PROJECT, { ...ref, name: 'project' }],
      [REGISTER_RESOURCES, { ...ref, resources: [{ kind: 'job', name: 'job' }] }],
      [CREATE_API_TOKEN, { ...ref, name: 'token' }],
      [DELETE_WORKSPACE, ref],
    ]
    for (const [document, given] of refusals) {
      for (const as of [owner, undefined]) {
        if (!as && document === DELETE_WORKSPACE) continue
        const refusal = await refusedCleanly(server, document as typeof UPDATE, { input: given as never }, as)
        expect(refusal, document.toString()).toMatchObject({ code: 'FORBIDDEN', reason: 'an unpaid bill' })
      }
    }
    const bound = { token: token.secret as string }
    expect((await run(server, READ, { by: { id: workspace.id } }, bound)).workspace?.myRole).toBe('EDITOR')
    await run(server, MARK, { input: { ...ref, favourite: true } }, vic)
    await run(server, LEAVE, { input: ref }, vic)
    await run(server, REVOKE, { input: { token: { id: token.token.id } } }, adam)
    await run(server, REMOVE_MEMBER, { input: { member: of(eve) } }, adam)
    await run(server, DELETE_WORKSPACE, { input: ref })
  })
})

describe('the built-in workspaces', () => {
  const builtIns: [string, RoleName, string][] = [
    ['default', 'EDITOR', 'SHARED_WRITE'],
    ['system', 'VIEWER', 'SHARED_READ'],
  ]
  test.each(builtIns)('%s gives everyone the role %s', async (name, role, visibility) => {
    const { workspace } = await run(server, READ, { by: { name } }, ann)
    const row = { builtIn: true, visibility, createdBy: null, owners: [] }
    expect(workspace).toMatchObject({ ...row, myRole: role })
  })

  test.each(builtIns)('%s cannot be deleted, not even by a platform admin', async (name, role) => {
    const input = { workspace: { name } }
    expect((await refusedCleanly(server, DELETE_WORKSPACE, { input })).code).toBe('BUILT_IN')
    const refusal = await refusedCleanly(server, DELETE_WORKSPACE, { input }, ann)
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', permission: 'WORKSPACE_DELETE', myRole: role })
  })

  test.each(builtIns)('%s can be changed by platform admins only, and can have members but no owner', async (name) => {
    const ref = { workspace: { name } }
    const [admin, bob] = [await signUp(server), await signUp(server)]
    const add = (person: Person, role: RoleName) => ({ input: { ...ref, principal: { user: person.id }, role } })
    await run(server, ADD_MEMBER, add(admin, 'ADMIN'))
    await run(server, ADD_MEMBER, add(bob, 'VIEWER'))
    const member = { of: { ...ref, principal: { user: bob.id } } }
    const refusals: [TypedDocumentString<unknown, never>, object][] = [
      [UPDATE, { ...ref, displayName: 'Mine' }],
      [ADD_MEMBER, add(ann, 'VIEWER').input],
      [UPDATE_MEMBER, { member, role: 'EDITOR' }],
      [REMOVE_MEMBER, { member }],
    ]
    for (const [document, input] of refusals) {
      const refusal = await refusedCleanly(server, document as typeof UPDATE, { input: input as never }, admin)
      expect(refusal, document.toString()).toMatchObject({ code: 'BUILT_IN' })
    }
    await run(server, UPDATE, { input: { ...ref, displayName: `The ${name}` } })
    const owner = { code: 'INVALID_INPUT', field: 'role' }
    expect(await refusedCleanly(server, ADD_MEMBER, add(ann, 'OWNER'))).toMatchObject(owner)
    expect(await refusedCleanly(server, UPDATE_MEMBER, { input: { member, role: 'OWNER' } })).toMatchObject(owner)
    const born = { input: { name: 'Cuckoo', memberships: [{ ...ref, role: 'OWNER' as const }] } }
    expect(await refusedCleanly(server, CREATE_USER, born)).toMatchObject(owner)
    await run(server, UPDATE_MEMBER, { input: { member, role: 'EDITOR' } })
    await run(server, REMOVE_MEMBER, { input: { member } })
    await run(server, LEAVE, { input: ref }, admin)
  })

  test('are never ownerless', async () => {
    expect((await run(server, OWNERLESS, { ownerless: true })).workspaces.nodes).toEqual([])
    expect((await run(server, OWNERLESS, { ownerless: false })).workspaces.nodes).toHaveLength(2)
    expect((await refused(server, OWNERLESS, { ownerless: true }, ann)).code).toBe('FORBIDDEN')
  })
})

test('the membership of everyone follows the visibility and cannot be added, changed or removed directly', async () => {
  const workspace = await seedWorkspace(server)
  const ref = { workspace: { id: workspace.id } }
  const everyone = { everyone: true }
  const as = workspace.owner
  const add = { input: { ...ref, principal: everyone, role: 'VIEWER' as const } }
  expect(await refusedCleanly(server, ADD_MEMBER, add, as)).toMatchObject({ code: 'INVALID_INPUT' })
  await run(server, UPDATE, { input: { ...ref, visibility: 'SHARED_READ' } }, as)
  const found = await run(server, MEMBER, { by: ref.workspace, principal: everyone }, as)
  for (const member of [{ id: found.workspace?.membership?.id ?? '' }, { of: { ...ref, principal: everyone } }]) {
    const change = { input: { member, role: 'EDITOR' as const } }
    expect(await refusedCleanly(server, UPDATE_MEMBER, change, as)).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await refusedCleanly(server, REMOVE_MEMBER, { input: { member } }, as)).toMatchObject({
      code: 'INVALID_INPUT',
    })
  }
})

test('only owners set deletion protection; while it is on, nobody can delete the workspace', async () => {
  const workspace = await seedWorkspace(server, { adam: 'ADMIN' })
  const ref = { workspace: { id: workspace.id } }
  const on = { input: { ...ref, deletionProtection: true } }
  const refusal = await refusedCleanly(server, UPDATE, on, workspace.members.adam)
  expect(refusal).toMatchObject({ code: 'FORBIDDEN', permission: 'WORKSPACE_DELETE', requiredRole: 'OWNER' })
  expect(refusal).toMatchObject({ myRole: 'ADMIN' })
  await run(server, UPDATE, on, workspace.owner)
  for (const as of [workspace.owner, undefined])
    expect((await refusedCleanly(server, DELETE_WORKSPACE, { input: ref }, as)).code).toBe('DELETION_PROTECTED')
  await run(server, UPDATE, { input: { ...ref, deletionProtection: false } }, workspace.owner)
  await fill(server, workspace, 25, ['job', 'model'])
  const restrict = { input: { ...ref, policy: 'RESTRICT' as const } }
  const full = await refusedCleanly(server, DELETE_WORKSPACE, restrict, workspace.owner)
  expect(full).toMatchObject({ code: 'WORKSPACE_NOT_EMPTY' })
  expect(full['counts']).toEqual([
    { kind: 'job', count: 13 },
    { kind: 'model', count: 12 },
  ])
  expect(full['first']).toHaveLength(20)
})

test('preferences belong to the caller and write no event; at most one workspace is the default', async () => {
  const [first, second] = [await seedWorkspace(server), await seedWorkspace(server)]
  for (const { id } of [first, second]) {
    const input = { workspace: { id }, principal: { user: ann.id }, role: 'VIEWER' as const }
    await run(server, ADD_MEMBER, { input })
  }
  const mark = (id: string, marks: object, as = ann) =>
    run(server, MARK, { input: { workspace: { id }, ...marks } }, as)
  const quiet = await eventsOf(server, () => mark(first.id, { favourite: true, isDefault: true }))
  expect(quiet).toEqual([])
  expect((await mark(first.id, { hidden: true })).setWorkspacePreferences.workspace.myPreferences).toEqual({
    favourite: true,
    hidden: true,
    isDefault: true,
  })
  await mark(second.id, { isDefault: true })
  const marked = { favourites: { nodes: [{ id: first.id }] }, hidden: { nodes: [{ id: first.id }] } }
  expect(await run(server, MARKED, {}, ann)).toEqual({ me: { defaultWorkspace: { id: second.id } }, ...marked })
  await mark(first.id, { favourite: false })
  expect((await run(server, MARKED, {}, ann)).favourites.nodes).toEqual([])
  expect((await run(server, MARKED, {})).me.defaultWorkspace).toBeNull()
  for (const field of ['favourite', 'hidden', 'isDefault']) {
    const input = { workspace: { id: first.id }, [field]: null }
    expect(await refused(server, MARK, { input }, ann)).toMatchObject({ code: 'INVALID_INPUT', field })
  }
})
