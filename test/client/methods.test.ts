// The methods of the client against a real server: each document, references as texts, the default workspace, lists,
// errors.
import { createServer as createWebServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import type { GraphQLObjectType } from 'graphql'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as documents from '../../src/client/generated/documents.ts'
import { type Client, type ClientOptions, CroftError, createClient, isCroftError } from '../../src/client/index.ts'
import { fill, type Person, seedWorkspace, unique } from '../support/people.ts'
import { schema } from '../support/schema.ts'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'

const server = await startTestServer({ shared: true })
const team = await seedWorkspace(server, { eve: 'EDITOR' })
const eve = team.members['eve'] as Person

const clientOf = (options: Partial<ClientOptions> = {}): Client =>
  createClient({ url: server.url, token: team.owner.token, retries: 0, ...options })
const croft = clientOf()
const admin = clientOf({ token: ADMIN_TOKEN })

/** The error of a refused call. */
async function refusal(call: PromiseLike<unknown>): Promise<CroftError> {
  const error = await Promise.resolve(call).then(
    () => 'It was not refused',
    (thrown: unknown) => thrown,
  )
  if (!isCroftError(error)) throw error
  return error
}

test('there is a document for every field of the root types and every list of a workspace', () => {
  const texts = Object.values(documents).map((text) => text.replace(/fragment .*/, ''))
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()] as const
  const missing = roots.flatMap((root) =>
    Object.keys(root?.getFields() ?? {}).filter(
      (field) => !texts.some((text) => new RegExp(`^${root?.name.toLowerCase()} [^{]*{${field}\\b`).test(text)),
    ),
  )
  const workspace = schema.getType('Workspace') as GraphQLObjectType
  const lists = Object.values(workspace.getFields()).filter(({ type }) => String(type).includes('Connection'))
  const unlisted = lists.filter(
    ({ name }) => !texts.some((text) => text.includes(`{workspace(by:$workspace){${name}(`)),
  )
  expect([missing, unlisted.map(({ name }) => name)]).toEqual([[], []])
})

test('every list, with a full page, is answered', async () => {
  const deleted = await croft.createWorkspace({ name: unique('deleted') })
  const { deletion } = await croft.deleteWorkspace({ workspace: { id: deleted.workspace.id } })
  const account = await croft.createServiceAccount({ workspace: team.name, name: 'ci', role: 'EDITOR' })
  const workspace = team.name
  const lists = [
    admin.users(),
    admin.events(),
    admin.platformServiceAccounts(),
    admin.membershipsOf({ user: team.owner.id }),
    croft.workspaces(),
    croft.members({ workspace }),
    croft.invitations({ workspace }),
    croft.myInvitations(),
    croft.tokens({ workspace }),
    croft.myTokens(),
    croft.tokensOf({ serviceAccount: account.serviceAccount.id }),
    croft.serviceAccounts({ workspace }),
    croft.projects({ workspace }),
    croft.resources({ workspace }),
    croft.auditLog({ workspace }),
    croft.deletions(),
    croft.deletionHistory({ deletion: deletion.id }),
    croft.deletedWorkspaceEvents({ deletion: deletion.id }),
    croft.cleanupTasks({ deletion: deletion.id }),
  ]
  for (const list of lists) {
    const page = await list
    expect(Array.isArray(page.nodes), JSON.stringify(page)).toBe(true)
    expect(page).not.toHaveProperty('totalCount')
  }
})

test('every query that is not a list is answered', async () => {
  const workspace = team.name
  expect((await croft.serverInfo()).features).toContain('IDEMPOTENCY_KEYS')
  expect((await croft.me()).user?.id).toBe(team.owner.id)
  expect(await croft.mySessions()).toEqual([])
  expect((await croft.roles()).map(({ name }) => name)).toEqual(['OWNER', 'ADMIN', 'EDITOR', 'VIEWER'])
  expect((await croft.resourceKinds()).length).toBeGreaterThanOrEqual(5)
  expect(await croft.access({ workspace, permissions: ['WORKSPACE_DELETE'] })).toMatchObject([{ allowed: true }])
  expect(await croft.node({ id: team.id })).toEqual({ __typename: 'Workspace', id: team.id, name: team.name })
  expect(await croft.nodes({ ids: [eve.id] })).toMatchObject([{ __typename: 'User' }])
  expect(await croft.user({ by: eve.id })).toMatchObject({ name: eve.name })
  expect(await croft.workspace({ by: workspace })).toMatchObject({ id: team.id, owners: [{ id: team.owner.id }] })
  expect(await croft.membership({ workspace, principal: eve.id })).toMatchObject({ role: 'EDITOR' })
  expect(await croft.memberCounts({ workspace })).toContainEqual({ role: 'OWNER', count: 1 })
  expect(await croft.accessOf({ workspace, user: eve.id })).toMatchObject({ role: 'EDITOR' })
  expect(await croft.resourceCounts({ workspace })).toEqual([])
  expect(await croft.deletionImpact({ workspace })).toMatchObject({ members: expect.any(Number) })
  expect(await croft.deletion({ id: team.id.replace('ws', 'del') })).toBeNull()
  expect(await croft.invitation({ code: 'made up' })).toBeNull()
})

describe('a text as a reference', () => {
  test('is an id, a UUID or a name by its form or its prefix', async () => {
    const { id, uuid, name } = (await croft.workspace({ by: team.id })) ?? {}
    for (const by of [id, uuid, uuid?.toUpperCase(), name, `id:${id}`, `uuid:${uuid}`, `name:${name}`]) {
      expect((await croft.workspace({ by: by as string }))?.id, by).toBe(team.id)
    }
    expect(await croft.workspace({ by: `name:${id}` }).catch(({ code }: CroftError) => code)).toBeOneOf([
      null,
      'INVALID_INPUT',
    ])
  })

  test('is a person by address, id or UUID, a group, a service account, everyone', async () => {
    const { workspace } = await croft.createWorkspace({ name: unique('people') })
    const account = await croft.createServiceAccount({ workspace: workspace.name, name: 'bot' })
    const email = `${eve.name}@example.com`
    await croft.addMember({ workspace: workspace.name, principal: email, role: 'VIEWER' })
    await croft.addMember({ workspace: workspace.name, principal: 'group:staff', role: 'VIEWER' })
    await croft.addMember({ workspace: workspace.name, principal: account.serviceAccount.id, role: 'VIEWER' })
    const uuid = (await croft.user({ by: email }))?.uuid as string
    for (const principal of [email, eve.id, uuid, `email:${email}`]) {
      expect(await croft.membership({ workspace: workspace.id, principal }), principal).toMatchObject({
        principal: { __typename: 'User', id: eve.id },
      })
    }
    const members = await croft.members({ workspace: workspace.id }).take(10)
    expect(members.map(({ principal }) => principal.__typename).sort()).toEqual([
      'Group',
      'ServiceAccount',
      'User',
      'User',
    ])
    expect((await refusal(croft.addMember({ workspace: workspace.id, principal: 'everyone' }))).code).toBe(
      'INVALID_INPUT',
    )
  })

  test('is a membership, a project, a resource of the default workspace, and a token by its name', async () => {
    const here = clientOf({ workspace: team.name })
    expect((await here.updateMember({ member: `${eve.name}@example.com`, role: 'VIEWER' })).membership.role).toBe(
      'VIEWER',
    )
    expect((await here.updateMember({ member: eve.id, role: 'EDITOR' })).membership.role).toBe('EDITOR')
    await here.createProject({ name: 'docs' })
    expect((await here.updateProject({ project: 'docs', description: 'Texts' })).project.description).toBe('Texts')
    await here.registerResource({ resource: { kind: 'job', name: 'nightly/1' } })
    const { resource } = await here.updateResource({ resource: 'job/nightly/1', externalId: 'x' })
    expect(resource).toMatchObject({ kind: { name: 'job' }, name: 'nightly/1', externalId: 'x' })
    await here.createApiToken({ name: 'by name' })
    expect((await here.revokeApiToken({ token: 'by name' })).token.status).toBe('REVOKED')
  })
})

describe('the default workspace', () => {
  const here = clientOf({ workspace: team.id })

  test('replaces a required workspace that is omitted', async () => {
    expect((await here.workspace())?.id).toBe(team.id)
    expect((await here.members().take(1)).length).toBe(1)
    expect((await refusal(croft.workspace())).code).toBe('NO_WORKSPACE')
    expect((await refusal(croft.members())).code).toBe('NO_WORKSPACE')
  })

  test('is not used for optional workspaces: a token without one is personal', async () => {
    expect((await here.createApiToken({ name: unique('personal') })).token.workspace).toBeNull()
  })

  test('is never deleted, left, transferred or suspended by default, nor is anything in it deleted', async () => {
    const calls = here as unknown as Record<string, (input: object) => Promise<unknown>>
    const inputs = {
      deleteWorkspace: {},
      leaveWorkspace: {},
      transferOwnership: { to: eve.id },
      suspendWorkspace: { reason: 'x' },
      deleteProject: { project: 'docs' },
      deleteResource: { resource: 'job/one' },
    }
    for (const [name, input] of Object.entries(inputs)) {
      expect((await refusal(calls[name]?.(input) as Promise<unknown>)).code, name).toBe('NO_WORKSPACE')
    }
  })
})

describe('a list', () => {
  test('is its first page when awaited, all entries when iterated, a given number when taken', async () => {
    await fill(server, team, 25)
    const list = croft.resources({ workspace: team.name, filter: { name: { startsWith: 'resource-' } }, first: 10 })
    const page = await list
    expect([page.nodes.length, page.pageInfo.hasNextPage]).toEqual([10, true])
    const names = new Set<string>()
    for await (const { name } of list) names.add(name)
    expect(names.size).toBe(25)
    const sizes: number[] = []
    for await (const { nodes } of list.pages()) sizes.push(nodes.length)
    expect(sizes).toEqual([10, 10, 5])
    expect((await list.take(11)).length).toBe(11)
    expect((await list.take(100)).length).toBe(25)
    expect(await list.take(0)).toEqual([])
  })

  test('returns the count only on request', async () => {
    const bodies: string[] = []
    const counting = clientOf({
      fetch: (url, init) => {
        bodies.push(init.body)
        return fetch(url, init)
      },
    })
    const counts: unknown[] = []
    for await (const page of counting.resources({ workspace: team.name, first: 15, count: true }).pages()) {
      counts.push(page.totalCount)
    }
    expect(counts).toEqual([expect.any(Number), undefined])
    expect(bodies.map((body) => (JSON.parse(body) as { variables: { first: number } }).variables.first)).toEqual([
      15, 15,
    ])
  })

  test('of a hidden workspace is NOT_FOUND', async () => {
    const stranger = await seedWorkspace(server)
    expect((await refusal(croft.members({ workspace: stranger.name }))).code).toBe('NOT_FOUND')
    expect((await refusal(croft.membership({ workspace: stranger.name, principal: eve.id }))).code).toBe('NOT_FOUND')
    expect(await croft.workspace({ by: stranger.name })).toBeNull()
  })
})

describe('an error', () => {
  test('has the code, the request id, the path and the details of the server', async () => {
    const error = await refusal(
      clientOf({ token: eve.token }).updateWorkspace({ workspace: team.name, displayName: 'x' }),
    )
    expect(error).toBeInstanceOf(CroftError)
    expect(error.requestId).toEqual(expect.any(String))
    expect(error.path).toEqual(['updateWorkspace'])
    if (!error.is('FORBIDDEN')) throw error
    expect(error.details).toMatchObject({ requiredRole: 'ADMIN', myRole: 'EDITOR', permission: 'WORKSPACE_UPDATE' })
    expect(error.is('NOT_FOUND', 'CONFLICT')).toBe(false)
  })

  test('keeps the partial data of the response', async () => {
    const document = '{ me { user { name } } users { nodes { id } } }'
    const error = await refusal(croft.query(document))
    expect([error.code, error.data]).toEqual(['FORBIDDEN', { me: { user: { name: team.owner.name } }, users: null }])
  })

  test('is UNAUTHENTICATED for a bad token, NETWORK for no server, BAD_RESPONSE for another server', async () => {
    expect((await refusal(clientOf({ token: 'croft_nonsense' }).me())).code).toBe('UNAUTHENTICATED')
    expect((await refusal(clientOf({ token: undefined }).me())).code).toBe('UNAUTHENTICATED')
    expect((await refusal(clientOf({ url: await closedAddress() }).me())).message).toContain('ECONNREFUSED')
    const other = await refusal(clientOf({ url: await addressOfAnother() }).me())
    expect([other.code, other.is('BAD_RESPONSE') && other.details.status]).toEqual(['BAD_RESPONSE', 404])
  })

  test('is the abort reason of its signal', async () => {
    const reason = new Error('enough')
    await expect(croft.me({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })
})

/** The address of a web server other than Croft. */
async function addressOfAnother(): Promise<string> {
  const other = createWebServer((_request, response) => response.writeHead(404).end('<h1>Not here</h1>'))
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())
  return `http://127.0.0.1:${(other.address() as AddressInfo).port}`
}

/** An address at which no server listens any more. */
async function closedAddress(): Promise<string> {
  const nobody = createServer()
  await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve))
  const { port } = nobody.address() as AddressInfo
  await new Promise((resolve) => nobody.close(resolve))
  return `http://127.0.0.1:${port}`
}
