import type { Row } from '../../db/schema.ts'
import type { Tx } from '../store/database.ts'

/** What one step of a deletion removes, and how many there are of it when the plan is made. */
export interface PlannedStep {
  readonly name: string
  readonly total: number
}

/** The steps that take a workspace down, in order. Counted from kept counts and indices: the same for a million rows. */
export async function plan(tx: Tx, workspace: Row<'workspace'>): Promise<PlannedStep[]> {
  const kinds = await tx
    .selectFrom('resource_count')
    .innerJoin('resource_kind', 'resource_kind.name', 'resource_count.kind')
    .where('workspace_id', '=', workspace.id)
    .where('count', '>', 0)
    .orderBy('resource_kind.cleanup_order')
    .orderBy('resource_kind.name')
    .select(['kind', 'count'])
    .execute()
  return [
    ...kinds.map(({ kind, count }) => ({ name: `resources:${kind}`, total: count })),
    { name: 'projects', total: await countIn(tx, 'project', workspace.id) },
    { name: 'tokens', total: await countIn(tx, 'api_token', workspace.id) },
    { name: 'memberships', total: await countIn(tx, 'membership', workspace.id) },
    { name: 'workspace', total: 1 },
  ]
}

async function countIn(tx: Tx, table: 'project' | 'api_token' | 'membership', workspaceId: string): Promise<number> {
  const row = await tx
    .selectFrom(table)
    .where('workspace_id', '=', workspaceId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
