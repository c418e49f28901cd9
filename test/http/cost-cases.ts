// Operations and their costs, computed by hand from the formula: an object is 1; a connection 1 + size × (1 + inner);
// `totalCount` 20, a filter 500, a JSON field 10; a plain list five times its content; `__schema` 2,000, `__type` 200.
import { getIntrospectionQuery } from 'graphql'

export type Variables = Record<string, unknown>

export const repeat = (times: number, part: (i: number) => string) =>
  Array.from({ length: times }, (_, i) => part(i)).join(' ')
export const there = (fields: string) => `{ workspace(by: { name: "default" }) { ${fields} } }`
export const members = (inner: string, args = 'first: 100') => `members(${args}) { nodes { ${inner} } }`
export const ofMembers = (inner: string, args?: string) => members(`workspace { ${inner} }`, args)
const SEARCH = 'filter: { search: "x" }'
const searches = (args: string) => there(repeat(28, (i) => `a${i}: resources(${args}) { totalCount }`))
/** The members of the workspaces of a workspace's members. */
export const NESTED = ofMembers(members('id'))

/** One case for each rule. */
export const POINTS: [text: string, points: number, variables?: Variables][] = [
  ['{ __typename }', 0],
  ['{ serverInfo { version } }', 1],
  ['{ serverInfo { limits { maxPageSize } } }', 2],
  ['{ a: serverInfo { version } b: serverInfo { version } }', 2],
  [getIntrospectionQuery(), 2000],
  [`{ ${repeat(4, (i) => `a${i}: __schema { types { name } }`)} }`, 8000],
  ['{ __type(name: "Workspace") { fields { args { type { name } } } } }', 200],
  // connections
  ['{ workspaces { __typename } }', 21],
  ['{ workspaces(first: 3) { nodes { id } } }', 4],
  ['{ workspaces(last: 3) { nodes { id } } }', 4],
  ['{ workspaces(first: null) { nodes { id } } }', 21],
  ['{ workspaces(first: 3) { pageInfo { hasNextPage } totalCount } }', 25],
  ['{ workspaces(first: 3) { edges { cursor } } }', 4],
  ['{ workspaces(first: 3) { edges { node { id } } } }', 7],
  ['{ workspaces(first: 3) { nodes { createdBy { __typename } } edges { node { id } } } }', 10],
  ['{ workspaces(first: 3) { nodes { members(first: 5) { nodes { principal { __typename } } } } } }', 37],
  // page sizes that are refused later
  ...['0', '-1', '101', '1000000000', '3, last: 3'].map((size): [string, number] => [
    `{ workspaces(first: ${size}) { nodes { id } } }`,
    101,
  ]),
  // filters and orders
  ['{ workspaces(first: 3, filter: { builtIn: true }) { nodes { id } } }', 504],
  ['{ workspaces(first: 3, filter: {}) { nodes { id } } }', 4],
  ['{ workspaces(first: 3, filter: null) { nodes { id } } }', 4],
  ['{ workspaces(first: 3, orderBy: [{ field: NAME }]) { nodes { id } } }', 4],
  ['query($s: String) { workspaces(first: 3, filter: { search: $s }) { nodes { id } } }', 504, { s: 'x' }],
  ['query($s: String) { workspaces(first: 3, filter: { search: $s }) { nodes { id } } }', 4],
  // JSON
  [there('resources(first: 3) { nodes { labels spec } }'), 65],
  // plain lists
  ['{ resourceKinds { name } }', 5],
  [there('resourceCounts { kind { name } }'), 11],
  ['{ nodes(ids: ["a", "b", "c"]) { id } }', 3],
  ['{ nodes(ids: "a") { id } }', 1],
  ['{ nodes(ids: ["a", "b"]) { ... on Workspace { members { totalCount } } } }', 84],
  ['{ access(workspace: { name: "a" }, permissions: [EVENT_READ, WORKSPACE_READ]) { allowed } }', 2],
  // variables
  ['query($n: Int) { workspaces(first: $n) { nodes { id } } }', 8, { n: 7 }],
  ['query($n: Int) { workspaces(first: $n) { nodes { id } } }', 21],
  ['query($n: Int) { workspaces(first: $n) { nodes { id } } }', 21, { n: null }],
  ['query($n: Int) { workspaces(first: $n) { nodes { id } } }', 101, { n: 'x' }],
  ['query($n: Int = 7) { workspaces(first: $n) { nodes { id } } }', 8],
  ['query($toString: Int) { workspaces(first: $toString) { nodes { id } } }', 21],
  ['query($ids: [ID!]!) { nodes(ids: $ids) { id } }', 40, { ids: Array(40).fill('a') }],
  ['query($f: WorkspaceFilter) { workspaces(filter: $f) { nodes { id } } }', 521, { f: { search: 'x' } }],
  ['query($f: WorkspaceFilter) { workspaces(filter: $f) { nodes { id } } }', 21, { f: {} }],
  // fragments and directives
  ['{ ...A ...A ... { ...A } } fragment A on Query { serverInfo { version } }', 3],
  [
    '{ a: workspaces(first: 1) { ...A } b: workspaces(first: 9) { ...A } } fragment A on WorkspaceConnection { nodes { ...B } } fragment B on Workspace { createdBy { __typename } }',
    22,
  ],
  ['query($a: Boolean!) { serverInfo @include(if: $a) { version } }', 0, { a: false }],
  ['query($a: Boolean!) { serverInfo @include(if: $a) { version } }', 1, { a: true }],
  ['{ ... @skip(if: true) { workspaces { nodes { id } } } }', 0],
  // mutations count their payload, subscriptions one event
  ['mutation($i: CreateWorkspaceInput!) { createWorkspace(input: $i) { workspace { id } } }', 2],
  ['mutation($i: RegisterResourcesInput!) { registerResources(input: $i) { resources { id } } }', 6],
  ['subscription { deletions { cursor deletion { id steps { name } } } }', 7],
]

/** Operations that would block the server, or that seem cheap without being so. */
export const HOSTILE: [name: string, text: string, points: number, variables?: Variables][] = [
  ['members three times', there(ofMembers(NESTED)), 1_030_302],
  ['100 nested searches', there(ofMembers(`resources(${SEARCH}) { nodes { id } }`)), 52_302],
  ['28 searches', searches(SEARCH), 15_149],
  ['28 searches by labels', searches('filter: { labels: { a: "b" } }'), 15_149],
  ['members twice', there(NESTED), 10_302],
  [
    'members twice by edges',
    there(`members(first: 100) { edges { node { workspace { ${members('id')} } } } }`),
    10_402,
  ],
  ['members twice, backwards', there(ofMembers(members('id', 'last: 100'), 'last: 100')), 10_302],
  ['members twice, of a page that is too large', there(ofMembers(members('id'), 'first: 1000')), 10_302],
  [
    'members three times by twenty',
    there(ofMembers(ofMembers(members('id', 'last: null'), 'first: 20'), 'last: 20')),
    9262,
  ],
  ['a page size in a variable', `query($n: Int) ${there(ofMembers(members('id'), 'first: $n'))}`, 10_302, { n: 100 }],
  ['a page size in a default', `query($n: Int = 100) ${there(ofMembers(members('id'), 'first: $n'))}`, 10_302],
  ['a filter in a variable', `query($f: ResourceFilter) ${searches('filter: $f')}`, 15_149, { f: { search: 'x' } }],
  ['fragments', `{ ...A } fragment A on Query ${there('...B')} fragment B on Workspace { ${NESTED} }`, 10_302],
  [
    'a fragment spread for many pages',
    `${there(repeat(28, (i) => `a${i}: members(first: 100) { ...A }`))} fragment A on MembershipConnection { nodes { workspace { id } principal { __typename } grantedBy { __typename } } }`,
    11_229,
  ],
  [
    'a hundred nodes',
    `query($ids: [ID!]!) { nodes(ids: $ids) { ... on Workspace { ${members('id')} } } }`,
    10_200,
    { ids: Array(100).fill('x') },
  ],
  ['labels and specs', there(ofMembers('resources(first: 10) { nodes { labels spec } }')), 21_302],
  ['counts', there(ofMembers(repeat(4, (i) => `a${i}: resources(first: 1) { totalCount }`))), 9002],
  ['many searches of workspaces', `{ ${repeat(28, (i) => `a${i}: workspaces(${SEARCH}) { nodes { id } }`)} }`, 14_588],
  [
    'steps of deletions',
    '{ deletions(first: 100) { nodes { events(first: 100) { nodes { deletion { steps { name } } } } } } }',
    70_201,
  ],
  [
    'the payload of a mutation',
    `mutation { createWorkspace(input: { name: "no" }) { workspace { ${NESTED} } } }`,
    10_303,
  ],
  [
    'an event of a stream',
    'subscription { deletions { deletion { workspaceEvents(first: 100) { nodes { actor { ... on User { memberships(first: 100) { nodes { id } } } } } } } } }',
    10_303,
  ],
]
