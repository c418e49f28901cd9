// JSON that the database holds as text goes into a response as it is: to parse and print it again would take most of
// the time of a page of resources. `JSON.stringify` cannot print raw text, so it prints a placeholder, which
// `printJson` and `fillJson` fill.
import { randomUUID } from 'node:crypto'

/** Nobody can guess it, so nobody can put a placeholder into a text of their own. */
const MARK = `json ${randomUUID()} `
const PLACE = new RegExp(`"${MARK}(\\d+)"`, 'g')

let texts: string[] = []

/** A JSON object as text. Code that prints a value which may hold one fills the placeholders right away. */
export class JsonText {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toJSON(): string {
    return `${MARK}${texts.push(this.#text) - 1}`
  }
}

/** As `JSON.stringify`, with every JsonText as it is. */
export function printJson(value: unknown): string {
  return fillJson(JSON.stringify(value))
}

/** Puts each JsonText into its place, in what `JSON.stringify` has just printed. */
export function fillJson(printed: string): string {
  if (texts.length === 0) return printed
  const filling = texts
  texts = []
  return printed.replace(PLACE, (_place, index) => filling[Number(index)] as string)
}
