// What the subscriptions to one workspace share: where they start, and that they end when the caller loses the right to
// them or the workspace is deleted.
import { findAccess, type WorkspaceRef } from '../../access/authorize.ts'
import { assertNotDeleting, assertVisible, can, workspaceDeleting } from '../../access/judge.ts'
import type { Permission } from '../../access/policy.ts'
import { notFound } from '../../errors.ts'
import { startOf } from '../../events/cursor.ts'
import { topic } from '../../events/hub.ts'
import type { Decision, EventStream, Streamed, StreamOptions } from '../../events/stream.ts'
import type { Context } from '../../graphql/context.ts'
import { streamEvents } from '../../graphql/stream.ts'
import type { Place } from '../../store/event-cursor.ts'
import { watchedDeletionOf } from './queries.ts'

interface Source<T extends Streamed> extends Pick<StreamOptions<T>, 'after' | 'read' | 'pick'> {
  /** Whether the caller, who may read the workspace, may also know of this. */
  decide?(item: T): Promise<Decision>
  cursorOf(item: T): string
}

/**
 * A stream of what happens in a workspace, from now on or behind `after`, for those who hold the permission there: each
 * other caller gets an error, now or when it loses the right.
 */
export async function workspaceStream<T extends Streamed>(
  context: Context,
  workspace: WorkspaceRef,
  after: string | null | undefined,
  permission: Permission,
  sourceOf: (start: Place, workspaceId: string) => Source<T>,
): Promise<EventStream<T>> {
  const { store } = context
  const start = await startOf(store, after)
  const access = await findAccess(store.db, context.signedIn, workspace)
  assertVisible(access)
  assertNotDeleting(access)
  const { id } = access.workspace
  const { cursorOf, ...source } = sourceOf(start, id)
  return streamEvents(context, {
    ...source,
    topic: topic.workspace(id),
    workspaceId: id,
    cursorOf: (item) => (item ? cursorOf(item) : (after ?? null)),
    authorize: () => assertStillAllowed(id, permission, context),
  })
}

/** WORKSPACE_DELETING for a watcher of the deletion, also after the workspace has gone, NOT_FOUND for everybody else. */
async function assertStillAllowed(workspaceId: string, permission: Permission, context: Context): Promise<void> {
  const access = await context.load.access.load(workspaceId)
  if (access) assertNotDeleting(access)
  if (can(context.signedIn, access, permission)) return
  const deletionId = access ? null : await watchedDeletionOf(workspaceId, context)
  throw deletionId === null ? notFound() : workspaceDeleting(deletionId)
}
