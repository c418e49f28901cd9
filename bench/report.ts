import { cpus, totalmem } from 'node:os'
import Table from 'cli-table3'

/** One line of the report. */
export interface Figure {
  readonly what: string
  readonly measured: string
  readonly target?: string
  /** Whether the target is met; undefined where there is none. */
  readonly met?: boolean
  readonly beside?: string
  readonly ratio?: string
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value that this part of the values does not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`
export const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`
export const times = (ratio: number): string => `${ratio.toFixed(2)} ×`

/** Prints everything as one table. */
export function print(figures: readonly Figure[]): void {
  const table = new Table({
    head: ['', 'measured', 'beside it', 'ratio', 'target', ''],
    style: { head: [], border: [], compact: true },
  })
  for (const { what, measured, beside = '', ratio = '', target = '', met } of figures) {
    table.push([what, measured, beside, ratio, target, met === undefined ? '' : met ? 'met' : 'MISSED'])
  }
  console.log(table.toString())
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${mib(totalmem())}`)
}
