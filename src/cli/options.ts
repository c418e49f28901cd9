// Options that several commands share, and how their values become an input of the API.
import { InvalidArgumentError, Option } from '@commander-js/extra-typings'
import { usageError } from './errors.ts'

export const ROLES = ['OWNER', 'ADMIN', 'EDITOR', 'VIEWER'] as const

/** An option that takes one value of an enum, which may be written in lower case and with hyphens. */
export function enumOption<const Flags extends string, const Value extends string>(
  flags: Flags,
  description: string,
  values: readonly Value[],
) {
  const described = values.length > 8 ? description : `${description}: ${values.join(', ')}`
  return new Option(flags, described).argParser((text: string) => enumValue(text, values))
}

/** The same for several values, separated by commas or in repeated options. */
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

/** An option that may be repeated; collects its values in order. */
export function manyOption<const Flags extends string>(flags: Flags, description: string) {
  return new Option(flags, description).argParser((text: string, before: string[] | undefined) => [
    ...(before ?? []),
    text,
  ])
}

/** Parses the order of a list: `name`, `updated-at:desc`. */
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

/** Drops undefined values: the API treats null and a missing field differently. */
export function given<Values extends object>(values: Values): Given<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<Values>
}

/** The fields that `--clear` names, each set to null. */
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
