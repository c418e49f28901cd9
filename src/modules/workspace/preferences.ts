import DataLoader from 'dataloader'
import type { Row } from '../../../db/schema.ts'
import type { Context } from '../../graphql/context.ts'
import { dialectOf } from '../../store/dialect.ts'

type Marks = Pick<Row<'workspace_preference'>, 'favourite' | 'hidden' | 'is_default'>

const NONE: Marks = { favourite: 0, hidden: 0, is_default: 0 }

/** The caller's own marks on a workspace; none where it has set none. */
export function preferencesOf(workspaceId: string, context: Context): Promise<Marks> {
  const loader = context.load.once('preferences', () => {
    const { db } = context.store
    const userId = context.signedIn.id
    return new DataLoader(async (ids: readonly string[]) => {
      const rows = await db
        .selectFrom('workspace_preference')
        .selectAll()
        .where('user_id', '=', userId)
        .where('workspace_id', 'in', dialectOf(db).keys(ids))
        .execute()
      const found = new Map(rows.map((row) => [row.workspace_id, row]))
      return ids.map((id): Marks => found.get(id) ?? NONE)
    })
  })
  return loader.load(workspaceId)
}
