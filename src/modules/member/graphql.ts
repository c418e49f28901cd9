import type { RoleName, Row } from '../../../db/schema.ts'
import { readsPeople } from '../../access/people.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import type { Context } from '../../graphql/context.ts'
import { RoleNameEnum } from '../../graphql/enums.ts'
import { Node, workspaceNode } from '../../graphql/node.ts'
import { loadPrincipal, Principal, type PrincipalValue, principalField, User } from '../principal/graphql.ts'
import { PrincipalRef } from '../refs.ts'
import { readsMemberships } from '../user/queries.ts'
import { Workspace, workspaceField } from '../workspace/graphql.ts'
import { Ability, abilityOn } from './ability.ts'
import {
  MemberFilter,
  MemberOrder,
  memberCounts,
  membershipOfRef,
  membershipsOf,
  membersOf,
  ownersOf,
  ownMembership,
  sumOf,
} from './queries.ts'

export const Membership = builder.objectRef<Row<'membership'>>('Membership').implement({
  description: 'A role that a principal holds in a workspace.',
  interfaces: [Node],
  fields: (t) => ({
    workspace: workspaceField(t, (row) => row.workspace_id),
    principal: t.field({
      description: 'Who holds it.',
      type: Principal,
      resolve: (row, _args, context) => loadPrincipal(row.principal, context) as Promise<PrincipalValue>,
    }),
    role: t.expose('role', { type: RoleNameEnum, description: 'The role that the membership gives.' }),
    grantedBy: principalField(t, (row) => row.granted_by),
    canUpdate: t.field({
      type: Ability,
      description: 'Whether the caller may change the role, and if not, why.',
      resolve: (row, _args, context) => abilityOn(row, 'MEMBER_UPDATE', context),
    }),
    canRemove: t.field({
      type: Ability,
      description: 'Whether the caller may remove it, and if not, why.',
      resolve: (row, _args, context) => abilityOn(row, 'MEMBER_REMOVE', context),
    }),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
    updatedAt: t.expose('updated_at', { type: 'DateTime' }),
  }),
})

const MembershipConnection = connectionOf(Membership, 'Membership')

workspaceNode('membership', 'MEMBER_READ')

builder.objectField(User, 'memberships', (t) =>
  t.field({
    description: 'Their own memberships in the workspaces that the caller may see, without those of their groups.',
    type: MembershipConnection,
    nullable: true,
    args: pageArgs,
    resolve: (user, args, context) => (readsMemberships(user, context) ? membershipsOf(user.id, args, context) : null),
  }),
)

const RoleCount = builder.objectRef<{ role: RoleName; count: number }>('RoleCount').implement({
  description: 'How many members have a role.',
  fields: (t) => ({
    role: t.expose('role', { type: RoleNameEnum, description: 'The role.' }),
    count: t.exposeInt('count', { description: 'How many members have it, including groups and everyone.' }),
  }),
})

builder.objectFields(Workspace, (t) => ({
  memberCount: t.int({
    auth: { permission: 'MEMBER_READ', on: ({ id }) => ({ id }) },
    description:
      'How many members it has, including groups and everyone. A stored number, not counted when it is read.',
    resolve: async (workspace, _args, context) => sumOf(await countsOf(workspace, context)),
  }),
  memberCounts: t.field({
    type: [RoleCount],
    auth: { permission: 'MEMBER_READ', on: ({ id }) => ({ id }) },
    description:
      'How many members have each role: stored numbers, not counted when they are read. Roles without members are left out.',
    resolve: (workspace, _args, context) => countsOf(workspace, context),
  }),
  myMembership: t.field({
    type: Membership,
    nullable: true,
    description:
      "The caller's own membership; null if the caller is a member only through a group or everyone, and for a token that is limited to permissions without MEMBER_READ.",
    resolve: (workspace, _args, context) => ownMembership(workspace, context),
  }),
  owners: t.field({
    type: [User],
    description:
      'The first few owners, to contact; empty for a token that is limited to permissions without MEMBER_READ.',
    resolve: (workspace, _args, context) => (readsPeople(context.signedIn) ? ownersOf(workspace, context) : []),
  }),
  membership: t.field({
    description: 'The membership of one principal; null if it has none.',
    type: Membership,
    nullable: true,
    auth: { permission: 'MEMBER_READ', on: ({ id }) => ({ id }) },
    args: {
      principal: t.arg({ description: 'The principal whose membership to read.', type: PrincipalRef, required: true }),
    },
    resolve: (workspace, { principal }, context) => membershipOfRef(workspace, principal, context),
  }),
  members: t.field({
    description: 'Its members, groups and everyone included; newest first unless `orderBy` says otherwise.',
    type: MembershipConnection,
    auth: { permission: 'MEMBER_READ', on: ({ id }) => ({ id }) },
    errors: [],
    args: { ...pageArgs, filter: t.arg({ type: MemberFilter }), orderBy: t.arg({ type: [MemberOrder] }) },
    resolve: membersOf,
  }),
}))

const countsOf = async (workspace: Row<'workspace'>, context: Context) =>
  workspace.state === 'DELETING' ? [] : memberCounts(workspace.id, context)
