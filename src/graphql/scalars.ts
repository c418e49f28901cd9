// Scalars: parsed by graphql-scalars where it has them, kept as the text that the database holds.

import { type FloatValueNode, GraphQLError, type IntValueNode, Kind, type ValueNode, visit } from 'graphql'
import { DateTimeResolver, JSONObjectResolver, UUIDResolver } from 'graphql-scalars'
import { AppError } from '../errors.ts'
import { emailAddressOf, httpUrl, inexactNumber, isExactNumber, lowerAscii, parseDuration } from '../validate.ts'
import { builder } from './builder.ts'

const BASE64URL = /^[\w-]+$/
/** Points of the static cost (`execution/cost.ts`): its text takes as long as ten small objects. */
const JSON_COST = 10

const asIs = (value: unknown) => value as string

builder.scalarType('DateTime', {
  description: 'A date and time in UTC, in the format of RFC 3339.',
  serialize: asIs,
  parseValue: (value) => {
    const instant = (DateTimeResolver.parseValue(value) as Date).toISOString()
    // An offset can lead out of the years 0000 to 9999, outside of which texts do not sort as their instants do.
    if (!/^\d{4}-/.test(instant)) throw new GraphQLError('An instant lies in the years 0000 to 9999, in UTC')
    return instant
  },
})
builder.scalarType('EmailAddress', {
  description: 'An e-mail address of at most 254 printable ASCII characters; A-Z are lower-cased.',
  serialize: asIs,
  parseValue: (value) => {
    const address = typeof value === 'string' ? emailAddressOf(value) : null
    if (address === null)
      throw new GraphQLError('An e-mail address has at most 254 printable ASCII characters: ann@example.com')
    return address
  },
})
builder.scalarType('UUID', {
  description: 'A UUID (RFC 9562), in lower case.',
  serialize: asIs,
  parseValue: (value) => lowerAscii(UUIDResolver.parseValue(value) as string),
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
  parseLiteral: (node, variables) =>
    JSONObjectResolver.parseLiteral(withMarkedNumbers(node), variables ?? {}) as Record<string, unknown>,
})
builder.scalarType('Duration', {
  description: 'A length of time: `90s`, `15m`, `48h`, `30d`, `1y` (365 days). Input only.',
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
    'An encrypted position in the event log, the same for lists, edges and subscriptions. Its text differs in each response; the `id` of an event does not.',
  serialize: asIs,
  parseValue: (value) => {
    if (typeof value === 'string' && BASE64URL.test(value)) return value
    throw new GraphQLError('The cursor is not one of the event log')
  },
})

/** As `markInexactNumbers`, for a literal in a document. */
function withMarkedNumbers(literal: ValueNode): ValueNode {
  const mark = (node: IntValueNode | FloatValueNode): ValueNode | undefined => {
    if (isExactNumber(node.value)) return undefined
    const fields = Object.entries(inexactNumber(node.value)).map(([name, value]) => ({
      kind: Kind.OBJECT_FIELD as const,
      name: { kind: Kind.NAME as const, value: name },
      value: { kind: Kind.STRING as const, value },
    }))
    return { kind: Kind.OBJECT, fields }
  }
  return visit(literal, { IntValue: mark, FloatValue: mark })
}

function orGraphQLError<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw error instanceof AppError ? new GraphQLError(error.message) : error
  }
}
