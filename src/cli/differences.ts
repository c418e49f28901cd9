import type { Printer } from './print.ts'

/** Reports which of the given fields differ from the existing object: `--exist-ok` changes none of them. */
export function noteDifferences(print: Printer, wanted: Readonly<Record<string, unknown>>, found: object): void {
  const there = found as Readonly<Record<string, unknown>>
  const differing = Object.keys(wanted).filter((field) => field in there && there[field] !== wanted[field])
  if (differing.length > 0) print.note(`It exists already, with another ${differing.join(', ')}. Nothing was changed.`)
}
