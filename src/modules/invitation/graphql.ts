import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import { RoleNameEnum } from '../../graphql/enums.ts'
import { Node, nodeType } from '../../graphql/node.ts'
import { type Invitation as Row, stateOf } from '../../invitations/state.ts'
import { maskedAddress } from '../../validate.ts'
import { Me } from '../me/graphql.ts'
import { loadPrincipal, Principal } from '../principal/graphql.ts'
import { loadWorkspace, Workspace } from '../workspace/graphql.ts'
import {
  countOwnInvitations,
  InvitationDeliveryEnum,
  InvitationFilter,
  InvitationOrder,
  InvitationStateEnum,
  invitationOfCode,
  invitationsOf,
  loadInvitation,
  ownInvitations,
  readsWhole,
} from './queries.ts'

export { InvitationDeliveryEnum }

export const Invitation = builder.objectRef<Row>('Invitation').implement({
  description: 'The offer of a role to the person with an email address.',
  interfaces: [Node],
  fields: (t) => ({
    workspace: t.field({
      type: Workspace,
      nullable: true,
      description: 'The workspace; null for a reader who may not see it yet.',
      resolve: (row, _args, context) => (context.principal ? loadWorkspace(row.workspace_id, context) : null),
    }),
    workspaceDisplayName: t.string({
      description: 'The display name of the workspace, readable before joining.',
      resolve: async (row, _args, { load }) => (await load.workspace.load(row.workspace_id))?.display_name ?? '',
    }),
    email: t.string({
      description:
        'The invited address; masked (`a…@example.com`) for a reader who is neither the invited person nor holds MEMBER_INVITE.',
      resolve: async (row, _args, context) => ((await readsWhole(row, context)) ? row.email : maskedAddress(row.email)),
    }),
    role: t.expose('role', { type: RoleNameEnum, description: 'The role that it offers.' }),
    state: t.field({
      type: InvitationStateEnum,
      description: 'The state of the invitation.',
      resolve: (row, _args, { store }) => stateOf(row, store.now()),
    }),
    delivery: t.expose('delivery', {
      type: InvitationDeliveryEnum,
      description: 'How its code reaches the addressee.',
    }),
    invitedBy: t.field({
      type: Principal,
      nullable: true,
      description: 'Who sent it; null for a reader who is neither the invited person nor holds MEMBER_INVITE.',
      resolve: async (row, _args, context) =>
        (await readsWhole(row, context)) ? loadPrincipal(row.invited_by, context) : null,
    }),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
    expiresAt: t.expose('expires_at', { type: 'DateTime', description: 'Until when it can be accepted.' }),
    respondedAt: t.expose('responded_at', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was accepted, declined or revoked.',
    }),
  }),
})

nodeType('invitation', loadInvitation)

const InvitationConnection = connectionOf(Invitation, 'Invitation')

builder.objectField(Workspace, 'invitations', (t) =>
  t.field({
    type: InvitationConnection,
    nullable: true,
    auth: { permission: 'MEMBER_INVITE', on: ({ id }) => ({ id }) },
    errors: [],
    description: 'Its invitations, including those that have ended; newest first unless `orderBy` says otherwise.',
    args: { ...pageArgs, filter: t.arg({ type: InvitationFilter }), orderBy: t.arg({ type: [InvitationOrder] }) },
    resolve: invitationsOf,
  }),
)

builder.objectFields(Me, (t) => ({
  invitations: t.field({
    type: InvitationConnection,
    description: "The pending invitations to the caller's verified address, newest first.",
    args: pageArgs,
    resolve: (_me, args, context) => ownInvitations(args, context),
  }),
  invitationCount: t.int({
    description: 'How many pending invitations there are; 1,000 means 1,000 or more.',
    resolve: (_me, _args, context) => countOwnInvitations(context),
  }),
}))

builder.queryField('invitation', (t) =>
  t.field({
    type: Invitation,
    nullable: true,
    description:
      'The invitation of a code, also readable before signing in: the name of the workspace, the role, the expiry and a masked address. Null for a code that nobody can accept.',
    args: { code: t.arg.string({ required: true, description: 'The code.' }) },
    resolve: (_root, { code }, context) => invitationOfCode(code, context),
  }),
)
