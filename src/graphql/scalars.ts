// Scalars: parsed by graphql-scalars where it has them, kept as the text that the database holds.

import { GraphQLError } from 'graphql'
import { DateTimeResolver, EmailAddressResolver, JSONObjectResolver, UUIDResolver } from 'graphql-scalars'
import { AppError } from '../errors.ts'
import { httpUrl, parseDuration } from '../validate.ts'
import { builder } from './builder.ts'

const BASE64URL = /^[\w-]+$/
/** Points of the static cost (`execution/cost.ts`): parsing and printing JSON takes as long as ten small objects. */
const JSON_COST = 10

const asIs = (value: unknown) => value as string

builder.scalarType('DateTime', {
  description: 'An instant, RFC 3339 in UTC.',
  serialize: asIs,
  parseValue: (value) => (DateTimeResolver.parseValue(value) as Date).toISOString(),
})
builder.scalarType('EmailAddress', {
  description: 'An e-mail address, lower-cased.',
  serialize: asIs,
  parseValue: (value) => {
    const address = EmailAddressResolver.parseValue(value) as string
    if (address.length > 254) throw new GraphQLError('An e-mail address has at most 254 characters')
    return address.toLowerCase()
  },
})
builder.scalarType('UUID', {
  description: 'RFC 9562, lower-cased.',
  serialize: asIs,
  parseValue: (value) => (UUIDResolver.parseValue(value) as string).toLowerCase(),
})
builder.scalarType('URL', {
  description: 'An http or https address without user-info.',
  serialize: asIs,
  parseValue: (value) => orGraphQLError(() => httpUrl('URL', String(value))),
})
builder.scalarType('JSONObject', {
  description: 'A JSON object.',
  extensions: { cost: JSON_COST },
  serialize: (value) => value,
  parseValue: (value) => JSONObjectResolver.parseValue(value) as Record<string, unknown>,
  parseLiteral: (node, variables) => JSONObjectResolver.parseLiteral(node, variables ?? {}) as Record<string, unknown>,
})
builder.scalarType('Duration', {
  description: '`90s`, `15m`, `48h`, `30d`, `1y` (365 days). Input only.',
  serialize: () => {
    throw new Error('Duration is for input only')
  },
  parseValue: (value) => {
    const ms = typeof value === 'string' ? parseDuration(value) : null
    if (ms === null) throw new GraphQLError('A duration is a number and one of s, m, h, d, y: 90s, 15m, 48h, 30d, 1y')
    return ms
  },
})
builder.scalarType('Cursor', {
  description:
    'A sealed position in the event log. Two of one event differ; `id` is the same each time. Not the cursor of a connection.',
  serialize: asIs,
  parseValue: (value) => {
    if (typeof value === 'string' && BASE64URL.test(value)) return value
    throw new GraphQLError('The cursor is not one of the event log')
  },
})

function orGraphQLError<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw error instanceof AppError ? new GraphQLError(error.message) : error
  }
}
