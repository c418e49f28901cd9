import { cpus, totalmem } from 'node:os'

/** One line of the report. */
export interface Figure {
  readonly label: string
  readonly measured: string
  /** What the measured value is compared with. */
  readonly comparison?: string
  readonly ratio?: string
  readonly target?: string
  /** Whether the target is met; undefined if there is none. */
  readonly met?: boolean
}

/** The median; NaN if there are no values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The quantile `part` (0 to 1) of the values; NaN if there are none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`
export const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`
export const times = (ratio: number): string => `${ratio.toFixed(2)} ×`
export const thousands = (value: number): string => Math.round(value).toLocaleString('en')

/** Prints lines of cells in columns as wide as their widest cell, as a table of Markdown. */
export function printMarkdown(lines: readonly (readonly string[])[]): void {
  for (const line of inColumns(lines)) console.log(`| ${line.join(' | ')} |`)
}

function inColumns(lines: readonly (readonly string[])[]): string[][] {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)))
}

/** Prints all figures as one table; throws if a measured value is not a number. */
export function print(figures: readonly Figure[], { targets }: { readonly targets: boolean }): void {
  const lines = figures.map(({ label, measured, comparison = '', ratio = '', target = '', met }) => {
    const verdict = met === undefined ? '' : met ? 'met' : 'MISSED'
    return [label, measured, comparison, ratio, ...(targets ? [target, verdict] : [])]
  })
  const table = [['', 'measured', 'compared with', 'ratio', ...(targets ? ['target', ''] : [])], ...lines]
  if (lines.length > 0) for (const line of inColumns(table)) console.log(line.join('  '))
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${mib(totalmem())}`)
  const empty = figures.filter(({ measured }) => /NaN|∞/.test(measured)).map(({ label }) => label)
  if (empty.length > 0) throw new Error(`Nothing was measured for: ${empty.join('; ')}`)
}
