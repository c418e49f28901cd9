// Ids are TypeIDs (https://github.com/jetify-com/typeid): the prefix of the noun and a UUIDv7 in base32.
import { TypeID, typeid } from 'typeid-js'
import { invalid } from '../errors.ts'
import { NOUN_TABLES, NOUNS, type NounTable } from './nouns.ts'

const BY_PREFIX = new Map(NOUN_TABLES.map((table) => [NOUNS[table].prefix as string, table]))
/** The prefix, and 128 bits in the base32 of Crockford. The library decodes an id to check it, which takes ten times as long. */
const TYPE_ID = /^([a-z]+)_[0-7][0-9a-hjkmnp-tv-z]{25}$/

/** A new id, which sorts behind those made before it. */
export function newId(noun: NounTable): string {
  return typeid(NOUNS[noun].prefix).toString()
}

/** What the id names; INVALID_INPUT for a string that is no TypeID with a known prefix. */
export function kindOf(id: string, field = 'id'): NounTable {
  const noun = BY_PREFIX.get(TYPE_ID.exec(id)?.[1] ?? '')
  if (noun) return noun
  throw invalid(field, `${field} is not an id by which this server finds anything`)
}

/** Whether the id names such a thing. An id of another noun gets the same answer as an id that was never issued. */
export function isKind(noun: NounTable, id: string, field = 'id'): boolean {
  return kindOf(id, field) === noun
}

/** The same value as a UUID. */
export function uuidOf(id: string): string {
  return TypeID.fromString(id).toUUID()
}

/** The TypeID of a UUID. */
export function idOfUuid(noun: NounTable, uuid: string): string {
  return TypeID.fromUUID(NOUNS[noun].prefix, uuid).toString()
}
