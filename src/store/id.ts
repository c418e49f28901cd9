import { TypeID, typeid } from 'typeid-js'
import { invalid } from '../errors.ts'

/** The prefixes of every id that Croft issues. */
export const PREFIXES = {
  workspace: 'ws',
  user: 'user',
  membership: 'mem',
  api_token: 'tok',
  project: 'prj',
  resource: 'res',
  deletion: 'del',
} as const
export type Kind = keyof typeof PREFIXES

const KINDS = new Map(Object.entries(PREFIXES).map(([kind, prefix]) => [prefix as string, kind as Kind]))

/** A new TypeID: prefix and UUIDv7, so that ids made later sort later. */
export function newId(kind: Kind): string {
  return typeid(PREFIXES[kind]).toString()
}

/** What an id is of; INVALID_INPUT for a string that is no TypeID of a known prefix. */
export function kindOf(id: string, field = 'id'): Kind {
  try {
    const kind = KINDS.get(TypeID.fromString(id).getType())
    if (kind) return kind
  } catch {
    // the library's own errors say nothing that a caller could use
  }
  throw invalid(field, `${field} is not an id that this server issues`)
}

/** Whether the id is of that kind: one of another kind is answered as one that is not there. */
export function isKind(kind: Kind, id: string, field = 'id'): boolean {
  return kindOf(id, field) === kind
}

/** The same value as a UUID. */
export function uuidOf(id: string): string {
  return TypeID.fromString(id).toUUID()
}

/** The TypeID of a UUID. */
export function idOfUuid(kind: Kind, uuid: string): string {
  return TypeID.fromUUID(PREFIXES[kind], uuid.toLowerCase()).toString()
}
