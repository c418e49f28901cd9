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
  if (error.is('RATE_LIMITED')) return (error.details.retryAfterSeconds ?? 0) <= WAITED_FOR_S
  return error.is('NETWORK', 'TIMEOUT', 'UNAVAILABLE')
}

/** Whether the server has certainly not carried it out. */
export function neverArrived(error: CroftError): boolean {
  const { cause } = error as { cause?: { code?: string; cause?: { code?: string } } }
  return error.is('RATE_LIMITED') || /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(String(cause?.cause?.code ?? cause?.code))
}

/** How long to wait after so many failures in a row, of which this is the last. */
export function delayAfter(failures: number, error: CroftError): number {
  const { retryAfterSeconds } = error.details
  const told = typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1000 : 0
  return told + Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1))
}

/** Resolves after this time; rejects with the signal's reason when it is aborted. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const aborted = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', aborted)
      resolve()
    }, ms)
    signal?.addEventListener('abort', aborted, { once: true })
  })
}
