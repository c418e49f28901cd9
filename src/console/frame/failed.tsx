import type { CroftError } from '../../client/index.ts'
import { Failure } from '../ui/Failure.tsx'
import { tell } from '../words.ts'

interface FailedProps {
  readonly error: CroftError
  readonly onAgain: () => void
}

/** Shown in place of what could not be read: the error, and the id to find it in the server's log. */
export const Failed = ({ error, onAgain }: FailedProps) => (
  <Failure message={tell(error)} code={error.code} requestId={error.requestId} onRetry={onAgain} />
)
