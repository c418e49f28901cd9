import type { Row } from '../../../db/schema.ts'
import { EVERYONE, groupOfKey, isServiceAccount } from '../../access/principal.ts'
import { builder, type FieldsOf } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'

interface GroupPrincipal {
  group: string
}
interface EveryonePrincipal {
  everyone: true
}
export type PrincipalValue = Row<'user'> | Row<'service_account'> | GroupPrincipal | EveryonePrincipal

/** The type `User`; modules/user and modules/member add its fields. */
export const User = builder.objectRef<Row<'user'>>('User')

/** The type `ServiceAccount`; modules/service-account adds its fields. */
export const ServiceAccount = builder.objectRef<Row<'service_account'>>('ServiceAccount')

const Group = builder.objectRef<GroupPrincipal>('Group').implement({
  description: 'A group claim of the identity provider.',
  fields: (t) => ({
    name: t.exposeString('group', { description: 'Its name in the claim of the identity provider.' }),
  }),
})

const Everyone = builder.objectRef<EveryonePrincipal>('Everyone').implement({
  description:
    'Every signed-in user, as the principal that shares a workspace. It can be set only through `visibility`.',
  fields: (t) => ({
    description: t.string({ description: 'Whom it stands for, in words.', resolve: () => 'Every signed-in user' }),
  }),
})

export const Principal = builder.unionType('Principal', {
  description: 'Who acts or is granted a role.',
  types: [User, ServiceAccount, Group, Everyone],
  resolveType: (value) => {
    if ('group' in value) return 'Group'
    if ('everyone' in value) return 'Everyone'
    return isServiceAccount(value.id) ? 'ServiceAccount' : 'User'
  },
})

const everyone: EveryonePrincipal = { everyone: true }

/** The principal of a key, as memberships, events and `created_by` hold it; null for null. */
export function loadPrincipal(
  key: string | null,
  context: Context,
): Promise<PrincipalValue | null> | PrincipalValue | null {
  if (key === null) return null
  if (key === EVERYONE) return everyone
  const group = groupOfKey(key)
  if (group !== null) return { group }
  return isServiceAccount(key) ? context.load.service_account.load(key) : context.load.user.load(key)
}

/** A nullable field that answers the principal whose key a row holds. */
export const principalField = <Parent>(
  t: FieldsOf<Parent>,
  keyOf: (parent: Parent) => string | null,
  description?: string,
) =>
  t.field({
    type: Principal,
    nullable: true,
    ...(description ? { description } : {}),
    resolve: (parent, _args, context) => loadPrincipal(keyOf(parent), context),
  })
