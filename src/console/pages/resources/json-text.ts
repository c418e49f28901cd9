// Labels and specs as text. Keys are sorted, so that equal content gives equal text, and parsing never changes anything
// silently.

/** The JSON text of a value, with sorted keys. */
export const jsonText = (value: unknown): string => JSON.stringify(ordered(value), null, 2)

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, each]) => [key, ordered(each)] as const)
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)))
}

type ReadObject =
  | { readonly value: Record<string, unknown>; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string }

/** Parses an object, or says what is wrong with the text. An empty text is an empty object. */
export function readObject(text: string): ReadObject {
  if (text.trim() === '') return { value: {} }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: placed((error as SyntaxError).message, text) }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { problem: 'It must be an object: { "key": "value" }.' }
  }
  const problem = structureProblem(text)
  if (problem) return { problem }
  const inexact = numbersIn(text).find((number) => !isExact(number))
  if (inexact) return { problem: `The number ${inexact} cannot be kept exactly. Write it as a text, in quotes.` }
  return { value: value as Record<string, unknown> }
}

/** The server accepts variables that are nested 32 deep; labels and specs are nested in an input. */
const MAX_NESTED = 30

/**
 * Finds faults that JSON.parse does not report: a duplicate key, of which only the last would be kept, and too deep
 * nesting.
 */
function structureProblem(json: string): string | undefined {
  const open: (Set<string> | null)[] = []
  let last = ''
  for (const [token] of json.matchAll(/"(?:\\.|[^"\\])*"|[{}[\]:]/g)) {
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null)
    else if (token === '}' || token === ']') open.pop()
    else if (token !== ':') last = token
    else {
      const [keys, key] = [open.at(-1), JSON.parse(last) as string]
      if (keys?.has(key)) return `The key ${JSON.stringify(key)} is there twice. Keep one of them.`
      keys?.add(key)
    }
    if (open.length > MAX_NESTED)
      return `It is nested too deeply: at most ${MAX_NESTED} objects and lists in each other.`
  }
  return undefined
}

/** Turns the error message of any browser into "Line 2, column 5: expected …". */
function placed(message: string, text: string): string {
  const what = message
    .replace(/^JSON(?:\.parse| Parse error): /i, '')
    .replace(/,? ?(?:\.\.\.)?"[\s\S]*?"(?:\.\.\.)? is not valid JSON$/, '')
    .replace(/ (?:in JSON at|at) (?:position|line) [\s\S]*$/, '')
  if (/unexpected end/i.test(what)) return 'It ends too early: a bracket or a quote is missing.'
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? placeOf(message, text)
  return line ? `Line ${line}, column ${column}: ${what}.` : `${what}.`
}

function placeOf(message: string, text: string): readonly (string | undefined)[] {
  const [, position] = /position (\d+)/.exec(message) ?? []
  const [, token] = /^Unexpected token '?(.+?)'?,/.exec(message) ?? []
  const at = position ? Number(position) : token ? text.indexOf(token) : -1
  if (at < 0) return []
  const before = text.slice(0, at).split('\n')
  return ['', String(before.length), String((before.at(-1)?.length ?? 0) + 1)]
}

const numbersIn = (json: string): string[] =>
  json.replace(/"(?:\\.|[^"\\])*"/g, '""').match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g) ?? []

/** Whether a number is unchanged after it was read and written again; the server refuses other numbers. */
function isExact(number: string): boolean {
  const value = Number(number)
  return Number.isFinite(value) && decimalOf(String(value)) === decimalOf(number)
}

/** A canonical text of a number: its digits without leading and trailing zeros, and the exponent of the last digit. */
function decimalOf(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)\.?(\d*)(?:[eE](.+))?$/.exec(number) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`
}
