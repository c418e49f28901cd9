// The input of a mutation: the content of `--input-file`, in the field names of the API, overridden by the command
// line. Unknown fields and missing required values are reported before anything is sent.
import { Option } from '@commander-js/extra-typings'
import type { Methods } from '../client/index.ts'
import { verb } from './command.ts'
import { badInput, usageError } from './errors.ts'
import { isObject, nameOf, objectIn } from './files.ts'

/** For the help of an argument that can neither be left out nor picked from a list. */
export const NAMED = 'needed, here or in --input-file'

type InputOf<Mutation extends keyof Methods> = NonNullable<Parameters<Methods[Mutation]>[0]>

/** A command that changes something on the server. */
export function writeVerb<Name extends string>(name: Name, summary: string) {
  return verb(name, summary).addOption(
    new Option('--input-file <file>', 'JSON or YAML with the input of the API, or - for standard input; flags win'),
  )
}

/**
 * The input of a mutation, from a file and the command line; null from the command line empties a field. Required
 * fields may still be missing: `demanded` or the server reports them.
 */
export async function inputOf<Mutation extends keyof Methods>(
  mutation: Mutation,
  file: string | undefined,
  flags: Partial<InputOf<Mutation>>,
): Promise<InputOf<Mutation>> {
  if (file === undefined) return flags as InputOf<Mutation>
  const input = await objectIn(file)
  await assertKnown(input, `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`, nameOf(file))
  return { ...input, ...flags } as InputOf<Mutation>
}

/** Returns a required value; throws a usage error if neither the command line nor a file has given it. */
export function demanded<Value>(value: Value | null | undefined, what: string): Value {
  if (value !== undefined && value !== null) return value
  throw usageError(
    what.startsWith('-') ? `required option '${what}' not specified` : `missing required argument '${what}'`,
  )
}

/** Throws an error that lists all fields of the value that this input type does not have. */
export async function assertKnown(value: unknown, type: string, origin: string): Promise<void> {
  inputs ??= readInputs()
  const types = await inputs
  const unknown: { path: string; allowed: Iterable<string> }[] = []

  function look(value: unknown, type: string | undefined, path: string): void {
    const fields = type === undefined ? undefined : types.get(type)
    if (!fields) return
    if (Array.isArray(value)) for (const [index, each] of value.entries()) look(each, type, `${path}${index}.`)
    if (!isObject(value)) return
    for (const [name, inner] of Object.entries(value)) {
      if (fields.has(name)) look(inner, fields.get(name), `${path}${name}.`)
      else unknown.push({ path: path + name, allowed: fields.keys() })
    }
  }

  look(value, type, '')
  const [first] = unknown
  if (!first) return
  const paths = unknown.map(({ path }) => path).join(', ')
  throw badInput(
    `${origin} has fields that the API does not know: ${paths}`,
    `There are: ${[...first.allowed].join(', ')}`,
  )
}

type Inputs = ReadonlyMap<string, ReadonlyMap<string, string | undefined>>
let inputs: Promise<Inputs> | undefined

/** The fields of each input type; for a field that is an input itself, also its type. */
async function readInputs(): Promise<Inputs> {
  const { INPUTS } = await import('./generated/inputs.ts')
  const lines = INPUTS.split('\n').map((line) => line.split(' '))
  return new Map(lines.map(([name = '', ...fields]) => [name, new Map(fields.map(fieldOf))]))
}

/** Splits `workspace:WorkspaceRef` into name and type. */
function fieldOf(text: string): [name: string, type: string | undefined] {
  const [name = '', type] = text.split(':')
  return [name, type]
}
