import type { Row } from '../../../../db/schema.ts'
import {
  assertAllowed,
  type Grant,
  lookUp,
  type WorkspaceRef as Ref,
  readAccess,
  verifyCaller,
} from '../../../access/authorize.ts'
import { assertNotDeleting, can, workspaceDeleting } from '../../../access/judge.ts'
import type { Caller } from '../../../access/principal.ts'
import { MAX_GRACE_DAYS } from '../../../config/limits.ts'
import { AppError, invalid, notFound } from '../../../errors.ts'
import { mutation } from '../../../graphql/mutation.ts'
import type { Tx } from '../../../store/database.ts'
import { checkAll, optionalText } from '../../../validate.ts'
import { WorkspaceRef } from '../../refs.ts'
import { Workspace } from '../../workspace/graphql.ts'
import { DeletionPolicyEnum } from '../enums.ts'
import { Deletion } from '../graphql.ts'
import { assertUnchanged, FIRST_RESOURCES } from '../impact.ts'
import { assertBelowLimit } from '../limit.ts'
import { type DeletionRequest, isFor, recordDeletion } from '../record.ts'

const DAY_MS = 24 * 3_600_000

mutation('deleteWorkspace', {
  description:
    'Returns at once with a deletion to watch; from then on only its watchers can see the workspace. Repeating the request returns the same deletion.',
  input: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    policy: t.field({
      description: 'What happens to its contents.',
      type: DeletionPolicyEnum,
      defaultValue: 'CASCADE',
    }),
    gracePeriod: t.field({
      type: 'Duration',
      description: `How long \`restoreWorkspace\` can restore it before clean-up begins: at most \`${MAX_GRACE_DAYS}d\`. The default is a setting of the server, \`0s\` unless it was changed.`,
    }),
    reason: t.string({ description: 'The reason, shown to those who watch the deletion: at most 1,024 characters.' }),
    impactEtag: t.string({
      description:
        'The `etag` of a `deletionImpact`: the deletion is refused with IMPACT_CHANGED if the contents have changed since.',
    }),
  }),
  payload: {
    deletion: { type: Deletion, description: 'The deletion, to watch with `deletionEvents`.' },
    workspace: { type: Workspace, nullable: true, description: 'The workspace, visible to watchers until it is gone.' },
  },
  auth: { permission: 'WORKSPACE_DELETE', on: ({ workspace }) => workspace, whileDeleting: true, orWatching: true },
  errors: ['BUILT_IN', 'DELETION_PROTECTED', 'IMPACT_CHANGED', 'RATE_LIMITED', 'WORKSPACE_NOT_EMPTY'],
  action: async ({ caller, config, now, sealer, write }, input) => {
    const request = {
      policy: input.policy ?? 'CASCADE',
      ...checkAll({
        reason: () => optionalText('reason', input.reason, { max: 1024, multiline: true }),
        graceMs: () => graceOf(input.gracePeriod ?? config.deletionGraceMs),
      }),
    }
    return write(async (tx) => {
      if (caller.principal.watchesDeletion !== null)
        return { deletion: await repeatedByToken(tx, caller, input.workspace, request), workspace: null }
      const grant = await readAccess(tx, caller, input.workspace)
      if (grant.workspace.state === 'DELETING')
        return { deletion: await repeated(tx, grant, request), workspace: grant.workspace }
      assertAllowed(grant, 'WORKSPACE_DELETE', { whileSuspended: caller.principal.platformAdmin })
      assertDeletable(grant)
      if (typeof input.impactEtag === 'string') await assertUnchanged(tx, sealer, grant.workspace.id, input.impactEtag)
      if (request.policy === 'RESTRICT') await assertEmpty(tx, grant)
      const at = now()
      await assertBelowLimit(tx, caller.principal, config.deletionLimit, at)
      return recordDeletion(tx, at, grant, request)
    })
  },
})

function graceOf(ms: number): number {
  if (ms > MAX_GRACE_DAYS * DAY_MS) throw invalid('gracePeriod', `A grace period is at most ${MAX_GRACE_DAYS}d`)
  return ms
}

/** A second request like the first is answered like the first. */
async function repeated(tx: Tx, grant: Grant, request: DeletionRequest): Promise<Row<'deletion'>> {
  const known = await tx.selectFrom('deletion').selectAll().where('id', '=', grant.deletionId).executeTakeFirstOrThrow()
  if (!isFor(request, known)) assertNotDeleting(grant)
  return known
}

/** The same for the workspace's own token that made the first request, which can name its own workspace alone. */
async function repeatedByToken(tx: Tx, caller: Caller, ref: Ref, request: DeletionRequest): Promise<Row<'deletion'>> {
  await verifyCaller(tx, caller)
  const found = lookUp(ref)
  const known = await tx
    .selectFrom('deletion')
    .selectAll()
    .where('id', '=', caller.principal.watchesDeletion)
    .executeTakeFirst()
  if (!known || found?.value !== (found?.by === 'name' ? known.workspace_name : known.workspace_id)) throw notFound()
  if (!isFor(request, known)) throw workspaceDeleting(known.id)
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

/**
 * WORKSPACE_NOT_EMPTY where there are resources; a caller who may read them is told how many there are, and the first
 * of them.
 */
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
    .limit(FIRST_RESOURCES)
    .execute()
  throw notEmpty({ counts, first })
}
