import { useNow } from './now.ts'

const STEP_MS = 1000

interface CountdownProps {
  readonly until: string | Date
  /** The text that is shown when the time has come. */
  readonly then?: string
}

/** The time left until an instant, updated each second. Screen readers get the instant instead of each second. */
export function Countdown({ until, then = 'now' }: CountdownProps) {
  const now = useNow(STEP_MS)
  const date = new Date(until)
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString('en-GB')}>
      {left(Math.ceil((date.getTime() - now) / 1000)) ?? then}
    </time>
  )
}

function left(seconds: number): string | undefined {
  if (seconds <= 0) return undefined
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ]
  if (days > 0) return `${days} d ${hours} h`
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`
}
