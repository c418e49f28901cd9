// The filters and orders of the lists of a workspace, of users and of deletions.
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type {
  MemberFilter,
  MemberOrder,
  ResourceFilter,
  ResourceInput,
  ResourceOrder,
  UserFilter,
} from '../generated/graphql.ts'
import { ADD_MEMBER, CREATE_USER, DELETE_WORKSPACE, REGISTER_RESOURCES, UPDATE_USER } from '../support/operations.ts'
import { refused, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const MEMBERS = graphql(`
  query FilterMembers($by: WorkspaceRef!, $filter: MemberFilter, $orderBy: [MemberOrder!]) {
    workspace(by: $by) {
      members(first: 100, filter: $filter, orderBy: $orderBy) {
        nodes { role principal { __typename ... on User { name } ... on Group { group: name } } }
        totalCount
      }
    }
  }
`)
const RESOURCES = graphql(`
  query FilterResources($by: WorkspaceRef!, $filter: ResourceFilter, $orderBy: [ResourceOrder!]) {
    workspace(by: $by) { resources(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name } totalCount } }
  }
`)
const USERS = graphql(`
  query FilterUsers($filter: UserFilter!) { users(first: 100, filter: $filter) { nodes { name } totalCount } }
`)
const DELETIONS = graphql(`
  query FilterDeletions($filter: DeletionFilter!) {
    deletions(first: 100, filter: $filter) { nodes { workspaceName } totalCount }
  }
`)
const UPDATE = graphql(`
  mutation FilterShare($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { updatedAt } } }
`)

const server = await startTestServer({ shared: true })

describe('members', async () => {
  const { id, owner } = await seedWorkspace(server)
  const people: [string, 'ADMIN' | 'EDITOR' | 'VIEWER'][] = [
    ['Ängström', 'ADMIN'],
    ['Bob_1', 'EDITOR'],
    ['Bob 1', 'VIEWER'],
  ]
  for (const [name, role] of people) {
    const input = { name, email: `${unique('m')}@members.example`, memberships: [{ workspace: { id }, role }] }
    await run(server, CREATE_USER, { input })
  }
  const group = { workspace: { id }, principal: { group: 'ops%' }, role: 'ADMIN' as const }
  await run(server, ADD_MEMBER, { input: group }, owner)
  await run(server, UPDATE, { input: { workspace: { id }, visibility: 'SHARED_READ' } }, owner)
  const list = async (filter: MemberFilter, orderBy?: MemberOrder[]) => {
    const given = { by: { id }, filter, ...(orderBy ? { orderBy } : {}) }
    const found = (await run(server, MEMBERS, given, owner)).workspace?.members
    expect(found?.totalCount).toBe(found?.nodes.length)
    return found?.nodes.map(({ principal }) => {
      if ('group' in principal) return principal.group
      return 'name' in principal ? principal.name : principal.__typename
    })
  }

  test.each<[MemberFilter, string[]]>([
    [{}, ['Everyone', 'ops%', 'Bob 1', 'Bob_1', 'Ängström', owner.name]],
    [{ search: 'ÄNG' }, ['Ängström']],
    [{ search: 'b_1' }, ['Bob_1']],
    [{ search: '%' }, ['ops%']],
    [{ search: 'MEMBERS.example' }, ['Bob 1', 'Bob_1', 'Ängström']],
    [{ role: ['ADMIN', 'OWNER'] }, ['ops%', 'Ängström', owner.name]],
    [{ principalType: ['GROUP', 'EVERYONE'] }, ['Everyone', 'ops%']],
    [{ principalType: ['USER'], role: ['VIEWER'] }, ['Bob 1']],
    [{ principalType: Array.from({ length: 1000 }, () => 'EVERYONE' as const) }, ['Everyone']],
    [{ role: Array.from({ length: 1000 }, () => 'VIEWER' as const) }, ['Everyone', 'Bob 1']],
    [{ role: [] }, []],
  ])('%j', async (filter, expected) => {
    expect(await list(filter)).toEqual(expected)
  })

  test('ordered by role and name', async () => {
    const orderBy: MemberOrder[] = [
      { field: 'ROLE', direction: 'DESC' },
      { field: 'NAME', direction: 'ASC' },
    ]
    const users = await list({ principalType: ['USER'] }, orderBy)
    expect(users).toEqual([owner.name, 'Ängström', 'Bob_1', 'Bob 1'])
  })

  test('filtered by several roles, in an order in which several members are equal', async () => {
    const there = await seedWorkspace(server)
    for (const role of ['ADMIN', 'EDITOR', 'VIEWER'] as const) {
      const memberships = [{ workspace: { id: there.id }, role }]
      await run(server, CREATE_USER, {
        input: { name: 'Namesake', email: `${unique('n')}@namesakes.example`, memberships },
      })
    }
    const orderBy = (['CREATED_AT', 'NAME'] as const).map((field) => ({ field, direction: 'ASC' as const }))
    const filter: MemberFilter = { role: ['ADMIN', 'VIEWER', 'ADMIN'] }
    const found = await run(server, MEMBERS, { by: { id: there.id }, filter, orderBy }, there.owner)
    expect(found.workspace?.members.nodes.map(({ role }) => role)).toEqual(['ADMIN', 'VIEWER'])
    // The same after a cursor, where a member of another workspace with the same name must not appear.
    const page = `members(first: 1, orderBy: [{ field: CREATED_AT, direction: ASC }, { field: NAME, direction: ASC }]`
    const ask = async (more: string) => {
      const query = `{ workspace(by: { id: "${there.id}" }) { ${page} ${more}) {
        nodes { workspace { id } role } pageInfo { endCursor } } } }`
      return (await server.data(query, {}, there.owner)).workspace.members
    }
    const elsewhere = await seedWorkspace(server)
    const memberships = [{ workspace: { id: elsewhere.id }, role: 'VIEWER' as const }]
    await run(server, CREATE_USER, {
      input: { name: 'Namesake', email: `${unique('n')}@namesakes.example`, memberships },
    })
    const { endCursor } = (await ask('')).pageInfo
    const rest = await ask(`filter: { role: [VIEWER, ADMIN, OWNER] }, after: "${endCursor}"`)
    expect(rest.nodes).toEqual([{ workspace: { id: there.id }, role: 'ADMIN' }])
  })

  test('ordered and searched by the current name of a user', async () => {
    const there = await seedWorkspace(server, { anna: 'VIEWER', zoe: 'EDITOR' })
    const orderBy = [{ field: 'NAME' as const, direction: 'ASC' as const }]
    const named = async (filter: MemberFilter) => {
      const found = await run(server, MEMBERS, { by: { id: there.id }, filter, orderBy }, there.owner)
      return found.workspace?.members.nodes.map(({ principal }) => 'name' in principal && principal.name)
    }
    for (const [key, name] of Object.entries({ anna: '~last', zoe: '!first' })) {
      const user = there.members[key]?.id as string
      await run(server, UPDATE_USER, { input: { user: { id: user }, name } })
    }
    expect(await named({})).toEqual(['!first', there.owner.name, '~last'])
    expect(await named({ search: '~LAST' })).toEqual(['~last'])
    expect(await named({ search: 'anna' })).toEqual([])
  })
})

describe('resources', async () => {
  const { id, owner } = await seedWorkspace(server)
  const resources: ResourceInput[] = [
    { kind: 'job', name: 'Über_job', externalId: 's3://Bucket/1', labels: { n: 1, team: 'red' } },
    { kind: 'job', name: 'job%', labels: { n: '1', team: 'blue', nested: { a: [1] } } },
    { kind: 'model', name: 'model', labels: { n: true, none: null, most: 1e21, both: { b: [1], a: 1.5 } } },
  ]
  await run(server, REGISTER_RESOURCES, { input: { workspace: { id }, resources } }, owner)
  const list = async (filter: ResourceFilter, orderBy?: ResourceOrder[]) => {
    const given = { by: { id }, filter, ...(orderBy ? { orderBy } : {}) }
    const found = (await run(server, RESOURCES, given, owner)).workspace?.resources
    expect(found?.totalCount).toBe(found?.nodes.length)
    return found?.nodes.map(({ name }) => name)
  }
  const [uber, percent, model] = ['Über_job', 'job%', 'model']

  test.each<[ResourceFilter, (string | undefined)[]]>([
    [{}, [model, percent, uber]],
    [{ search: 'ÜBER' }, [uber]],
    [{ search: 'r_j' }, [uber]],
    [{ search: 'b%' }, [percent]],
    [{ search: 's3://bucket' }, [uber]],
    [{ kind: ['job'] }, [percent, uber]],
    [{ kind: ['spaceship'] }, []],
    [{ name: { eq: 'model' } }, [model]],
    [{ project: null }, [model, percent, uber]],
    [{ project: 'prj_01h455vb4pex5vsknk084sn02q' }, []],
    [{ labels: {} }, [model, percent, uber]],
    [{ labels: { n: 1 } }, [uber]],
    [{ labels: { n: '1' } }, [percent]],
    [{ labels: { n: true } }, [model]],
    [{ labels: { none: null } }, [model]],
    [{ labels: { nested: { a: [1] } } }, [percent]],
    [{ labels: { both: { a: 1.5, b: [1] } } }, [model]],
    [{ labels: { both: { a: 1.5 } } }, []],
    [{ labels: { most: 1e21 } }, [model]],
    [{ labels: { toString: null } }, []],
    [{ labels: { team: 'red', n: '1' } }, []],
    [{ labels: { missing: null } }, []],
    [{ createdAt: { lt: '2000-01-01T00:00:00Z' } }, []],
  ])('%j', async (filter, expected) => {
    expect(await list(filter)).toEqual(expected)
  })

  test.each<ResourceFilter>([
    { labels: { team: 'red\u0000' } },
    { labels: { 'team\ud800': 'red' } },
    { labels: { nested: { a: ['\udc00'] } } },
    { search: 'job\u0000' },
    { name: { contains: '\ud83d' } },
    { name: { eq: '\u0000' } },
    { name: { in: ['job', '\ud83d'] } },
  ])('%j, with a character that the databases cannot store, is INVALID_INPUT', async (filter) => {
    expect(await refused(server, RESOURCES, { by: { id }, filter }, owner)).toMatchObject({ code: 'INVALID_INPUT' })
  })

  test.each([{ note: 'cut \ud83d' }, { 'cut \ud83d': 1 }, { deep: ['\u0000'] }])(
    'labels %j are refused: the databases cannot compare them',
    async (labels) => {
      const resources = [{ kind: 'job', name: 'poison', labels }]
      const input = { workspace: { id }, resources }
      expect(await refused(server, REGISTER_RESOURCES, { input }, owner)).toMatchObject({
        code: 'INVALID_INPUT',
        field: 'resources.0.labels',
      })
    },
  )

  test('labels may contain surrogate pairs, and text that looks like an escape', async () => {
    const other = await seedWorkspace(server)
    const labels = { face: '\ud83d\ude00', path: 'C:\\ud800\\u0000' }
    const input = { workspace: { id: other.id }, resources: [{ kind: 'job', name: 'whole', labels }] }
    await run(server, REGISTER_RESOURCES, { input }, other.owner)
    const { workspace } = await run(server, RESOURCES, { by: { id: other.id }, filter: { labels } }, other.owner)
    expect(workspace?.resources?.nodes.map(({ name }) => name)).toEqual(['whole'])
  })

  test('ordered by kind and name', async () => {
    const orderBy: ResourceOrder[] = [
      { field: 'KIND', direction: 'DESC' },
      { field: 'NAME', direction: 'ASC' },
    ]
    expect(await list({}, orderBy)).toEqual([model, percent, uber])
  })

  test('a filter by labels of more than 16 KiB is refused: no resource has as many', async () => {
    const filter: ResourceFilter = { labels: { team: Array.from({ length: 9000 }, (_, index) => index) } }
    const refusal = await refused(server, RESOURCES, { by: { id }, filter }, owner)
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field: 'filter.labels' })
  })
})

test.each<[UserFilter, number]>([
  [{ search: 'FILTERED%' }, 1],
  [{ search: 'filtered' }, 2],
  [{ search: 'Filtered', platformAdmin: true }, 1],
  [{ search: 'filtered', suspended: true }, 0],
  [{ search: 'filtered', suspended: false, platformAdmin: false }, 1],
])('users filtered by %j', async (filter, count) => {
  const known = (await run(server, USERS, { filter: { search: 'filtered' } })).users?.totalCount
  if (known === 0) {
    await run(server, CREATE_USER, { input: { name: 'filtered%' } })
    await run(server, CREATE_USER, { input: { name: 'x', email: 'Filtered@example.com', platformAdmin: true } })
  }
  expect((await run(server, USERS, { filter })).users).toMatchObject({ totalCount: count })
})

test('deletions filtered by state, workspace name and requester', async () => {
  const stranger = await signUp(server)
  const { id, name, owner } = await seedWorkspace(server)
  await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
  const count = async (filter: object, as = owner) =>
    (await run(server, DELETIONS, { filter }, as)).deletions.totalCount
  expect(await count({ state: ['RUNNING', 'SUCCEEDED'], workspaceName: { eq: name } })).toBe(1)
  expect(await count({ state: [] })).toBe(0)
  expect(await count({ workspaceName: { startsWith: 'nothing' } })).toBe(0)
  expect(await count({ requestedBy: { user: owner.id } })).toBe(1)
  expect(await count({ requestedBy: { user: stranger.id } })).toBe(0)
  expect(await count({}, stranger)).toBe(0)
  const bad = await refused(server, DELETIONS, { filter: { requestedBy: { user: 'x' } } }, owner)
  expect(bad).toMatchObject({ code: 'INVALID_INPUT', field: 'user' })
})
