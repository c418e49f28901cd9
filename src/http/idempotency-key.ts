import { invalid } from '../errors.ts'

/** The header, as Node names it. */
export const IDEMPOTENCY_KEY = 'idempotency-key'

const MAX_CHARACTERS = 255
const BAD_CHARACTER = /[\p{Cc}\p{Cs}]/u

/**
 * The key of a request, from its header or its `extensions`; null for none. INVALID_INPUT for one that is malformed, and
 * for several.
 */
export function idempotencyKeyOf(inHeader: readonly string[], inExtensions: unknown): string | null {
  const [key] = inHeader
  if (inHeader.length > 1) throw invalid('Idempotency-Key', 'Idempotency-Key is given more than once')
  if (key !== undefined) assertKey('Idempotency-Key', key)
  if (inExtensions === undefined || inExtensions === null) return key ?? null
  const field = 'extensions.idempotencyKey'
  assertKey(field, inExtensions)
  if (key !== undefined && key !== inExtensions) throw invalid(field, `${field} is not that of the header`)
  return inExtensions
}

function assertKey(field: string, key: unknown): asserts key is string {
  const isKey =
    typeof key === 'string' &&
    key.trim() === key &&
    key !== '' &&
    [...key].length <= MAX_CHARACTERS &&
    !BAD_CHARACTER.test(key)
  if (!isKey)
    throw invalid(
      field,
      `${field} must have 1 to ${MAX_CHARACTERS} characters, none a control character, no space around`,
    )
}
