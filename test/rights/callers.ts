// Every kind of caller there is, the workspace where each is what it is called, and what `@auth` and the `roles` query
// say that it may do there. Who may what is worked out from these two alone: nothing here repeats the matrix.
import { graphql } from '../generated/gql.ts'
import type { Permission, RoleName } from '../generated/graphql.ts'
import { INPUTS, type Stage } from '../support/inputs.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, CREATE_WORKSPACE, DELETE_WORKSPACE } from '../support/operations.ts'
import { type Person, run, signUp, unique } from '../support/people.ts'
import { authOf, type Place } from '../support/schema.ts'
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

/** One kind of caller, and what it holds in the workspace that it calls for. */
export interface Kind {
  label: string
  is: 'platform admin' | 'member' | 'outsider' | 'anonymous'
  /** After the ceiling of its token. */
  role?: RoleName
  /** The member's own role where the token lowers it. */
  of?: RoleName
  /** What its token is made with; a personal token without any of it does all that its owner may. */
  token?: { bound?: 'here' | 'elsewhere'; role?: RoleName; permissions?: Permission[]; platformAdmin?: false }
}

const ROLES: readonly RoleName[] = ['OWNER', 'ADMIN', 'EDITOR', 'VIEWER']

export const KINDS: readonly Kind[] = [
  { label: 'platform admin', is: 'platform admin' },
  { label: "platform admin's token without its rights", is: 'outsider', token: { platformAdmin: false } },
  ...ROLES.map((role): Kind => ({ label: role, is: 'member', role })),
  ...ROLES.map(
    (role): Kind => ({ label: `workspace token of ${role}`, is: 'member', role, token: { bound: 'here', role } }),
  ),
  ...ROLES.map(
    (role): Kind => ({ label: `token of OWNER as ${role}`, is: 'member', role, of: 'OWNER', token: { role } }),
  ),
  { label: 'token of OWNER to read', is: 'member', role: 'OWNER', token: { permissions: ['WORKSPACE_READ'] } },
  { label: "OWNER's token of another workspace", is: 'outsider', of: 'OWNER', token: { bound: 'elsewhere' } },
  { label: 'outsider', is: 'outsider' },
  { label: 'anonymous', is: 'anonymous' },
]

/** A workspace, and the credentials with which each kind of caller is what it is called there. */
export interface Ground {
  readonly stage: Stage
  credentials(kind: Kind): { token: string | null }
}

/** The people behind the kinds, and what the server says that their roles hold. */
export interface Cast {
  /** The lowest role that holds each permission. */
  readonly lowest: ReadonlyMap<Permission, RoleName>
  /** A new workspace for these kinds. */
  furnish(kinds: readonly Kind[]): Promise<Ground>
}

type People = Record<RoleName | 'outsider', Person>

/** Signs everybody up. */
export async function assemble(server: TestServer): Promise<Cast> {
  const { roles } = await run(server, ROLES_HELD, {})
  const lowest = new Map(roles.flatMap(({ name, permissions }) => permissions.map((each) => [each, name] as const)))
  const founder = await signUp(server)
  const entries = await Promise.all([...ROLES, 'outsider'].map(async (role) => [role, await signUp(server)] as const))
  const people = Object.fromEntries(entries) as People
  const tokens = new Map<string, string | null>()
  for (const kind of KINDS) tokens.set(kind.label, await tokenOf(server, people, kind))
  const deletionId = await deletedWorkspace(server, founder)
  return {
    lowest,
    furnish: async (kinds) => {
      const workspace = { id: await newWorkspace(server, founder) }
      for (const role of new Set(kinds.flatMap(({ is, of, role }) => (is === 'member' && role ? [of ?? role] : [])))) {
        const input = { workspace, principal: { user: people[role].id }, role }
        await run(server, ADD_MEMBER, { input }, founder)
      }
      const own = new Map(tokens)
      for (const { label, role, token } of kinds) {
        if (role && token?.bound === 'here') {
          own.set(label, await mint(server, people[role].token, { workspace, role }))
        }
      }
      const stage = { server, workspaceId: workspace.id, token: founder.token, actorId: founder.id, deletionId }
      return { stage, credentials: ({ label }) => ({ token: own.get(label) ?? null }) }
    },
  }
}

interface Minting {
  workspace?: { id: string }
  role?: RoleName
  permissions?: Permission[]
}

async function mint(server: TestServer, token: string, minting: Minting): Promise<string> {
  const input = { name: unique('token'), ...minting }
  return (await run(server, CREATE_API_TOKEN, { input }, { token })).createApiToken.secret as string
}

/** One that is good in every workspace; null for the anonymous, and for those bound to a workspace not yet made. */
async function tokenOf(server: TestServer, people: People, { is, role, of, token }: Kind): Promise<string | null> {
  if (is === 'anonymous' || token?.bound === 'here') return null
  if (is === 'platform admin') return ADMIN_TOKEN
  if (token?.platformAdmin === false) return mint(server, ADMIN_TOKEN, {})
  const person = people[of ?? role ?? 'outsider']
  if (!token) return person.token
  const { bound, role: ceiling, permissions } = token
  return mint(server, person.token, {
    ...(bound ? { workspace: { id: await newWorkspace(server, person) } } : {}),
    ...(ceiling ? { role: ceiling } : {}),
    ...(permissions ? { permissions } : {}),
  })
}

/** A workspace of its own for somebody. */
export async function newWorkspace(server: TestServer, owner: { token: string }): Promise<string> {
  const { createWorkspace } = await run(server, CREATE_WORKSPACE, { input: { name: unique('workspace') } }, owner)
  return createWorkspace.workspace.id
}

/** The deletion of a workspace of the person's own, once it is over. */
export async function deletedWorkspace(server: TestServer, owner: { token: string }): Promise<string> {
  const input = { workspace: { id: await newWorkspace(server, owner) } }
  const { id } = (await run(server, DELETE_WORKSPACE, { input }, owner)).deleteWorkspace.deletion
  await until(async () => (await run(server, DELETION_STATE, { id })).deletion?.state === 'SUCCEEDED')
  return id
}

/** Leave, or the extensions of the error that refuses it. */
export type Expected =
  | 'allowed'
  | { code: string; permission?: Permission | null; requiredRole?: RoleName | null; myRole?: RoleName | null }

/** What `@auth` and `roles` say of a caller. */
export function expectedOf({ lowest }: Cast, place: Place, kind: Kind): Expected {
  const auth = authOf(place)
  const asks = INPUTS[place.name]?.asks
  if (!auth) return 'allowed'
  if (kind.is === 'anonymous') return { code: 'UNAUTHENTICATED' }
  const isAdmin = kind.is === 'platform admin'
  if (auth.platformAdmin) return isAdmin ? 'allowed' : forbidden(null, null, null)
  if (asks === 'to watch the deletion') return isAdmin ? 'allowed' : { code: 'NOT_FOUND' }
  if (asks === 'an own membership' && isAdmin) return { code: 'NOT_FOUND' }
  if (asks === 'an own membership' && kind.is === 'member' && kind.role) {
    const own = kind.of ?? kind.role
    if (own !== kind.role || kind.token?.permissions) return forbidden(null, own, kind.role)
  }
  if (asks === 'a credential without limits') {
    const { bound, role, permissions } = kind.token ?? {}
    const limited = bound || permissions || (role && role !== 'OWNER')
    return limited ? forbidden(null, 'OWNER', role ?? null) : 'allowed'
  }
  const further = typeof asks === 'object' ? asks : null
  const permission = auth.permission ?? further?.permission
  if (!permission || isAdmin) return 'allowed'
  if (kind.is === 'outsider' || !kind.role) return { code: 'NOT_FOUND' }
  const required = lowest.get(permission) as RoleName
  const isHighEnough = ROLES.indexOf(kind.role) <= ROLES.indexOf(required)
  if (isHighEnough && (kind.token?.permissions?.includes(permission) ?? true)) return 'allowed'
  return further?.otherwise ? { code: further.otherwise } : forbidden(permission, required, kind.role)
}

function forbidden(permission: Permission | null, requiredRole: RoleName | null, myRole: RoleName | null): Expected {
  return { code: 'FORBIDDEN', permission, requiredRole, myRole }
}
