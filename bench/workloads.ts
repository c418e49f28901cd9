// The requests of each work load, in the form that each kind of server takes. The GraphQL servers on SQLite get the
// same bytes; servers with another API get the nearest equivalent.
import { randomBytes } from 'node:crypto'
import { operate, type Query } from './load.ts'
import { nestedList } from './nested-list.ts'
import type { Seeded, SeededLarge } from './seed.ts'
import { BARE_OPERATIONS, type BareOperation } from './servers/bare-response.ts'

/** The work loads, in the order of the report. */
export const WORK_LOADS = {
  Me: '{ me }',
  Check: 'token check',
  Workspaces: '50 workspaces',
  List: 'nested list, 20 × 5',
  ByName: 'members of a role by name',
  Deep: 'members deep in a large workspace',
  Create: 'createWorkspace',
  Mixed: '95 % reads, 5 % writes',
} as const
export type WorkLoad = keyof typeof WORK_LOADS
/** The requests for those work loads that a server supports in some form. */
export type Requests = Partial<Record<WorkLoad, () => Query>>

/** The users and workspaces that the seed has created. */
export type People = Seeded & SeededLarge

const READS_FOR_A_WRITE = 19
const MEMBERS = '{ nodes { id role principal { __typename ... on User { id name } } } }'
const DOCUMENTS = {
  Me: '{ me { user { id name email } } }',
  Workspaces: '{ workspaces(first: 50) { nodes { id name displayName createdAt } } }',
  ByName: `($workspaceId: ID!) { workspace(by: { id: $workspaceId }) {
    members(first: 20, filter: { role: [EDITOR] }, orderBy: [{ field: NAME }]) ${MEMBERS} } }`,
  Deep: `($workspaceId: ID!, $after: String) { workspace(by: { id: $workspaceId }) {
    members(first: 20, after: $after) ${MEMBERS} } }`,
}

/** The requests for Croft and the servers with its schema; `after` is the place of `people.middle` in the list. */
export function graphqlRequests(
  { token, writerToken, workspaceId }: People,
  after: string,
): Readonly<Record<WorkLoad, () => Query>> {
  const read = (operation: keyof typeof DOCUMENTS, variables = {}) => {
    const query = `query ${operation}${DOCUMENTS[operation]}`
    const body = JSON.stringify({ query, operationName: operation, variables })
    return () => ({ token, body })
  }
  const create = (): Query => {
    const query = `mutation Create($input: CreateWorkspaceInput!) {
      createWorkspace(input: $input) { workspace { id name } } }`
    const variables = { input: { name: newName() } }
    return { token: writerToken, body: JSON.stringify({ query, operationName: 'Create', variables }) }
  }
  const list = nestedList(token)
  return {
    Me: read('Me'),
    Check: () => ({ token, body: JSON.stringify({ query: '{ me { platformAdmin } }' }) }),
    Workspaces: read('Workspaces'),
    List: () => list,
    ByName: read('ByName', { workspaceId }),
    Deep: read('Deep', { workspaceId, after }),
    Create: create,
    Mixed: mixed(() => list, create),
  }
}

/** Croft's cursor of the member in the middle. */
export async function middleOf(url: string, { token, workspaceId, middle }: People): Promise<string> {
  const query = `query ($id: ID!, $search: String, $after: String) { workspace(by: { id: $id }) {
    members(first: 20, after: $after, filter: { search: $search }) {
      edges { cursor node { id } } pageInfo { hasNextPage endCursor } } } }`
  interface Found {
    workspace: {
      members: {
        edges: { cursor: string; node: { id: string } }[]
        pageInfo: { hasNextPage: boolean; endCursor: string | null }
      }
    }
  }
  // a search that takes too long ends a page early
  let after: string | null = null
  for (;;) {
    const variables: Record<string, unknown> = { id: workspaceId, search: middle.name, after }
    const found: Found = await operate<Found>(url, token, query, variables)
    const { edges, pageInfo }: Found['workspace']['members'] = found.workspace.members
    const cursor = edges.find(({ node }) => node.id === middle.id)?.cursor
    if (cursor) return cursor
    if (!pageInfo.hasNextPage) throw new Error(`${middle.name} was not found`)
    after = pageInfo.endCursor
  }
}

/** The requests that a server without authentication can answer. */
export function uncheckedRequests(people: People): Requests {
  const { Check: _, ...requests } = graphqlRequests(people, people.middle.id)
  return requests
}

/** Better Auth: an organisation is a workspace; a list contains no members, and cannot be ordered by name. */
export function betterAuthRequests(
  people: People,
  caller: string,
  writer: string,
  key: string,
  offset: number,
): Requests {
  const get = (path: string) => (): Query => ({
    path: `/api/auth${path}`,
    method: 'GET',
    headers: { Cookie: caller },
    token: '',
    body: '',
  })
  const create = (): Query => {
    const name = newName()
    const body = JSON.stringify({ name, slug: name })
    return { path: '/api/auth/organization/create', headers: { Cookie: writer }, token: '', body }
  }
  const list = get('/organization/list')
  const page = `organizationId=${people.workspaceId}&limit=20&offset=${offset}&sortBy=id&sortDirection=desc`
  return {
    Me: get('/get-session'),
    Check: () => ({ path: '/verify', token: key, body: '' }),
    Workspaces: list,
    Deep: get(`/organization/list-members?${page}`),
    Create: create,
    Mixed: mixed(list, create),
  }
}

/** PostGraphile: its own schema over Croft's tables; `after` is its cursor of `people.middle`. */
export function postgraphileRequests({ callerId, writerId, workspaceId }: People, after: string): Requests {
  const ask = (query: string, variables = {}): Query => ({ token: '', body: JSON.stringify({ query, variables }) })
  const read = (query: string, variables = {}) => {
    const asked = ask(query, variables)
    return () => asked
  }
  const mine = `allMemberships(condition: { principal: $caller }, orderBy: WORKSPACE_ID_DESC, first: $first)`
  const members = '{ nodes { rowId role userByPrincipal { rowId name } } }'
  const list = read(
    `query ($caller: String!, $first: Int!) { ${mine} { nodes { workspaceByWorkspaceId { rowId name
      membershipsByWorkspaceId(first: 5, orderBy: ROW_ID_DESC) ${members} } } } }`,
    { caller: callerId, first: 20 },
  )
  const create = () => {
    const [id, at] = [randomBytes(12).toString('hex'), new Date().toISOString()]
    const [by, times] = [
      { createdBy: writerId, updatedBy: writerId },
      { createdAt: at, updatedAt: at },
    ]
    const name = newName()
    const query = `mutation ($workspace: WorkspaceInput!, $membership: MembershipInput!) {
      createWorkspace(input: { workspace: $workspace }) { workspace { rowId name } }
      createMembership(input: { membership: $membership }) { membership { rowId } } }`
    return ask(query, {
      workspace: { rowId: id, name, displayName: name, hosting: 'MANAGED', ...by, ...times },
      membership: { rowId: id, workspaceId: id, principalType: 'USER', principal: writerId, role: 'OWNER', ...times },
    })
  }
  return {
    Me: read('query ($caller: String!) { userByRowId(rowId: $caller) { rowId name email } }', { caller: callerId }),
    Workspaces: read(
      `query ($caller: String!, $first: Int!) {
        ${mine} { nodes { workspaceByWorkspaceId { rowId name displayName createdAt } } } }`,
      { caller: callerId, first: 50 },
    ),
    List: list,
    ByName: read(
      `query ($workspace: String!) {
        allMemberships(condition: { workspaceId: $workspace, roleRank: 2 }, orderBy: NAME_ASC, first: 20) ${members} }`,
      { workspace: workspaceId },
    ),
    Deep: read(
      `query ($workspace: String!, $after: Cursor) {
        allMemberships(condition: { workspaceId: $workspace }, orderBy: ROW_ID_DESC, first: 20, after: $after) ${members} }`,
      { workspace: workspaceId, after },
    ),
    Create: create,
    Mixed: mixed(list, create),
  }
}

/** The operation of a bare server for the work load; null if it has none. */
export const bareOperation = (workLoad: WorkLoad): BareOperation | null =>
  BARE_OPERATIONS.find((operation) => operation === workLoad) ?? null

const run = randomBytes(4).toString('hex')
let names = 0
const newName = () => `made-${run}-${++names}`

function mixed(read: () => Query, write: () => Query): () => Query {
  let requests = 0
  return () => (++requests % (READS_FOR_A_WRITE + 1) === 0 ? write() : read())
}
