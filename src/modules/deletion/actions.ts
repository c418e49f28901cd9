import { sql } from 'kysely'
import type { DeletionPolicy, Row } from '../../../db/schema.ts'
import { assertAllowed, type Grant, readAccess } from '../../access/authorize.ts'
import { assertNotDeleting, can } from '../../access/judge.ts'
import { boundWorkspace, ROLE_RANK } from '../../access/principal.ts'
import { type PlannedStep, plan } from '../../cleanup/plan.ts'
import { AppError } from '../../errors.ts'
import { append } from '../../events/append.ts'
import { mutation } from '../../graphql/mutation.ts'
import type { Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { newId } from '../../store/id.ts'
import { runPrepared } from '../../store/prepared.ts'
import { insertRow, updateVersioned } from '../../store/rows.ts'
import { optionalText } from '../../validate.ts'
import { WorkspaceRef } from '../refs.ts'
import { Workspace } from '../workspace/graphql.ts'
import { DeletionPolicyEnum } from './enums.ts'
import { Deletion } from './graphql.ts'
import { assertBelowLimit } from './limit.ts'

type DeletionRow = Row<'deletion'>

const NAMED_RESOURCES = 20

mutation('deleteWorkspace', {
  description:
    'Answers at once with a deletion to watch; from then on the workspace exists for its watchers alone. The same again answers the same deletion.',
  input: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    policy: t.field({
      description: 'What becomes of its contents.',
      type: DeletionPolicyEnum,
      defaultValue: 'CASCADE',
    }),
    reason: t.string(),
  }),
  payload: {
    deletion: { type: Deletion, description: 'The deletion, to watch with `deletionEvents`.' },
    workspace: { type: Workspace, nullable: true, description: 'For a watcher, until it is gone.' },
  },
  auth: { permission: 'WORKSPACE_DELETE', on: ({ workspace }) => workspace, whileDeleting: true },
  errors: ['BUILT_IN', 'DELETION_PROTECTED', 'RATE_LIMITED', 'WORKSPACE_NOT_EMPTY'],
  action: async ({ caller, config, now, write }, input) => {
    const policy = input.policy ?? 'CASCADE'
    const reason = optionalText('reason', input.reason, { max: 1024, multiline: true })
    return write(async (tx) => {
      const grant = await readAccess(tx, caller, input.workspace)
      if (grant.workspace.state === 'DELETING')
        return { deletion: await repeated(tx, grant, policy, reason), workspace: grant.workspace }
      assertAllowed(grant, 'WORKSPACE_DELETE', { whileSuspended: caller.principal.platformAdmin })
      assertDeletable(grant)
      if (policy === 'RESTRICT') await assertEmpty(tx, grant)
      const at = now()
      await assertBelowLimit(tx, caller.principal, config.deletionLimit, at)
      return record(tx, at, grant, policy, reason)
    })
  },
})

/** A second request like the first is answered like the first. */
async function repeated(tx: Tx, grant: Grant, policy: DeletionPolicy, reason: string | null): Promise<DeletionRow> {
  const known = await tx.selectFrom('deletion').selectAll().where('id', '=', grant.deletionId).executeTakeFirstOrThrow()
  if (known.policy !== policy || known.reason !== reason) assertNotDeleting(grant)
  return known
}

function assertDeletable({ workspace }: Grant): void {
  if (workspace.built_in === 1) throw new AppError('BUILT_IN', `${workspace.name} is built in: nobody deletes it`)
  if (workspace.deletion_protection === 1) {
    throw new AppError(
      'DELETION_PROTECTED',
      'An owner has protected the workspace: switch deletionProtection off first',
    )
  }
}

/** WORKSPACE_NOT_EMPTY where there are resources; who may read them is told how many and which come first. */
async function assertEmpty(tx: Tx, grant: Grant): Promise<void> {
  const workspaceId = grant.workspace.id
  const counts = await tx
    .selectFrom('resource_count')
    .select(['kind', 'count'])
    .where('workspace_id', '=', workspaceId)
    .where('count', '>', 0)
    .orderBy('kind')
    .execute()
  if (counts.length === 0) return
  const notEmpty = (details: Record<string, unknown>) =>
    new AppError('WORKSPACE_NOT_EMPTY', 'The workspace still holds resources', details)
  if (!can(grant.caller.principal, grant, 'RESOURCE_READ')) throw notEmpty({})
  const first = await tx
    .selectFrom('resource')
    .select(['kind', 'name'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .limit(NAMED_RESOURCES)
    .execute()
  throw notEmpty({ counts, first })
}

async function record(
  tx: Tx,
  at: string,
  grant: Grant,
  policy: DeletionPolicy,
  reason: string | null,
): Promise<{ deletion: DeletionRow; workspace: Row<'workspace'> }> {
  const { workspace, caller } = grant
  const steps = await plan(tx, workspace)
  const total = steps.reduce((sum, step) => sum + step.total, 0)
  const deletion = await insertRow(tx, 'deletion', {
    id: newId('deletion'),
    workspace_id: workspace.id,
    workspace_name: workspace.name,
    workspace_display_name: workspace.display_name,
    state: 'RUNNING',
    policy,
    reason,
    requested_by: caller.principal.id,
    requested_at: at,
    started_at: at,
    total,
    ...(await movedToken(tx, grant)),
  })
  await addSteps(tx, deletion, steps)
  await watch(tx, deletion, grant)
  const deleting = await updateVersioned(tx, 'workspace', workspace, {
    state: 'DELETING',
    updated_at: at,
    updated_by: caller.principal.id,
  })
  const data = { name: workspace.name, policy, total, done: 0 }
  append(tx, at, grant, 'deletion.started', data, {
    deletionId: deletion.id,
    subjectId: deletion.id,
    workspaceId: workspace.id,
  })
  return { deletion, workspace: deleting }
}

/** One step for each kind of resource there is, and others: they are one parameter. */
async function addSteps(tx: Tx, { id }: DeletionRow, steps: readonly PlannedStep[]): Promise<void> {
  const rows = steps.map(({ total, ...step }, position) => ({ ...step, position: `${position}`, total: `${total}` }))
  await runPrepared(tx, 'insert deletion steps', { id, rows }, ({ id, rows }) => {
    return sql`
      insert into deletion_step (deletion_id, position, name, label, total)
      select ${id}, cast(position as integer), name, label, cast(total as integer)
      from ${dialectOf(tx).records(['position', 'name', 'label', 'total'], rows)} as step`
  })
}

/** The workspace's own token that asked goes on watching: its hash moves to the record, which outlives the workspace. */
async function movedToken(tx: Tx, { workspace, caller }: Grant) {
  const id = caller.principal.token?.id
  if (id === undefined || boundWorkspace(caller.principal) !== workspace.id) return {}
  const token = await tx.selectFrom('api_token').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return {
    token_id: id,
    token_hash: token.hash,
    token_owner_id: token.owner_id,
    token_minted_by: token.minted_by,
    token_expires_at: token.expires_at,
  }
}

/** Whoever asked, and those who are OWNER at this moment. Platform admins watch without being written down. */
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
