import type { Everywhere } from './command.ts'

/** Control and bidirectional characters would move the cursor or change what is read: each becomes one character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to replace
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g

/** Makes a text safe for the terminal: it has no effect but to be shown, on one line. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\u{fffd}')
}

/** Formats a value as JSON that is safe for a terminal: unsafe characters are escaped, and parse to the same value. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(UNPRINTABLE, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Whether a stream gets colours: decided by the flag, then NO_COLOR, FORCE_COLOR, and whether it is a terminal. */
export function hasColor(stream: { readonly isTTY?: boolean }, flag: Everywhere['color'], env = process.env): boolean {
  if (flag === 'always' || flag === 'never') return flag === 'always'
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0'
  return stream.isTTY === true && env.TERM !== 'dumb'
}

const STYLES = { plain: undefined, bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39] } as const

/** Applies a style to the text, or returns it unchanged if colours are off. */
export function styled(text: string, style: keyof typeof STYLES, colors: boolean): string {
  const codes = STYLES[style]
  return colors && codes ? `\u001b[${codes[0]}m${text}\u001b[${codes[1]}m` : text
}

/** Whether the user can be asked: stdin and stderr are terminals, and this is not a CI system. */
export function isInteractive(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && !process.env.CI
}
