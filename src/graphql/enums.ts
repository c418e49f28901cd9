// Enums that more than one noun uses, and those that the printed directives take as arguments.
import type { RoleName } from '../../db/schema.ts'
import { PERMISSIONS, type Permission } from '../access/policy.ts'
import { ERROR_CODES, type ErrorCode } from '../errors.ts'
import { builder } from './builder.ts'

export const RoleNameEnum = builder.enumType('RoleName', {
  values: ['OWNER', 'ADMIN', 'EDITOR', 'VIEWER'] as const satisfies readonly RoleName[],
})
export const PermissionEnum = builder.enumType('Permission', {
  values: PERMISSIONS as [Permission, ...Permission[]],
})
export const ErrorCodeEnum = builder.enumType('ErrorCode', {
  description: 'Every `extensions.code` there is. Clients switch on these; messages may change.',
  values: [...ERROR_CODES] as [ErrorCode, ...ErrorCode[]],
})
export const OrderDirection = builder.enumType('OrderDirection', { values: ['ASC', 'DESC'] as const })

export const StringFilter = builder.inputType('StringFilter', {
  description: 'Every one that is given must hold. `contains` and `startsWith` take `%` and `_` as letters.',
  fields: (t) => ({
    eq: t.string(),
    in: t.stringList(),
    contains: t.string({ description: 'Any case.' }),
    startsWith: t.string(),
  }),
})
export const DateTimeFilter = builder.inputType('DateTimeFilter', {
  fields: (t) => ({
    gt: t.field({ type: 'DateTime' }),
    gte: t.field({ type: 'DateTime' }),
    lt: t.field({ type: 'DateTime' }),
    lte: t.field({ type: 'DateTime' }),
  }),
})
