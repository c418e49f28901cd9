// What is sent again, and when: requests after temporary failures, with full jitter (a random part of a delay that
// doubles), and mutations only if they cannot be carried out twice.
import { CroftError } from './errors.ts'

const FIRST_MS = 250
const LONGEST_MS = 15_000
/** If the server asks for a longer wait than this, the error goes to the caller. */
const WAITED_FOR_S = 60

/** Describes a failed attempt, before the next one. */
export interface Retry {
  readonly error: CroftError
  /** How many attempts in a row have failed. */
  readonly failures: number
  readonly delayMs: number
}

/** Whether the failure is temporary. */
export function isPassing(error: unknown): error is CroftError {
  if (!(error instanceof CroftError)) return false
  if (error.is('RATE_LIMITED', 'UNAVAILABLE')) return toldS(error) <= WAITED_FOR_S
  return error.is('NETWORK', 'TIMEOUT')
}

/** How long the server asks to wait, in seconds. */
const toldS = ({ details }: CroftError): number => Math.max(Number(details['retryAfterSeconds']) || 0, 0)

/** Whether the server has certainly not carried out the request. */
export function neverArrived(error: CroftError): boolean {
  return error.is('RATE_LIMITED') || /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(error.message)
}

/** Waits after the given number of failures in a row; rejects with the signal's reason if the signal is aborted. */
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
