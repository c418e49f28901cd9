// What mutations answer, declared field by field. The declaration decides what is stored of an answer for a repetition
// with the same idempotency key, and how the repetition is answered: of an object only the id is stored, and the object
// is read again by the rules of `node`; scalars are stored as they are, and secrets are not stored.
import type { OutputType, ShapeFromTypeParam } from '@pothos/core'
import type { Permission } from '../access/policy.ts'
import { notFound } from '../errors.ts'
import { NOUN_TABLES, NOUNS } from '../store/nouns.ts'
import { builder, type Types } from './builder.ts'
import type { Context } from './context.ts'
import { loadNode, permissionToRead } from './node.ts'

type FieldType = OutputType<Types> | [OutputType<Types>]

/** A field of a payload: its type, or its type with further options. */
export type PayloadField =
  | FieldType
  | (DescribedField & { readonly nullable?: true; readonly secret?: never })
  /** A secret, which is shown once: a repetition answers null. */
  | (DescribedField & { readonly nullable: true; readonly secret: true })

interface DescribedField {
  readonly type: FieldType
  readonly description?: string
  /** Everybody who gets the answer may read it: the mutation itself gave that right. */
  readonly always?: true
}
export type PayloadFields = Readonly<Record<string, PayloadField>>

type ShapeOf<F extends PayloadField> = F extends { readonly type: infer T extends FieldType }
  ? ShapeFromTypeParam<Types, T, F extends { readonly nullable: true } ? true : false>
  : F extends FieldType
    ? ShapeFromTypeParam<Types, F, false>
    : never
/** A value for each of the fields. */
export type PayloadShape<P extends PayloadFields> = { readonly [K in keyof P]: ShapeOf<P[K]> }

/** The value that a mutation returns for such a part of its answer. */
export type PartShape<Ref extends { $inferType: unknown }> = Exclude<Ref['$inferType'], Repeated>

/** The stored form of an answer, as JSON. */
type Kept = string | number | boolean | null | readonly Kept[] | { readonly [field: string]: Kept }

/** How an object is kept and read again. */
interface Rereadable<T> {
  keyOf(object: T): string
  /** Null where there is none any more, or the caller may not know of it. */
  read(key: string, context: Context): T | null | Promise<T | null>
}

const rereadable = new Map<string, Rereadable<unknown>>(
  NOUN_TABLES.map((noun) => [NOUNS[noun].type, { keyOf: (row) => (row as { id: string }).id, read: loadNode }]),
)
/** The declarations of the objects that exist in payloads alone, by type. */
const parts = new Map<string, PayloadFields>()
const NO_LONGER = ' The mutation was carried out; what it answered can no longer be read.'

/**
 * Lets payloads answer objects of a type that is not a noun. Nouns need no such rule: their id is stored, and read as
 * by `node`.
 */
export function rereadBy<T>(typeName: string, how: Rereadable<T>): void {
  rereadable.set(typeName, how as Rereadable<unknown>)
}

/**
 * The object type of a payload. `asked` names the permission that the mutation requires of a caller who selects the
 * field.
 */
export function payloadObject<const P extends PayloadFields>(
  name: string,
  description: string,
  fields: P,
  asked: (field: string, declared: PayloadField) => Permission | undefined = () => undefined,
) {
  return builder.objectRef<PayloadShape<P> | Repeated>(name).implement({
    description,
    fields: (t) =>
      Object.fromEntries(
        Object.entries(fields as PayloadFields).map(([field, declared]) => {
          const resolve = (answer: unknown, _args: unknown, context: Context) =>
            answer instanceof Repeated
              ? readAgain(declared, answer.kept[field] ?? null, context)
              : (answer as Record<string, unknown>)[field]
          return [
            field,
            t.field({ ...fieldOptions(declared), asked: asked(field, declared), resolve: resolve as never }),
          ]
        }),
      ),
  })
}

/** The type of an object that stands in a payload, and nowhere else. */
export function payloadPart<const P extends PayloadFields>(name: string, description: string, fields: P) {
  parts.set(name, fields)
  return payloadObject(name, description, fields)
}

/** The permission needed to read a field of a payload; for the objects of a workspace, the same as by `node`. */
export function permissionFor(declared: PayloadField): Permission | undefined {
  if (!isBare(declared) && declared.always) return undefined
  const name = objectName(declared)
  return name === null ? undefined : permissionToRead(name)
}

/** What is kept of an answer. Throws for a field that the answer does not have. */
export function keptOf(fields: PayloadFields, answer: unknown): Readonly<Record<string, Kept>> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, declared]) => {
      if (!isBare(declared) && declared.secret) return [field, null]
      const value = (answer as Record<string, unknown>)[field]
      if (value === undefined) throw new Error(`The transaction of a mutation does not answer ${field}, which is kept`)
      return [field, Array.isArray(value) ? value.map((each) => keptValue(declared, each)) : keptValue(declared, value)]
    }),
  )
}

function keptValue(declared: PayloadField, value: unknown): Kept {
  const name = value === null ? null : objectName(declared)
  if (name === null) return value as Kept
  const part = parts.get(name)
  return part ? keptOf(part, value) : objectsOf(name).keyOf(value)
}

/** A payload, or a part of one, that is answered again: each field is read when it is selected. */
export class Repeated {
  readonly kept: Readonly<Record<string, Kept>>

  constructor(kept: Readonly<Record<string, Kept>>) {
    this.kept = kept
  }
}

/**
 * An object that is gone, or may not be read any more, is null or left out of a list; NOT_FOUND where neither is
 * possible.
 */
async function readAgain(declared: PayloadField, kept: Kept, context: Context): Promise<unknown> {
  if (Array.isArray(kept)) {
    const read = await Promise.all(kept.map((each) => fromKept(declared, each, context)))
    return read.filter((each) => each !== null)
  }
  const value = kept === null ? null : await fromKept(declared, kept, context)
  if (value === null && !fieldOptions(declared).nullable) throw notFound(NO_LONGER)
  return value
}

function fromKept(declared: PayloadField, kept: Kept, context: Context): unknown {
  const name = objectName(declared)
  if (name === null) return kept
  return parts.has(name) ? new Repeated(kept as Record<string, Kept>) : objectsOf(name).read(kept as string, context)
}

function objectsOf(name: string): Rereadable<unknown> {
  const how = rereadable.get(name)
  if (!how) throw new Error(`Payloads answer ${name}, so rereadBy must say how it is kept and read again`)
  return how
}

function fieldOptions(declared: PayloadField): { type: FieldType; nullable?: true; description?: string } {
  if (isBare(declared)) return { type: declared }
  const { always: _, secret: __, ...options } = declared
  return options
}

const isBare = (declared: PayloadField): declared is FieldType => typeof declared !== 'object' || !('type' in declared)

/** The name of the type where it is one of objects; null for scalars and enums. */
function objectName(declared: PayloadField): string | null {
  const type = [fieldOptions(declared).type].flat()[0] as unknown
  if (typeof type !== 'object' || type === null || !('kind' in type) || type.kind !== 'Object') return null
  return String((type as { name?: unknown }).name)
}
