// Reads without a suitable index are made in slices: pages are complete however small the slices are, callers take
// turns, and a read that takes too long ends its page early.
import { getNamedType, getNullableType, isEnumType, isInputObjectType, isListType } from 'graphql'
import { afterEach, describe, expect, test } from 'vitest'
import { Pace } from '../../src/background/pace.ts'
import { TurnQueue } from '../../src/graphql/turns.ts'
import { graphql } from '../generated/gql.ts'
import {
  CREATE_API_TOKEN,
  CREATE_SERVICE_ACCOUNT,
  CREATE_USER,
  CREATE_WORKSPACE,
  DELETE_WORKSPACE,
  REGISTER_RESOURCES,
} from '../support/operations.ts'
import { fill, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { FIELDS } from '../support/schema.ts'
import { type Credentials, startTestServer, until } from '../support/server.ts'

const CREATE_PROJECT = graphql(`
  mutation HeavyProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }
`)

const server = await startTestServer({ shared: true })
const { store, pace } = server.app.services
const { readSlice } = store
const yieldToRequests = pace.yieldToRequests.bind(pace)
afterEach(() => {
  Object.assign(store, { readSlice })
  Object.assign(pace, { yieldToRequests })
})
/** Each statement reads ten rows, and each slice is one statement that waits for its turn. */
const useSmallSlices = () => Object.assign(store, { readSlice: { workMs: 0.001, maxRows: 10 } })

const workspace = await seedWorkspace(server)
const { owner } = workspace
const here = { workspace: { id: workspace.id } }
await fill(server, workspace, 60)
const [labelled, bare] = [
  { kind: 'model', name: 'labelled', labels: { team: 'red', tier: 2 } },
  { kind: 'model', name: 'bare' },
]
await run(server, REGISTER_RESOURCES, { input: { ...here, resources: [labelled, bare] } }, owner)
for (let index = 0; index < 25; index++) {
  const role = (['ADMIN', 'EDITOR', 'VIEWER'] as const)[index % 3] as 'ADMIN'
  const email = `${unique('heavy')}@heavy.example`
  await run(server, CREATE_USER, { input: { name: `Heavy ${index % 7}`, email, memberships: [{ ...here, role }] } })
  await run(server, CREATE_PROJECT, { input: { ...here, name: unique('heavy') } }, owner)
  if (index % 2)
    await run(server, CREATE_API_TOKEN, { input: { ...here, name: 'heavy', expiresIn: `${30 - index}h` } }, owner)
  await run(server, CREATE_WORKSPACE, { input: { name: unique('heavy') } }, owner)
}

// the requests below do not change this order: a later time is not replaced
for (const who of ['platform_admin = 1', `id = '${owner.id}'`])
  await server.database.query(`update "user" set last_seen_at = '2999-01-01T00:00:00.000Z' where ${who}`)

interface Connection {
  nodes: Record<string, string>[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  totalCount: number | null
}

async function page(query: string, args: string, as: Credentials = owner): Promise<Connection> {
  const selection = '{ nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }'
  let found = await server.data(`{ ${query.replace('%', `(${args}) ${selection}`)} }`, {}, as)
  while (found.nodes === undefined) found = Object.values(found)[0]
  return found
}
const idsOf = ({ nodes }: Connection) => nodes.map(({ id }) => id)

const there = (field: string) => `workspace(by: { id: "${workspace.id}" }) { ${field} }`
const byTwo = (first: string, second: string) =>
  ['ASC', 'DESC'].flatMap((one) =>
    ['ASC', 'DESC'].map(
      (two) => `orderBy: [{ field: ${first}, direction: ${one} }, { field: ${second}, direction: ${two} }]`,
    ),
  )
const lists: Record<string, [query: string, args: readonly string[], as?: Credentials]> = {
  resources: [
    there('resources%'),
    [
      'filter: { search: "O" }',
      'filter: { search: "o", kind: ["job"] }',
      'filter: { search: "o" }, orderBy: [{ field: NAME, direction: ASC }]',
      'filter: { search: "o" }, orderBy: [{ field: UPDATED_AT, direction: DESC }]',
      'filter: { project: null, createdAt: { gt: "2001-01-01T00:00:00Z" } }',
      ...byTwo('KIND', 'NAME').flatMap((order) => [order, `filter: { search: "o" }, ${order}`]),
      'filter: { kind: ["model", "job"] }, orderBy: [{ field: KIND, direction: DESC }]',
      'filter: { search: "o", kind: ["job", "model"] }, orderBy: [{ field: KIND, direction: ASC }]',
      ...byTwo('KIND', 'UPDATED_AT').map((order) => `filter: { kind: ["model", "job"] }, ${order}`),
    ],
  ],
  members: [
    there('members%'),
    [
      'filter: { search: "HEAVY" }',
      'filter: { search: "heavy", role: [ADMIN] }',
      'filter: { principalType: [USER] }, orderBy: [{ field: NAME, direction: DESC }]',
      ...byTwo('ROLE', 'NAME').flatMap((order) => [
        order,
        `filter: { search: "heavy", role: [VIEWER, ADMIN] }, ${order}`,
      ]),
      'filter: { role: [VIEWER, OWNER] }, orderBy: [{ field: ROLE, direction: DESC }]',
      ...byTwo('ROLE', 'CREATED_AT'),
    ],
  ],
  projects: [
    there('projects%'),
    [
      'filter: { search: "heavy" }',
      'filter: { name: { contains: "HEAVY" } }',
      'filter: { search: "heavy" }, orderBy: [{ field: UPDATED_AT, direction: ASC }]',
    ],
  ],
  tokens: [
    there('tokens%'),
    [
      'filter: { active: true }',
      'filter: { active: true }, orderBy: [{ field: LAST_USED_AT, direction: ASC }]',
      'filter: { active: true }, orderBy: [{ field: LAST_USED_AT, direction: DESC }]',
      `filter: { owner: { user: "${owner.id}" } }, orderBy: [{ field: EXPIRES_AT, direction: ASC }]`,
    ],
  ],
  workspaces: [
    'workspaces%',
    [
      'filter: { search: "heavy" }',
      'filter: { search: "heavy" }, orderBy: [{ field: NAME, direction: DESC }]',
      'filter: { myRole: [OWNER], not: { search: "zzz" } }, orderBy: [{ field: UPDATED_AT, direction: ASC }]',
    ],
  ],
  'all workspaces': ['workspaces%', ['filter: { search: "heavy" }', 'filter: { state: [ACTIVE], search: "e" }'], {}],
  users: [
    'users%',
    [
      'filter: { search: "heavy" }',
      'filter: { suspended: false }',
      'orderBy: [{ field: LAST_SEEN_AT, direction: ASC }]',
      'orderBy: [{ field: LAST_SEEN_AT, direction: DESC }, { field: NAME, direction: ASC }]',
    ],
    {},
  ],
  "a workspace's events": [there('events%'), ['filter: { at: { gt: "2001-01-01T00:00:00Z" } }']],
}
const cases = Object.entries(lists).flatMap(([name, [, args]]) => args.map((each) => [name, each] as const))

describe('firm ground 20: read in slices of ten rows, a list is complete page by page:', () => {
  test.each(cases)('%s (%s)', async (name, args) => {
    const [query, , as] = lists[name] as [string, readonly string[], Credentials?]
    const whole = await page(query, `first: 100, ${args}`, as)
    const ids = idsOf(whole)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThan(1)
    expect(whole.totalCount).toBe(ids.length)
    useSmallSlices()
    const [forward, backward]: [unknown[], unknown[]] = [[], []]
    for (let cursor: string | null = null, more = true; more; ) {
      const next = await page(query, `first: 7, ${args}${cursor ? `, after: "${cursor}"` : ''}`, as)
      expect(next.totalCount).toBe(ids.length)
      forward.push(...idsOf(next))
      more = next.pageInfo.hasNextPage
      cursor = next.pageInfo.endCursor
    }
    for (let cursor: string | null = null, more = true; more; ) {
      const next = await page(query, `last: 7, ${args}${cursor ? `, before: "${cursor}"` : ''}`, as)
      backward.unshift(...idsOf(next))
      more = next.pageInfo.hasPreviousPage
      cursor = next.pageInfo.startCursor
    }
    expect(forward).toEqual(ids)
    expect(backward).toEqual(ids)
  })
})

test('firm ground 20: resources by two orders are in these orders', async () => {
  const resources = (
    await server.data(
      `{ ${there('resources(first: 100, orderBy: [{ field: KIND, direction: DESC }, { field: NAME, direction: ASC }]) { nodes { kind { name } name } }')} }`,
      {},
      owner,
    )
  ).workspace.resources.nodes as { kind: { name: string }; name: string }[]
  const keys = resources.map(({ kind, name }) => [kind.name, name] as const)
  expect(keys).toEqual([...keys].sort((a, b) => (a[0] === b[0] ? (a[1] < b[1] ? -1 : 1) : a[0] < b[0] ? 1 : -1)))
})

describe('firm ground 1: a read that looks at many rows', () => {
  test('ends its page early after three seconds, and the next page continues from there', async () => {
    useSmallSlices()
    // two turns pass in three seconds
    Object.assign(pace, { yieldToRequests: () => new Promise((resolve) => setTimeout(resolve, 1600)) })
    const found: unknown[] = []
    let [pages, empty, cursor]: [number, number, string | null] = [0, 0, null]
    const filter =
      'first: 5, filter: { labels: { team: "red", tier: 2 } }, orderBy: [{ field: CREATED_AT, direction: ASC }]'
    const field = 'nodes { name } edges { cursor } pageInfo { hasNextPage endCursor }'
    for (let more = true; more; pages++) {
      const after: string = cursor ? `, after: "${cursor}"` : ''
      const data = await server.data(`{ ${there(`resources(${filter}${after}) { ${field} }`)} }`, {}, owner)
      const { nodes, edges, pageInfo } = data.workspace.resources
      if (edges.length === 0) empty++
      found.push(...nodes.map(({ name }: { name: string }) => name))
      expect(pageInfo.endCursor).not.toBe(cursor)
      more = pageInfo.hasNextPage
      cursor = pageInfo.endCursor
    }
    expect(found).toEqual(['labelled'])
    expect(pages).toBeGreaterThan(1)
    expect(empty).toBeGreaterThan(0)
  })

  test('returns no count if counting takes more than three seconds', async () => {
    useSmallSlices()
    Object.assign(pace, { yieldToRequests: () => new Promise((resolve) => setTimeout(resolve, 1600)) })
    const { workspace: found } = await server.data(
      `{ ${there('resources(filter: { search: "o" }) { totalCount } projects { totalCount }')} }`,
      {},
      owner,
    )
    expect(found.resources.totalCount).toBeNull()
  })

  test('does not delay others: other requests are answered between its slices', async () => {
    useSmallSlices()
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    let waiting = false
    Object.assign(pace, {
      yieldToRequests: () => {
        waiting = true
        return released
      },
    })
    const search = server.data(`{ ${there('resources(filter: { search: "zzz" }) { totalCount }')} }`, {}, owner)
    await until(() => waiting)
    expect(pace.inFlight).toBe(0)
    const other = await signUp(server)
    expect(await server.data('{ me { user { id } } }', {}, other)).toEqual({ me: { user: { id: other.id } } })
    release()
    expect((await search).workspace.resources.totalCount).toBe(0)
    expect(pace.inFlight).toBe(0)
  })

  test('takes turns with those of other callers, one slice each', async () => {
    const queue = new TurnQueue(new Pace())
    const ran: string[] = []
    const slice = (name: string) => async () => {
      ran.push(name)
    }
    await Promise.all([
      ...['a1', 'a2', 'a3', 'a4'].map((name) => queue.run('a', slice(name))),
      ...['b1', 'b2'].map((name) => queue.run('b', slice(name))),
      queue.run('c', slice('c1')),
    ])
    expect(ran).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4'])
  })
})

const { project, deletion, account } = await (async () => {
  const made = await run(server, CREATE_PROJECT, { input: { ...here, name: unique('capped') } }, owner)
  const { id } = (await run(server, CREATE_WORKSPACE, { input: { name: unique('capped') } }, owner)).createWorkspace
    .workspace
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
  const machine = await run(server, CREATE_SERVICE_ACCOUNT, { input: { ...here, name: unique('capped') } }, owner)
  return {
    project: made.createProject.project.id,
    deletion: deleteWorkspace.deletion.id,
    account: machine.createServiceAccount.serviceAccount.id,
  }
})()
/** How a query reaches the fields of a type. */
const PARENTS: Readonly<Record<string, string>> = {
  Query: '%',
  Workspace: there('%'),
  Me: 'me { % }',
  Project: `node(id: "${project}") { ... on Project { % } }`,
  Deletion: `deletion(id: "${deletion}") { % }`,
  ServiceAccount: `node(id: "${account}") { ... on ServiceAccount { % } }`,
}

/** Each list of values in a filter: the list field, the path in the filter, and the filter with these values. */
const valueLists = FIELDS.flatMap(({ name, field }) => {
  const type = getNamedType(field.args.find((arg) => arg.name === 'filter')?.type)
  if (!isInputObjectType(type)) return []
  return Object.values(type.getFields()).flatMap((input): [string, string, string][] => {
    const values = getNamedType(input.type)
    if (values.name === 'StringFilter') return [[name, `${input.name}.in`, `${input.name}: { in: ${listOf('"x"')} }`]]
    if (!isListType(getNullableType(input.type)) || isInputObjectType(values)) return []
    const value = isEnumType(values) ? values.getValues()[0]?.name : '"x"'
    return [[name, input.name, `${input.name}: ${listOf(value as string)}`]]
  })
})

function listOf(value: string): string {
  return `[${Array.from({ length: 1001 }, () => value).join(', ')}]`
}

test('firm ground 20: the lists of values of all filters are found', () => {
  expect(valueLists.map(([field, path]) => `${field} ${path}`)).toContain('Workspace.resources kind')
  expect(valueLists.length).toBeGreaterThan(10)
})

test.each(valueLists)('firm ground 20: %s takes at most 1,000 values in %s', async (name, path, filter) => {
  const [type = '', field = ''] = name.split('.')
  const query = PARENTS[type]?.replace('%', `${field}(filter: { ${filter} }) { nodes { __typename } }`)
  const { body } = await server.gql(`{ ${query} }`)
  expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: `filter.${path}` })
})
