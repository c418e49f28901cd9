import { isServiceAccount } from '../../access/principal.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import { NamedOrder } from '../../graphql/enums.ts'
import { Node, nodeType } from '../../graphql/node.ts'
import { Me } from '../me/graphql.ts'
import { ServiceAccount } from '../principal/graphql.ts'
import { loadWorkspace, Workspace } from '../workspace/graphql.ts'
import { loadServiceAccount, platformAccounts, ServiceAccountFilter, serviceAccountsOf } from './queries.ts'

ServiceAccount.implement({
  description: 'A machine identity that belongs to one workspace, or to the platform if `workspace` is null.',
  interfaces: [Node],
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Unique in its workspace, or in the platform; never changes.' }),
    description: t.string({
      nullable: true,
      description:
        'What it is for. For an account of the platform it is visible only to platform admins and the account itself; members who share a workspace with it see only its name.',
      resolve: ({ id, workspace_id, description }, _args, { principal }) =>
        workspace_id !== null || principal?.platformAdmin || principal?.id === id ? description : null,
    }),
    workspace: t.field({
      type: Workspace,
      nullable: true,
      description: 'The one workspace in which it can be a member; null for an account of the platform.',
      resolve: (row, _args, context) => (row.workspace_id === null ? null : loadWorkspace(row.workspace_id, context)),
    }),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
  }),
})

nodeType('service_account', loadServiceAccount, 'MEMBER_READ')

const ServiceAccountConnection = connectionOf(ServiceAccount, 'ServiceAccount')
const listArgs = builder.args((t) => ({
  ...pageArgs,
  filter: t.field({ type: ServiceAccountFilter }),
  orderBy: t.field({ type: [NamedOrder] }),
}))

builder.objectField(Workspace, 'serviceAccounts', (t) =>
  t.field({
    type: ServiceAccountConnection,
    auth: { permission: 'MEMBER_READ', on: ({ id }) => ({ id }) },
    errors: [],
    description: 'Its service accounts, newest first unless `orderBy` says otherwise.',
    args: listArgs,
    resolve: serviceAccountsOf,
  }),
)

builder.objectField(Me, 'serviceAccount', (t) =>
  t.field({
    type: ServiceAccount,
    nullable: true,
    description: 'The caller as a service account; null for a person.',
    resolve: ({ id }, _args, context) => (isServiceAccount(id) ? context.load.service_account.load(id) : null),
  }),
)

builder.queryField('serviceAccounts', (t) =>
  t.field({
    type: ServiceAccountConnection,
    nullable: true,
    auth: { platformAdmin: true },
    errors: [],
    description: 'The service accounts of the platform, newest first unless `orderBy` says otherwise.',
    args: listArgs,
    resolve: (_root, args, context) => platformAccounts(args, context),
  }),
)
