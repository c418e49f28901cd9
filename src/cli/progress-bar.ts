import type { DeletionEventsSubscription } from '../client/index.ts'
import { cut } from './table.ts'
import { printable } from './terminal.ts'

type DeletionEvent = DeletionEventsSubscription['deletionEvents']

const BAR_WIDTH = 24
const numbers = new Intl.NumberFormat('en-US')

/** Two lines on a terminal, redrawn at each event: the progress of the deletion, and its current step. */
export class Bar {
  readonly #stream: NodeJS.WriteStream
  #drawn = 0
  #done = 0

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream
  }

  event(event: DeletionEvent): void {
    // while missed events are replayed, the deletion is further along than they are
    this.#done = Math.max(this.#done, event.done, event.deletion.done)
    this.#draw([summaryOf(event, this.#done), event.type === 'PROGRESS' ? stepOf(event) : event.message])
  }

  /** Shows a message above the bar. */
  note(message: string): void {
    this.#clear()
    this.#stream.write(`${printable(message)}\n`)
  }

  end(): void {
    this.#drawn = 0
  }

  #clear(): void {
    if (this.#drawn > 0) this.#stream.write(`\u001b[${this.#drawn}A\r\u001b[0J`)
    this.#drawn = 0
  }

  #draw(lines: readonly string[]): void {
    // a line that wraps could not be overwritten
    const width = (this.#stream.columns || 80) - 1
    this.#clear()
    this.#stream.write(lines.map((line) => `${cut(printable(line), width)}\n`).join(''))
    this.#drawn = lines.length
  }
}

function summaryOf({ type, total, deletion }: DeletionEvent, done: number): string {
  const { workspaceName, itemsPerSecond, etaSeconds, pausedAt } = deletion
  const isOver = type === 'SUCCEEDED'
  const share = isOver || total === 0 ? Number(isOver) : Math.min(done / total, 1)
  const full = Math.floor(share * BAR_WIDTH)
  const parts = [
    workspaceName,
    '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full),
    `${Math.floor(share * 100)} %`,
    `${numbers.format(done)} of ${numbers.format(total)}`,
  ]
  if (!isOver && pausedAt) parts.push('paused')
  if (!isOver && itemsPerSecond) parts.push(`${numbers.format(Math.round(itemsPerSecond))}/s`)
  if (!isOver && etaSeconds !== null) parts.push(`${etaSeconds}s left`)
  return parts.join(' ')
}

function stepOf({ stepLabel, stepDone, stepTotal, message }: DeletionEvent): string {
  if (!stepLabel) return message
  return stepTotal ? `${stepLabel}: ${numbers.format(stepDone ?? 0)} of ${numbers.format(stepTotal)}` : stepLabel
}
