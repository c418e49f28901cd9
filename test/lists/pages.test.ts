// Every list, page by page in every order and in both directions: each row once, also while rows are added and removed.
import { afterAll, describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { createInvitation, createOwnInvitation, createServiceAccount } from '../support/create.ts'
import { DATABASE } from '../support/database.ts'
import { createExternalKind, deleteExternal, readExternal } from '../support/external.ts'
import { pauseDeletions } from '../support/faults.ts'
import {
  CREATE_API_TOKEN,
  CREATE_SERVICE_ACCOUNT,
  CREATE_USER,
  CREATE_WORKSPACE,
  DELETE_WORKSPACE,
  REGISTER_RESOURCES,
} from '../support/operations.ts'
import { fill, type Person, run, seedWorkspace, unique } from '../support/people.ts'
import { type Credentials, startTestServer, until } from '../support/server.ts'
import { CONNECTION_FIELDS, selectedFields } from './coverage.ts'
import { DIRECTIONS, type Node, ORDERS, ordersOf, sorted, type Term } from './orders.ts'

const CREATE_PROJECT = graphql(`
  mutation ListsProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }
`)
const UPDATE_RESOURCE = graphql(`
  mutation ListsUpdateResource($input: UpdateResourceInput!) { updateResource(input: $input) { resource { id } } }
`)
const DELETE_RESOURCE = graphql(`
  mutation ListsDeleteResource($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }
`)
const REMOVE_MEMBER = graphql(`
  mutation ListsRemoveMember($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }
`)

const server = await startTestServer({ shared: true })
const workspace = await seedWorkspace(server, { viewer: 'VIEWER' })
const viewer = workspace.members['viewer'] as Person
const { owner } = workspace
const here = { workspace: { id: workspace.id } }
const newUser = async () => {
  const input = { name: unique('member'), memberships: [{ ...here, role: 'VIEWER' as const }] }
  return (await run(server, CREATE_USER, { input })).createUser.user.id
}
const fixtureOf = (workspaceId: string) => {
  return { server, workspaceId, token: owner.token, actorId: owner.id, deletionId: '' }
}
const newWorkspace = async () =>
  (await run(server, CREATE_WORKSPACE, { input: { name: unique('listed') } }, owner)).createWorkspace.workspace.id
const newMember = async () => {
  const input = { ...here, name: unique('machine'), role: 'VIEWER' as const }
  return (await run(server, CREATE_SERVICE_ACCOUNT, { input }, owner)).createServiceAccount.serviceAccount.id
}
const newProject = async () =>
  (await run(server, CREATE_PROJECT, { input: { ...here, name: unique('project') } }, owner)).createProject.project.id
/** Some tokens share a name, and some have been used. */
async function newToken(nth: number, of: Person, where: object) {
  const input = { name: nth % 3 ? unique('token') : 'namesake', expiresIn: `${9 - nth}h`, ...where }
  const { id } = (await run(server, CREATE_API_TOKEN, { input }, of)).createApiToken.token
  if (nth % 2 === 0) return
  await server.database.query(
    'update api_token set last_used_at = ? where id = ?',
    `2026-01-0${10 - nth}T00:00:00.000Z`,
    id,
  )
}
const registerOne = () => {
  const resources = [{ kind: 'job', name: unique('resource') }]
  return run(server, REGISTER_RESOURCES, { input: { ...here, resources } }, owner)
}
const deleteWorkspace = async (id: string) => {
  const deleted = await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
  return deleted.deleteWorkspace.deletion.id
}

const account = await newMember()
const resourceIds = await fill(server, workspace, 17)
for (let index = 0; index < 9; index++) {
  await newUser()
  await newWorkspace()
  await newProject()
  await createInvitation(fixtureOf(workspace.id))
  await createServiceAccount(fixtureOf(workspace.id))
  await run(server, CREATE_SERVICE_ACCOUNT, { input: { name: unique('machine') } })
  await newToken(index, owner, { serviceAccount: account })
  await createOwnInvitation(fixtureOf(await newWorkspace()))
  await newToken(index, owner, here)
  await newToken(index, viewer, here)
  await newToken(index, owner, {})
}
// the last use stays the same during the requests below: a later time is not replaced
const LATER = '2999-01-01T00:00:00.000Z'
for (const { name } of [owner, viewer]) {
  await server.database.query('update api_token set last_used_at = ? where name = ?', LATER, `${name}'s token`)
  await server.database.query('update "user" set last_seen_at = ? where name = ?', LATER, name)
}
await server.database.query('update "user" set last_seen_at = ? where platform_admin = 1', LATER)
const project = await newProject()
for (const resource of resourceIds.slice(0, 9)) {
  await run(server, UPDATE_RESOURCE, { input: { resource: { id: resource }, project } }, owner)
}
const deletion = await deleteWorkspace(await newWorkspace())
for (let index = 0; index < 4; index++) await deleteWorkspace(await newWorkspace())
const RUNNING = '{ deletions(filter: { state: [RUNNING] }) { nodes { id } } }'
await until(async () => (await server.data(RUNNING, {}, owner)).deletions.nodes.length === 0)
const waiting = await deleteExternal(server, [[await createExternalKind(server), 9]])
await until(async () => (await readExternal(server, waiting.id)).tasks.nodes.length === 9)
// the other deletions stay as they are until the tests are over
const resume = pauseDeletions(server)
afterAll(() => resume())
for (let index = 0; index < 4; index++) await deleteWorkspace(await newWorkspace())

interface List {
  /** The query; `%` stands for the arguments and the selection of the list. */
  query: string
  /** The fields by which the list can be ordered, and their place in a node. */
  orders?: Readonly<Record<string, string>>
  filter?: string
  as?: Credentials
}
const inWorkspace = (field: string) => `workspace(by: { id: "${workspace.id}" }) { ${field} }`
const lists: Record<string, List> = {
  workspaces: { query: 'workspaces%', orders: ORDERS.workspaces },
  members: {
    query: inWorkspace('members%'),
    orders: ORDERS.members,
  },
  "a workspace's tokens": { query: inWorkspace('tokens%'), orders: ORDERS.tokens },
  'own tokens of a workspace': { query: inWorkspace('tokens%'), orders: ORDERS.tokens, as: viewer },
  'own tokens': { query: 'me { tokens% }', orders: ORDERS.tokens },
  invitations: { query: inWorkspace('invitations%'), orders: ORDERS.invitations },
  'service accounts': { query: inWorkspace('serviceAccounts%'), orders: ORDERS.serviceAccounts },
  'service accounts of the platform': { query: 'serviceAccounts%', orders: ORDERS.serviceAccounts, as: {} },
  "a service account's tokens": {
    query: `node(id: "${account}") { ... on ServiceAccount { tokens% } }`,
    orders: ORDERS.tokens,
  },
  'own invitations': { query: 'me { invitations% }' },
  projects: { query: inWorkspace('projects%'), orders: ORDERS.projects },
  resources: { query: inWorkspace('resources%'), orders: ORDERS.resources },
  "a project's resources": {
    query: `node(id: "${project}") { ... on Project { resources% } }`,
    orders: ORDERS.resources,
  },
  "a workspace's events": { query: inWorkspace('events%') },
  'all events': { query: 'events%', as: {}, filter: '{ types: [USER_CREATED, MEMBER_ADDED] }' },
  users: { query: 'users%', orders: ORDERS.users, as: {} },
  "a user's memberships": { query: 'me { user { memberships% } }' },
  deletions: { query: 'deletions%', orders: ORDERS.deletions },
  'all deletions': { query: 'deletions%', orders: ORDERS.deletions, as: {} },
  "a deletion's tasks": { query: `deletion(id: "${waiting.id}") { tasks% }`, as: {} },
  "a deletion's events": { query: `deletion(id: "${deletion}") { events% }` },
  "a deleted workspace's events": { query: `deletion(id: "${deletion}") { workspaceEvents% }` },
}
/** Lists whose orders of two fields are read on PostgreSQL, too; the same code reads those of the others. */
const IN_PAIRS = ['workspaces', 'members', 'resources', 'users']
const cases = Object.entries(lists).flatMap(([name, { orders = {} }]) =>
  ordersOf(Object.keys(orders), DATABASE === 'sqlite' || IN_PAIRS.includes(name)).map((order) => ({
    name,
    order,
    inWords: order.map(({ field, direction }) => `${field} ${direction}`).join(', ') || 'newest first',
  })),
)

test('the table has every connection of the schema', () => {
  const selected = selectedFields(
    Object.values(lists).map(({ query }) => `{ ${query.replace('%', '{ totalCount }')} }`),
  )
  const missing = CONNECTION_FIELDS.filter((field) => !selected.has(field))
  expect(missing, 'Add these fields to `lists` in test/lists/pages.test.ts').toEqual([])
})

interface Connection {
  nodes: Node[]
  edges: { cursor: string; node: Node }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  totalCount: number
}
interface Args {
  first?: number
  after?: string
  last?: number
  before?: string
}

function request(name: string, order: readonly Term[], args: Args) {
  const { query, as = owner, filter, orders = {} } = lists[name] as List
  const given = Object.entries(args).map(([arg, value]) => `${arg}: ${JSON.stringify(value)}`)
  if (filter) given.push(`filter: ${filter}`)
  if (order.length > 0) given.push(`orderBy: ${JSON.stringify(order).replaceAll('"', '')}`)
  const field = given.length > 0 ? `(${given.join(', ')})` : ''
  const node = `{ id ${order.map((term) => `${term.field}: ${orders[term.field]}`).join(' ')} }`
  const page = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }'
  const selection = `${field} { nodes ${node} edges { cursor node ${node} } ${page} totalCount }`
  return server.gql(`{ ${query.replace('%', selection)} }`, {}, as)
}

async function page(name: string, order: readonly Term[], args: Args): Promise<Connection> {
  const { body } = await request(name, order, args)
  if (body.errors) throw new Error(JSON.stringify(body.errors))
  let found = body.data
  while (found.nodes === undefined) found = Object.values(found)[0] as typeof found
  return found
}

async function refusal(name: string, order: readonly Term[], args: Args) {
  return (await request(name, order, args)).body.errors?.[0]?.extensions
}

const keysOf = (connection: Connection) => connection.nodes.map(({ id }) => id)

describe.each(cases)('$name, $inWords', ({ name, order }) => {
  test('has each row once, page by page forward and backward', async () => {
    const whole = await page(name, order, { first: 100 })
    const keys = keysOf(whole)
    expect(keys.length).toBeGreaterThan(5)
    if (order.length > 0) expect(whole.nodes).toEqual(sorted(whole.nodes, order))
    expect(keys.length).toBe(whole.totalCount)
    expect(new Set(keys).size).toBe(keys.length)
    expect(whole.edges.map(({ node }) => node)).toEqual(whole.nodes)
    expect(whole.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: whole.edges[0]?.cursor,
      endCursor: whole.edges.at(-1)?.cursor,
    })

    const forward: unknown[] = []
    for (let after: string | null | undefined; after !== null; ) {
      const next = await page(name, order, { first: 7, ...(after ? { after } : {}) })
      expect(next.totalCount).toBe(keys.length)
      expect(next.pageInfo.hasPreviousPage).toBe(after !== undefined)
      forward.push(...keysOf(next))
      after = next.pageInfo.hasNextPage ? next.pageInfo.endCursor : null
    }
    expect(forward).toEqual(keys)

    const backward: unknown[] = []
    for (let before: string | null | undefined; before !== null; ) {
      const next = await page(name, order, { last: 5, ...(before ? { before } : {}) })
      expect(next.pageInfo.hasNextPage).toBe(before !== undefined)
      backward.unshift(...keysOf(next))
      before = next.pageInfo.hasPreviousPage ? next.pageInfo.startCursor : null
    }
    expect(backward).toEqual(keys)
  })
})

describe.each(Object.keys(lists))('%s', (name) => {
  const otherName = name === 'resources' ? 'projects' : 'resources'
  const invalid: [string, Args, string][] = [
    ['a page of 0', { first: 0 }, 'first'],
    ['a page of -1', { first: -1 }, 'first'],
    ['a page of 101', { first: 101 }, 'first'],
    ['a last page of 0', { last: 0 }, 'last'],
    ['a last page of -1', { last: -1 }, 'last'],
    ['a last page of 101', { last: 101 }, 'last'],
    ['both directions', { first: 1, last: 1 }, 'last'],
    ['a forged cursor', { after: 'bm9uc2Vuc2UgdGhhdCBpcyBsb25n' }, 'after'],
    ['a malformed cursor', { after: '%' }, 'after'],
    ['an empty cursor', { after: '' }, 'after'],
    ['a forged cursor backward', { last: 1, before: 'bm9uc2Vuc2UgdGhhdCBpcyBsb25n' }, 'before'],
  ]
  test('refuses pages of 0, -1 and 101 rows, two directions at once, and malformed cursors', async () => {
    for (const [what, args, field] of invalid)
      expect(await refusal(name, [], args), what).toMatchObject({ code: 'INVALID_INPUT', field })
  })

  test('refuses a cursor of another list or with a changed byte, and has pages of 20 by default', async () => {
    const { edges, pageInfo } = await page(name, [], { first: 2 })
    const own = edges[1]?.cursor as string
    const foreign = (await page(otherName, [], { first: 2 })).edges[1]?.cursor as string
    const bytes = Buffer.from(own, 'base64url')
    bytes[bytes.length - 2] = (bytes[bytes.length - 2] as number) ^ 1
    for (const after of [foreign, bytes.toString('base64url')])
      expect(await refusal(name, [], { after })).toMatchObject({ code: 'INVALID_INPUT', field: 'after' })
    expect(pageInfo.endCursor).toBe(own)
    expect((await page(name, [], {})).nodes.length).toBeLessThanOrEqual(20)
    await page(name, [], { after: own })
  })
})

test('a cursor is refused in another order of its list, and in the same list of another workspace', async () => {
  const [byName, byKind] = ['NAME', 'KIND'].map((field): Term[] => [{ field, direction: 'ASC' }]) as [Term[], Term[]]
  const after = (await page('resources', byName, { first: 2 })).pageInfo.endCursor as string
  await page('resources', byName, { after })
  for (const order of [[], byKind, [{ field: 'NAME', direction: 'DESC' as const }]])
    expect(await refusal('resources', order, { after })).toMatchObject({ code: 'INVALID_INPUT', field: 'after' })
  const elsewhere = await seedWorkspace(server)
  const query = `{ workspace(by: { id: "${elsewhere.id}" }) { resources(after: "${after}") { totalCount } } }`
  expect((await server.gql(query)).body.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT' })
})

const ordered = Object.keys(lists).filter((name) => lists[name]?.orders)
test.each(ordered)('%s can be ordered by two fields at most', async (name) => {
  const [field] = Object.keys(lists[name]?.orders ?? {}) as [string]
  const term: Term = { field, direction: 'ASC' }
  expect((await page(name, [term, term], {})).nodes.length).toBeGreaterThan(0)
  const three = await refusal(name, [term, term, term], {})
  expect(three).toMatchObject({ code: 'INVALID_INPUT', field: 'orderBy' })
})

describe('while rows are added and removed, each row that stays appears once in', () => {
  const changes: Record<string, [string, () => Promise<unknown>, (key: string) => Promise<unknown>]> = {
    members: ['NAME', newUser, (id) => run(server, REMOVE_MEMBER, { input: { member: { id } } }, owner)],
    resources: [
      'NAME',
      registerOne,
      (resource) => run(server, DELETE_RESOURCE, { input: { resource: { id: resource } } }, owner),
    ],
    workspaces: ['CREATED_AT', newWorkspace, deleteWorkspace],
  }
  test.each(Object.keys(changes))('%s', async (name) => {
    const [field, insert, remove] = changes[name] as [string, () => Promise<unknown>, (key: string) => Promise<unknown>]
    for (const direction of DIRECTIONS) {
      const order = [{ field, direction }]
      const before = keysOf(await page(name, order, { first: 100 })) as string[]
      const seen: string[] = []
      for (let after: string | null | undefined; after !== null; ) {
        const next = await page(name, order, { first: 3, ...(after ? { after } : {}) })
        seen.push(...(keysOf(next) as string[]))
        after = next.pageInfo.hasNextPage ? next.pageInfo.endCursor : null
        // Adds a row, and removes the row of the cursor that the next page starts after.
        if (seen.length !== 3) continue
        await insert()
        await remove(seen.at(-1) as string)
      }
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.filter((key) => before.includes(key))).toEqual(before)
    }
  })
})

test('a member whose role changes while a page is read role by role appears once', async () => {
  const { id, owner, members } = await seedWorkspace(server, { changing: 'EDITOR' })
  const changing = members['changing']?.id as string
  const page = 'members(orderBy: [{ field: ROLE, direction: DESC }, { field: NAME }]) { nodes { id } }'
  const change = (role: string) =>
    server.data(
      `mutation { updateMember(input: { member: { of: { workspace: { id: "${id}" }, principal: { user: "${changing}" } } },
        role: ${role} }) { membership { id } } }`,
      {},
      owner,
    )
  let isDone = false
  const changes = (async () => {
    while (!isDone) for (const role of ['VIEWER', 'ADMIN']) await change(role)
  })()
  const read = async () => {
    const { workspace } = await server.data(`{ workspace(by: { id: "${id}" }) { ${page} } }`, {}, owner)
    const { workspaces } = await server.data(`{ workspaces { nodes { ${page} } } }`, {}, owner)
    return [workspace, ...workspaces.nodes].map(
      ({ members: { nodes } }) => nodes.map((node: Node) => node.id) as string[],
    )
  }
  try {
    for (let time = 0; time < 100; time++) {
      const pages = (await Promise.all(Array.from({ length: 8 }, read))).flat()
      for (const ids of pages) expect(new Set(ids).size).toBe(ids.length)
    }
  } finally {
    isDone = true
    await changes
  }
})
