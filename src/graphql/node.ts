// Global object identification (Relay): an id of any noun is looked up by what its prefix says.
import { can } from '../access/judge.ts'
import type { Permission } from '../access/policy.ts'
import { principalKeys } from '../access/principal.ts'
import { dialectOf } from '../store/dialect.ts'
import { kindOf } from '../store/id.ts'
import { NOUNS, type NounTable, type WorkspaceChild } from '../store/nouns.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'

/** Reads the row of an id; null for one that the caller may not know of. */
type NodeLoader = (id: string, context: Context) => Promise<{ id: string } | null>
const loaders = new Map<NounTable, NodeLoader>()
/** The permission needed to read the rows of a noun, for nouns whose rows all need the same one. */
const permissions = new Map<NounTable, Permission>()
const permissionsForDeleted = new Map<NounTable, Permission>()

export const Node = builder.interfaceRef<{ id: string }>('Node').implement({
  description:
    'An object with an id that is unique in the deployment, as defined by the GraphQL Global Object Identification Specification.',
  fields: (t) => ({ id: t.exposeID('id') }),
  resolveType: ({ id }) => NOUNS[kindOf(id)].type,
})

/**
 * Makes a noun reachable through `node`. `deletedFor` is the permission needed to learn that an object of a workspace
 * is gone.
 */
export function nodeType(noun: NounTable, load: NodeLoader, deletedFor?: Permission): void {
  loaders.set(noun, load)
  if (deletedFor) permissionsForDeleted.set(noun, deletedFor)
}

/** Makes a noun that belongs to a workspace reachable through `node`, for those who hold the permission there. */
export function workspaceNode(noun: WorkspaceChild, permission: Permission): void {
  permissions.set(noun, permission)
  nodeType(noun, async (id, context) => {
    const row = (await context.load[noun].load(id)) as { id: string; workspace_id: string | null } | null
    if (!row?.workspace_id) return null
    return can(context.signedIn, await context.load.access.load(row.workspace_id), permission) ? row : null
  })
}

/**
 * The permission needed to read the objects of a type, beyond access to their workspace; undefined where that differs
 * by row.
 */
export function permissionToRead(typeName: string): Permission | undefined {
  return [...permissions].find(([noun]) => NOUNS[noun].type === typeName)?.[1]
}

/** Null where there is none or the caller may not know of it. INVALID_INPUT for a string that is no id. */
export async function loadNode(id: string, context: Context): Promise<{ id: string } | null> {
  return (await loaders.get(kindOf(id))?.(id, context)) ?? null
}

/**
 * Whether the caller could read a row of the workspace that was removed at this time: it may read such rows now, and
 * was a member then.
 */
export async function couldRead(id: string, workspaceId: string, at: string, context: Context): Promise<boolean> {
  const noun = kindOf(id)
  const permission = permissionsForDeleted.get(noun) ?? permissions.get(noun)
  const access = await context.load.access.load(workspaceId)
  if (!access || permission === undefined || !can(context.signedIn, access, permission)) return false
  return access.asPlatformAdmin || at >= (await memberSince(workspaceId, context))
}

/** The time since which the caller is a member, by its oldest membership. */
function memberSince(workspaceId: string, { load, store, signedIn }: Context): Promise<string> {
  return load.once(`member of ${workspaceId} since`, async () => {
    const row = await store.db
      .selectFrom('membership')
      .where('workspace_id', '=', workspaceId)
      .where('principal', 'in', dialectOf(store.db).keys(principalKeys(signedIn)))
      .select((eb) => eb.fn.min('created_at').as('since'))
      .executeTakeFirst()
    return row?.since ?? store.now()
  })
}
