// Fits a table to the terminal: columns shrink, the widest first, down to eight characters; after that the rightmost
// columns are dropped. Columns marked as kept, such as the name, neither shrink nor are dropped.
import truncatedWidth from 'fast-string-truncated-width'

const NARROWEST = 8
const GAP = 2

export interface Heading {
  readonly name: string
  readonly kept?: boolean
}

/** The width of a text in columns of a terminal: a wide character has two. */
export function widthOf(text: string): number {
  return truncatedWidth(text).width
}

/** The lines of a table, as wide as its content, but at most `width`. */
export function tableLines(
  headings: readonly Heading[],
  rows: readonly (readonly string[])[],
  width: number,
): string[][] {
  const natural = headings.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))))
  const { shown, widths } = fitted(headings, natural, width)
  return rows.map((row) =>
    shown.map((column, place) => {
      const cell = cut(row[column] ?? '', widths[column] as number)
      return place === shown.length - 1 ? cell : cell + ' '.repeat((widths[column] as number) - widthOf(cell))
    }),
  )
}

function fitted(headings: readonly Heading[], natural: readonly number[], width: number) {
  const widths = [...natural]
  let shown = headings.map((_, column) => column)
  const total = () => shown.reduce((sum, column) => sum + (widths[column] as number), GAP * (shown.length - 1))
  while (total() > width) {
    const shrinkable = shown.filter((column) => !headings[column]?.kept && (widths[column] as number) > NARROWEST)
    const widest = Math.max(...shrinkable.map((column) => widths[column] as number))
    const victim = shrinkable.find((column) => widths[column] === widest)
    if (victim !== undefined) {
      widths[victim] = widest - 1
      continue
    }
    const last = shown.findLast((column) => !headings[column]?.kept)
    if (last === undefined) break
    shown = shown.filter((column) => column !== last)
  }
  return { shown, widths }
}

/** The text in at most so many columns of a terminal, with an ellipsis if it was cut. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  // the library's own truncation counts wrongly where wide characters of several kinds follow each other
  let kept = ''
  let used = 1
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += widthOf(segment)
    if (used > width) break
    kept += segment
  }
  return `${kept}…`
}
