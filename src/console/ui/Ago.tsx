import { useNow } from './now.ts'

const STEP_MS = 10_000
const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' })
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_556_952_000],
  ['month', 2_629_746_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** A time as "3 min ago" or "in 2 days"; the tip shows the exact time. */
export function Ago({ at }: { readonly at: string | Date }) {
  const now = useNow(STEP_MS)
  const date = new Date(at)
  return (
    <time dateTime={date.toISOString()} title={FULL.format(date)}>
      {relative(date.getTime() - now)}
    </time>
  )
}

function relative(ms: number): string {
  // The clock of the page moves in steps, and that of the server may be ahead.
  if (Math.abs(ms) < 45_000) return ms > STEP_MS * 2 ? 'in a moment' : 'just now'
  const [unit, length] = UNITS.find(([, each]) => Math.abs(ms) >= each) ?? ['minute', 60_000]
  const count = (ms < 0 ? Math.trunc(ms / length) : Math.round(ms / length)) || Math.sign(ms)
  return RELATIVE.format(count, unit)
}
