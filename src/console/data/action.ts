import { useState } from 'react'
import type { CroftError } from '../../client/index.ts'

interface Action {
  readonly busy: boolean
  /** The error of the last run, if it failed. */
  readonly error: CroftError | undefined
  run(work: () => Promise<unknown>): Promise<void>
  /** Forgets the error, when what it refers to is no longer shown. */
  clear(): void
}

/** An action of the user: whether it is running, and what went wrong. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CroftError>()
  return {
    busy,
    error,
    run: async (work) => {
      setBusy(true)
      setError(undefined)
      try {
        await work()
      } catch (failure) {
        setError(failure as CroftError)
      } finally {
        setBusy(false)
      }
    },
    clear: () => setError(undefined),
  }
}
