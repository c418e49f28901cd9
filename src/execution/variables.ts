// Errors in the variables of a request. graphql-js describes them in a sentence; these also name the place, such as
// `input.labels[2].name`, so that a client can show the error at the right field of a form.
import {
  coerceInputValue,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql'
import { AppError } from '../errors.ts'
import { type PublicError, publicError } from './errors.ts'

const MAX_DEPTH = 32
const MAX_VALUES = 20_000
const MAX_ERRORS = 20

/** INVALID_INPUT for variables that are too deep or too large to be coerced; null for any others. Does not recurse. */
export function variableLimitError(variables: unknown): AppError | null {
  let values = 0
  let level: unknown[] = [variables]
  for (let depth = 0; level.length > 0; depth++) {
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      if (depth > MAX_DEPTH) return new AppError('INVALID_INPUT', `Variables are nested at most ${MAX_DEPTH} deep`)
      for (const inner of Object.values(value)) next.push(inner)
    }
    values += next.length
    if (values > MAX_VALUES) return new AppError('INVALID_INPUT', `Variables hold at most ${MAX_VALUES} values`)
    level = next
  }
  return null
}

/** An INVALID_INPUT for each place at which a variable does not fit its type, at most 20. */
export function variableErrors(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  requestId: string,
): PublicError[] {
  const errors: PublicError[] = []
  for (const { variable, type: typeNode, defaultValue, loc } of operation.variableDefinitions ?? []) {
    const type = typeFromAST(schema, typeNode)
    if (!type || !isInputType(type)) continue
    const name = variable.name.value
    const locations = loc ? [{ line: loc.startToken.line, column: loc.startToken.column }] : undefined
    const add = (path: string, message: string) => {
      errors.push(publicError('INVALID_INPUT', message, requestId, { locations, details: { path } }))
    }
    if (!Object.hasOwn(variables, name)) {
      if (isNonNullType(type) && !defaultValue) add(name, `Variable "$${name}" is required`)
    } else {
      coerce(variables[name], type, (path, message) => {
        const place = name + path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
        add(place, `Variable "$${name}" does not fit at "${place}": ${message}`)
        return errors.length < MAX_ERRORS
      })
    }
    if (errors.length >= MAX_ERRORS) break
  }
  return errors
}

/** Coerces a value, only for its errors; ends as soon as `report` answers false. */
function coerce(
  value: unknown,
  type: GraphQLInputType,
  report: (path: readonly (string | number)[], message: string) => boolean,
): void {
  const stopped = new Error('Enough errors were reported')
  try {
    const onError = (path: readonly (string | number)[], _value: unknown, { message }: Error) => {
      if (!report(path, message)) throw stopped
    }
    // without suggestions, which would name fields that the caller may not know of
    coerceInputValue(value, type, onError, true)
  } catch (error) {
    if (error !== stopped) throw error
  }
}
