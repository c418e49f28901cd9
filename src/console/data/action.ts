import { useState } from 'react'
import type { CroftError } from '../../client/index.ts'

export interface Action {
  readonly busy: boolean
  /** Why it failed the last time. */
  readonly error: CroftError | undefined
  run(work: () => Promise<unknown>): Promise<void>
  /** Forgets the error: what it was about is shown no more. */
  clear(): void
}

/** Something that is carried out when it is asked for: whether that is under way, and what went wrong. */
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
