import type { RoleName } from '../../../db/schema.ts'
import { event } from './declare.ts'
import { aRole, type CountedIds, type Named } from './words.ts'

export const memberEvents = {
  'member.added': event<{ member: Named; role: RoleName }>({
    sentence: ({ member, role }) => `made ${member.name} ${aRole(role)}`,
    removesRights: 'in its workspace',
  }),
  'member.role_changed': event<{ member: Named; from: RoleName; to: RoleName }>({
    sentence: ({ member, from, to }) => `made ${member.name} ${aRole(to)} instead of ${aRole(from)}`,
    removesRights: 'in its workspace',
  }),
  'member.removed': event<{ member: Named; role: RoleName } & CountedIds<'revokedToken'>>({
    sentence: ({ member, role }) => `removed ${member.name}, who was ${aRole(role)}`,
    removesRights: 'in its workspace',
  }),
  'member.left': event<{ role: RoleName } & CountedIds<'revokedToken'>>({
    sentence: ({ role }) => `left, having been ${aRole(role)}`,
    removesRights: 'in its workspace',
  }),
  'ownership.transferred': event<{ to: Named; from: Named; fromRole: RoleName | null }>({
    sentence: ({ to }) => `handed ownership to ${to.name}`,
    removesRights: 'in its workspace',
  }),
} as const
