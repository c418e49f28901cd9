// What `deleteWorkspace` writes: the record of the deletion with its plan and its watchers, the state of the workspace, and
// the event. The contents go later (`cleanup/`), whatever their number.
import { sql } from 'kysely'
import type { DeletionPolicy, Row } from '../../../db/schema.ts'
import type { Grant } from '../../access/authorize.ts'
import { boundWorkspace, ROLE_RANK } from '../../access/principal.ts'
import { type PlannedStep, plan } from '../../cleanup/plan.ts'
import { append } from '../../events/append.ts'
import type { Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { newId } from '../../store/id.ts'
import { runPrepared } from '../../store/prepared.ts'
import { insertRow, updateVersioned } from '../../store/rows.ts'

type DeletionRow = Row<'deletion'>

/** What a deletion request says; two requests that say the same count as one. */
export interface DeletionRequest {
  readonly policy: DeletionPolicy
  readonly reason: string | null
  /** How long the workspace can be restored; 0 for a deletion that begins at once. */
  readonly graceMs: number
}

/** Whether a deletion was recorded for a request that says the same. */
export function isFor({ policy, reason, graceMs }: DeletionRequest, known: DeletionRow): boolean {
  const startsAt = Date.parse(known.starts_at ?? known.requested_at)
  return known.policy === policy && known.reason === reason && startsAt - Date.parse(known.requested_at) === graceMs
}

/** Records the deletion of a workspace. From the commit on, only its watchers know of the workspace. */
export async function recordDeletion(
  tx: Tx,
  at: string,
  grant: Grant,
  { policy, reason, graceMs }: DeletionRequest,
): Promise<{ deletion: DeletionRow; workspace: Row<'workspace'> }> {
  const { workspace, caller } = grant
  const state = graceMs > 0 ? 'SCHEDULED' : 'RUNNING'
  const startsAt = new Date(Date.parse(at) + graceMs).toISOString()
  const steps = await plan(tx, workspace, policy)
  const total = steps.reduce((sum, step) => sum + step.total, 0)
  const deletion = await insertRow(tx, 'deletion', {
    id: newId('deletion'),
    workspace_id: workspace.id,
    workspace_name: workspace.name,
    workspace_display_name: workspace.display_name,
    state,
    policy,
    reason,
    requested_by: caller.principal.id,
    requested_at: at,
    starts_at: startsAt,
    started_at: state === 'RUNNING' ? at : null,
    total,
    ...(await movedToken(tx, grant)),
  })
  await addSteps(tx, deletion, steps)
  await watch(tx, deletion, grant)
  const deleting = await updateVersioned(tx, 'workspace', workspace, {
    state: 'DELETING',
    deletion_state: state,
    updated_at: at,
    updated_by: caller.principal.id,
  })
  const data = { name: workspace.name, policy, total, done: 0 }
  const target = { deletionId: deletion.id, subjectId: deletion.id, workspaceId: workspace.id }
  if (state === 'SCHEDULED') append(tx, at, grant, 'deletion.scheduled', { ...data, startsAt }, target)
  else append(tx, at, grant, 'deletion.started', data, target)
  return { deletion, workspace: deleting }
}

/** Inserts the steps, among them one for each kind of resource; all rows together are one parameter. */
async function addSteps(tx: Tx, { id }: DeletionRow, steps: readonly PlannedStep[]): Promise<void> {
  const rows = steps.map(({ total, stage, ...step }, position) => ({
    ...step,
    position: `${position}`,
    total: `${total}`,
    stage: `${stage}`,
  }))
  await runPrepared(tx, 'insert deletion steps', { id, rows }, ({ id, rows }) => {
    return sql`
      insert into deletion_step (deletion_id, position, name, label, total, cleanup, stage)
      select ${id}, cast(position as integer), name, label, cast(total as integer), cleanup, cast(stage as integer)
      from ${dialectOf(tx).records(['position', 'name', 'label', 'total', 'cleanup', 'stage'], rows)} as step`
  })
}

/**
 * If the caller is the workspace's own token, it goes on watching: its hashes move to the record, which outlives the
 * workspace.
 */
async function movedToken(tx: Tx, { workspace, caller }: Grant) {
  const id = caller.principal.token?.id
  if (id === undefined || boundWorkspace(caller.principal) !== workspace.id) return {}
  const token = await tx.selectFrom('api_token').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const { hash, previous_hash, ...row } = token
  return {
    token_id: id,
    token_hash: hash,
    token_previous_hash: previous_hash,
    token_previous_until: token.previous_until,
    token_row: JSON.stringify(row),
    token_owner_id: token.owner_id,
    token_minted_by: token.minted_by,
    token_expires_at: token.expires_at,
    token_role: token.role,
    token_permissions: token.permissions,
  }
}

/** Records the watchers: the caller, and those who are OWNER at this moment. Platform admins watch without a record. */
async function watch(tx: Tx, deletion: DeletionRow, { workspace, caller }: Grant): Promise<void> {
  const use = { id: deletion.id, workspaceId: workspace.id }
  await runPrepared(tx, 'insert watchers who own', use, ({ id, workspaceId }) => {
    const owners = tx
      .selectFrom('membership')
      .select([sql<string>`${id}`.as('deletion_id'), 'principal', sql.lit(1).as('was_owner')])
      .where('workspace_id', '=', workspaceId)
      .where('role_rank', '=', sql.lit(ROLE_RANK.OWNER))
    return tx.insertInto('deletion_watcher').columns(['deletion_id', 'user_id', 'was_owner']).expression(owners)
  })
  const asked = { deletion_id: deletion.id, user_id: caller.principal.id, was_owner: 0 }
  await runPrepared(tx, 'insert watcher', asked, (asked) =>
    tx
      .insertInto('deletion_watcher')
      .values(asked)
      .onConflict((conflict) => conflict.doNothing()),
  )
}
