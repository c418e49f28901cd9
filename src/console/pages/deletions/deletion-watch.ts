// Follows the events of one deletion. Counts go through the cache; other events are kept here, each once. Steps are
// requested again when one begins, ends or is refused, and not for each slice of rows.
import { useEffect, useMemo, useRef, useState } from 'react'
import type { CroftError } from '../../../client/index.ts'
import { read } from '../../data/graph.ts'
import { useStream } from '../../data/live.ts'
import { type Signal, signal } from '../../data/signal.ts'
import { DeletionEventsDocument, DeletionStepsDocument, DeletionStoryDocument } from '../../generated/deletion.ts'
import type { DeletionEventsSubscription, ToldFragment } from '../../generated/types.ts'
import { stepTitle } from './deletion-words.ts'

/** Events in quick succession cause a single request for the steps. */
const GATHER_MS = 60
const SAMPLE_MS = 500
const MAX_SAMPLES = 120
const QUARTERS = ['', 'A quarter is removed.', 'Half of it is removed.', 'Three quarters are removed.']

export interface Watch {
  /** The events from the stream without progress, oldest first. */
  readonly told: readonly ToldFragment[]
  /** Items per second, sampled twice a second. */
  readonly rates: Signal<readonly number[]>
  /** The text for screen readers: steps and quarters. */
  readonly spoken: Signal<string>
}

/** `pause` is for a deletion that was over when its page was opened: no more events come. */
export function useWatch(id: string, pause: boolean, onLost: (error: CroftError) => void): Watch {
  const [told, setTold] = useState<readonly ToldFragment[]>([])
  const { rates, spoken } = useMemo(() => ({ rates: signal<readonly number[]>([]), spoken: signal('') }), [])
  const sampledAt = useRef(0)
  const quarter = useRef<number>(undefined)
  const askSteps = useGathered(() => void read(DeletionStepsDocument, { id }).catch(() => undefined))

  const onProgress = ({ total, done, deletion }: Event) => {
    const reached = Math.min(3, Math.floor((done / total) * 4))
    // a quarter reached before the page was opened is not announced
    if (quarter.current !== undefined && reached > quarter.current) spoken.set(QUARTERS[reached] ?? '')
    quarter.current = Math.max(reached, quarter.current ?? 0)
    const now = Date.now()
    if (deletion.itemsPerSecond === null || now - sampledAt.current < SAMPLE_MS) return
    sampledAt.current = now
    rates.set([...rates.get(), deletion.itemsPerSecond].slice(-MAX_SAMPLES))
  }
  const onEvent = ({ deletionEvents: event }: DeletionEventsSubscription) => {
    onProgress(event)
    if (event.type === 'PROGRESS') return
    askSteps()
    if (event.type === 'SNAPSHOT') {
      // the log contains everything before this event, and is read up to it
      void read(DeletionStoryDocument, { id, before: null }).catch(() => undefined)
      return
    }
    setTold((before) => (before.some((each) => each.id === event.id) ? before : [...before, event]))
    const words = spokenOf(event)
    if (words) spoken.set(words)
  }
  useStream(DeletionEventsDocument, { deletion: id }, { pause, onEvent, onEnd: (error) => error && onLost(error) })
  return { told, rates, spoken }
}

type Event = DeletionEventsSubscription['deletionEvents']

function spokenOf({ type, step, stepLabel, stepTotal }: Event): string | undefined {
  // a step with nothing to remove is not shown either
  if (stepTotal === 0) return undefined
  const title = step && stepTitle(step, stepLabel ?? step)
  switch (type) {
    case 'STEP_STARTED':
      return `Now: ${title}.`
    case 'STEP_SUCCEEDED':
      return `${title}: done.`
    case 'STEP_FAILED':
      return `${title}: failed.`
    case 'PAUSED':
      return 'The platform has paused it.'
    case 'RESUMED':
      return 'It goes on.'
    case 'FAILED':
      return 'The deletion has failed.'
    case 'SUCCEEDED':
      return 'The workspace is deleted.'
    case 'RESTORED':
      return 'The workspace is restored.'
    default:
      return undefined
  }
}

/** Returns a function that runs `call` once for several calls in quick succession. */
function useGathered(call: () => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      call()
    }, GATHER_MS)
  }
}
