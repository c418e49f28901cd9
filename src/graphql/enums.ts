// Enums that more than one noun uses, and those that the printed directives take as arguments.
import { PERMISSION_MEANINGS, ROLES } from '../access/policy.ts'
import { ERROR_CODES } from '../errors.ts'
import { builder } from './builder.ts'

/** The values of an enum, from a record of what each means. */
export function described<Value extends string>(
  meanings: Readonly<Record<Value, string>>,
): Record<Value, { description: string }> {
  const values = Object.entries<string>(meanings).map(([value, description]) => [value, { description }])
  return Object.fromEntries(values) as Record<Value, { description: string }>
}

export const RoleNameEnum = builder.enumType('RoleName', {
  description: 'What a member may do in a workspace. Each role includes all permissions of the next one.',
  values: described(ROLES),
})
export const PermissionEnum = builder.enumType('Permission', {
  description: 'What a role allows in a workspace. The query `roles` lists the permissions of each role.',
  values: described(PERMISSION_MEANINGS),
})
export const ErrorCodeEnum = builder.enumType('ErrorCode', {
  description: 'Every possible `extensions.code`. Clients can rely on the codes; messages may change.',
  values: described(ERROR_CODES),
})
export const OrderDirection = builder.enumType('OrderDirection', {
  description: 'Which end of a list comes first.',
  values: described({
    ASC: 'From the smallest to the largest, a to z.',
    DESC: 'From the largest to the smallest, z to a.',
  }),
})

/** The input type `<noun>Order`, one term of an order, and the enum of its fields, from a record of what each means. */
export function orderType<Field extends string>(
  noun: string,
  plural: string,
  meanings: Readonly<Record<Field, string>>,
) {
  const OrderField = builder.enumType(`${noun}OrderField`, {
    description: `What ${plural} are ordered by.`,
    values: described(meanings),
  })
  return builder.inputType(`${noun}Order`, {
    description: `One term of an order of ${plural}.`,
    fields: (t) => ({
      field: t.field({ type: OrderField, required: true }),
      direction: t.field({ type: OrderDirection, required: true, defaultValue: 'ASC' }),
    }),
  })
}
/** The order of things that have a name and need no order of their own. */
export const NamedOrder = orderType('Named', 'projects and service accounts', {
  NAME: 'By `name`.',
  CREATED_AT: 'By the time of creation.',
  UPDATED_AT: 'By the time of the last change.',
})

export const StringFilter = builder.inputType('StringFilter', {
  description: 'All given conditions must match. In `contains` and `startsWith`, `%` and `_` are ordinary characters.',
  fields: (t) => ({
    eq: t.string({ description: 'Exactly this.' }),
    in: t.stringList({ description: 'One of these: at most 1,000.' }),
    contains: t.string({ description: 'Contains this; upper and lower case are the same.' }),
    startsWith: t.string({ description: 'Begins with this; upper and lower case differ.' }),
  }),
})
export const DateTimeFilter = builder.inputType('DateTimeFilter', {
  description: 'All given bounds must match.',
  fields: (t) => ({
    gt: t.field({ description: 'After this instant.', type: 'DateTime' }),
    gte: t.field({ description: 'At this instant or after it.', type: 'DateTime' }),
    lt: t.field({ description: 'Before this instant.', type: 'DateTime' }),
    lte: t.field({ description: 'At this instant or before it.', type: 'DateTime' }),
  }),
})
