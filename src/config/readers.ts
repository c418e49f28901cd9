// Reads environment variables by format. A format is data (how to parse a text, and the rule it states when it cannot),
// so a new setting is one line in config.ts, and a new kind of value is one constant in values.ts.
import { parseDuration } from '../validate.ts'

/** A kind of value: `parse` returns undefined for a text that breaks `rule`, which completes "NAME must be …". */
export interface Format<T> {
  readonly rule: string
  parse(text: string): T | undefined
}

export type Environment = Readonly<Record<string, string | undefined>>

export interface Reader {
  /** The variable's value, or `fallback` if the variable is unset, empty or invalid. */
  read<T, F extends T | null>(name: string, format: Format<T>, fallback: F): T | F
  /** Every problem found so far; it names the variable and never shows its value, which may be a secret. */
  readonly problems: string[]
  /** The names of all variables that were read. */
  readonly names: ReadonlySet<string>
}

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
export const YEAR_MS = 365 * DAY_MS

const CONTROL_CHARACTER = /\p{Cc}/u

/** Reads variables of this environment and collects every problem instead of stopping at the first. */
export function createReader(env: Environment): Reader {
  const problems: string[] = []
  const names = new Set<string>()
  return {
    problems,
    names,
    read: (name, format, fallback) => {
      names.add(name)
      const text = env[name]
      if (text === undefined || text === '') return fallback
      // They come from files with other line ends and from careless pasting, and nobody sees them.
      if (text !== text.trim() || CONTROL_CHARACTER.test(text)) {
        problems.push(`${name} must have no control characters, and no white space at its ends`)
        return fallback
      }
      const value = format.parse(text)
      if (value !== undefined) return value
      problems.push(`${name} must be ${format.rule}`)
      return fallback
    },
  }
}

/** Any text. */
export const text: Format<string> = { rule: 'text', parse: (value) => value }

/** Exactly one of these texts. */
export function oneOf<T extends string>(...values: readonly T[]): Format<T> {
  return {
    rule: `one of ${values.join(', ')}`,
    parse: (value) => values.find((known) => known === value),
  }
}

/** `on` is true, `off` is false. */
export const onOff: Format<boolean> = {
  rule: oneOf('on', 'off').rule,
  parse: (value) => (value === 'on' || value === 'off' ? value === 'on' : undefined),
}

/** Decimal digits only, between the bounds, both included. */
export function integer(min: number, max: number): Format<number> {
  return {
    rule: `a whole number from ${min} to ${max}`,
    parse: (value) => (/^\d+$/.test(value) && Number(value) >= min && Number(value) <= max ? Number(value) : undefined),
  }
}

/** As `integer`, or `off`, which is null. */
export function integerOrOff(min: number, max: number): Format<number | null> {
  const number = integer(min, max)
  return { rule: `${number.rule}, or off`, parse: (value) => (value === 'off' ? null : number.parse(value)) }
}

/** Milliseconds, between the bounds, both included. */
export function duration(minMs: number, maxMs: number): Format<number> {
  return {
    rule: `a duration such as 90s, 15m, 48h, 30d or 1y, from ${formatDuration(minMs)} to ${formatDuration(maxMs)}`,
    parse: (value) => {
      const ms = parseDuration(value)
      return ms !== null && ms >= minMs && ms <= maxMs ? ms : undefined
    },
  }
}

/** Items separated by commas, white space around them ignored; `parse` answers undefined for one that is not valid. */
export function listOf<T>(parse: (item: string) => T | undefined, rule: string): Format<readonly T[]> {
  return {
    rule: `${rule}, separated by commas`,
    parse: (value) => {
      const items = value.split(',').map((item) => parse(item.trim()))
      return items.includes(undefined) ? undefined : (items as T[])
    },
  }
}

function formatDuration(ms: number): string {
  if (ms > 0 && ms % YEAR_MS === 0) return `${ms / YEAR_MS}y`
  if (ms > 0 && ms % DAY_MS === 0) return `${ms / DAY_MS}d`
  return ms > 0 && ms % HOUR_MS === 0 ? `${ms / HOUR_MS}h` : `${ms / 1000}s`
}
