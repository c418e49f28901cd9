// How the inputs of the member mutations name memberships and principals.
import type { Row } from '../../../db/schema.ts'
import { authorize, type Grant, inWorkspace } from '../../access/authorize.ts'
import { assertNotBuiltIn } from '../../access/judge.ts'
import type { Permission } from '../../access/policy.ts'
import { type Caller, EVERYONE, groupKey, isServiceAccount } from '../../access/principal.ts'
import { type AppError, invalid, notFound } from '../../errors.ts'
import type { Subject } from '../../graphql/field-access.ts'
import type { Tx } from '../../store/database.ts'
import { lockUsers } from '../../store/lock.ts'
import { findRow } from '../../store/rows.ts'
import { text } from '../../validate.ts'
import { type PrincipalRef, principalKey } from '../principal/queries.ts'
import type { MembershipRef as MembershipRefInput } from '../refs.ts'
import { assertMayTouch, findBinding } from './binding.ts'

type MembershipRef = typeof MembershipRefInput.$inferInput
interface Found {
  readonly row: Row<'membership'>
  readonly grant: Grant
}

/** Where the permission to act on the membership must be held. */
export const subjectOf = (ref: MembershipRef): Subject =>
  ref.of ? ref.of.workspace : { node: ref.id, noun: 'membership' }

/** A membership, and permission to change or end it: never one of everyone, nor one with a role above the caller's. */
export async function membershipToChange(
  tx: Tx,
  caller: Caller,
  ref: MembershipRef,
  permission: Permission,
  options: { whileSuspended?: boolean } = {},
): Promise<Found> {
  const found = ref.of
    ? await membershipOfPrincipal(tx, caller, ref.of, permission, options)
    : await inWorkspace(tx, caller, 'membership', ref.id, permission, { field: 'member', ...options })
  assertNotBuiltIn(caller, found.grant)
  if (found.row.principal === EVERYONE) throw everyoneIsNoMember('member')
  assertMayTouch(found.grant, found.row.role, permission)
  return found
}

async function membershipOfPrincipal(
  tx: Tx,
  caller: Caller,
  { workspace, principal }: NonNullable<MembershipRef['of']>,
  permission: Permission,
  options: { whileSuspended?: boolean },
): Promise<Found> {
  const grant = await authorize(tx, caller, workspace, permission, options)
  const key = await principalKey(tx, caller.principal, principal)
  const row = key === null ? undefined : await findBinding(tx, grant.workspace.id, key)
  if (!row) throw notFound()
  return { row, grant }
}

/**
 * The key of a principal to whom a role can be given: a group with a valid name, or a user who exists, locked so that
 * nobody deletes the user before the membership is there to be deleted, too. NOT_FOUND, with the hint, otherwise.
 */
export async function granteeKey(
  tx: Tx,
  { caller, workspace }: Grant,
  ref: PrincipalRef,
  hint: string,
): Promise<string> {
  if (ref.group !== undefined) return groupKey(text('group', ref.group, { max: 255 }))
  const key = await principalKey(tx, caller.principal, ref)
  if (key === null || key === EVERYONE) throw notFound(hint)
  await lockUsers(tx, [key], 'share')
  const user = await findRow(tx, 'user', { id: key })
  if (!user || user.deleted_at !== null) throw notFound(hint)
  if (isServiceAccount(key)) await assertAtHome(tx, key, workspace.id)
  return user.id
}

/** INVALID_INPUT for a service account that belongs to another workspace. */
async function assertAtHome(tx: Tx, id: string, workspaceId: string): Promise<void> {
  const account = await tx
    .selectFrom('service_account')
    .select('workspace_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (account.workspace_id === null || account.workspace_id === workspaceId) return
  throw invalid('principal', 'A service account of another workspace cannot join this one')
}

/** INVALID_INPUT: the role of everyone is not one that members are given. */
export const everyoneIsNoMember = (field: string): AppError =>
  invalid(field, "Everyone has a role through the workspace's visibility only: use updateWorkspace")
