// Writes results to stdout: only data, in the requested format. On a terminal, tables fit its width and times are
// relative to now; elsewhere, tables are tab-separated and uncut, with times in ISO 8601. Everything else goes to
// stderr.
import type { Everywhere, ListOptions } from './command.ts'
import { usageError } from './errors.ts'
import { hasColor, jsonText, printable, styled } from './terminal.ts'

/** A time, shown relative to now on a terminal. */
export interface Time {
  readonly at: string
}

export type Cell = string | number | boolean | Time | null | undefined

export interface Column<Row> {
  /** The name in the header and in `--columns`. */
  readonly name: string
  readonly value: (row: Row) => Cell
  /** Neither shortened nor dropped on a narrow terminal. */
  readonly kept?: boolean
  /** Shown only if `--columns` names it. */
  readonly onDemand?: boolean
}

export interface ListShape<Row> {
  /** What `-q` writes for a row: the name if it is unique, else the id. */
  readonly id: (row: Row) => string
  readonly options?: ListOptions
  /** The plural noun for the note about an empty list. */
  readonly none?: string
}

/** A time column's value. */
export function time(at: string | null | undefined): Cell {
  return at ? { at } : undefined
}

export type Printer = ReturnType<typeof printerOf>

/** A printer for the format and the other settings in the global options. */
export function printerOf(flags: Everywhere) {
  const output = flags.output ?? 'table'
  const toTerminal = process.stdout.isTTY === true
  const colors = hasColor(process.stdout, flags.color)
  /**
   * CSV stays as it is for other programs; on a terminal, where control characters take effect, it is made printable.
   */
  const text = (cell: Cell) => {
    const plain = textOf(cell, toTerminal && output === 'table' ? Date.now() : undefined)
    return output === 'csv' && !toTerminal ? plain : printable(plain)
  }

  /** Writes rows. The list may have one row more than `--limit`, which shows that there are more. */
  async function list<Row>(
    found: readonly Row[],
    columns: readonly Column<Row>[],
    shape: ListShape<Row>,
  ): Promise<void> {
    const { options } = shape
    const rows = options && !options.all ? found.slice(0, options.limit) : found
    if (flags.quiet) lines(rows.map((row) => printable(shape.id(row))))
    else if (output === 'json') json(rows, 2)
    else if (output === 'ndjson') lines(rows.map((row) => jsonText(row)))
    else if (output === 'yaml') await yaml(rows)
    else await table(rows, columnsNamed(columns, options?.columns), options)
    if (rows.length === 0 && shape.none) note(`No ${shape.none}.`)
    if (rows.length < found.length) note(`More than ${rows.length}: --all, or --limit`)
  }

  async function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], options: ListOptions | undefined) {
    const cells = rows.map((row) => columns.map(({ value }) => text(value(row))))
    const names = columns.map(({ name }) => name)
    const header = options?.header === false ? [] : [names]
    if (output === 'csv') return lines([...header, ...cells].map(csvLine))
    if (!toTerminal) return lines([...header, ...cells].map((row) => row.join('\t')))
    if (rows.length === 0) return
    const { tableLines } = await import('./table.ts')
    const width = options?.truncate === false ? Number.POSITIVE_INFINITY : process.stdout.columns || 80
    const cut = tableLines(columns, [...header, ...cells], width)
    const styledLine = (line: string[], index: number) =>
      styled(line.join('  ').trimEnd(), index < header.length ? 'bold' : 'plain', colors)
    lines(cut.map(styledLine))
  }

  /** Writes one object: one value per line, or the whole object as data. */
  async function record<Row extends object>(row: Row, columns: readonly Column<Row>[], id?: (row: Row) => string) {
    if (flags.quiet && id) return lines([printable(id(row))])
    if (output === 'json') return json(row, 2)
    if (output === 'ndjson') return json(row)
    if (output === 'yaml') return await yaml(row)
    const pairs = columns.map(({ name, value }) => [name, text(value(row))] as const)
    if (output === 'csv') return lines([csvLine(pairs.map(([name]) => name)), csvLine(pairs.map(([, value]) => value))])
    if (!toTerminal) return lines(pairs.map((pair) => pair.join('\t')))
    const width = Math.max(...pairs.map(([name]) => name.length))
    const filled = pairs.filter(([, value]) => value !== '')
    lines(filled.map(([name, value]) => `${styled(name.padEnd(width), 'bold', colors)}  ${value}`))
  }

  /** Writes the object that a command has created or changed: its name or id, or the whole object as data. */
  async function written(row: object, name: string): Promise<void> {
    if (output === 'table' || output === 'csv' || flags.quiet) lines([printable(name)])
    else await record(row, [])
  }

  async function yaml(value: unknown): Promise<void> {
    const { stringify } = await import('yaml')
    // many parsers know only YAML 1.1, where `no` is false and `12:30` a number
    const text = stringify(value, { compat: 'yaml-1.1' })
    // JSON is also valid YAML, and can escape every character
    if (text.replaceAll('\n', '') === printable(text.replaceAll('\n', ''))) process.stdout.write(text)
    else json(value, 2)
  }

  /** Writes a value as JSON; on one line where there is no indent. */
  function json(value: unknown, indent?: number): void {
    lines([jsonText(value, indent)])
  }

  /** Writes a message that is not data to stderr. */
  function note(message: string): void {
    if (!flags.quiet) process.stderr.write(`${printable(message)}\n`)
  }

  /** One row of a stream; the other rows are not known yet, so that columns cannot be aligned. */
  const row = (cells: readonly string[]) => cells.map(printable).join(toTerminal ? '  ' : '\t')

  return { list, record, written, note, lines, json, row, output, quiet: flags.quiet === true, toTerminal }
}

function lines(texts: readonly string[]): void {
  if (texts.length > 0) process.stdout.write(`${texts.join('\n')}\n`)
}

function textOf(cell: Cell, now: number | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell !== 'object') return String(cell)
  return now === undefined ? cell.at : fromNow(Date.parse(cell.at) - now)
}

const STEPS = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const

/** `3m ago`, `in 29d`: only the largest unit. */
export function fromNow(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1_000)
  const [unit, size] = STEPS.find(([, size]) => seconds >= size) ?? (['s', 1] as const)
  const amount = `${Math.floor(seconds / size)}${unit}`
  return ms > 0 ? `in ${amount}` : `${amount} ago`
}

/** RFC 4180. */
function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')
}

function columnsNamed<Row>(columns: readonly Column<Row>[], asked: string | undefined): readonly Column<Row>[] {
  if (asked === undefined) return columns.filter(({ onDemand }) => !onDemand)
  return asked.split(',').map((text) => {
    const name = text.trim().toUpperCase()
    const column = columns.find((each) => each.name === name)
    if (column) return column
    throw usageError(`there is no column ${text}`, `There are: ${columns.map((each) => each.name).join(', ')}`)
  })
}
