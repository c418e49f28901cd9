import { operationOf } from '../../client/document.ts'
import { verb } from '../command.ts'
import { type Session, sessionOf } from '../connect.ts'
import { badInput, usageError } from '../errors.ts'
import { textIn } from '../files.ts'
import { manyOption } from '../options.ts'
import { hasPages, mergePages, nextCursor } from '../paginate.ts'

type Values = Record<string, unknown>

export const api = verb('api')
  .argument('[document]', 'the operation, @FILE, or - for standard input, which is read where it is left out')
  .addOption(manyOption('-F, --field <name=json>', 'a variable; `a.b=` is a field in it, @FILE the text of a file'))
  .addOption(manyOption('-f, --raw-field <name=text>', 'a variable that is a text as it stands'))
  .option('--paginate', 'every page as one answer: the document takes $endCursor and selects pageInfo')
  .action(async (given, options, command) => {
    const document = documentOf(given)
    const variables = variablesOf(options.field ?? [], options.rawField ?? [])
    if (options.paginate && !/\$endCursor\b/.test(document)) {
      throw usageError('--paginate needs a document that takes $endCursor: String', 'Give it to `after`.')
    }
    const session = sessionOf(command)
    if (operationOf(document) === 'subscription') return await stream(session, document, variables)
    const data = await (options.paginate ? allPages : onePage)(session, document, variables)
    const { print } = session
    if (print.output === 'table' || print.output === 'csv') print.json({ data }, 2)
    else await print.record({ data }, [])
  })

function documentOf(given: string | undefined): string {
  if (given === undefined && process.stdin.isTTY) throw usageError("missing required argument 'document'")
  const text = given?.startsWith('@')
    ? textIn(given.slice(1))
    : given === undefined || given === '-'
      ? textIn('-')
      : given
  if (text.trim() === '') throw badInput('the document is empty')
  return text
}

function variablesOf(fields: readonly string[], rawFields: readonly string[]): Values {
  const variables: Values = {}
  for (const field of fields)
    assign(variables, field, (text) => (text.startsWith('@') ? textIn(text.slice(1)) : jsonOrText(text)))
  for (const field of rawFields) assign(variables, field, (text) => text)
  return variables
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Sets `a.b=value` in the variables: each name but the last is an object. */
function assign(variables: Values, field: string, parse: (text: string) => unknown): void {
  const at = field.indexOf('=')
  const path = field.slice(0, at).split('.')
  if (at < 1 || path.includes('')) throw usageError(`a field is NAME=VALUE, and not ${field}`)
  let place = variables
  for (const name of path.slice(0, -1)) {
    const inner = Object.hasOwn(place, name) ? place[name] : undefined
    if (inner !== undefined && (typeof inner !== 'object' || inner === null)) throw usageError(`${name} is given twice`)
    const next = (inner ?? {}) as Values
    place[name] = next
    place = next
  }
  place[path.at(-1) as string] = parse(field.slice(at + 1))
}

async function onePage({ client }: Session, document: string, variables: Values): Promise<Values> {
  return await client.query(document, variables)
}

async function allPages({ client }: Session, document: string, variables: Values): Promise<Values> {
  const whole = await client.query<Values>(document, variables)
  if (!hasPages(whole)) throw badInput('--paginate finds no pageInfo with hasNextPage and endCursor in the answer')
  for (let cursor = nextCursor(whole); cursor !== undefined; cursor = nextCursor(whole)) {
    mergePages(whole, await client.query<Values>(document, { ...variables, endCursor: cursor }))
  }
  return whole
}

/**
 * Writes one event per line. The subscription survives lost connections if the document selects `cursor` and takes
 * $after.
 */
async function stream({ client, print }: Session, document: string, variables: Values): Promise<void> {
  for await (const data of client.subscribe<Values>(document, variables)) print.json(data)
}
