// Every kind of caller, the workspaces in which they have their rights, and the outcome of a field for each of them.
// The outcome derives from `@auth` and the `roles` query alone: no test repeats the policy matrix.
import { graphql } from '../generated/gql.ts'
import type { Permission, RoleName } from '../generated/graphql.ts'
import type { Fixture } from '../support/create.ts'
import { INPUTS } from '../support/inputs.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, CREATE_WORKSPACE, DELETE_WORKSPACE } from '../support/operations.ts'
import { type Person, run, signUp, unique } from '../support/people.ts'
import { authOf, type SchemaField } from '../support/schema.ts'
import { ADMIN_TOKEN, type TestServer, until } from '../support/server.ts'

const ROLES_HELD = graphql(`
  query CallersRoles {
    roles {
      name
      permissions
    }
  }
`)

const DELETION_STATE = graphql(`
  query CallersDeletion($id: ID!) {
    deletion(id: $id) {
      state
    }
  }
`)

/** A kind of caller, and its rights in the workspace of the request. */
export interface Caller {
  label: string
  is: 'platform admin' | 'member' | 'outsider' | 'anonymous'
  /** The role that the caller acts with: the lower of the membership's and the token's. */
  role?: RoleName
  /** The role of the membership, if the token lowers it. */
  memberRole?: RoleName
  /** The limits of its token; a personal token without limits has all rights of its owner. */
  token?: { workspace?: 'this' | 'another'; role?: RoleName; permissions?: Permission[]; platformAdmin?: false }
}

const ROLES: readonly RoleName[] = ['OWNER', 'ADMIN', 'EDITOR', 'VIEWER']

export const CALLERS: readonly Caller[] = [
  { label: 'platform admin', is: 'platform admin' },
  { label: 'token of a platform admin without platform rights', is: 'outsider', token: { platformAdmin: false } },
  ...ROLES.map((role): Caller => ({ label: role, is: 'member', role })),
  ...ROLES.map(
    (role): Caller => ({ label: `workspace token of ${role}`, is: 'member', role, token: { workspace: 'this', role } }),
  ),
  ...ROLES.map(
    (role): Caller => ({
      label: `token of OWNER limited to ${role}`,
      is: 'member',
      role,
      memberRole: 'OWNER',
      token: { role },
    }),
  ),
  {
    label: 'token of OWNER limited to WORKSPACE_READ',
    is: 'member',
    role: 'OWNER',
    token: { permissions: ['WORKSPACE_READ'] },
  },
  {
    label: 'token of OWNER limited to another workspace',
    is: 'outsider',
    memberRole: 'OWNER',
    token: { workspace: 'another' },
  },
  { label: 'outsider', is: 'outsider' },
  { label: 'anonymous', is: 'anonymous' },
]

/** A workspace in which these kinds of callers have their rights. */
export interface CallersWorkspace {
  readonly fixture: Fixture
  credentials(caller: Caller): { token: string | null }
}

export interface Callers {
  /** The lowest role that holds each permission, as the `roles` query says. */
  readonly lowestRole: ReadonlyMap<Permission, RoleName>
  /** Creates a workspace for these kinds of callers. */
  newWorkspace(callers: readonly Caller[]): Promise<CallersWorkspace>
}

type People = Record<RoleName | 'outsider', Person>

/** Creates a user for each kind of caller, and their tokens. */
export async function createCallers(server: TestServer): Promise<Callers> {
  const { roles } = await run(server, ROLES_HELD, {})
  const lowestRole = new Map(roles.flatMap(({ name, permissions }) => permissions.map((each) => [each, name] as const)))
  const founder = await signUp(server)
  const entries = await Promise.all([...ROLES, 'outsider'].map(async (role) => [role, await signUp(server)] as const))
  const people = Object.fromEntries(entries) as People
  const tokens = new Map<string, string | null>()
  for (const caller of CALLERS) tokens.set(caller.label, await tokenOf(server, people, caller))
  const deletionId = await deletedWorkspace(server, founder)
  return {
    lowestRole,
    newWorkspace: async (callers) => {
      const workspace = { id: await newWorkspace(server, founder) }
      const memberRoles = callers.flatMap(({ is, memberRole, role }) =>
        is === 'member' && role ? [memberRole ?? role] : [],
      )
      for (const role of new Set(memberRoles)) {
        const input = { workspace, principal: { user: people[role].id }, role }
        await run(server, ADD_MEMBER, { input })
      }
      const own = new Map(tokens)
      for (const { label, role, token } of callers) {
        if (role && token?.workspace === 'this') {
          own.set(label, await createToken(server, people[role].token, { workspace, role }))
        }
      }
      const fixture = { server, workspaceId: workspace.id, token: founder.token, actorId: founder.id, deletionId }
      return { fixture, credentials: ({ label }) => ({ token: own.get(label) ?? null }) }
    },
  }
}

interface Limits {
  workspace?: { id: string }
  role?: RoleName
  permissions?: Permission[]
}

async function createToken(server: TestServer, token: string, limits: Limits): Promise<string> {
  const input = { name: unique('token'), ...limits }
  return (await run(server, CREATE_API_TOKEN, { input }, { token })).createApiToken.secret as string
}

/** The caller's token; null for the anonymous caller, and for a token of the workspace that `newWorkspace` creates. */
async function tokenOf(server: TestServer, people: People, caller: Caller): Promise<string | null> {
  const { is, role, memberRole, token } = caller
  if (is === 'anonymous' || token?.workspace === 'this') return null
  if (is === 'platform admin') return ADMIN_TOKEN
  if (token?.platformAdmin === false) return createToken(server, ADMIN_TOKEN, {})
  const person = people[memberRole ?? role ?? 'outsider']
  if (!token) return person.token
  return createToken(server, person.token, {
    ...(token.workspace ? { workspace: { id: await newWorkspace(server, person) } } : {}),
    ...(token.role ? { role: token.role } : {}),
    ...(token.permissions ? { permissions: token.permissions } : {}),
  })
}

/** Creates a workspace with this owner. */
export async function newWorkspace(server: TestServer, owner: { token: string }): Promise<string> {
  const { createWorkspace } = await run(server, CREATE_WORKSPACE, { input: { name: unique('workspace') } }, owner)
  return createWorkspace.workspace.id
}

/** Creates and deletes a workspace of this owner; returns the id of the deletion, which has succeeded. */
export async function deletedWorkspace(server: TestServer, owner: { token: string }): Promise<string> {
  const input = { workspace: { id: await newWorkspace(server, owner) } }
  const { id } = (await run(server, DELETE_WORKSPACE, { input }, owner)).deleteWorkspace.deletion
  await until(async () => (await run(server, DELETION_STATE, { id })).deletion?.state === 'SUCCEEDED')
  return id
}

/** Allowed, or the extensions of the error. */
export type Outcome =
  | 'allowed'
  | { code: string; permission?: Permission | null; requiredRole?: RoleName | null; myRole?: RoleName | null }

/** The outcome of the field for the caller, according to `@auth` and `roles`, and to what the action checks itself. */
export function expectedOutcome({ lowestRole }: Callers, field: SchemaField, caller: Caller): Outcome {
  const auth = authOf(field)
  const check = INPUTS[field.name]?.check
  if (!auth) return 'allowed'
  if (caller.is === 'anonymous') return { code: 'UNAUTHENTICATED' }
  const isAdmin = caller.is === 'platform admin'
  if (auth.platformAdmin) return isAdmin ? 'allowed' : forbidden(null, null, null)
  if (check === 'DELETION_WATCHER') return isAdmin ? 'allowed' : { code: 'NOT_FOUND' }
  if (check === 'SIGNED_IN_PERSON') return { code: 'NOT_FOUND' }
  if (check === 'OWNER_SERVICE') return forbidden(null, null, null)
  if (check === 'TASK_OWNER') return isAdmin ? forbidden(null, null, null) : { code: 'NOT_FOUND' }
  if (check === 'OWN_MEMBERSHIP' && isAdmin) return { code: 'NOT_FOUND' }
  if (check === 'OWN_MEMBERSHIP' && caller.is === 'member' && caller.role) {
    const own = caller.memberRole ?? caller.role
    if (own !== caller.role || caller.token?.permissions) return forbidden(null, own, caller.role)
  }
  if (check === 'UNRESTRICTED_TOKEN' || check === 'INVITED_PERSON') {
    const { workspace, role, permissions } = caller.token ?? {}
    const isRestricted = workspace || permissions || (role && role !== 'OWNER')
    if (isRestricted) return forbidden(null, 'OWNER', role ?? null)
    return check === 'INVITED_PERSON' ? { code: 'INVITATION_INVALID' } : 'allowed'
  }
  if (typeof check === 'object' && 'ofDeletion' in check) return isAdmin ? 'allowed' : ofDeletion(check, caller)
  const ofAction = typeof check === 'object' ? check : null
  const permission = auth.permission ?? ofAction?.permission
  if (!permission || isAdmin) return 'allowed'
  if (caller.is === 'outsider' || !caller.role) return { code: 'NOT_FOUND' }
  const required = lowestRole.get(permission) as RoleName
  const isHighEnough = ROLES.indexOf(caller.role) <= ROLES.indexOf(required)
  if (isHighEnough && (caller.token?.permissions?.includes(permission) ?? true)) return 'allowed'
  return ofAction?.otherwise ? { code: ofAction.otherwise } : forbidden(permission, required, caller.role)
}

/** While the workspace is being deleted, its tokens are refused, and only former owners can see it. */
function ofDeletion({ ofDeletion: permission }: { ofDeletion: Permission }, caller: Caller): Outcome {
  const { is, role = null, memberRole = role, token } = caller
  if (token?.workspace === 'this') return { code: 'UNAUTHENTICATED' }
  if (is !== 'member' || memberRole !== 'OWNER') return { code: 'NOT_FOUND' }
  const isAllowed = role === 'OWNER' && (token?.permissions?.includes(permission) ?? true)
  return isAllowed ? 'allowed' : forbidden(permission, 'OWNER', role)
}

function forbidden(permission: Permission | null, requiredRole: RoleName | null, myRole: RoleName | null): Outcome {
  return { code: 'FORBIDDEN', permission, requiredRole, myRole }
}
