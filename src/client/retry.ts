// What is sent again, and when: after failures that pass, with full jitter (a random part of a delay that doubles), and
// mutations only where they cannot be carried out twice.
import { CroftError } from './errors.ts'

const FIRST_MS = 250
const LONGEST_MS = 15_000
/** What says to come back later than that is told to the caller. */
const WAITED_FOR_S = 60

/** Told before something is sent again. */
export interface Retry {
  readonly error: CroftError
  /** How often it has failed in a row. */
  readonly failures: number
  readonly delayMs: number
}

/** Whether the failure may pass by itself. */
export function isPassing(error: unknown): error is CroftError {
  if (!(error instanceof CroftError)) return false
  if (error.is('RATE_LIMITED', 'UNAVAILABLE')) return toldS(error) <= WAITED_FOR_S
  return error.is('NETWORK', 'TIMEOUT')
}

/** How long the server asks to wait. */
const toldS = ({ details }: CroftError): number => Math.max(Number(details['retryAfterSeconds']) || 0, 0)

/** Whether the server has certainly not carried it out. */
export function neverArrived(error: CroftError): boolean {
  return error.is('RATE_LIMITED') || /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(error.message)
}

/** Waits after so many failures in a row, of which this is the last; rejects with the signal's reason when it is aborted. */
export async function pauseAfter(
  failures: number,
  error: CroftError,
  signal: AbortSignal | undefined,
  onRetry: ((retry: Retry) => void) | undefined,
): Promise<void> {
  const delayMs =
    Math.min(toldS(error), WAITED_FOR_S) * 1000 + Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1))
  onRetry?.({ error, failures, delayMs })
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, delayMs)
    signal?.addEventListener('abort', end)
    if (signal?.aborted) end()
  })
  signal?.throwIfAborted()
}
