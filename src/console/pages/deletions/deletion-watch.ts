// Follows the events of one deletion. Counts go through the cache; what happened is kept here, each event once; steps are
// asked again when one begins, ends or is refused, and not for each slice of rows.
import { useEffect, useMemo, useRef, useState } from 'react'
import type { CroftError } from '../../../client/index.ts'
import { read } from '../../data/graph.ts'
import { useStream } from '../../data/live.ts'
import { type Signal, signal } from '../../data/signal.ts'
import { DeletionEventsDocument, DeletionStepsDocument, DeletionStoryDocument } from '../../generated/deletion.ts'
import type { DeletionEventsSubscription, ToldFragment } from '../../generated/types.ts'
import { stepTitle } from './deletion-words.ts'

/** Events that come together ask for the steps once. */
const GATHER_MS = 60
const SAMPLE_MS = 500
const MAX_SAMPLES = 120
const QUARTERS = ['', 'A quarter is removed.', 'Half of it is removed.', 'Three quarters are removed.']

export interface Watch {
  /** What the stream has told, without progress, oldest first. */
  readonly told: readonly ToldFragment[]
  /** Items a second, twice a second. */
  readonly rates: Signal<readonly number[]>
  /** What a screen reader hears: steps and quarters. */
  readonly spoken: Signal<string>
}

/** `pause` for one that was over when it was opened: nothing more comes. */
export function useWatch(id: string, pause: boolean, onLost: (error: CroftError) => void): Watch {
  const [told, setTold] = useState<readonly ToldFragment[]>([])
  const { rates, spoken } = useMemo(() => ({ rates: signal<readonly number[]>([]), spoken: signal('') }), [])
  const sampledAt = useRef(0)
  const quarter = useRef<number>(undefined)
  const askSteps = useGathered(() => void read(DeletionStepsDocument, { id }).catch(() => undefined))

  const onProgress = ({ total, done, deletion }: Event) => {
    const reached = Math.min(3, Math.floor((done / total) * 4))
    // what was reached before the page was opened is no news
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
      // what happened before it is in the log, which is read up to here
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
  // a step that has nothing to remove is shown nowhere
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

/** Calls it once for calls that come together. */
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
