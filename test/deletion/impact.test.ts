// `deletionImpact` shows what a deletion would remove; `deleteWorkspace` takes its etag and refuses an outdated one.
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { seedFullWorkspace } from '../support/full-workspace.ts'
import { CREATE_API_TOKEN, DELETE_WORKSPACE, INVITE_MEMBERS } from '../support/operations.ts'
import { fill, type Person, refused, run, type SeededWorkspace, seedWorkspace, unique } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const IMPACT = graphql(`
  query Impact($id: ID!) {
    workspace(by: { id: $id }) {
      deletionImpact {
        etag
        members
        tokens
        pendingInvitations
        serviceAccounts
        projects
        resources { kind { name cleanup } count }
        deletionProtection
        builtIn
        firstResources { id name }
      }
    }
  }
`)
const RENAME = graphql(`
  mutation ImpactRename($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) { workspace { id } }
  }
`)
const DELETE_RESOURCE = graphql(`
  mutation ImpactDeleteResource($input: DeleteResourceInput!) {
    deleteResource(input: $input) { deletedResourceId }
  }
`)

const server = await startTestServer({ shared: true })

async function impactOf({ id, owner }: Pick<SeededWorkspace, 'id' | 'owner'>, as: { token: string } = owner) {
  return (await run(server, IMPACT, { id }, as)).workspace?.deletionImpact
}

test('shows how much of each kind of content would be removed, and the first resources by name', async () => {
  const workspace = await seedFullWorkspace(server)
  const impact = await impactOf(workspace)
  expect(impact).toEqual({
    etag: expect.any(String),
    members: 4,
    tokens: 1,
    pendingInvitations: 1,
    serviceAccounts: 1,
    projects: 1,
    resources: [
      { kind: { name: 'job', cleanup: 'NONE' }, count: 3 },
      { kind: { name: 'deployment', cleanup: 'NONE' }, count: 1 },
      { kind: { name: 'model', cleanup: 'NONE' }, count: 2 },
      { kind: { name: 'dataset', cleanup: 'NONE' }, count: 2 },
      { kind: { name: 'fileset', cleanup: 'NONE' }, count: 1 },
    ],
    deletionProtection: false,
    builtIn: false,
    firstResources: expect.any(Array),
  })
  expect(impact?.firstResources).toHaveLength(9)
  expect(impact?.firstResources?.[0]?.name).toBe('resource-0')
})

test('is for owners; an owner whose token may not read resources gets only the numbers', async () => {
  const workspace = await seedWorkspace(server, { admin: 'ADMIN' })
  await fill(server, workspace, 1)
  const { body } = await server.gql(IMPACT.toString(), { id: workspace.id }, workspace.members['admin'] as Person)
  expect(body.data.workspace.deletionImpact).toBeNull()
  expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'WORKSPACE_DELETE' })
  const permissions = ['WORKSPACE_READ' as const, 'WORKSPACE_DELETE' as const]
  const { createApiToken } = await run(
    server,
    CREATE_API_TOKEN,
    { input: { name: 'low', permissions } },
    workspace.owner,
  )
  const limited = await server.gql(IMPACT.toString(), { id: workspace.id }, { token: createApiToken.secret as string })
  expect(limited.body.data.workspace.deletionImpact).toMatchObject({ members: 2, firstResources: null })
})

test('the etag changes with each content that is added or removed, and with nothing else', async () => {
  const workspace = await seedWorkspace(server)
  const { id, owner } = workspace
  const etag = async () => (await impactOf(workspace))?.etag
  const seen = [await etag()]
  await run(server, RENAME, { input: { workspace: { id }, displayName: 'Another' } }, owner)
  expect(await etag()).toBe(seen[0])
  const changes: (() => Promise<unknown>)[] = [
    () => fill(server, workspace, 1),
    () => run(server, INVITE_MEMBERS, { input: { workspace: { id }, emails: [`${unique('x')}@example.com`] } }, owner),
    () => run(server, CREATE_API_TOKEN, { input: { name: 'bound', workspace: { id } } }, owner),
    // there are as many resources as before, but another one
    async () => {
      const resource = { named: { workspace: { id }, kind: 'job', name: 'resource-0' } }
      await run(server, DELETE_RESOURCE, { input: { resource } }, owner)
      await fill(server, workspace, 1)
    },
  ]
  for (const change of changes) {
    await change()
    seen.push(await etag())
  }
  expect(new Set(seen).size).toBe(changes.length + 1)
})

test('a deletion with an outdated etag is IMPACT_CHANGED, and one with the current etag is carried out', async () => {
  const workspace = await seedWorkspace(server)
  const { id, owner } = workspace
  const impactEtag = (await impactOf(workspace))?.etag as string
  await fill(server, workspace, 1)
  for (const stale of [impactEtag, 'nonsense', '']) {
    const input = { workspace: { id }, impactEtag: stale }
    expect((await refused(server, DELETE_WORKSPACE, { input }, owner)).code).toBe('IMPACT_CHANGED')
  }
  const input = { workspace: { id }, impactEtag: (await impactOf(workspace))?.etag as string, gracePeriod: '1h' }
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input }, owner)
  expect(deleteWorkspace.deletion.state).toBe('SCHEDULED')
  // the same request, now without an impact, returns the same deletion
  const again = await run(server, DELETE_WORKSPACE, { input }, owner)
  expect(again.deleteWorkspace.deletion.id).toBe(deleteWorkspace.deletion.id)
  expect(await impactOf(workspace)).toBeNull()
})
