// Phrases and data that the sentences of several areas share.
import type { RoleName } from '../../../db/schema.ts'

export interface Named {
  id: string
  name: string
}
export interface Changed {
  fields: readonly string[]
}

const LISTED = 100

/** The first hundred of many names or ids, so that an event stays small. */
export const firstOf = (all: readonly string[]): readonly string[] => all.slice(0, LISTED)

/** The first hundred of many ids, and how many there are. `name` is `revokedToken`. */
export function countedIds<N extends string>(name: N, ids: readonly string[]): CountedIds<N> {
  return { [`${name}Ids`]: firstOf(ids), [`${name}Count`]: ids.length } as CountedIds<N>
}
export type CountedIds<N extends string> = { [K in `${N}Ids`]: readonly string[] } & { [K in `${N}Count`]: number }

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
