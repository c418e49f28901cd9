// What a user has noted about workspaces for itself; nobody else can read it.
import type { Row } from '../../../db/schema.ts'
import { inOrder } from '../../access/loaders.ts'
import type { Context } from '../../graphql/context.ts'
import { dialectOf } from '../../store/dialect.ts'

export type Preferences = Pick<Row<'workspace_preference'>, 'favourite' | 'hidden' | 'is_default'>

const NONE: Preferences = { favourite: 0, hidden: 0, is_default: 0 }

/** The caller's preferences for a workspace; one statement reads those for all workspaces of a request. */
export function preferencesOf(workspaceId: string, context: Context): Promise<Preferences> {
  const loader = context.load.batched('preferences', () => {
    const { db } = context.store
    const userId = context.signedIn.id
    return async (ids: readonly string[]) => {
      const rows = await db
        .selectFrom('workspace_preference')
        .selectAll()
        .where('user_id', '=', userId)
        .where('workspace_id', 'in', dialectOf(db).keys(ids))
        .execute()
      return inOrder(ids, rows, (row) => row.workspace_id).map((row) => row ?? NONE)
    }
  })
  return loader.load(workspaceId)
}

/** The id of the workspace that the caller has made its default, read once a request; null where there is none. */
export function defaultWorkspaceId(context: Context): Promise<string | null> {
  return context.load.once('default workspace', async () => {
    const preference = await context.store.db
      .selectFrom('workspace_preference')
      .select('workspace_id')
      .where('user_id', '=', context.signedIn.id)
      .where('is_default', '=', 1)
      .executeTakeFirst()
    return preference?.workspace_id ?? null
  })
}
