// The filters and orders of `workspaces`, and the limits of every filter.
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { CreateWorkspaceInput, WorkspaceFilter, WorkspaceOrder } from '../generated/graphql.ts'
import { ADD_MEMBER, CREATE_WORKSPACE } from '../support/operations.ts'
import { refused, run, seedWorkspace, signUp } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const WORKSPACES = graphql(`
  query FilterWorkspaces($filter: WorkspaceFilter, $orderBy: [WorkspaceOrder!]) {
    workspaces(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name displayName } totalCount }
  }
`)
const MARK = graphql(`
  mutation FilterMark($input: SetWorkspacePreferencesInput!) {
    setWorkspacePreferences(input: $input) { workspace { id } }
  }
`)
const UPDATE = graphql(`
  mutation FilterUpdate($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { updatedAt } } }
`)
const SUSPEND = graphql(`
  mutation FilterSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }
`)

const HOUR_MS = 3_600_000
const server = await startTestServer({ shared: true })
const ann = await signUp(server)
const start = Date.now()
const at = (hours: number) => new Date(start + hours * HOUR_MS).toISOString()

const made: CreateWorkspaceInput[] = [
  { name: 'alpha', displayName: 'Ärger & Co', description: 'The FIRST' },
  { name: 'beta', displayName: '100% wool', hosting: 'LOCAL' },
  { name: 'gamma', displayName: '100 sheep', hosting: 'REMOTE', instanceUrl: 'https://gamma.example' },
  { name: 'delta_1', displayName: 'Back\\slash', description: 'straße' },
  { name: 'delta-1', displayName: 'ärmel', visibility: 'SHARED_READ' },
]
for (const input of made) {
  await run(server, CREATE_WORKSPACE, { input }, ann)
  server.advance(HOUR_MS)
}
const [guest, other] = [await seedWorkspace(server), await seedWorkspace(server)]
for (const { id } of [guest]) {
  const input = { workspace: { id }, principal: { user: ann.id }, role: 'EDITOR' as const }
  await run(server, ADD_MEMBER, { input })
}
await run(server, MARK, { input: { workspace: { name: 'beta' }, favourite: true } }, ann)
await run(server, MARK, { input: { workspace: { name: 'gamma' }, favourite: true, hidden: true } }, ann)
await run(server, SUSPEND, { input: { workspace: { name: 'gamma' }, reason: 'unpaid' } })
await run(server, UPDATE, { input: { workspace: { name: 'alpha' }, description: 'The FIRST, changed' } }, ann)
const names = [...made.map(({ name }) => name as string), 'default', 'system', guest.name]
const except = (...without: string[]) => names.filter((name) => !without.includes(name))

describe('workspaces filtered by', () => {
  test.each<[WorkspaceFilter, string[]]>([
    [{}, names],
    [{ search: '' }, names],
    [{ search: 'ALPHA' }, ['alpha']],
    [{ search: 'ÄR' }, ['alpha', 'delta-1']],
    [{ search: 'är' }, ['alpha', 'delta-1']],
    [{ search: 'first' }, ['alpha']],
    [{ search: 'STRASSE' }, []],
    [{ search: 'Straße' }, ['delta_1']],
    [{ search: '100%' }, ['beta']],
    [{ search: 'a_1' }, ['delta_1']],
    [{ search: '%' }, ['beta']],
    [{ search: '\\' }, ['delta_1']],
    [{ search: "' or 1=1 --" }, []],
    [{ name: { eq: 'alpha' } }, ['alpha']],
    [{ name: { eq: 'ALPHA' } }, []],
    [{ name: { eq: other.name } }, []],
    [{ name: { in: ['beta', 'nowhere', 'gamma'] } }, ['beta', 'gamma']],
    [{ name: { in: [] } }, []],
    [{ name: { contains: 'ELTA' } }, ['delta_1', 'delta-1']],
    [{ name: { startsWith: 'delta_' } }, ['delta_1']],
    [{ name: { startsWith: 'Delta' } }, []],
    [{ name: { startsWith: 'd', contains: '-1' } }, ['delta-1']],
    [{ displayName: { contains: '0% W' } }, ['beta']],
    [{ displayName: { startsWith: '100' } }, ['beta', 'gamma']],
    [{ state: ['SUSPENDED'] }, ['gamma']],
    [{ state: ['ACTIVE', 'SUSPENDED'] }, names],
    [{ state: [] }, []],
    [{ hosting: ['LOCAL', 'REMOTE'] }, ['beta', 'gamma']],
    [{ myRole: ['OWNER'] }, made.map(({ name }) => name as string)],
    [{ myRole: ['EDITOR'] }, ['default', guest.name]],
    [{ myRole: ['VIEWER', 'ADMIN'] }, ['system']],
    [{ favourite: true }, ['beta', 'gamma']],
    [{ favourite: false }, except('beta', 'gamma')],
    [{ hidden: false, favourite: true }, ['beta']],
    [{ builtIn: true }, ['default', 'system']],
    [{ builtIn: false, name: { in: ['alpha', 'default'] } }, ['alpha']],
    [{ createdAt: { gte: at(0.5) }, name: { in: ['alpha', 'beta', 'gamma'] } }, ['beta', 'gamma']],
    [{ createdAt: { gt: at(0.5), lt: at(1.5) } }, ['beta']],
    [{ createdAt: { lte: at(-1) } }, []],
    [{ updatedAt: { gte: at(4.5) }, myRole: ['OWNER'] }, ['alpha', 'gamma']],
    [{ not: { search: 'first' } }, except('alpha')],
    [{ not: {} }, []],
    [{ not: { not: { name: { eq: 'beta' } } } }, ['beta']],
    [{ or: [{ name: { eq: 'alpha' } }, { name: { eq: 'beta' } }] }, ['alpha', 'beta']],
    [{ or: [] }, []],
    [{ and: [] }, names],
    [{ and: [{ search: '100' }, { not: { hosting: ['LOCAL'] } }] }, ['gamma']],
    [{ search: '100', or: [{ hosting: ['LOCAL'] }, { hidden: false }] }, ['beta']],
    [
      { not: { or: [{ builtIn: true }, { and: [{ myRole: ['OWNER'] }, { not: { search: 'ä' } }] }] } },
      ['alpha', 'delta-1', guest.name],
    ],
    [{ search: null, name: null, not: null, and: null, or: null, state: null }, names],
  ])('%j', async (filter, expected) => {
    const { workspaces } = await run(server, WORKSPACES, { filter }, ann)
    expect(workspaces.nodes.map(({ name }) => name).sort()).toEqual([...expected].sort())
    expect(workspaces.totalCount).toBe(expected.length)
  })

  const nested = (depth: number): WorkspaceFilter => (depth === 1 ? {} : { not: nested(depth - 1) })
  const leaves = (count: number): WorkspaceFilter => ({ or: Array(count).fill({ builtIn: true }) })
  test('conditions nested more than 5 deep, or more than 50 of them, are refused, as variables and as literals', async () => {
    await run(server, WORKSPACES, { filter: nested(5) }, ann)
    await run(server, WORKSPACES, { filter: leaves(50) }, ann)
    const tooBig = { code: 'INVALID_INPUT', field: 'filter' }
    for (const filter of [
      nested(6),
      { and: [{ or: [{ not: nested(3) }] }] },
      leaves(51),
      { search: 'x', ...leaves(50) },
      { or: Array(51).fill({}) },
    ])
      expect(await refused(server, WORKSPACES, { filter }, ann)).toMatchObject(tooBig)
    const deep = `${'{"not":'.repeat(10_000)}{}${'}'.repeat(10_000)}`
    const body = `{"query":${JSON.stringify(WORKSPACES.toString())},"variables":{"filter":${deep}}}`
    const answer = await server.post(body, { Authorization: `Bearer ${ann.token}` })
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'INVALID_INPUT' } }] })
    const literal = `{ workspaces(filter: ${'{ not: '.repeat(10_000)}{}${'}'.repeat(10_000)}) { totalCount } }`
    const refusal = await server.gql(literal, {}, ann)
    expect(refusal.body.errors?.[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX')
  })

  test('texts of more than 256 characters are refused', async () => {
    const [most, more] = ['x'.repeat(256), 'x'.repeat(257)]
    expect((await run(server, WORKSPACES, { filter: { search: most } }, ann)).workspaces.totalCount).toBe(0)
    for (const filter of [{ search: more }, { not: { displayName: { contains: more } } }])
      expect(await refused(server, WORKSPACES, { filter }, ann)).toMatchObject({ code: 'INVALID_INPUT' })
  })

  test.each<[object, string]>([
    [{ createdAt: { gt: 'yesterday' } }, 'filter.createdAt.gt'],
    [{ createdAt: { gt: '2026-13-01T00:00:00Z' } }, 'filter.createdAt.gt'],
    [{ state: ['GONE'] }, 'filter.state[0]'],
    [{ search: 1 }, 'filter.search'],
    [{ color: 'red' }, 'filter'],
    [{ not: { name: { like: 'x' } } }, 'filter.not.name'],
  ])('%j, which does not match the input type, is INVALID_INPUT', async (filter, path) => {
    const refusal = await refused(server, WORKSPACES, { filter } as never, ann)
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', path: expect.stringContaining(path) })
  })

  test.each<[WorkspaceOrder[], (a: Row, b: Row) => number]>([
    [[{ field: 'NAME', direction: 'ASC' }], (a, b) => compare(a.name, b.name)],
    [[{ field: 'NAME', direction: 'DESC' }], (a, b) => compare(b.name, a.name)],
    [[{ field: 'DISPLAY_NAME', direction: 'ASC' }], (a, b) => compare(a.displayName, b.displayName)],
    [[{ field: 'CREATED_AT', direction: 'ASC' }], (a, b) => made.findIndex(is(a)) - made.findIndex(is(b))],
  ])('myRole are sorted by %j', async (orderBy, order) => {
    const filter = { myRole: ['OWNER' as const] }
    const { nodes } = (await run(server, WORKSPACES, { filter, orderBy }, ann)).workspaces
    expect(nodes).toEqual([...nodes].sort(order))
  })
})

interface Row {
  name: string
  displayName: string
}
const compare = (a: string, b: string) => Buffer.from(a).compare(Buffer.from(b))
const is = (row: Row) => (input: CreateWorkspaceInput) => input.name === row.name
