// Options of several commands, and how what they were given becomes an input of the API.
import { InvalidArgumentError, Option } from '@commander-js/extra-typings'
import { usageError } from './errors.ts'

export const ROLES = ['OWNER', 'ADMIN', 'EDITOR', 'VIEWER'] as const

/** An option whose value is one of an enum's; it may be written in lower case, with hyphens. */
export function enumOption<const Flags extends string, const Value extends string>(
  flags: Flags,
  description: string,
  values: readonly Value[],
) {
  const described = values.length > 8 ? description : `${description}: ${values.join(', ')}`
  return new Option(flags, described).argParser((text: string) => enumValue(text, values))
}

/** The same for several values, with commas between them or given again. */
export function enumsOption<const Flags extends string, const Value extends string>(
  flags: Flags,
  description: string,
  values: readonly Value[],
) {
  const described = values.length > 8 ? description : `${description}: ${values.join(', ')}`
  return new Option(flags, described).argParser((text: string, before: Value[] | undefined) => [
    ...(before ?? []),
    ...text.split(',').map((each) => enumValue(each, values)),
  ])
}

export function enumValue<Value extends string>(text: string, values: readonly Value[]): Value {
  const wanted = text.trim().toUpperCase().replaceAll('-', '_')
  const value = values.find((each) => each === wanted)
  if (value === undefined) throw new InvalidArgumentError(`There are: ${values.join(', ')}.`)
  return value
}

/** An option that may be given again: its values in turn. */
export function manyOption<const Flags extends string>(flags: Flags, description: string) {
  return new Option(flags, description).argParser((text: string, before: string[] | undefined) => [
    ...(before ?? []),
    text,
  ])
}

/** The order of a list: `name`, `updated-at:desc`. */
export function orderOf<const Field extends string>(
  sort: string | undefined,
  fields: readonly Field[],
): { orderBy?: { field: Field; direction: 'ASC' | 'DESC' }[] } {
  if (sort === undefined) return {}
  const [name = '', direction = 'asc'] = sort.split(':')
  const field = fields.find((each) => each === name.toUpperCase().replaceAll('-', '_'))
  const names = fields.map((each) => each.toLowerCase().replaceAll('_', '-')).join(', ')
  if (!field || !/^(?:asc|desc)$/i.test(direction)) {
    throw usageError(`--sort cannot be ${sort}`, `There are: ${names}; with :desc from the last on.`)
  }
  return { orderBy: [{ field, direction: direction.toUpperCase() as 'ASC' | 'DESC' }] }
}

type Given<Values> = { [Key in keyof Values]?: Exclude<Values[Key], undefined> }

/** Without what was left out: the API tells that from null. */
export function given<Values extends object>(values: Values): Given<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<Values>
}

/** The fields that `--clear` names, as nulls. */
export function cleared<const Field extends string>(
  names: readonly string[] | undefined,
  fields: readonly Field[],
): Partial<Record<Field, null>> {
  const pairs = (names ?? []).map((name) => {
    const field = fields.find((each) => each.toLowerCase() === name.replaceAll('-', '').toLowerCase())
    if (field) return [field, null]
    throw usageError(`${name} cannot be cleared`, `There are: ${fields.join(', ')}`)
  })
  return Object.fromEntries(pairs)
}
