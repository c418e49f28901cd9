// What the tests that are generated from schema.graphql share: one valid input for each field that needs one, and
// operations written from both. A field without an entry is a failure of those tests, so that nobody adds one unproven.
import type { GraphQLArgument } from 'graphql'
import { graphql } from '../generated/gql.ts'
import type { Permission, RoleName } from '../generated/graphql.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, CREATE_USER, REGISTER_RESOURCES } from './operations.ts'
import { run, unique } from './people.ts'
import { type Place, ROOTS, selectionOf } from './schema.ts'
import type { TestServer } from './server.ts'

const CREATE_PROJECT = graphql(`
  mutation InputsCreateProject($input: CreateProjectInput!) {
    createProject(input: $input) {
      project {
        id
      }
    }
  }
`)

const SUSPEND_WORKSPACE = graphql(`
  mutation InputsSuspendWorkspace($input: SuspendWorkspaceInput!) {
    suspendWorkspace(input: $input) {
      workspace {
        id
      }
    }
  }
`)

/** Where an input is valid: a workspace, who makes in it what the input refers to, and who is going to send it. */
export interface Stage {
  readonly server: TestServer
  readonly workspaceId: string
  /** Of an owner of the workspace. */
  readonly token: string
  /** The id of the user who sends the input. */
  readonly actorId: string
  /** Of a workspace that was another's, and is gone: the owner watches it. */
  readonly deletionId: string
}

type Variables = Record<string, unknown>

/** One valid input, and what its action asks for where `@auth` says only that somebody must be signed in. */
export interface Input {
  /** New each time: what it refers to is made for it. */
  variables(stage: Stage): Variables | Promise<Variables>
  /** It uses up the caller's place in the workspace, or the workspace: each run needs its own. */
  uses?: 'workspace'
  asks?:
    | { permission: Permission; otherwise?: 'NOT_FOUND' }
    | 'a credential without limits'
    | 'to watch the deletion'
    | 'an own membership'
}

const here = ({ workspaceId }: Stage) => ({ id: workspaceId })

/** A member that is a group: nobody has to be made for it. */
export async function member(stage: Stage): Promise<{ id: string }> {
  const input = { workspace: here(stage), principal: { group: unique('group') }, role: 'VIEWER' as const }
  const { addMember } = await run(stage.server, ADD_MEMBER, { input }, stage)
  return { id: addMember.membership.id }
}

/** A new user; with a role in the workspace where one is given. */
export async function user(stage: Stage, role?: RoleName): Promise<string> {
  const name = unique('user')
  const memberships = role ? [{ workspace: here(stage), role }] : []
  const { createUser } = await run(stage.server, CREATE_USER, { input: { name, memberships } })
  return createUser.user.id
}

/** A token of the workspace, the owner's. */
export async function token(stage: Stage): Promise<string> {
  const input = { name: unique('token'), workspace: here(stage) }
  return (await run(stage.server, CREATE_API_TOKEN, { input }, stage)).createApiToken.token.id
}

export async function project(stage: Stage): Promise<string> {
  const input = { workspace: here(stage), name: unique('project') }
  return (await run(stage.server, CREATE_PROJECT, { input }, stage)).createProject.project.id
}

/** A resource; of the project, if one is given. */
export async function resource(stage: Stage, projectId: string | null = null): Promise<string> {
  const input = { workspace: here(stage), resources: [{ kind: 'job', name: unique('job'), project: projectId }] }
  const { registerResources } = await run(stage.server, REGISTER_RESOURCES, { input }, stage)
  return registerResources.resources[0]?.id as string
}

export async function projectWithResource(stage: Stage): Promise<string> {
  const id = await project(stage)
  await resource(stage, id)
  return id
}

async function suspended(stage: Stage): Promise<{ id: string }> {
  await run(stage.server, SUSPEND_WORKSPACE, { input: { workspace: here(stage), reason: 'Looking into it' } })
  return here(stage)
}

/** Puts what an entry makes under the one argument that mutations have. */
const input = (make: (stage: Stage) => Variables | Promise<Variables>) => ({
  variables: async (stage: Stage) => ({ input: await make(stage) }),
})

/** By `Type.field`. Of queries, subscriptions and fields of other types only those that must be given something. */
export const INPUTS: Readonly<Record<string, Input>> = {
  'Mutation.createWorkspace': { ...input(() => ({ name: unique('made') })), asks: 'a credential without limits' },
  'Mutation.updateWorkspace': input((stage) => ({ workspace: here(stage), displayName: unique('Renamed') })),
  'Mutation.setWorkspacePreferences': input((stage) => ({ workspace: here(stage), favourite: true })),
  'Mutation.suspendWorkspace': {
    ...input((stage) => ({ workspace: here(stage), reason: 'Looking into it' })),
    uses: 'workspace',
  },
  'Mutation.resumeWorkspace': {
    ...input(async (stage) => ({ workspace: await suspended(stage) })),
    uses: 'workspace',
  },
  'Mutation.addMember': input((stage) => ({ workspace: here(stage), principal: { group: unique('group') } })),
  'Mutation.updateMember': input(async (stage) => ({ member: await member(stage), role: 'EDITOR' })),
  'Mutation.removeMember': input(async (stage) => ({ member: await member(stage) })),
  'Mutation.leaveWorkspace': {
    ...input((stage) => ({ workspace: here(stage) })),
    uses: 'workspace',
    asks: 'an own membership',
  },
  'Mutation.transferOwnership': {
    ...input(async (stage) => ({ workspace: here(stage), to: { user: await user(stage, 'VIEWER') } })),
    uses: 'workspace',
  },
  'Mutation.createUser': input((stage) => ({
    name: unique('user'),
    memberships: [{ workspace: here(stage), role: 'VIEWER' }],
  })),
  'Mutation.updateUser': input(async (stage) => ({ user: { id: await user(stage) }, name: unique('renamed') })),
  'Mutation.suspendUser': input(async (stage) => ({ user: { id: await user(stage) }, reason: 'Looking into it' })),
  'Mutation.resumeUser': input(async (stage) => ({ user: { id: await user(stage) } })),
  'Mutation.deleteUser': input(async (stage) => ({ user: { id: await user(stage) } })),
  'Mutation.createApiToken': {
    ...input((stage) => ({ name: unique('token'), workspace: here(stage) })),
    asks: { permission: 'TOKEN_CREATE' },
  },
  'Mutation.revokeApiToken': {
    ...input(async (stage) => ({ token: { id: await token(stage) } })),
    asks: { permission: 'TOKEN_MANAGE', otherwise: 'NOT_FOUND' },
  },
  'Mutation.createProject': input((stage) => ({ workspace: here(stage), name: unique('project') })),
  'Mutation.updateProject': input(async (stage) => ({ project: { id: await project(stage) }, description: 'Changed' })),
  'Mutation.deleteProject': input(async (stage) => ({ project: { id: await project(stage) } })),
  'Mutation.registerResource': input((stage) => ({
    workspace: here(stage),
    resource: { kind: 'job', name: unique('job') },
  })),
  'Mutation.registerResources': input((stage) => ({
    workspace: here(stage),
    resources: [{ kind: 'job', name: unique('job') }],
  })),
  'Mutation.updateResource': input(async (stage) => ({
    resource: { id: await resource(stage) },
    externalId: 'elsewhere',
  })),
  'Mutation.deleteResource': input(async (stage) => ({ resource: { id: await resource(stage) } })),
  'Mutation.deleteWorkspace': { ...input((stage) => ({ workspace: here(stage) })), uses: 'workspace' },

  'Query.node': { variables: ({ workspaceId }) => ({ id: workspaceId }) },
  'Query.nodes': { variables: ({ workspaceId }) => ({ ids: [workspaceId] }) },
  'Query.access': {
    variables: (stage) => ({ workspace: here(stage), permissions: ['WORKSPACE_READ', 'WORKSPACE_DELETE'] }),
    asks: { permission: 'WORKSPACE_READ', otherwise: 'NOT_FOUND' },
  },
  'Query.workspace': { variables: (stage) => ({ by: here(stage) }) },
  'Query.user': { variables: ({ actorId }) => ({ by: { id: actorId } }) },
  'Query.deletion': { variables: ({ deletionId }) => ({ id: deletionId }) },
  'Subscription.workspaceEvents': { variables: (stage) => ({ workspace: here(stage) }) },
  'Subscription.deletionEvents': {
    variables: ({ deletionId }) => ({ deletion: deletionId }),
    asks: 'to watch the deletion',
  },
  'Workspace.membership': { variables: ({ actorId }) => ({ principal: { user: actorId } }) },
}

interface Parent {
  variables(stage: Stage): Variables | Promise<Variables>
  /** The variables' declarations, and the operation around a selection. */
  declares: string
  around(selection: string): string
}

/** How a field of a type that is no root is reached. */
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
  User: {
    variables: ({ actorId }) => ({ of: actorId }),
    declares: '$of: ID!',
    around: (selection) => `user(by: { id: $of }) { id ${selection} }`,
  },
  Project: {
    variables: async (stage) => ({ of: await projectWithResource(stage) }),
    declares: '$of: ID!',
    around: (selection) => `node(id: $of) { id ... on Project { ${selection} } }`,
  },
  Me: { variables: () => ({}), declares: '', around: (selection) => `me { ${selection} }` },
}

/** An operation that asks for the field with all its arguments as variables, and for all that is plain below it. */
export function operationOf({ type, field }: Place): string {
  const declared = field.args.map((arg: GraphQLArgument) => `$${arg.name}: ${arg.type}`)
  const given = field.args.map(({ name }) => `${name}: $${name}`)
  const asked = `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''} ${selectionOf(field.type)}`
  const root = ROOTS[type.name]
  const parent = root ? null : PARENTS[type.name]
  if (parent === undefined) throw new Error(`PARENTS does not say how to reach ${type.name}`)
  const declarations = [...(parent?.declares ? [parent.declares] : []), ...declared].join(', ')
  const operation = `${root ?? 'query'}${declarations ? `(${declarations})` : ''}`
  return `${operation} { ${parent ? parent.around(asked) : asked} }`
}

/** Variables with which the operation is valid. */
export async function variablesOf(place: Place, stage: Stage): Promise<Variables> {
  const parent = await PARENTS[place.type.name]?.variables(stage)
  return { ...parent, ...(await INPUTS[place.name]?.variables(stage)) }
}
