// Every list of the schema with its orders, filters and callers, and every stream: plans.test.ts runs each combination.
import type { LargeDataset } from '../support/large-dataset.ts'

export type CallerName = 'a member' | 'a member of 5,000 workspaces' | 'a platform admin'

export interface List {
  /** The query; `%` stands for the arguments and the selection of the list. */
  query: string
  as: readonly CallerName[]
  orders?: readonly string[]
  filters?: readonly string[]
  /** A filter that finds a row far from both ends, whose cursor the test uses. */
  middle?: string
}

/** A list without pages, or pages of a list for each row of another list. */
export type Read = readonly [query: string, as: readonly CallerName[]]

/** `last` matches the statement that reads the events. */
export interface Stream {
  subscription(after: string): string
  last: RegExp
  as: readonly CallerName[]
}

const ALL: readonly CallerName[] = ['a member', 'a member of 5,000 workspaces', 'a platform admin']
/** For lists whose statements are the same for every caller who may read them. */
const ONE: readonly CallerName[] = ['a member']
const TWO: readonly CallerName[] = ['a member', 'a platform admin']
const ADMIN: readonly CallerName[] = ['a platform admin']

/** A list of names with this prefix and a suffix of four digits. */
const names = (begin: string, count: number) =>
  JSON.stringify(Array.from({ length: count }, (_, index) => `${begin}${1000 + index * 7}`))

const bothDirections = (...fields: string[]) =>
  fields.flatMap((field) => ['ASC', 'DESC'].map((direction) => `[{ field: ${field}, direction: ${direction} }]`))

/** Both directions of one order, then of another: an index has at most one of these combinations as a whole. */
const ofTwo = (first: string, second: string) =>
  ['ASC', 'DESC'].map(
    (direction) => `[{ field: ${first}, direction: DESC }, { field: ${second}, direction: ${direction} }]`,
  )

export function listsOf({
  large,
  tokens,
  member,
  user,
  project,
  deletion,
  account,
}: LargeDataset): Record<string, List> {
  const there = (field: string) => `workspace(by: { id: "${large}" }) { ${field} }`
  const byMember = `{ user: "${member.id}" }`
  const ofEvents = [
    '{ types: [RESOURCE_UPDATED] }',
    '{ types: [WORKSPACE_SUSPENDED] }',
    '{ types: [WORKSPACE_SUSPENDED, DELETION_STEP_SUCCEEDED] }',
    `{ actor: ${byMember} }`,
    `{ subject: "${user}" }`,
  ]
  return {
    workspaces: {
      query: 'workspaces%',
      as: ALL,
      orders: bothDirections('NAME', 'DISPLAY_NAME', 'CREATED_AT', 'UPDATED_AT'),
      filters: [
        ...['ACTIVE', 'SUSPENDED', 'DELETING'].map((state) => `{ state: [${state}] }`),
        '{ hosting: [REMOTE] }',
        '{ myRole: [OWNER] }',
        '{ favourite: true }',
        '{ hidden: false }',
        '{ builtIn: true }',
        '{ name: { in: ["team-10000", "team-400"] } }',
        `{ name: { in: ${names('team-', 60)} } }`,
        '{ displayName: { eq: "Team 000010000" } }',
        '{ search: "zzz" }',
      ],
      middle: '{ name: { in: ["team-10000", "team-10001"] } }',
    },
    members: {
      query: there('members%'),
      as: ONE,
      orders: [
        ...bothDirections('ROLE', 'CREATED_AT', 'NAME'),
        ...ofTwo('ROLE', 'NAME'),
        ...ofTwo('ROLE', 'CREATED_AT'),
      ],
      filters: [
        '{ role: [OWNER] }',
        '{ role: [EDITOR, VIEWER] }',
        '{ role: [OWNER, ADMIN] }',
        '{ principalType: [USER] }',
        '{ principalType: [GROUP] }',
        '{ search: "zzz" }',
        '{ search: "zzz", role: [OWNER, ADMIN] }',
      ],
    },
    'service accounts': {
      query: there('serviceAccounts%'),
      as: ONE,
      orders: bothDirections('NAME', 'CREATED_AT', 'UPDATED_AT'),
      filters: ['{ name: { eq: "machine-5000" } }', '{ search: "zzz" }'],
      middle: '{ name: { eq: "machine-5000" } }',
    },
    'service accounts of the platform': {
      query: 'serviceAccounts%',
      as: ADMIN,
      orders: bothDirections('NAME', 'CREATED_AT', 'UPDATED_AT'),
      filters: ['{ name: { eq: "machine-5001" } }', '{ search: "zzz" }'],
      middle: '{ name: { eq: "machine-5001" } }',
    },
    "a service account's tokens": {
      query: `node(id: "${account}") { ... on ServiceAccount { tokens% } }`,
      as: ONE,
      orders: bothDirections('NAME', 'CREATED_AT', 'EXPIRES_AT', 'LAST_USED_AT'),
      filters: ['{ active: true }', '{ status: [REVOKED] }', '{ name: { eq: "token-50" } }'],
    },
    invitations: {
      query: there('invitations%'),
      as: ONE,
      orders: bothDirections('EMAIL', 'CREATED_AT', 'EXPIRES_AT'),
      filters: [
        '{ state: [PENDING] }',
        '{ state: [EXPIRED, REVOKED] }',
        '{ email: { eq: "invited-5000@example.com" } }',
        '{ email: { contains: "zzz" } }',
        `{ invitedBy: { user: "${user}" } }`,
      ],
      middle: '{ email: { eq: "invited-5000@example.com" } }',
    },
    projects: {
      query: there('projects%'),
      as: ONE,
      orders: bothDirections('NAME', 'CREATED_AT', 'UPDATED_AT'),
      filters: ['{ name: { eq: "project-5000" } }', `{ name: { in: ${names('project-', 60)} } }`, '{ search: "zzz" }'],
      middle: '{ name: { eq: "project-5000" } }',
    },
    resources: {
      query: there('resources%'),
      as: ONE,
      orders: [
        ...bothDirections('NAME', 'KIND', 'CREATED_AT', 'UPDATED_AT'),
        ...ofTwo('KIND', 'NAME'),
        ...ofTwo('KIND', 'UPDATED_AT'),
      ],
      filters: [
        '{ kind: ["job"] }',
        '{ search: "zzz", kind: ["job"] }',
        '{ kind: ["fileset"] }',
        '{ kind: ["fileset", "dataset"] }',
        `{ project: "${project}" }`,
        '{ project: null }',
        '{ name: { eq: "resource-000050000" } }',
        `{ name: { in: ${names('resource-00005', 60)} } }`,
        `{ name: { in: ${names('resource-00005', 60)} }, search: "zzz" }`,
        '{ search: "zzz" }',
        '{ labels: { team: "zzz" } }',
        '{ createdAt: { lt: "2026-01-01T00:00:00Z" } }',
      ],
      middle: '{ name: { eq: "resource-000050000" } }',
    },
    "a project's resources": {
      query: `node(id: "${project}") { ... on Project { resources% } }`,
      as: ONE,
      orders: [
        ...bothDirections('NAME', 'KIND', 'CREATED_AT', 'UPDATED_AT'),
        ...ofTwo('KIND', 'NAME'),
        ...ofTwo('KIND', 'UPDATED_AT'),
      ],
      filters: ['{ kind: ["fileset"] }'],
    },
    "a workspace's tokens": {
      query: there('tokens%'),
      as: TWO,
      orders: bothDirections('NAME', 'EXPIRES_AT', 'LAST_USED_AT'),
      filters: [
        '{ active: true }',
        '{ status: [REVOKED] }',
        '{ status: [ACTIVE, REVOKED] }',
        `{ owner: ${byMember} }`,
        '{ name: { eq: "token-5000" } }',
        '{ name: { in: ["token-5000", "token-60"] } }',
        '{ name: { contains: "zzz" } }',
      ],
    },
    'own tokens of a workspace': {
      query: `workspace(by: { id: "${tokens}" }) { tokens% }`,
      as: ['a member of 5,000 workspaces'],
      orders: bothDirections('NAME', 'EXPIRES_AT', 'LAST_USED_AT'),
      filters: ['{ active: true }', '{ status: [REVOKED] }', '{ name: { eq: "token-5000" } }'],
    },
    'own tokens': {
      query: 'me { tokens% }',
      as: TWO,
      orders: bothDirections('NAME', 'EXPIRES_AT', 'LAST_USED_AT'),
      filters: ['{ active: true }', '{ status: [REVOKED] }', '{ name: { in: ["token-5000", "token-60"] } }'],
    },
    "a workspace's events": {
      query: there('events%'),
      as: ONE,
      filters: ofEvents,
      middle: '{ at: { lt: "2026-06-12T00:00:00Z" } }',
    },
    'all events': {
      query: 'events%',
      as: ADMIN,
      filters: ofEvents,
      middle: '{ at: { lt: "2026-06-12T00:00:00Z" } }',
    },
    users: {
      query: 'users%',
      as: ADMIN,
      orders: bothDirections('NAME', 'CREATED_AT', 'LAST_SEEN_AT'),
      filters: ['{ platformAdmin: true }', '{ suspended: true }', '{ suspended: false }', '{ search: "zzz" }'],
    },
    "a user's memberships": {
      query: 'me { user { memberships% } }',
      as: ['a member', 'a member of 5,000 workspaces'],
    },
    deletions: {
      query: 'deletions%',
      as: ALL,
      orders: bothDirections('REQUESTED_AT', 'FINISHED_AT', 'WORKSPACE_NAME'),
      filters: [
        '{ state: [SUCCEEDED] }',
        '{ state: [RUNNING] }',
        '{ state: [RUNNING, SUCCEEDED] }',
        '{ workspaceName: { eq: "gone-10400" } }',
        '{ workspaceName: { contains: "zzz" } }',
        `{ requestedBy: ${byMember} }`,
      ],
      middle: '{ workspaceName: { eq: "gone-10400" } }',
    },
    "a deletion's tasks": {
      query: `deletion(id: "${deletion}") { tasks% }`,
      as: TWO,
      filters: [
        '{ state: [FAILED] }',
        '{ state: [READY, RETRYING] }',
        '{ kind: ["kind-1"] }',
        '{ kind: ["kind-1", "kind-2"], state: [DONE] }',
      ],
      middle: '{ state: [FAILED] }',
    },
    "a deletion's events": { query: `deletion(id: "${deletion}") { events% }`, as: TWO },
    "a deleted workspace's events": {
      query: `deletion(id: "${deletion}") { workspaceEvents% }`,
      as: TWO,
      filters: ['{ types: [DELETION_STEP_SUCCEEDED] }'],
    },
  }
}

const ofEach = (field: string, first = 20) => `workspaces(first: ${first}) { nodes { id ${field} } }`
/** A filter of each costs 500 points: with more workspaces than these the operation would cost too much. */
const MOST_FILTERED = 15
const PERSON = '{ __typename ... on User { id name email } }'

export function readsOf({ large, member, user, project, deletion }: LargeDataset): Record<string, Read> {
  const there = (field: string) => `workspace(by: { id: "${large}" }) { ${field} }`
  return {
    'the nested list': [ofEach(`members(first: 5) { nodes { role principal { ... on User { id name } } } }`), ALL],
    'the nested list with addresses': [ofEach(`members(first: 5) { nodes { principal ${PERSON} } }`), ALL],
    'owners of each': [ofEach('owners { id }'), ALL],
    'members of each by role': [
      ofEach('members(first: 5, filter: { role: [OWNER] }) { nodes { id } }', MOST_FILTERED),
      ALL,
    ],
    'projects of each': [ofEach('projects(first: 5) { nodes { id } }'), ALL],
    'tokens of each': [ofEach('tokens(first: 5) { nodes { id } }'), ALL],
    'resources of each': [
      ofEach('memberCount memberCounts { count } resourceCounts { count } resources(first: 5) { nodes { id } }'),
      ALL,
    ],
    'resources of each by name': [ofEach('resources(first: 5, orderBy: [{ field: NAME }]) { nodes { id } }'), ALL],
    'resources of each by kind': [
      ofEach('resources(first: 5, filter: { kind: ["job"] }) { nodes { id } }', MOST_FILTERED),
      ALL,
    ],
    'resources of each by kinds': [
      ofEach('resources(first: 5, filter: { kind: ["fileset", "job"] }) { nodes { id } }', MOST_FILTERED),
      ALL,
    ],
    'members of each by role, then by name': [
      ofEach('members(first: 5, orderBy: [{ field: ROLE, direction: DESC }, { field: NAME }]) { nodes { id } }'),
      ALL,
    ],
    'resources of each by kind, then by name': [
      ofEach('resources(first: 5, orderBy: [{ field: KIND, direction: DESC }, { field: NAME }]) { nodes { id } }'),
      ALL,
    ],
    'counts of each': [
      ofEach(`members(first: 1) { totalCount } projects(first: 1) { totalCount } tokens(first: 1) { totalCount }
        resources(first: 1) { totalCount }`),
      ALL,
    ],
    'the own sessions': ['me { sessions { id } }', ALL],
    'the own invitations': ['me { invitations(first: 5) { nodes { id } } invitationCount }', ALL],
    'counts of the events of each': [ofEach('events(first: 1) { totalCount }'), ADMIN],
    'marks, roles and own memberships': [ofEach('myRole myPreferences { favourite } myMembership { id }'), ALL],
    'owners of the large workspace': [there('owners { id }'), TWO],
    'counts, deletion and membership of the large workspace': [
      there(`resourceCounts { count } deletion { id } membership(principal: { user: "${member.id}" }) { id }`),
      TWO,
    ],
    'what a deletion of the large workspace would remove': [
      there('deletionImpact { etag resources { count } firstResources { id } }'),
      ADMIN,
    ],
    'the access of a person to each': [ofEach(`accessOf(user: { id: "${member.id}" }) { role sources { via } }`), ALL],
    "members' addresses": [
      `workspace(by: { name: "team-1" }) { members(first: 20) { nodes { principal ${PERSON} grantedBy ${PERSON} } } }`,
      ['a member of 5,000 workspaces', 'a platform admin'],
    ],
    'memberships of each user': ['users(first: 20) { nodes { memberships(first: 5) { nodes { id } } } }', ADMIN],
    "somebody's address": [`user(by: { id: "${user}" }) { email }`, ALL],
    'nodes, roles and kinds': [
      `nodes(ids: ["${project}", "${large}"]) { id } roles { name } resourceKinds { name }
      access(workspace: { id: "${large}" }, permissions: [EVENT_READ]) { allowed }`,
      TWO,
    ],
    'steps of a deletion': [`deletion(id: "${deletion}") { steps { name } etaSeconds }`, TWO],
  }
}

export function streamsOf({ large, deletion }: LargeDataset): Record<string, Stream> {
  return {
    "a workspace's events": {
      subscription: (after) => `workspaceEvents(workspace: { id: "${large}" }, after: "${after}") { cursor }`,
      last: /"workspace_id" = .*"seq" > /,
      as: TWO,
    },
    "a workspace's events of some types": {
      subscription: (after) => `workspaceEvents(workspace: { id: "${large}" }, after: "${after}",
        types: [WORKSPACE_SUSPENDED, RESOURCE_UPDATED]) { cursor }`,
      last: /"seq" > .* union all /,
      as: TWO,
    },
    "changes of a workspace's nodes": {
      subscription: (after) => `nodeChanges(workspace: { id: "${large}" }, after: "${after}") { cursor }`,
      last: /"workspace_id" = .*"seq" > /,
      as: TWO,
    },
    'all events': {
      subscription: (after) => `events(after: "${after}") { cursor }`,
      last: /"seq" > /,
      as: ADMIN,
    },
    'all events of some types': {
      subscription: (after) => `events(after: "${after}", types: [WORKSPACE_SUSPENDED, RESOURCE_UPDATED]) { cursor }`,
      last: /"seq" > .* union all /,
      as: ADMIN,
    },
    "a workspace's events of many types": {
      subscription: (after) => `workspaceEvents(workspace: { id: "${large}" }, after: "${after}", types: [
        WORKSPACE_SUSPENDED, WORKSPACE_RESUMED, WORKSPACE_OWNERLESS, WORKSPACE_CREATED, MEMBER_LEFT, TOKEN_REVOKED,
        OWNERSHIP_TRANSFERRED, PROJECT_DELETED, USER_DELETED, USER_SUSPENDED, USER_RESUMED]) { cursor }`,
      last: /"workspace_id" = .*"seq" > /,
      as: TWO,
    },
    'one deletion': {
      subscription: (after) => `deletionEvents(deletion: "${deletion}", after: "${after}") { cursor }`,
      last: /"deletion_id" = .* "seq" > /,
      as: TWO,
    },
    'all deletions': {
      subscription: (after) => `deletions(after: "${after}") { cursor }`,
      last: /^\s*with scanned as /,
      as: ALL,
    },
  }
}
