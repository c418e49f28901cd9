import DataLoader from 'dataloader'
import type { Row } from '../../../db/schema.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, forwardArgs, pageArgs } from '../../graphql/connections.ts'
import type { Context } from '../../graphql/context.ts'
import { OrderDirection, RoleNameEnum } from '../../graphql/enums.ts'
import type { Subject } from '../../graphql/guard.ts'
import { Node, workspaceNode } from '../../graphql/node.ts'
import { dialectOf } from '../../store/dialect.ts'
import { loadPrincipal, Principal, type PrincipalValue, User } from '../principal/graphql.ts'
import { principalKey } from '../principal/queries.ts'
import { MembershipRef, PrincipalRef, WorkspaceRef } from '../refs.ts'
import { Role } from '../role/graphql.ts'
import { isPrivy } from '../user/graphql.ts'
import { loadWorkspace, Workspace } from '../workspace/graphql.ts'
import {
  addMember,
  leaveWorkspace,
  type MembershipRef as MembershipRefInput,
  removeMember,
  type Transfer,
  transferOwnership,
  updateMember,
} from './actions.ts'
import { membershipsOf, membersOf, ownersOf } from './queries.ts'

export const Membership = builder.objectRef<Row<'membership'>>('Membership').implement({
  description: 'A role that a principal holds in a workspace.',
  interfaces: [Node],
  fields: (t) => ({
    workspace: t.field({
      type: Workspace,
      resolve: async (row, _args, context) => (await loadWorkspace(row.workspace_id, context)) as Row<'workspace'>,
    }),
    principal: t.field({
      type: Principal,
      resolve: (row, _args, context) => loadPrincipal(row.principal, context) as Promise<PrincipalValue>,
    }),
    role: t.field({ type: Role, resolve: (row) => row.role }),
    grantedBy: t.field({
      type: Principal,
      nullable: true,
      resolve: (row, _args, context) => loadPrincipal(row.granted_by, context),
    }),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
    updatedAt: t.expose('updated_at', { type: 'DateTime' }),
  }),
})

export const MembershipConnection = connectionOf(Membership, 'Membership')

workspaceNode('membership', 'MEMBER_READ')

const PrincipalTypeEnum = builder.enumType('PrincipalType', { values: ['USER', 'GROUP', 'EVERYONE'] as const })
const MemberFilter = builder.inputType('MemberFilter', {
  fields: (t) => ({
    search: t.string({ description: "Part of the member's name or address, any case." }),
    role: t.field({ type: [RoleNameEnum] }),
    principalType: t.field({ type: [PrincipalTypeEnum] }),
  }),
})
const MemberOrderField = builder.enumType('MemberOrderField', { values: ['NAME', 'ROLE', 'CREATED_AT'] as const })
const MemberOrder = builder.inputType('MemberOrder', {
  fields: (t) => ({
    field: t.field({ type: MemberOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'ASC' }),
  }),
})

builder.objectField(User, 'memberships', (t) =>
  t.field({
    type: MembershipConnection,
    nullable: true,
    args: forwardArgs,
    resolve: (user, args, context) => (isPrivy(user, context) ? membershipsOf(user.id, args, context) : null),
  }),
)

builder.objectFields(Workspace, (t) => ({
  myMembership: t.field({
    type: Membership,
    nullable: true,
    description: "The caller's own binding; null for one who is a member through a group or everyone.",
    resolve: (workspace, _args, context) => membershipOf(workspace, context.signedIn.id, context),
  }),
  owners: t.field({
    type: [User],
    description: 'Whom to ask: the first few owners.',
    resolve: (workspace, _args, context) => (workspace.state === 'DELETING' ? [] : ownersOf(workspace.id, context)),
  }),
  membership: t.field({
    type: Membership,
    nullable: true,
    auth: { permission: 'MEMBER_READ', on: ({ id }) => ({ id }) },
    args: { principal: t.arg({ type: PrincipalRef, required: true }) },
    resolve: async (workspace, { principal }, context) => {
      const key = await principalKey(context.store.db, context.signedIn, principal)
      return key === null ? null : membershipOf(workspace, key, context)
    },
  }),
  members: t.field({
    type: MembershipConnection,
    auth: { permission: 'MEMBER_READ', on: ({ id }) => ({ id }) },
    errors: [],
    args: { ...pageArgs, filter: t.arg({ type: MemberFilter }), orderBy: t.arg({ type: [MemberOrder] }) },
    resolve: (workspace, args, context) => membersOf(workspace, args, context),
  }),
}))

/** A principal's own binding in a workspace, read for all workspaces of a list at once. */
async function membershipOf(
  workspace: Row<'workspace'>,
  principal: string,
  { store, load }: Context,
): Promise<Row<'membership'> | null> {
  if (workspace.state === 'DELETING') return null
  const loader = load.once(`membership of ${principal}`, () => {
    return new DataLoader(async (ids: readonly string[]) => {
      const rows = await store.db
        .selectFrom('membership')
        .selectAll()
        .where('principal', '=', principal)
        .where('workspace_id', 'in', dialectOf(store.db).keys(ids))
        .execute()
      const found = new Map(rows.map((row) => [row.workspace_id, row]))
      return ids.map((id) => found.get(id) ?? null)
    })
  })
  return loader.load(workspace.id)
}

const memberSubject = (ref: MembershipRefInput): Subject =>
  ref.of ? ref.of.workspace : { node: ref.id ?? '', noun: 'membership' }

const membershipPayload = (name: string) =>
  builder.objectRef<Row<'membership'>>(name).implement({
    fields: (t) => ({ membership: t.field({ type: Membership, resolve: (row) => row }) }),
  })

const AddMemberInput = builder.inputType('AddMemberInput', {
  fields: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    principal: t.field({ type: PrincipalRef, required: true }),
    role: t.field({ type: RoleNameEnum, required: true, defaultValue: 'EDITOR' }),
  }),
})

builder.mutationField('addMember', (t) =>
  t.field({
    type: membershipPayload('AddMemberPayload'),
    auth: { permission: 'MEMBER_INVITE', on: (_root, { input }) => input.workspace },
    errors: ['ALREADY_MEMBER', 'BUILT_IN'],
    description:
      'Gives a user or group that exists a role, at most the own. Again with the same role answers the same membership. An address finds only users who share a workspace with the caller.',
    args: { input: t.arg({ type: AddMemberInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => addMember(store, caller, input),
  }),
)

const UpdateMemberInput = builder.inputType('UpdateMemberInput', {
  fields: (t) => ({
    member: t.field({ type: MembershipRef, required: true }),
    role: t.field({ type: RoleNameEnum }),
  }),
})

builder.mutationField('updateMember', (t) =>
  t.field({
    type: membershipPayload('UpdateMemberPayload'),
    auth: { permission: 'MEMBER_UPDATE', on: (_root, { input }) => memberSubject(input.member) },
    errors: ['BUILT_IN', 'LAST_OWNER'],
    description: 'Changes the role. Only an owner touches an owner; one who can act has to stay.',
    args: { input: t.arg({ type: UpdateMemberInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => updateMember(store, caller, input),
  }),
)

const RemoveMemberInput = builder.inputType('RemoveMemberInput', {
  fields: (t) => ({ member: t.field({ type: MembershipRef, required: true }) }),
})
const RemoveMemberPayload = builder
  .objectRef<{ membershipId: string; workspace: Row<'workspace'> }>('RemoveMemberPayload')
  .implement({
    fields: (t) => ({
      removedMembershipId: t.exposeID('membershipId'),
      workspace: t.field({ type: Workspace, resolve: ({ workspace }) => workspace }),
    }),
  })

builder.mutationField('removeMember', (t) =>
  t.field({
    type: RemoveMemberPayload,
    auth: { permission: 'MEMBER_REMOVE', on: (_root, { input }) => memberSubject(input.member) },
    errors: ['BUILT_IN', 'LAST_OWNER'],
    description: "Ends a membership and the member's tokens there; also while the workspace is suspended.",
    args: { input: t.arg({ type: RemoveMemberInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => removeMember(store, caller, input),
  }),
)

const LeaveWorkspaceInput = builder.inputType('LeaveWorkspaceInput', {
  fields: (t) => ({ workspace: t.field({ type: WorkspaceRef, required: true }) }),
})
const LeaveWorkspacePayload = builder.objectRef<{ id: string }>('LeaveWorkspacePayload').implement({
  fields: (t) => ({ leftWorkspaceId: t.exposeID('id') }),
})

builder.mutationField('leaveWorkspace', (t) =>
  t.field({
    type: LeaveWorkspacePayload,
    auth: { permission: 'WORKSPACE_READ', on: (_root, { input }) => input.workspace },
    errors: ['LAST_OWNER'],
    description: "Ends the caller's own membership and tokens there; also while the workspace is suspended.",
    args: { input: t.arg({ type: LeaveWorkspaceInput, required: true }) },
    resolve: async (_root, { input }, { store, caller }) => ({ id: await leaveWorkspace(store, caller, input) }),
  }),
)

const TransferOwnershipInput = builder.inputType('TransferOwnershipInput', {
  description: '`to` is a member already. The caller, if an owner, becomes ADMIN.',
  fields: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    to: t.field({ type: PrincipalRef, required: true }),
  }),
})
const TransferOwnershipPayload = builder.objectRef<Transfer>('TransferOwnershipPayload').implement({
  fields: (t) => ({
    workspace: t.field({ type: Workspace, resolve: (transfer) => transfer.workspace }),
    newOwner: t.field({ type: Membership, resolve: (transfer) => transfer.newOwner }),
    previousOwner: t.field({ type: Membership, nullable: true, resolve: (transfer) => transfer.previousOwner }),
  }),
})

builder.mutationField('transferOwnership', (t) =>
  t.field({
    type: TransferOwnershipPayload,
    auth: { permission: 'OWNERSHIP_GRANT', on: (_root, { input }) => input.workspace },
    errors: ['BUILT_IN', 'LAST_OWNER'],
    description: 'Makes a member the owner and the caller, if an owner, an admin, at once.',
    args: { input: t.arg({ type: TransferOwnershipInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => transferOwnership(store, caller, input),
  }),
)
