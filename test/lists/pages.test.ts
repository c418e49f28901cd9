// Every list, page by page in every order and in both directions: each row once, also while rows are added and removed.
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import {
  CREATE_API_TOKEN,
  CREATE_USER,
  CREATE_WORKSPACE,
  DELETE_WORKSPACE,
  REGISTER_RESOURCES,
} from '../support/operations.ts'
import { fill, run, seedWorkspace, unique } from '../support/people.ts'
import { type Credentials, startTestServer } from '../support/server.ts'
import { CONNECTION_FIELDS, selectedFields } from './coverage.ts'

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
const workspace = await seedWorkspace(server)
const { owner } = workspace
const here = { workspace: { id: workspace.id } }
const newUser = async () => {
  const input = { name: unique('member'), memberships: [{ ...here, role: 'VIEWER' as const }] }
  return (await run(server, CREATE_USER, { input })).createUser.user.id
}
const newWorkspace = async () =>
  (await run(server, CREATE_WORKSPACE, { input: { name: unique('listed') } }, owner)).createWorkspace.workspace.id
const newProject = async () =>
  (await run(server, CREATE_PROJECT, { input: { ...here, name: unique('project') } }, owner)).createProject.project.id
const newToken = (workspaceToken: boolean) =>
  run(server, CREATE_API_TOKEN, { input: { name: 'listed', ...(workspaceToken ? here : {}) } }, owner)
const registerOne = () => {
  const resources = [{ kind: 'job', name: unique('resource') }]
  return run(server, REGISTER_RESOURCES, { input: { ...here, resources } }, owner)
}
const deleteWorkspace = async (id: string) => {
  const deleted = await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
  return deleted.deleteWorkspace.deletion.id
}

const resourceIds = await fill(server, workspace, 17)
for (let index = 0; index < 9; index++) {
  await newUser()
  await newWorkspace()
  await newProject()
  await newToken(true)
  await newToken(false)
}
const project = await newProject()
for (const resource of resourceIds.slice(0, 9)) {
  await run(server, UPDATE_RESOURCE, { input: { resource: { id: resource }, project } }, owner)
}
const deletion = await deleteWorkspace(await newWorkspace())
for (let index = 0; index < 5; index++) await deleteWorkspace(await newWorkspace())

interface List {
  /** The query; `%` stands for the arguments and the selection of the list. */
  query: string
  orders?: readonly string[]
  forwardOnly?: true
  filter?: string
  as?: Credentials
}
const inWorkspace = (field: string) => `workspace(by: { id: "${workspace.id}" }) { ${field} }`
const both = (fields: readonly string[]) => [
  ...fields.flatMap((field) => ['ASC', 'DESC'].map((direction) => `[{ field: ${field}, direction: ${direction} }]`)),
  `[{ field: ${fields[1]}, direction: DESC }, { field: CREATED_AT, direction: ASC }]`,
]
const lists: Record<string, List> = {
  workspaces: { query: 'workspaces%', orders: both(['NAME', 'DISPLAY_NAME', 'CREATED_AT', 'UPDATED_AT']) },
  members: { query: inWorkspace('members%'), orders: both(['NAME', 'ROLE', 'CREATED_AT']) },
  "a workspace's tokens": { query: inWorkspace('tokens%') },
  'own tokens': { query: 'me { tokens% }' },
  projects: { query: inWorkspace('projects%') },
  resources: { query: inWorkspace('resources%'), orders: both(['NAME', 'KIND', 'CREATED_AT', 'UPDATED_AT']) },
  "a project's resources": { query: `node(id: "${project}") { ... on Project { resources% } }`, forwardOnly: true },
  "a workspace's events": { query: inWorkspace('events%') },
  'all events': { query: 'events%', as: {}, filter: '{ types: [USER_CREATED, MEMBER_ADDED] }' },
  users: { query: 'users%', as: {} },
  "a user's memberships": { query: 'me { user { memberships% } }', forwardOnly: true },
  deletions: { query: 'deletions%' },
  "a deletion's events": { query: `deletion(id: "${deletion}") { events% }`, forwardOnly: true },
  "a deleted workspace's events": {
    query: `deletion(id: "${deletion}") { workspaceEvents% }`,
    forwardOnly: true,
  },
}
const cases = Object.entries(lists).flatMap(([name, { orders = [''] }]) => {
  const all = orders[0] === '' ? [''] : ['', ...orders]
  return all.map((order): [string, string] => [name, order])
})

test('the table has every connection of the schema', () => {
  const selected = selectedFields(
    Object.values(lists).map(({ query }) => `{ ${query.replace('%', '{ totalCount }')} }`),
  )
  const missing = CONNECTION_FIELDS.filter((field) => !selected.has(field))
  expect(missing, 'Add these fields to `lists` in test/lists/pages.test.ts').toEqual([])
})

interface Connection {
  nodes: Record<string, string>[]
  edges: { cursor: string; node: Record<string, string> }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  totalCount: number
}
interface Args {
  first?: number
  after?: string
  last?: number
  before?: string
}

function request(name: string, order: string, args: Args) {
  const { query, as = owner, filter } = lists[name] as List
  const given = Object.entries(args).map(([arg, value]) => `${arg}: ${JSON.stringify(value)}`)
  if (filter) given.push(`filter: ${filter}`)
  if (order) given.push(`orderBy: ${order}`)
  const field = given.length > 0 ? `(${given.join(', ')})` : ''
  const page = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }'
  const selection = `${field} { nodes { id } edges { cursor node { id } } ${page} totalCount }`
  return server.gql(`{ ${query.replace('%', selection)} }`, {}, as)
}

async function page(name: string, order: string, args: Args): Promise<Connection> {
  const { body } = await request(name, order, args)
  if (body.errors) throw new Error(JSON.stringify(body.errors))
  let found = body.data
  while (found.nodes === undefined) found = Object.values(found)[0] as typeof found
  return found
}

async function refusal(name: string, order: string, args: Args) {
  return (await request(name, order, args)).body.errors?.[0]?.extensions
}

const keysOf = (connection: Connection) => connection.nodes.map((node) => node['id'])

describe.each(cases)('%s %s', (name, order) => {
  test('has each row once, page by page forward and backward', async () => {
    const whole = await page(name, order, { first: 100 })
    const keys = keysOf(whole)
    expect(keys.length).toBeGreaterThan(5)
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
    if (lists[name]?.forwardOnly) return

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
  const forward = invalid.filter(([, args]) => !('last' in args))
  test('refuses pages of 0, -1 and 101 rows, two directions at once, and malformed cursors', async () => {
    for (const [what, args, field] of lists[name]?.forwardOnly ? forward : invalid)
      expect(await refusal(name, '', args), what).toMatchObject({ code: 'INVALID_INPUT', field })
  })

  test('refuses a cursor of another list or with a changed byte, and has pages of 20 by default', async () => {
    const { edges, pageInfo } = await page(name, '', { first: 2 })
    const own = edges[1]?.cursor as string
    const foreign = (await page(otherName, '', { first: 2 })).edges[1]?.cursor as string
    const bytes = Buffer.from(own, 'base64url')
    bytes[bytes.length - 2] = (bytes[bytes.length - 2] as number) ^ 1
    for (const after of [foreign, bytes.toString('base64url')])
      expect(await refusal(name, '', { after })).toMatchObject({ code: 'INVALID_INPUT', field: 'after' })
    expect(pageInfo.endCursor).toBe(own)
    expect((await page(name, '', {})).nodes.length).toBeLessThanOrEqual(20)
    await page(name, '', { after: own })
  })
})

test('a cursor is refused in another order of its list, and in the same list of another workspace', async () => {
  const [byName, byKind] = ['NAME', 'KIND'].map((field) => `[{ field: ${field}, direction: ASC }]`) as [string, string]
  const after = (await page('resources', byName, { first: 2 })).pageInfo.endCursor as string
  await page('resources', byName, { after })
  for (const order of ['', byKind, byName.replace('ASC', 'DESC')])
    expect(await refusal('resources', order, { after })).toMatchObject({ code: 'INVALID_INPUT', field: 'after' })
  const elsewhere = await seedWorkspace(server)
  const query = `{ workspace(by: { id: "${elsewhere.id}" }) { resources(after: "${after}") { totalCount } } }`
  expect((await server.gql(query)).body.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT' })
})

test.each(['workspaces', 'members', 'resources'])('%s can be ordered by two fields at most', async (name) => {
  const order = '{ field: NAME, direction: ASC }'
  expect((await page(name, `[${order}, ${order}]`, {})).nodes.length).toBeGreaterThan(0)
  const three = await refusal(name, `[${order}, ${order}, ${order}]`, {})
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
    for (const direction of ['ASC', 'DESC']) {
      const order = `[{ field: ${field}, direction: ${direction} }]`
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
