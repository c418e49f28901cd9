import type { CroftError } from '../../client/index.ts'
import { Failure } from '../ui/Failure.tsx'
import { tell } from '../words.ts'

interface FailedProps {
  readonly error: CroftError
  readonly onAgain: () => void
}

/** Stands where something could not be read: what happened, and what finds it in the server's log. */
export const Failed = ({ error, onAgain }: FailedProps) => (
  <Failure message={tell(error)} code={error.code} requestId={error.requestId} onRetry={onAgain} />
)
