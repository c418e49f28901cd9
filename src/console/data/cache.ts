// What the cache has to know about the schema: the keys of types, which writes remove something or add to a list, and
// which results are shown before the server has answered.
import type { Cache, CacheExchangeOpts, DataFields, OptimisticMutationResolver } from '@urql/exchange-graphcache'
import { createRequest } from 'urql'
import { POSSIBLE_TYPES } from '../generated/possible-types.ts'
import { deletionChanged, type NodeChange, nodeChanged } from './node-changes.ts'

const byName = (data: DataFields) => data['name'] as string
const nowhere = () => null
/**
 * Types without a key of their own: they are stored as part of the object that contains them, and so are connections.
 */
const PARTS = [
  'Ability',
  'AccessDecision',
  'AccessSource',
  'DeletionImpact',
  'EffectiveAccess',
  'Everyone',
  'InviteResult',
  'Limits',
  'OidcInfo',
  'PageInfo',
  'ResourceCount',
  'RoleCount',
  'WorkspacePreferences',
]
const LISTS = [
  'ApiToken',
  'CleanupTask',
  'Deletion',
  'DeletionEvent',
  'Event',
  'Invitation',
  'Membership',
  'Project',
  'Resource',
  'ServiceAccount',
  'User',
  'Workspace',
]

/** By mutation: the type of the object that it removes, and the field of its answer with the id. */
const TAKEN_AWAY: Readonly<Record<string, readonly [type: string, field: string]>> = {
  removeMember: ['Membership', 'removedMembershipId'],
  leaveWorkspace: ['Workspace', 'leftWorkspaceId'],
  deleteProject: ['Project', 'deletedProjectId'],
  deleteResource: ['Resource', 'deletedResourceId'],
  deleteServiceAccount: ['ServiceAccount', 'deletedServiceAccountId'],
  deleteUser: ['User', 'deletedUserId'],
  endSession: ['Session', 'endedSessionId'],
}

/** By mutation: the lists that it can add to or remove from, either of the workspace in its input or global ones. */
const CHANGED_LISTS: Readonly<Record<string, readonly [of: 'Workspace' | 'Query' | 'Me', field: string][]>> = {
  createWorkspace: [['Query', 'workspaces']],
  setWorkspacePreferences: [['Query', 'workspaces']],
  leaveWorkspace: [['Query', 'workspaces']],
  acceptInvitation: [
    ['Query', 'workspaces'],
    ['Me', 'invitations'],
    ['Me', 'invitationCount'],
  ],
  declineInvitation: [
    ['Me', 'invitations'],
    ['Me', 'invitationCount'],
  ],
  addMember: [
    ['Workspace', 'members'],
    ['Workspace', 'memberCount'],
    ['Workspace', 'memberCounts'],
  ],
  removeMember: [
    ['Workspace', 'memberCount'],
    ['Workspace', 'memberCounts'],
    ['Workspace', 'tokens'],
  ],
  transferOwnership: [['Workspace', 'members']],
  inviteMembers: [['Workspace', 'invitations']],
  resendInvitation: [['Workspace', 'invitations']],
  revokeInvitation: [['Workspace', 'invitations']],
  createApiToken: [
    ['Workspace', 'tokens'],
    ['Me', 'tokens'],
  ],
  revokeApiToken: [
    ['Workspace', 'tokens'],
    ['Me', 'tokens'],
  ],
  createServiceAccount: [
    ['Workspace', 'serviceAccounts'],
    ['Workspace', 'members'],
    ['Query', 'serviceAccounts'],
  ],
  createProject: [['Workspace', 'projects']],
  registerResource: [
    ['Workspace', 'resources'],
    ['Workspace', 'resourceCounts'],
  ],
  deleteResource: [['Workspace', 'resourceCounts']],
  deleteWorkspace: [
    ['Query', 'workspaces'],
    ['Query', 'deletions'],
  ],
  restoreWorkspace: [['Query', 'workspaces']],
  registerResourceKind: [['Query', 'resourceKinds']],
  createUser: [['Query', 'users']],
  updateUser: [['Query', 'users']],
  suspendUser: [['Query', 'users']],
  resumeUser: [['Query', 'users']],
  suspendWorkspace: [['Query', 'workspaces']],
  resumeWorkspace: [['Query', 'workspaces']],
}

/** Invalidates a field; components that show it request it again. */
function forget(cache: Cache, entity: string, field: string): void {
  for (const known of cache.inspectFields(entity)) {
    if (known.fieldName === field) cache.invalidate(entity, known.fieldName, known.arguments ?? undefined)
  }
}

type Update = (result: DataFields, args: DataFields, cache: Cache) => void

const updateOf =
  (mutation: string): Update =>
  (result, args, cache) => {
    const payload = result[mutation] as DataFields | null
    if (!payload) return
    const taken = TAKEN_AWAY[mutation]
    if (taken) cache.invalidate({ __typename: taken[0], id: payload[taken[1]] as string })
    const { workspace } = (args['input'] ?? {}) as { workspace?: { id?: string } }
    for (const [of, field] of CHANGED_LISTS[mutation] ?? []) {
      for (const entity of entitiesOf(cache, of, workspace?.id)) forget(cache, entity, field)
    }
  }

/**
 * The keys of the entities in the cache. A write whose input names no workspace may affect every workspace on the
 * screen.
 */
function entitiesOf(cache: Cache, of: 'Workspace' | 'Query' | 'Me', workspace: string | undefined): string[] {
  if (of !== 'Workspace') return [of === 'Me' ? 'Me:me' : of]
  if (workspace) return [`Workspace:${workspace}`]
  const shown = cache.inspectFields('Query').filter(({ fieldName }) => fieldName === 'workspace')
  return shown.flatMap(({ fieldKey }) => (cache.resolve('Query', fieldKey) as string | null) ?? [])
}

/** For both streams of deletions. Writes the progress of a step to the cache; components request other changes. */
const deletionEvent: Update = (result, _args, cache) => {
  const { deletion, step, stepDone } = (result['deletionEvents'] ?? result['deletions'] ?? {}) as DataFields
  if (!deletion) return
  const { id } = deletion as { id: string }
  deletionChanged(id)
  if (!step) return
  const key = { __typename: 'DeletionStep', id: `${id}:${step}` }
  if (cache.resolve(key, 'done') !== undefined) cache.writeFragment(STEP_DONE, { ...key, done: stepDone })
}
const STEP_DONE = createRequest('fragment _ on DeletionStep { id done }', {}).query

const optimisticMember: OptimisticMutationResolver = (args) => {
  const { member, role } = args['input'] as { member: { id: string }; role: string }
  return { __typename: 'UpdateMemberPayload', membership: { __typename: 'Membership', id: member.id, role } }
}

const PREFERENCES = ['favourite', 'hidden', 'isDefault'] as const

const optimisticPreferences: OptimisticMutationResolver = (args, cache) => {
  const input = args['input'] as { workspace: { id: string } } & Partial<Record<(typeof PREFERENCES)[number], boolean>>
  const { id } = input.workspace
  const key = cache.resolve({ __typename: 'Workspace', id }, 'myPreferences') as string | null
  const known = PREFERENCES.map((name) => [name, input[name] ?? (key !== null && cache.resolve(key, name)) ?? false])
  const myPreferences = { __typename: 'WorkspacePreferences', ...Object.fromEntries(known) }
  return { __typename: 'SetWorkspacePreferencesPayload', workspace: { __typename: 'Workspace', id, myPreferences } }
}

export const CACHE: CacheExchangeOpts = {
  possibleTypes: POSSIBLE_TYPES,
  keys: {
    Role: byName,
    ResourceKind: byName,
    Group: byName,
    Me: () => 'me',
    ServerInfo: () => 'server',
    ...Object.fromEntries(PARTS.map((type) => [type, nowhere])),
    ...Object.fromEntries(LISTS.flatMap((type) => [`${type}Connection`, `${type}Edge`]).map((type) => [type, nowhere])),
  },
  updates: {
    Mutation: Object.fromEntries(
      [...new Set([...Object.keys(TAKEN_AWAY), ...Object.keys(CHANGED_LISTS)])].map((name) => [name, updateOf(name)]),
    ),
    Subscription: {
      nodeChanges: (result, _args, cache) => {
        nodeChanged(result['nodeChanges'] as unknown as NodeChange, cache)
      },
      deletionEvents: deletionEvent,
      deletions: deletionEvent,
    },
  },
  optimistic: {
    updateMember: optimisticMember,
    setWorkspacePreferences: optimisticPreferences,
  },
}
