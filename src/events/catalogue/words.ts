// Phrases and data that the sentences of several areas share.
import type { RoleName } from '../../../db/schema.ts'

export interface Named {
  id: string
  name: string
}
export interface Changed {
  fields: readonly string[]
}

const ROLES: Readonly<Record<RoleName, string>> = {
  OWNER: 'an owner',
  ADMIN: 'an admin',
  EDITOR: 'an editor',
  VIEWER: 'a viewer',
}

/** `an owner` */
export const aRole = (role: RoleName): string => ROLES[role]

/** `description, labels`, or `nothing` */
export const changedFields = (fields: readonly string[]): string => (fields.length > 0 ? fields.join(', ') : 'nothing')

/** `12,000` */
export const formatted = (n: number): string => n.toLocaleString('en')

/** `1 item`, `12,000 items` */
export const counted = (n: number, noun: string): string => `${formatted(n)} ${noun}${n === 1 ? '' : 's'}`
