// One valid input for each field of the schema that needs one, and operations written from the schema and these inputs.
// The tests that are generated from schema.graphql fail for a field without an entry, so that none is added untested.
import type { GraphQLArgument } from 'graphql'
import { graphql } from '../generated/gql.ts'
import type { Permission } from '../generated/graphql.ts'
import {
  createInvitation,
  createKind,
  createMember,
  createOwnInvitation,
  createPlatformAccount,
  createProject,
  createProjectWithResource,
  createResource,
  createServiceAccount,
  createServiceAccountWithToken,
  createSession,
  createTask,
  createToken,
  createUser,
  deleteWithTask,
  type Fixture,
  workspaceOf,
} from './create.ts'
import { DELETE_WORKSPACE, PAUSE_DELETIONS, SUSPEND_API_TOKEN } from './operations.ts'
import { run, unique } from './people.ts'
import { OPERATIONS, type SchemaField, selectionOf } from './schema.ts'

const SUSPEND_WORKSPACE = graphql(`
  mutation InputsSuspendWorkspace($input: SuspendWorkspaceInput!) {
    suspendWorkspace(input: $input) {
      workspace {
        id
      }
    }
  }
`)

const SUSPEND_USER = graphql(`
  mutation InputsSuspendUser($input: SuspendUserInput!) {
    suspendUser(input: $input) {
      user {
        id
      }
    }
  }
`)

type Variables = Record<string, unknown>

/** What an action checks beyond `@auth`, which then says only that the caller must be signed in. */
export type ActionCheck =
  /** A permission in the workspace; `otherwise` is the code for a member who lacks it, in place of FORBIDDEN. */
  | { permission: Permission; otherwise?: 'NOT_FOUND' }
  /** A token that limits its owner in nothing. */
  | 'UNRESTRICTED_TOKEN'
  /** The caller must be allowed to watch the deletion. */
  | 'DELETION_WATCHER'
  /**
   * The permission of an owner at the time when the deletion was requested; for everybody else the deletion is hidden.
   */
  | { ofDeletion: Permission }
  /** The caller must be the service that owns the kind of resource; here it is not. */
  | 'OWNER_SERVICE'
  /** Like OWNER_SERVICE, for a task of a deletion that the caller may watch. */
  | 'TASK_OWNER'
  /**
   * Like UNRESTRICTED_TOKEN, and the invitation must be to the caller's address; here it is not: INVITATION_INVALID.
   */
  | 'INVITED_PERSON'
  /** The session must be the caller's; here it is not: NOT_FOUND. */
  | 'SIGNED_IN_PERSON'
  /** The caller must have a membership of its own. */
  | 'OWN_MEMBERSHIP'

/** A valid input of a field. */
export interface Input {
  /** Creates what the input refers to; each call returns a new input. */
  variables(fixture: Fixture): Variables | Promise<Variables>
  /**
   * The operation permanently changes the workspace or the caller's membership: each run needs a workspace of its own.
   */
  consumesWorkspace?: true
  check?: ActionCheck
}

async function suspendedWorkspace(fixture: Fixture): Promise<{ id: string }> {
  const input = { workspace: workspaceOf(fixture), reason: 'Looking into it' }
  await run(fixture.server, SUSPEND_WORKSPACE, { input })
  return workspaceOf(fixture)
}

/** An invitation that was sent long enough ago to be sent again. */
async function oldInvitation(fixture: Fixture): Promise<string> {
  const id = await createInvitation(fixture)
  await fixture.server.database.query("update invitation set sent_at = '2020-01-01T00:00:00.000Z' where id = ?", id)
  return id
}

/** A token of the owner, suspended by somebody else who manages tokens. */
async function suspendedToken(fixture: Fixture): Promise<string> {
  const id = await createToken(fixture)
  await run(fixture.server, SUSPEND_API_TOKEN, { input: { token: { id } } })
  return id
}

/** A deletion that has failed. */
async function failedDeletion(fixture: Fixture): Promise<string> {
  const { deletionId } = await deleteWithTask(fixture)
  await fixture.server.database.query("update deletion set state = 'FAILED' where id = ?", deletionId)
  return deletionId
}

async function scheduleDeletion(fixture: Fixture): Promise<string> {
  const input = { workspace: workspaceOf(fixture), gracePeriod: '1h' }
  return (await run(fixture.server, DELETE_WORKSPACE, { input }, fixture)).deleteWorkspace.deletion.id
}

async function suspendedUser(fixture: Fixture): Promise<string> {
  const input = { user: { id: await createUser(fixture) }, reason: 'Looking into it' }
  return (await run(fixture.server, SUSPEND_USER, { input })).suspendUser.user.id
}

/** The variables of a mutation: each has one argument, `input`. */
const input = (create: (fixture: Fixture) => Variables | Promise<Variables>) => ({
  variables: async (fixture: Fixture) => ({ input: await create(fixture) }),
})

/**
 * By `Type.field`: each mutation, each other root field with a required argument, and each guarded field with one.
 * permissions.test.ts compares this table with the schema.
 */
export const INPUTS: Readonly<Record<string, Input>> = {
  'Mutation.createWorkspace': { ...input(() => ({ name: unique('made') })), check: 'UNRESTRICTED_TOKEN' },
  'Mutation.updateWorkspace': input((fixture) => ({ workspace: workspaceOf(fixture), displayName: unique('Renamed') })),
  'Mutation.setWorkspacePreferences': input((fixture) => ({ workspace: workspaceOf(fixture), favourite: true })),
  'Mutation.suspendWorkspace': {
    ...input((fixture) => ({ workspace: workspaceOf(fixture), reason: 'Looking into it' })),
    consumesWorkspace: true,
  },
  'Mutation.resumeWorkspace': {
    ...input(async (fixture) => ({ workspace: await suspendedWorkspace(fixture) })),
    consumesWorkspace: true,
  },
  'Mutation.addMember': input((fixture) => ({
    workspace: workspaceOf(fixture),
    principal: { group: unique('group') },
  })),
  'Mutation.updateMember': input(async (fixture) => ({ member: { id: await createMember(fixture) }, role: 'EDITOR' })),
  'Mutation.removeMember': input(async (fixture) => ({ member: { id: await createMember(fixture) } })),
  'Mutation.inviteMembers': input((fixture) => ({
    workspace: workspaceOf(fixture),
    emails: [`${unique('invited')}@example.com`],
  })),
  'Mutation.resendInvitation': input(async (fixture) => ({ invitation: await oldInvitation(fixture) })),
  'Mutation.revokeInvitation': input(async (fixture) => ({ invitation: await createInvitation(fixture) })),
  'Mutation.acceptInvitation': {
    ...input(async (fixture) => ({ invitation: await createOwnInvitation(fixture) })),
    check: 'INVITED_PERSON',
  },
  'Mutation.declineInvitation': {
    ...input(async (fixture) => ({ invitation: await createOwnInvitation(fixture) })),
    check: 'INVITED_PERSON',
  },
  'Mutation.leaveWorkspace': {
    ...input((fixture) => ({ workspace: workspaceOf(fixture) })),
    consumesWorkspace: true,
    check: 'OWN_MEMBERSHIP',
  },
  'Mutation.transferOwnership': {
    ...input(async (fixture) => ({
      workspace: workspaceOf(fixture),
      to: { user: await createUser(fixture, 'VIEWER') },
    })),
    consumesWorkspace: true,
  },
  'Mutation.createUser': input((fixture) => ({
    name: unique('user'),
    email: `${unique('user')}@example.com`,
    memberships: [{ workspace: workspaceOf(fixture), role: 'VIEWER' }],
  })),
  'Mutation.updateUser': input(async (fixture) => ({
    user: { id: await createUser(fixture) },
    name: unique('renamed'),
  })),
  'Mutation.suspendUser': input(async (fixture) => ({
    user: { id: await createUser(fixture) },
    reason: 'Looking into it',
  })),
  'Mutation.createSignInLink': input(async (fixture) => ({ user: { id: await createUser(fixture) } })),
  'Mutation.endSession': {
    ...input(async (fixture) => ({ session: await createSession(fixture) })),
    check: 'SIGNED_IN_PERSON',
  },
  'Mutation.resumeUser': input(async (fixture) => ({ user: { id: await suspendedUser(fixture) } })),
  'Mutation.deleteUser': input(async (fixture) => ({ user: { id: await createUser(fixture) } })),
  'Mutation.createApiToken': {
    ...input((fixture) => ({ name: unique('token'), workspace: workspaceOf(fixture) })),
    check: { permission: 'TOKEN_CREATE' },
  },
  'Mutation.rotateApiToken': {
    ...input(async (fixture) => ({
      token: { id: (await createServiceAccountWithToken(fixture)).tokenId },
    })),
    check: { permission: 'SERVICE_ACCOUNT_MANAGE', otherwise: 'NOT_FOUND' },
  },
  'Mutation.suspendApiToken': {
    ...input(async (fixture) => ({ token: { id: await createToken(fixture) } })),
    check: { permission: 'TOKEN_MANAGE', otherwise: 'NOT_FOUND' },
  },
  'Mutation.resumeApiToken': {
    ...input(async (fixture) => ({ token: { id: await suspendedToken(fixture) } })),
    check: { permission: 'TOKEN_MANAGE', otherwise: 'NOT_FOUND' },
  },
  'Mutation.revokeApiToken': {
    ...input(async (fixture) => ({ token: { id: await createToken(fixture) } })),
    check: { permission: 'TOKEN_MANAGE', otherwise: 'NOT_FOUND' },
  },
  'Mutation.exchangeToken': input((fixture) => ({ workspace: workspaceOf(fixture), audience: 'reports' })),
  'Mutation.createServiceAccount': {
    ...input((fixture) => ({ workspace: workspaceOf(fixture), name: unique('machine') })),
    check: { permission: 'SERVICE_ACCOUNT_MANAGE' },
  },
  'Mutation.deleteServiceAccount': {
    ...input(async (fixture) => ({ serviceAccount: await createServiceAccount(fixture) })),
    check: { permission: 'SERVICE_ACCOUNT_MANAGE' },
  },
  'Mutation.createProject': input((fixture) => ({ workspace: workspaceOf(fixture), name: unique('project') })),
  'Mutation.updateProject': input(async (fixture) => ({
    project: { id: await createProject(fixture) },
    description: 'Changed',
  })),
  'Mutation.deleteProject': input(async (fixture) => ({ project: { id: await createProject(fixture) } })),
  'Mutation.registerResourceKind': input(async ({ server }) => ({
    name: unique('kind'),
    cleanup: 'CLAIM',
    ownerServiceAccount: await createPlatformAccount(server),
  })),
  'Mutation.updateResourceKind': input(async (fixture) => ({
    name: await createKind(fixture),
    displayName: unique('Renamed'),
  })),
  'Mutation.registerResource': input((fixture) => ({
    workspace: workspaceOf(fixture),
    resource: { kind: 'job', name: unique('job') },
  })),
  'Mutation.registerResources': input((fixture) => ({
    workspace: workspaceOf(fixture),
    resources: [{ kind: 'job', name: unique('job') }],
  })),
  'Mutation.updateResource': input(async (fixture) => ({
    resource: { id: await createResource(fixture) },
    externalId: 'elsewhere',
  })),
  'Mutation.deleteResource': input(async (fixture) => ({ resource: { id: await createResource(fixture) } })),
  'Mutation.deleteWorkspace': { ...input((fixture) => ({ workspace: workspaceOf(fixture) })), consumesWorkspace: true },
  'Mutation.pauseDeletions': input(() => ({ reason: 'Looking into it' })),
  'Mutation.resumeDeletions': input(async ({ server }) => {
    await run(server, PAUSE_DELETIONS, { input: { reason: 'Looking into it' } })
    return {}
  }),
  'Mutation.retryDeletion': {
    ...input(async (fixture) => ({ deletion: await failedDeletion(fixture) })),
    consumesWorkspace: true,
    check: { ofDeletion: 'WORKSPACE_DELETE' },
  },
  'Mutation.skipDeletionStep': {
    ...input(async (fixture) => {
      const { deletionId, step } = await deleteWithTask(fixture)
      return { deletion: deletionId, step, reason: 'The service is gone' }
    }),
    consumesWorkspace: true,
    check: { ofDeletion: 'WORKSPACE_DELETE' },
  },
  'Mutation.claimCleanupTasks': {
    ...input(async (fixture) => ({ kinds: [(await createTask(fixture)).kind] })),
    check: 'OWNER_SERVICE',
  },
  'Mutation.completeCleanupTask': {
    ...input(async (fixture) => ({ task: (await createTask(fixture)).taskId, attempt: 1 })),
    check: 'TASK_OWNER',
  },
  'Mutation.failCleanupTask': {
    ...input(async (fixture) => ({ task: (await createTask(fixture)).taskId, attempt: 1, error: 'Still in use' })),
    check: 'TASK_OWNER',
  },

  'Mutation.restoreWorkspace': {
    ...input(async (fixture) => ({ deletion: await scheduleDeletion(fixture) })),
    consumesWorkspace: true,
    check: { ofDeletion: 'WORKSPACE_RESTORE' },
  },

  'Query.invitation': { variables: () => ({ code: 'none' }) },
  'Query.node': { variables: ({ workspaceId }) => ({ id: workspaceId }) },
  'Query.nodes': { variables: ({ workspaceId }) => ({ ids: [workspaceId] }) },
  'Query.access': {
    variables: (fixture) => ({ workspace: workspaceOf(fixture), permissions: ['WORKSPACE_READ', 'WORKSPACE_DELETE'] }),
    check: { permission: 'WORKSPACE_READ', otherwise: 'NOT_FOUND' },
  },
  'Query.workspace': { variables: (fixture) => ({ by: workspaceOf(fixture) }) },
  'Query.user': { variables: ({ actorId }) => ({ by: { id: actorId } }) },
  'Query.deletion': { variables: ({ deletionId }) => ({ id: deletionId }) },
  'Subscription.workspaceEvents': { variables: (fixture) => ({ workspace: workspaceOf(fixture) }) },
  'Subscription.nodeChanges': { variables: (fixture) => ({ workspace: workspaceOf(fixture) }) },
  'Subscription.deletionEvents': {
    variables: ({ deletionId }) => ({ deletion: deletionId }),
    check: 'DELETION_WATCHER',
  },
  'Workspace.accessOf': { variables: ({ actorId }) => ({ user: { id: actorId } }) },
  'Workspace.membership': { variables: ({ actorId }) => ({ principal: { user: actorId } }) },
}

interface Parent {
  variables(fixture: Fixture): Variables | Promise<Variables>
  /** The declarations of the variables. */
  declares: string
  /** Wraps this selection on the parent into the operation. */
  around(selection: string): string
}

/** For each type that is no root type, the query that reaches its fields. */
export const PARENTS: Readonly<Record<string, Parent>> = {
  Workspace: {
    variables: ({ workspaceId }) => ({ of: workspaceId }),
    declares: '$of: ID!',
    around: (selection) => `workspace(by: { id: $of }) { id name ${selection} }`,
  },
  Deletion: {
    variables: ({ deletionId }) => ({ of: deletionId }),
    declares: '$of: ID!',
    around: (selection) => `deletion(id: $of) { id ${selection} }`,
  },
  ServiceAccount: {
    variables: async (fixture) => ({ of: (await createServiceAccountWithToken(fixture)).id }),
    declares: '$of: ID!',
    around: (selection) => `node(id: $of) { id ... on ServiceAccount { ${selection} } }`,
  },
  User: {
    variables: ({ actorId }) => ({ of: actorId }),
    declares: '$of: ID!',
    around: (selection) => `user(by: { id: $of }) { id ${selection} }`,
  },
  Project: {
    variables: async (fixture) => ({ of: await createProjectWithResource(fixture) }),
    declares: '$of: ID!',
    around: (selection) => `node(id: $of) { id ... on Project { ${selection} } }`,
  },
  Me: { variables: () => ({}), declares: '', around: (selection) => `me { ${selection} }` },
}

/** An operation that selects the field with all its arguments as variables, and its unguarded subfields. */
export function operationOf({ type, field }: SchemaField): string {
  const declared = field.args.map((arg: GraphQLArgument) => `$${arg.name}: ${arg.type}`)
  const args = field.args.map(({ name }) => `${name}: $${name}`)
  const selection = `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''} ${selectionOf(field.type)}`
  const root = OPERATIONS[type.name]
  const parent = root ? null : PARENTS[type.name]
  if (parent === undefined) throw new Error(`Add ${type.name} to PARENTS in test/support/inputs.ts`)
  const declarations = [...(parent?.declares ? [parent.declares] : []), ...declared].join(', ')
  const operation = `${root ?? 'query'}${declarations ? `(${declarations})` : ''}`
  return `${operation} { ${parent ? parent.around(selection) : selection} }`
}

/** Variables that make the operation of the field valid. */
export async function variablesOf({ name, type }: SchemaField, fixture: Fixture): Promise<Variables> {
  return { ...(await PARENTS[type.name]?.variables(fixture)), ...(await INPUTS[name]?.variables(fixture)) }
}
