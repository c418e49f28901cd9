// Whether the caller may change or remove a membership, found out in advance by the rules that the mutations apply.
import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { assertAllowed, type Grant } from '../../access/authorize.ts'
import { assertNotBuiltIn } from '../../access/judge.ts'
import type { Permission } from '../../access/policy.ts'
import { EVERYONE, ROLE_RANK } from '../../access/principal.ts'
import { AppError, type ErrorCode } from '../../errors.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { ErrorCodeEnum } from '../../graphql/enums.ts'
import { dialectOf } from '../../store/dialect.ts'
import { assertMayTouch } from './binding.ts'
import { lastOwner } from './ownership.ts'
import { everyoneIsNoMember } from './references.ts'

interface AbilityValue {
  readonly allowed: boolean
  readonly code: ErrorCode | null
  readonly reason: string | null
}

export const Ability = builder.objectRef<AbilityValue>('Ability').implement({
  description: 'Whether a mutation is allowed for the caller, to check before trying it.',
  fields: (t) => ({
    allowed: t.exposeBoolean('allowed', { description: 'Whether the mutation would be carried out.' }),
    code: t.expose('code', {
      type: ErrorCodeEnum,
      nullable: true,
      description: 'The error code of the mutation; null if it is allowed.',
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it is not allowed, as a readable sentence.' }),
  }),
})

/** Whether the caller may change the role of a membership (MEMBER_UPDATE), or remove it (MEMBER_REMOVE). */
export async function abilityOn(
  membership: Row<'membership'>,
  permission: Extract<Permission, 'MEMBER_UPDATE' | 'MEMBER_REMOVE'>,
  context: Context,
): Promise<AbilityValue> {
  const access = await context.load.access.load(membership.workspace_id)
  if (!access) return { allowed: false, code: 'NOT_FOUND', reason: null }
  const grant: Grant = { ...access, caller: context.caller }
  try {
    assertAllowed(grant, permission, { whileSuspended: permission === 'MEMBER_REMOVE' })
    assertNotBuiltIn(context.caller, grant)
    if (membership.principal === EVERYONE) throw everyoneIsNoMember('member')
    assertMayTouch(grant, membership.role, permission)
    if (membership.role === 'OWNER' && !(await hasOtherOwner(membership, context))) throw lastOwner()
    return { allowed: true, code: null, reason: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { allowed: false, code: error.code, reason: error.message }
  }
}

/** Whether the workspace has another owner who can act; one statement for all the memberships of a list. */
function hasOtherOwner(membership: Row<'membership'>, { load, store: { db } }: Context): Promise<boolean> {
  const loader = load.batched(
    'other owners',
    () => {
      return async (owners: readonly Row<'membership'>[]) => {
        const { records } = dialectOf(db)
        const given = owners.map(({ id, workspace_id, principal }) => ({ id, workspace_id, principal }))
        const { rows } = await sql<{ id: string }>`
          select given.id from ${records(['id', 'workspace_id', 'principal'], given)} as given where exists (
            select 1 from membership as other join ${sql.table('user')} as person on person.id = other.principal
            where other.workspace_id = given.workspace_id and other.role_rank = ${sql.lit(ROLE_RANK.OWNER)}
              and other.principal <> given.principal and person.suspended_at is null and person.deleted_at is null
          )`.execute(db)
        const found = new Set(rows.map(({ id }) => id))
        return owners.map(({ id }) => found.has(id))
      }
    },
    ({ id }) => id,
  )
  return loader.load(membership)
}
