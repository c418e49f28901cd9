// Validation of input: durations, e-mail addresses, texts, names, URLs, JSON. A function that is given the name of a
// field throws INVALID_INPUT with that name and the rule that the value breaks.
import { AppError, invalid } from './errors.ts'

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400, y: 365 * 86_400 } as const

/** Milliseconds of `90s`, `15m`, `48h`, `30d` or `1y` (365 days); null for anything else. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,9})([smhdy])$/.exec(text)
  if (!match) return null
  return Number(match[1]) * SECONDS[match[2] as keyof typeof SECONDS] * 1000
}

/** A-Z in lower case and every other character as it is. `toLowerCase` also turns U+212A (KELVIN SIGN) into a k. */
export const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** The rule of HTML for `<input type=email>`, which allows only printable ASCII. */
const EMAIL_ADDRESS =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/
const MAX_EMAIL_CHARACTERS = 254

/**
 * The address as it is stored and compared: with A-Z in lower case. Null for a text that is no address. Every address
 * that enters goes through this function, so that no two sources disagree on whose address it is.
 */
export function emailAddressOf(text: string): string | null {
  return text.length <= MAX_EMAIL_CHARACTERS && EMAIL_ADDRESS.test(text) ? lowerAscii(text) : null
}

/** The address with only the first character of its local part: `a…@example.com`. */
export function maskedAddress(address: string): string {
  return `${address.slice(0, 1)}…${address.slice(address.lastIndexOf('@'))}`
}

/** C0 and C1 controls, line separators, and bidirectional overrides, which make a text look like another. */
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u
const LONE_SURROGATE = /\p{Surrogate}/u
const REFUSED = new RegExp(`${CONTROL.source}|${LONE_SURROGATE.source}`, 'gu')
/** A character that shows something: no space, no ignorable one such as U+200B, U+2060 and U+3164, and not U+2800. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Surrogate}\u2800\ufff9-\ufffb]/u

interface TextRule {
  min?: number
  max: number
  /** Allows line breaks and tabs. */
  multiline?: boolean
}

/** The trimmed text. It must have `min` to `max` characters, and no invisible ones. */
export function text(field: string, value: string, { min = 1, max, multiline = false }: TextRule): string {
  const trimmed = value.trim()
  const visible = multiline ? trimmed.replace(/[\n\r\t]/g, ' ') : trimmed
  if (CONTROL.test(visible)) throw invalid(field, `${field} must not contain control or bidirectional characters`)
  if (LONE_SURROGATE.test(visible)) throw invalid(field, `${field} must be well-formed Unicode`)
  const length = [...trimmed].length
  if (length < min || length > max) throw invalid(field, `${field} must have ${min} to ${max} characters`)
  if (length > 0 && !VISIBLE.test(trimmed)) throw invalid(field, `${field} must have a visible character`)
  return trimmed
}

/**
 * As `text`, for a text that must not be refused: without the characters that `text` refuses, and cut to `max`
 * characters. Null if nothing visible is left. Joiners (U+200C, U+200D) and marks stay: many scripts need them.
 */
export function cleanText(value: string, max: number): string | null {
  const cleaned = value.replace(/\s/g, ' ').replace(REFUSED, '').trim()
  const cut = [...cleaned].slice(0, max).join('').trim()
  return VISIBLE.test(cut) ? cut : null
}

/** Whether both databases store the text as it is: PostgreSQL takes no U+0000, and UTF-8 has no lone surrogates. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !LONE_SURROGATE.test(text)
}

/** As `text`, but an empty or null value gives null. */
export function optionalText(field: string, value: string | null | undefined, rule: TextRule): string | null {
  if (value === null || value === undefined || value.trim() === '') return null
  return text(field, value, rule)
}

/** The shape of a TypeID or a UUID. A name must not have it: what takes a name or an id could not tell them apart. */
const ID_SHAPE = /^(?:[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export const hasShapeOfId = (name: string): boolean => ID_SHAPE.test(name)

/** The name of a workspace or project. It is used in URLs and in the configuration of other services. */
export function slug(field: string, value: string): string {
  const rule = (broken: string) => invalid(field, `${field} must ${broken}`)
  if (value.length < 2 || value.length > 63) throw rule('have 2 to 63 characters')
  if (!/^[a-z0-9\-@.+_]*$/.test(value)) throw rule('consist of a-z, 0-9 and - @ . + _')
  if (!/^[a-z]/.test(value)) throw rule('start with a letter')
  if (value.includes('--')) throw rule('not contain --')
  if (value.endsWith('-')) throw rule('not end with -')
  if (hasShapeOfId(value)) throw rule('not have the shape of an id')
  return value
}

/** An http or https address without user-info. */
export function httpUrl(field: string, value: string): string {
  // The URL parser would drop these silently, but the text itself is stored.
  if (/[\s\p{Cc}]/u.test(value)) throw invalid(field, `${field} must not contain spaces or control characters`)
  if (LONE_SURROGATE.test(value)) throw invalid(field, `${field} must be well-formed Unicode`)
  let url: URL
  try {
    url = new URL(value)
  } catch {
    throw invalid(field, `${field} must be an http or https address`)
  }
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.username !== '' || url.password !== '') {
    throw invalid(field, `${field} must be an http or https address without user-info`)
  }
  if (value.length > 2048) throw invalid(field, `${field} must have at most 2048 characters`)
  return value
}

/** Refuses null for a field that may be left out, but not cleared. */
export function notNull<T>(field: string, value: T | null | undefined): T | undefined {
  if (value === null) throw invalid(field, `${field} can be left out, but not be null`)
  return value
}

/** The object as JSON text of at most `maxBytes`. */
export function jsonObject(field: string, value: Record<string, unknown>, maxBytes: number): string {
  const json = JSON.stringify(value)
  if (json.includes(`{"${INEXACT}":`)) {
    throw invalid(field, `${field} must not have numbers that change when they are read as doubles: send them as text`)
  }
  checkStorable(field, json)
  if (Buffer.byteLength(json) > maxBytes) throw invalid(field, `${field} must be at most ${maxBytes} bytes of JSON`)
  return json
}

/** Refuses JSON with escapes of U+0000 or of a lone surrogate: PostgreSQL cannot store them as text. */
export function checkStorable(field: string, json: string): void {
  // After an odd number of backslashes `\u` is no escape: its own backslash is escaped.
  if (!/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(json)) return
  throw invalid(field, `${field} must be well-formed Unicode without U+0000`)
}

/** The most faults that one error names; a client learns of further ones once these are mended. */
const MAX_FAULTS = 20

/** What `checkAll` answers: the value of each check. */
type Checked<T extends Record<string, () => unknown>> = { readonly [K in keyof T]: ReturnType<T[K]> }

/**
 * Runs every check and answers their values. One field at fault is thrown as it is; several are one INVALID_INPUT that
 * names all of them in `fields`, so that a client can show every fault at once.
 */
export function checkAll<T extends Record<string, () => unknown>>(checks: T): Checked<T> {
  const values: Record<string, unknown> = {}
  collectFaults(Object.keys(checks), (name) => {
    values[name] = checks[name]?.()
  })
  return values as Checked<T>
}

/** As `checkAll`, for the items of a list. */
export function checkEach<T, R>(items: readonly T[], check: (item: T, index: number) => R): R[] {
  const values: R[] = []
  collectFaults(items, (item, index) => {
    values.push(check(item, index))
  })
  return values
}

function collectFaults<T>(items: readonly T[], check: (item: T, index: number) => void): void {
  const faults: AppError[] = []
  for (const [index, item] of items.entries()) {
    try {
      check(item, index)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'INVALID_INPUT') throw error
      faults.push(error)
      if (faults.length === MAX_FAULTS) break
    }
  }
  if (faults.length > 0) throw invalidTogether(faults)
}

/** One INVALID_INPUT of several; those that name several fields themselves are taken apart. */
function invalidTogether(faults: readonly AppError[]): AppError {
  const [only] = faults
  if (only && faults.length === 1) return only
  const fields = faults.flatMap(({ message, details }) => details['fields'] ?? [{ field: details['field'], message }])
  return new AppError('INVALID_INPUT', faults.map(({ message }) => message).join('; '), { fields })
}

/** The key of an object that stands for a number in parsed input; `jsonObject` refuses such an object. */
const INEXACT = 'inexact number'
/** Whether a text may have such a number: one of at least 16 digits, or with an exponent. */
const MAYBE_INEXACT = /[\d.]{16}|\d[eE]/
/** The strings of JSON; one that does not end goes to the end of the text, so that the search takes linear time. */
const STRING = /"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|\\?$)/g
/** The strings and numbers of valid JSON. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g
const MAX_NUMBER_CHARACTERS = 400

/**
 * Replaces the numbers that would change silently (2^53 + 1, 1e400) when JSON is parsed, each by an object that no type
 * but JSONObject takes and that `jsonObject` refuses. So the error names the place. Text that is not JSON stays.
 */
export function markInexactNumbers(json: string): string {
  // digits are mostly in strings, such as checksums
  if (!MAYBE_INEXACT.test(json) || !MAYBE_INEXACT.test(json.replace(STRING, '""'))) return json
  try {
    // In text with a string that does not end, the search below would take quadratic time.
    JSON.parse(json)
  } catch {
    return json
  }
  return json.replace(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') || isExactNumber(token) ? token : JSON.stringify(inexactNumber(token)),
  )
}

/** What stands for the number in parsed input. */
export const inexactNumber = (token: string): Record<string, string> => ({ [INEXACT]: token })

/** Whether a number of JSON has the same value after it was read as a double and written again. */
export function isExactNumber(token: string): boolean {
  const value = Number(token)
  if (token.length > MAX_NUMBER_CHARACTERS || !Number.isFinite(value)) return false
  return decimalOf(String(value)) === decimalOf(token)
}

/** One text for all ways to write a number: its digits without outer zeros, and the exponent of the last digit. */
function decimalOf(token: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)\.?(\d*)(?:[eE](.+))?$/.exec(token) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`
}
