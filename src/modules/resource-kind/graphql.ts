import type { CleanupMode } from '../../../db/schema/resource.ts'
import type { Row } from '../../../db/schema.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { described } from '../../graphql/enums.ts'
import { rereadBy } from '../../graphql/payload.ts'
import { ServiceAccount } from '../principal/graphql.ts'

export const CleanupModeEnum = builder.enumType('CleanupMode', {
  description: 'Who removes what a resource stands for when its workspace is deleted.',
  values: described<CleanupMode>({
    NONE: 'Nobody: the resource is only taken out of the register.',
    WEBHOOK: 'The owner service: it is called for each resource and must confirm the removal.',
    CLAIM: 'The owner service: it claims clean-up tasks and reports on each.',
  }),
})

type Kind = Row<'resource_kind'>

export const ResourceKind = builder.objectRef<Kind>('ResourceKind').implement({
  description: 'A kind of resource, and how it is cleaned up.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name, which resources give as `kind`.' }),
    ownerServiceAccount: t.field({
      description:
        'The service account of the owner service, which claims and completes clean-up tasks. Null if there is none, and for all callers except platform admins and the account itself.',
      type: ServiceAccount,
      nullable: true,
      resolve: (row, _args, context) =>
        row.owner_service_account_id !== null && seesOwner(row, context)
          ? context.load.service_account.load(row.owner_service_account_id)
          : null,
    }),
    displayName: t.exposeString('display_name', { description: 'Its display name.' }),
    cleanup: t.expose('cleanup', {
      description: 'What clean-up does besides removing the row.',
      type: CleanupModeEnum,
    }),
    cleanupOrder: t.exposeInt('cleanup_order', { description: 'Kinds are cleaned up in ascending order.' }),
    webhookUrl: t.field({
      description:
        'The URL at which the owner service is called for WEBHOOK. Null if there is none, and for all callers except platform admins and the owner service account.',
      type: 'URL',
      nullable: true,
      resolve: (row, _args, context) => (seesOwner(row, context) ? row.webhook_url : null),
    }),
    builtIn: t.boolean({ resolve: (row) => row.built_in === 1 }),
  }),
})

rereadBy<Kind>('ResourceKind', {
  keyOf: ({ name }) => name,
  read: (name, context) => context.load.resourceKind.load(name),
})

/** Whether the caller may see who owns the kind and where its service is, which shows how the platform is built. */
function seesOwner({ owner_service_account_id }: Kind, { signedIn }: Context): boolean {
  return signedIn.platformAdmin || owner_service_account_id === signedIn.id
}

builder.queryField('resourceKinds', (t) =>
  t.field({
    type: [ResourceKind],
    auth: { signedIn: true },
    description: 'All kinds of resources, in the order of clean-up.',
    resolve: (_root, _args, { store }) =>
      store.db.selectFrom('resource_kind').selectAll().orderBy('cleanup_order').orderBy('name').execute(),
  }),
)
