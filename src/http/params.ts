// The parameters of a GraphQL request, from the body of a POST, the query string of a GET or a message of a WebSocket.
import { AppError } from '../errors.ts'
import type { RequestParams } from '../execution/operation.ts'
import { markInexactNumbers } from '../validate.ts'
import { idempotencyKeyOf } from './idempotency-key.ts'

const NAMES = ['query', 'variables', 'operationName', 'extensions'] as const

/** Reads the parameters from a JSON body, with the values of the header Idempotency-Key; GRAPHQL_PARSE_FAILED if it is malformed. */
export function paramsOfBody(body: Buffer, keys: readonly string[] = []): RequestParams {
  const parsed = parseJson(body, 'The body is not JSON in UTF-8')
  if (!isObject(parsed)) throw malformed('The body must be a JSON object: batches are not taken')
  return paramsOf(parsed, keys)
}

/** Reads the parameters from the query string of a URL, where `variables` and `extensions` are JSON. */
export function paramsOfQueryString(text: string): RequestParams {
  const given = new URLSearchParams(text)
  for (const name of NAMES) {
    if (given.getAll(name).length > 1) throw malformed(`\`${name}\` is given more than once`)
  }
  const json = (name: 'variables' | 'extensions') => {
    const value = given.get(name)
    return value ? parseJson(Buffer.from(value), `\`${name}\` is not JSON`) : null
  }
  return paramsOf({
    query: given.get('query'),
    variables: json('variables'),
    operationName: given.get('operationName'),
    extensions: json('extensions'),
  })
}

/** Checks the types of the parameters; GRAPHQL_PARSE_FAILED where one does not fit. An empty operation name is none. */
export function paramsOf(given: Readonly<Record<string, unknown>>, keys: readonly string[] = []): RequestParams {
  const { query, variables = null, operationName = null, extensions = null } = given
  if (extensions !== null && !isObject(extensions)) throw malformed('`extensions` must be an object or null')
  // clients with automatic persisted queries look for this message, and then send whole documents
  if (extensions && 'persistedQuery' in extensions) throw new AppError('INVALID_INPUT', 'PersistedQueryNotSupported')
  if (typeof query !== 'string') throw malformed('`query` must be a string')
  if (variables !== null && !isObject(variables)) throw malformed('`variables` must be an object or null')
  if (operationName !== null && typeof operationName !== 'string')
    throw malformed('`operationName` must be a string or null')
  const idempotencyKey = idempotencyKeyOf(keys, extensions?.['idempotencyKey'])
  return { query, variables: variables ?? {}, operationName, idempotencyKey }
}

/** Throws at what is not UTF-8. */
const utf8 = new TextDecoder('utf-8', { fatal: true })

function parseJson(text: Buffer, otherwise: string): unknown {
  try {
    return JSON.parse(markInexactNumbers(utf8.decode(text)))
  } catch {
    throw malformed(otherwise)
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function malformed(message: string): AppError {
  return new AppError('GRAPHQL_PARSE_FAILED', message)
}
