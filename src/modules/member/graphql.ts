import type { Row } from '../../../db/schema.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, forwardArgs, pageArgs } from '../../graphql/connections.ts'
import { Node, workspaceNode } from '../../graphql/node.ts'
import { loadPrincipal, Principal, type PrincipalValue, principalField, User } from '../principal/graphql.ts'
import { PrincipalRef } from '../refs.ts'
import { Role } from '../role/graphql.ts'
import { readsMemberships } from '../user/queries.ts'
import { Workspace, workspaceField } from '../workspace/graphql.ts'
import {
  MemberFilter,
  MemberOrder,
  membershipOfRef,
  membershipsOf,
  membersOf,
  ownersOf,
  ownMembership,
} from './queries.ts'

export const Membership = builder.objectRef<Row<'membership'>>('Membership').implement({
  description: 'A role that a principal holds in a workspace.',
  interfaces: [Node],
  fields: (t) => ({
    workspace: workspaceField(t, (row) => row.workspace_id),
    principal: t.field({
      type: Principal,
      resolve: (row, _args, context) => loadPrincipal(row.principal, context) as Promise<PrincipalValue>,
    }),
    role: t.field({ type: Role, resolve: (row) => row.role }),
    grantedBy: principalField(t, (row) => row.granted_by),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
    updatedAt: t.expose('updated_at', { type: 'DateTime' }),
  }),
})

const MembershipConnection = connectionOf(Membership, 'Membership')

workspaceNode('membership', 'MEMBER_READ')

builder.objectField(User, 'memberships', (t) =>
  t.field({
    type: MembershipConnection,
    nullable: true,
    args: forwardArgs,
    resolve: (user, args, context) => (readsMemberships(user, context) ? membershipsOf(user.id, args, context) : null),
  }),
)

builder.objectFields(Workspace, (t) => ({
  myMembership: t.field({
    type: Membership,
    nullable: true,
    description:
      "The caller's own binding; null for one who is a member through a group or everyone, and for a token that is limited to permissions without MEMBER_READ.",
    resolve: (workspace, _args, context) => ownMembership(workspace, context),
  }),
  owners: t.field({
    type: [User],
    description: 'Whom to ask: the first few owners.',
    resolve: (workspace, _args, context) => ownersOf(workspace, context),
  }),
  membership: t.field({
    type: Membership,
    nullable: true,
    auth: { permission: 'MEMBER_READ', on: ({ id }) => ({ id }) },
    args: { principal: t.arg({ type: PrincipalRef, required: true }) },
    resolve: (workspace, { principal }, context) => membershipOfRef(workspace, principal, context),
  }),
  members: t.field({
    type: MembershipConnection,
    auth: { permission: 'MEMBER_READ', on: ({ id }) => ({ id }) },
    errors: [],
    args: { ...pageArgs, filter: t.arg({ type: MemberFilter }), orderBy: t.arg({ type: [MemberOrder] }) },
    resolve: membersOf,
  }),
}))
