import type { Row } from '../../../db/schema.ts'
import type { Permission } from '../../access/policy.ts'
import { builder } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import { PermissionEnum, RoleNameEnum } from '../../graphql/enums.ts'
import { Node, nodeType } from '../../graphql/node.ts'
import { Me } from '../me/graphql.ts'
import { loadPrincipal, Principal, type PrincipalValue, principalField, ServiceAccount } from '../principal/graphql.ts'
import { managesAccount } from '../service-account/queries.ts'
import { loadWorkspace, Workspace } from '../workspace/graphql.ts'
import {
  loadToken,
  personalTokens,
  statusOf,
  TokenFilter,
  TokenOrder,
  TokenStatusEnum,
  tokensOf,
  tokensOfAccount,
} from './queries.ts'

export const ApiToken = builder.objectRef<Row<'api_token'>>('ApiToken').implement({
  description: 'A bearer secret. The secret itself is shown once, at creation or rotation, and never stored.',
  interfaces: [Node],
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name, not necessarily unique.' }),
    description: t.exposeString('description', { description: 'What it is for.', nullable: true }),
    workspace: t.field({
      type: Workspace,
      nullable: true,
      description:
        'The one workspace where it is valid; null for a personal token, which is valid in every workspace of its owner.',
      resolve: (row, _args, context) => (row.workspace_id === null ? null : loadWorkspace(row.workspace_id, context)),
    }),
    owner: t.field({
      description: 'Whose rights it carries.',
      type: Principal,
      resolve: (row, _args, context) => loadPrincipal(row.owner_id, context) as Promise<PrincipalValue>,
    }),
    role: t.expose('role', {
      type: RoleNameEnum,
      nullable: true,
      description: "The highest role that the token can have; its owner's current role limits it, too.",
    }),
    permissions: t.field({
      type: [PermissionEnum],
      nullable: true,
      description: 'When set, the only permissions that the token can use.',
      resolve: (row) => (row.permissions === null ? null : (JSON.parse(row.permissions) as Permission[])),
    }),
    status: t.field({
      description: 'Whether it can be used.',
      type: TokenStatusEnum,
      resolve: (row, _args, { store }) => statusOf(row, store.now()),
    }),
    hint: t.exposeString('hint', { description: 'The last characters of the secret.' }),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
    createdBy: principalField(t, (row) => row.created_by),
    expiresAt: t.expose('expires_at', { description: 'When it expires.', type: 'DateTime' }),
    graceEndsAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the previous secret stops being valid; null if only the current one is valid.',
      resolve: ({ previous_until }, _args, { store }) =>
        previous_until !== null && previous_until > store.now() ? previous_until : null,
    }),
    lastUsedAt: t.expose('last_used_at', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last used. Updated every ten seconds, as are `lastUsedIp` and `lastUsedOperation`.',
    }),
    lastUsedIp: t.exposeString('last_used_ip', {
      description: 'The IP address of the client that last used it.',
      nullable: true,
    }),
    lastUsedOperation: t.exposeString('last_used_operation', {
      description: 'The name of the operation that last used it.',
      nullable: true,
    }),
    revokedAt: t.expose('revoked_at', {
      description: 'When it was revoked; null if it is not revoked.',
      type: 'DateTime',
      nullable: true,
    }),
    revokedBy: principalField(t, (row) => row.revoked_by),
  }),
})

nodeType('api_token', loadToken)

const ApiTokenConnection = connectionOf(ApiToken, 'ApiToken')
const tokenArgs = builder.args((t) => ({
  ...pageArgs,
  filter: t.field({ type: TokenFilter }),
  orderBy: t.field({ type: [TokenOrder] }),
}))

builder.objectField(Workspace, 'tokens', (t) =>
  t.field({
    type: ApiTokenConnection,
    auth: { permission: 'WORKSPACE_READ', on: ({ id }) => ({ id }) },
    errors: [],
    description:
      "The caller's own tokens in the workspace, or all of its tokens if the caller has TOKEN_MANAGE. Includes inactive tokens; newest first unless `orderBy` says otherwise.",
    args: tokenArgs,
    resolve: tokensOf,
  }),
)

builder.objectField(ServiceAccount, 'tokens', (t) =>
  t.field({
    type: ApiTokenConnection,
    nullable: true,
    description:
      'Its tokens, including inactive ones, newest first unless `orderBy` says otherwise; null for a caller without SERVICE_ACCOUNT_MANAGE.',
    args: tokenArgs,
    resolve: async (account, args, context) =>
      (await managesAccount(account, context)) ? tokensOfAccount(account.id, args, context) : null,
  }),
)

builder.objectFields(Me, (t) => ({
  token: t.field({
    type: ApiToken,
    nullable: true,
    description: 'The API token that this request was made with.',
    resolve: ({ token }, _args, context) => (token ? context.load.api_token.load(token.id) : null),
  }),
  tokens: t.field({
    type: ApiTokenConnection,
    description: "The caller's personal tokens, newest first unless `orderBy` says otherwise.",
    args: tokenArgs,
    resolve: (_me, args, context) => personalTokens(args, context),
  }),
}))
