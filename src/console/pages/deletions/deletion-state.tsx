import type { DeletionState } from '../../generated/types.ts'
import { Pill, type Tone } from '../../ui/Pill.tsx'
import { DELETION_WORDS } from '../../words.ts'

const TONES: Readonly<Record<DeletionState, Tone>> = {
  SCHEDULED: 'warn',
  RUNNING: 'info',
  SUCCEEDED: 'good',
  FAILED: 'danger',
  CANCELLED: 'neutral',
}

interface StatePillProps {
  readonly deletion: { readonly state: DeletionState; readonly pausedAt: string | null }
}

/** The state of a deletion in one word. */
export function StatePill({ deletion: { state, pausedAt } }: StatePillProps) {
  if (state === 'RUNNING' && pausedAt) {
    return (
      <Pill tone="warn" icon="pause">
        Paused
      </Pill>
    )
  }
  return <Pill tone={TONES[state]}>{DELETION_WORDS[state]}</Pill>
}
