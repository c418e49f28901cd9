// Decides by the loaders whether the caller may use a field; an action checks again in its transaction. Rows that were
// read before are judged without a promise: a promise for each of a hundred rows would take longer than all the checks.
import type { Access } from '../access/access.ts'
import { findAccess, type WorkspaceRef } from '../access/authorize.ts'
import { assertNotDeleting, assertPermission, assertVisible } from '../access/judge.ts'
import type { Permission } from '../access/policy.ts'
import { isKind } from '../store/id.ts'
import type { NounTable } from '../store/nouns.ts'
import type { Context } from './context.ts'

/** Where a permission must be held: in a workspace, or in the workspace that a node belongs to. */
export type Subject = WorkspaceRef | { node: string; noun: NounTable }

/** What a field requires of its caller. */
export interface Needed {
  readonly subject: Subject
  readonly permissions: readonly Permission[]
  /** While the workspace is being deleted, a field that writes answers WORKSPACE_DELETING, and one that reads is empty. */
  readonly writes: boolean
}

/**
 * Whether the caller may use a field with these requirements; throws the error that the field answers otherwise. False
 * without a caller.
 */
export function mayUse(needed: Needed, context: Context): boolean | Promise<boolean> {
  if (!context.principal || context.principal.watchesDeletion !== null) return false
  const access = accessTo(needed.subject, context)
  return access instanceof Promise
    ? access.then((read) => judge(needed, read, context))
    : judge(needed, access, context)
}

function judge({ permissions, writes }: Needed, access: Access | null, { signedIn }: Context): boolean {
  assertVisible(access)
  if (writes) assertNotDeleting(access)
  // to a watcher of its deletion the lists of a workspace are empty
  if (access.workspace.state === 'DELETING') return true
  for (const permission of permissions) assertPermission(signedIn, access, permission)
  return true
}

function accessTo(subject: Subject, context: Context): Promise<Access | null> | Access | null {
  const { load, store, signedIn } = context
  if ('node' in subject) return accessToHome(subject, context)
  if (typeof subject.id === 'string' && isKind('workspace', subject.id)) return load.access.at(subject.id)
  return load.once(`access to ${JSON.stringify(subject)}`, () => findAccess(store.db, signedIn, subject))
}

async function accessToHome({ node, noun }: { node: string; noun: NounTable }, { load }: Context) {
  // an id of another noun gets the same answer as an id that was never issued
  if (!isKind(noun, node)) return null
  const home = await load.home(node)
  return home === null ? null : load.access.load(home)
}
