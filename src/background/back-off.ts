const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 5 * 60_000

/** The pause after a failed attempt: exponential with jitter, from one second to five minutes. */
export function backOffMs(earlierFailures: number, factor = 2): number {
  const pauseMs = FIRST_PAUSE_MS * factor ** Math.min(earlierFailures, 20)
  return Math.min(LONGEST_PAUSE_MS, pauseMs * (1 + Math.random() / 2))
}

/** Milliseconds until the next attempt, whose time is stored in the database; 0 or less if it is due. */
export function untilAttemptMs(nextAttemptAt: string | null, now: string): number {
  if (nextAttemptAt === null) return 0
  // bounded, because the pause would otherwise grow by as much as the clock is set back
  return Math.min(2 * LONGEST_PAUSE_MS, Date.parse(nextAttemptAt) - Date.parse(now))
}
