// A list costs the same number of SQL statements whatever its page size, and whatever each of its rows selects.
import { afterAll, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { createOwnInvitation } from '../support/create.ts'
import { createExternalKind, deleteExternal, readExternal } from '../support/external.ts'
import { pauseDeletions } from '../support/faults.ts'
import {
  ADD_MEMBER,
  CREATE_API_TOKEN,
  CREATE_USER,
  CREATE_WORKSPACE,
  DELETE_WORKSPACE,
  REGISTER_RESOURCES,
} from '../support/operations.ts'
import { run, signUp, unique } from '../support/people.ts'
import { type Credentials, startTestServer, until } from '../support/server.ts'
import { CONNECTION_FIELDS, selectedFields } from './coverage.ts'

const NESTED = graphql(`
  query StatementsNested($first: Int!) {
    workspaces(first: $first) {
      nodes {
        id
        name
        myRole
        members(first: 5) { nodes { role principal { ... on User { id name } } } }
      }
    }
  }
`)
const CREATE_PROJECT = graphql(`
  mutation StatementsProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }
`)

const WORKSPACES = 100
const MOST = 6
const statements: string[] = []
const server = await startTestServer({ shared: true, onRequestQuery: (sql) => statements.push(sql) })
// a count of a long list takes several statements, depending on time: one is enough here
Object.assign(server.app.services.store, { readSlice: { workMs: 1000, maxRows: 5000 } })
const owner = await signUp(server)
const ids: string[] = []
for (let index = 0; index < WORKSPACES; index++) {
  const input = { name: unique('counted'), visibility: index % 2 ? ('SHARED_READ' as const) : ('PRIVATE' as const) }
  ids.push((await run(server, CREATE_WORKSPACE, { input }, owner)).createWorkspace.workspace.id)
}
const memberships = ids.map((id) => ({ workspace: { id }, role: 'EDITOR' as const }))
for (let index = 0; index < 5; index++) {
  await run(server, CREATE_USER, { input: { name: unique('member'), memberships } })
}
// the newest workspaces, with which lists begin
for (const [index, id] of ids.slice(-30).entries()) {
  const there = { workspace: { id } }
  const resources = ['job', 'model', 'dataset'].slice(index % 2).map((kind) => ({ kind, name: 'there' }))
  await run(server, REGISTER_RESOURCES, { input: { ...there, resources } }, owner)
  await run(server, CREATE_API_TOKEN, { input: { ...there, name: 'there' } }, owner)
  await createOwnInvitation({ server, workspaceId: id, token: owner.token, actorId: owner.id, deletionId: '' })
}
const waiting = await deleteExternal(server, [[await createExternalKind(server), 30]])
await until(async () => (await readExternal(server, waiting.id)).tasks.nodes.length === 30)
// nobody continues a deletion that has failed
await server.database.query("update deletion set state = 'FAILED' where id = ?", waiting.id)

const here = { workspace: { id: ids[0] as string } }
const projects: string[] = []
for (let index = 0; index < 30; index++) {
  const project = { ...here, name: unique('project') }
  const { id } = (await run(server, CREATE_PROJECT, { input: project }, owner)).createProject.project
  projects.push(id)
  const resources = [{ kind: index % 2 ? 'job' : 'model', name: unique('resource'), project: id }]
  await run(server, REGISTER_RESOURCES, { input: { ...here, resources } }, owner)
  await run(server, CREATE_API_TOKEN, { input: { name: 'there', ...here } }, owner)
  await run(server, CREATE_API_TOKEN, { input: { name: 'own' } }, owner)
  const user = (await run(server, CREATE_USER, { input: { name: unique('member') } })).createUser.user.id
  await run(server, ADD_MEMBER, { input: { ...here, principal: { user }, role: 'VIEWER' } })
}

// these deletions stay as they are: clean-up waits until the tests are over
const founder = await signUp(server)
const resume = pauseDeletions(server)
afterAll(() => resume())
for (let index = 0; index < 30; index++) {
  const { workspace } = (await run(server, CREATE_WORKSPACE, { input: { name: unique('doomed') } }, founder))
    .createWorkspace
  const here = { workspace: { id: workspace.id } }
  const resources = [{ kind: index % 2 ? 'job' : 'model', name: unique('resource') }]
  await run(server, REGISTER_RESOURCES, { input: { ...here, resources } }, founder)
  await run(server, DELETE_WORKSPACE, { input: here }, founder)
}
// the rate of a deletion is available after three seconds of clean-up
server.advance(3000)

/** The smallest of three counts: work of the server itself in the meantime can only add statements. */
async function statementsOf(query: string, variables: Record<string, unknown>, as: Credentials): Promise<string[]> {
  const times: string[][] = []
  for (let time = 0; time < 3; time++) {
    statements.length = 0
    await server.data(query, variables, as)
    times.push([...statements])
  }
  return times.reduce((fewest, time) => (time.length < fewest.length ? time : fewest))
}

test('a nested list takes the same few statements for 2 workspaces and for 100, authentication included', async () => {
  for (const as of [owner, {}]) {
    const few = await statementsOf(NESTED.toString(), { first: 2 }, as)
    const many = await statementsOf(NESTED.toString(), { first: 100 }, as)
    expect(many).toEqual(few)
    expect(many.length).toBeLessThanOrEqual(MOST)
  }
  const { workspaces } = await run(server, NESTED, { first: 100 }, owner)
  expect(workspaces.nodes).toHaveLength(100)
  const members = workspaces.nodes.flatMap((workspace) => workspace.members.nodes)
  expect(members.length).toBeGreaterThanOrEqual(5 * (WORKSPACES - 2))
})

const place = (await server.data('{ events(first: 1) { nodes { cursor } } }')).events.nodes[0].cursor
const person = '{ __typename ... on User { id name email platformAdmin } }'
const workspace = (field: string) => `workspace(by: { id: "${here.workspace.id}" }) { ${field} }`
const lists: Record<string, [query: string, most: number, as?: Credentials]> = {
  workspaces: [
    `workspaces(first: $first) { nodes { id myRole myPermissions myPreferences { favourite } createdBy ${person}
      myMembership { id } owners { name } resourceCounts { count kind { name } } } totalCount }`,
    12,
  ],
  'members of each workspace': [
    `workspaces(first: $first) { nodes { members(first: 3, filter: { role: [EDITOR] }) { nodes { grantedBy ${person}
      workspace { name } } } } }`,
    MOST,
  ],
  'what each workspace holds': [
    `workspaces(first: $first) { nodes { projects(first: 2) { nodes { name } } tokens(first: 2) { nodes { name } }
      resources(first: 2, filter: { kind: ["job"] }) { nodes { name kind { name } } } } }`,
    7,
  ],
  'members of each workspace by role, then by name': [
    `workspaces(first: $first) { nodes {
      members(first: 2, orderBy: [{ field: ROLE, direction: DESC }, { field: NAME }]) { nodes { role } } } }`,
    7,
  ],
  'resources of each workspace by kind, then by name': [
    `workspaces(first: $first) { nodes {
      resources(first: 3, orderBy: [{ field: KIND }, { field: NAME }]) { nodes { name } } } }`,
    8,
  ],
  'resources of each project by kind, then by age': [
    workspace(`projects(first: $first) { nodes {
      resources(first: 2, orderBy: [{ field: KIND, direction: DESC }, { field: CREATED_AT }]) { nodes { name } } } }`),
    8,
  ],
  'how much each workspace holds': [
    `workspaces(first: $first) { nodes { members(first: 1) { totalCount } projects(first: 1) { totalCount }
      resources(first: 1) { totalCount } tokens(first: 1) { totalCount } events(first: 1) { totalCount } } }`,
    14,
  ],
  'how many resources of a kind each workspace holds': [
    'workspaces(first: $first) { nodes { resources(first: 1, filter: { kind: ["job"] }) { totalCount } } }',
    MOST,
  ],
  'how much each project and user holds': [
    `${workspace('projects(first: $first) { nodes { resources(first: 1) { totalCount } } }')}
      users(first: $first) { nodes { memberships(first: 1) { totalCount } } }`,
    9,
    {},
  ],
  members: [
    workspace(`members(first: $first) { nodes { principal ${person} grantedBy ${person} canUpdate { allowed }
      canRemove { code } } totalCount }`),
    8,
  ],
  'members by name': [
    workspace(`members(first: $first, orderBy: [{ field: NAME }]) { nodes { principal ${person} } }`),
    MOST,
  ],
  projects: [workspace('projects(first: $first) { nodes { name workspace { name } } totalCount }'), MOST],
  'resources of each project': [
    workspace(
      'projects(first: $first) { nodes { resources(first: 2, filter: { kind: ["job"] }) { nodes { name } } } }',
    ),
    MOST,
  ],
  'what each workspace holds, in an order': [
    `workspaces(first: $first) { nodes { projects(first: 2, orderBy: [{ field: UPDATED_AT }]) { nodes { name } }
      tokens(first: 2, orderBy: [{ field: LAST_USED_AT, direction: DESC }]) { nodes { name } } } }`,
    MOST,
  ],
  'resources of a project by name': [
    `node(id: "${projects[0]}") { ... on Project { resources(last: $first, orderBy: [{ field: NAME }]) { nodes { name } } } }`,
    MOST,
  ],
  resources: [
    workspace(`resources(first: $first) { nodes { kind { name } project { name } createdBy ${person}
      workspace { name } } totalCount }`),
    8,
  ],
  tokens: [workspace(`tokens(first: $first) { nodes { owner ${person} createdBy ${person} workspace { name } } }`), 7],
  'own tokens': [`me { tokens(first: $first) { nodes { owner ${person} workspace { id } } totalCount } }`, MOST],
  'events there': [workspace(`events(first: $first) { nodes { type actor ${person} } totalCount }`), 7],
  'all events': [`events(first: $first) { nodes { type actor ${person} } totalCount }`, MOST, {}],
  'events of each workspace': [
    `workspaces(first: $first) { nodes { events(first: 2, filter: { types: [WORKSPACE_CREATED] }) { nodes { type } } } }`,
    MOST,
  ],
  'events of each workspace behind a place in the log': [
    `workspaces(first: $first) { nodes { events(first: 2, after: "${place}") { edges { cursor node { cursor } } } } }`,
    MOST + 2,
  ],
  deletions: [
    `deletions(first: $first) { nodes { canRestore canRetry itemsPerSecond etaSeconds steps { id label kind { name } } requestedBy ${person}
      tasks(first: 2) { nodes { kind { name } } }
      events(first: 2) { nodes { type stepLabel deletion { id itemsPerSecond } } }
      workspaceEvents(first: 2) { nodes { type } } } }`,
    10,
    founder,
  ],
  'tasks of a deletion': [
    `deletion(id: "${waiting.id}") { canRetry tasks(first: $first) { nodes { id kind { name } deletion { id } } totalCount } }`,
    7,
    waiting.workspace.owner,
  ],
  'what the deletion of each workspace would remove': [
    `workspaces(first: $first) { nodes { deletionImpact { etag members tokens pendingInvitations serviceAccounts projects
      resources { count } firstResources { id } } } }`,
    16,
    {},
  ],
  'the deletion of each workspace': [
    'workspaces(first: $first, filter: { state: [DELETING] }) { nodes { deletion { id } } }',
    MOST,
    founder,
  ],
  users: [`users(first: $first) { nodes ${person} totalCount }`, MOST, {}],
  'users by the time they were seen': [
    `users(first: $first, orderBy: [{ field: LAST_SEEN_AT }]) { nodes ${person} }`,
    MOST,
    {},
  ],
  'deletions by their end': [
    'deletions(first: $first, orderBy: [{ field: FINISHED_AT }]) { nodes { id } }',
    MOST,
    founder,
  ],
  'memberships of each user': [
    'users(first: $first) { nodes { name memberships(first: 3) { nodes { role workspace { name } } } } }',
    MOST,
    {},
  ],
  'invitations of each workspace': [
    `workspaces(first: $first) { nodes { invitations(first: 2, filter: { state: [PENDING] }) { nodes { email invitedBy ${person} } } } }`,
    7,
  ],
  'service accounts and their tokens': [
    workspace(
      'serviceAccounts(first: $first) { nodes { name tokens(first: 2) { nodes { name owner { __typename } } } } }',
    ),
    7,
  ],
  'service accounts of the platform': ['serviceAccounts(first: $first) { nodes { name workspace { id } } }', MOST, {}],
  'own invitations': [`me { invitations(first: $first) { nodes { email workspaceDisplayName } } invitationCount }`, 7],
  'one membership of each workspace': [
    `workspaces(first: $first) { nodes { membership(principal: { email: "${owner.name}@example.com" }) { id } } }`,
    MOST,
  ],
  'the access of one person to each workspace': [
    `workspaces(first: $first) { nodes { accessOf(user: { email: "${owner.name}@example.com" }) { sources { via membership { id } } } } }`,
    MOST,
  ],
  "a user's memberships": [
    'me { user { memberships(first: $first) { nodes { role workspace { name myRole } } totalCount } } }',
    MOST,
  ],
}

/** A list with a filter in each of 30 rows would cost more than an operation may. */
const rowsFor = (query: string) => (/nodes \{.*filter/s.test(query) ? 15 : 30)

test('the table has every connection of the schema', () => {
  const selected = selectedFields(Object.values(lists).map(([query]) => `query($first: Int!) { ${query} }`))
  const missing = CONNECTION_FIELDS.filter((field) => !selected.has(field))
  expect(missing, 'Add these fields to `lists` in test/lists/statements.test.ts').toEqual([])
})

test.each(Object.keys(lists))('%s: as many for 2 rows as for many', async (name) => {
  const [query, most, as = owner] = lists[name] as [string, number, Credentials?]
  const document = `query($first: Int!) { ${query} }`
  const few = await statementsOf(document, { first: 2 }, as)
  const many = await statementsOf(document, { first: rowsFor(query) }, as)
  expect(many.length, many.join('\n')).toBe(few.length)
  expect(many.length, many.join('\n')).toBeLessThanOrEqual(most)
})
