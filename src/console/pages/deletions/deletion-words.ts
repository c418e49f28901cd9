// A deletion in words: durations, the names of its steps, and a sentence for each of its events.
import type { DeletionPolicy, DeletionQuery, DeletionState, ToldFragment } from '../../generated/types.ts'
import { count, counted, plural } from '../../words.ts'

export type ShownDeletion = NonNullable<DeletionQuery['deletion']>
/** The properties of each part of a deletion's page. */
export interface OfDeletion {
  readonly deletion: ShownDeletion
}

export const POLICY_WORDS: Readonly<Record<DeletionPolicy, string>> = {
  CASCADE: 'Removed with it',
  RESTRICT: 'Deleted only as it was empty',
  RETAIN: 'Those of other services stay',
}

export const isOver = (state: DeletionState): boolean => state === 'SUCCEEDED' || state === 'CANCELLED'

/** "4 s", "2 min 10 s", "3 h 5 min". */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 1) return 'less than a second'
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A rough estimate of the time left. */
export function timeLeft(seconds: number): string {
  if (seconds < 8) return 'a few seconds'
  if (seconds < 55) return `about ${Math.round(seconds / 5) * 5} s`
  if (seconds < 90) return 'about a minute'
  if (seconds < 55 * 60) return `about ${Math.round(seconds / 60)} min`
  const hours = Math.round(seconds / 3600)
  return hours === 1 ? 'about an hour' : `about ${hours} h`
}

/** The title of a step. For the step of a kind it is the plural "Jobs", where the server says "Job". */
export function stepTitle(name: string, label: string): string {
  if (name === 'workspace') return 'The workspace itself'
  return name.startsWith('resources:') ? plural(label) : label
}

export interface Line {
  readonly id: string
  readonly at: string
  readonly text: string
  /** Whether the line is about the deletion as a whole. */
  readonly main: boolean
}

/** The events as lines, newest first; a finished step is a single line. */
export function linesOf(events: readonly ToldFragment[], by: string): Line[] {
  const started = new Map<string, string>()
  const done = new Set<string>()
  for (const { type, step, at } of events) {
    if (type === 'STEP_STARTED' && step) started.set(step, at)
    if (type === 'STEP_SUCCEEDED' && step) done.add(step)
  }
  return events
    .filter(({ type, step, stepTotal }) => {
      const isDone = type === 'STEP_STARTED' && step !== null && done.has(step)
      // a step with nothing to remove is left out
      return type !== 'SNAPSHOT' && !isDone && !(type === 'STEP_SUCCEEDED' && stepTotal === 0)
    })
    .map((event) => ({
      id: event.id,
      at: event.at,
      text: sentence(event, started.get(event.step ?? ''), by),
      main: event.step === null,
    }))
    .reverse()
}

function sentence(
  { type, at, step, stepLabel, stepTotal, stepDone, message, total, done }: ToldFragment,
  startedAt: string | undefined,
  by: string,
): string {
  const title = stepTitle(step ?? '', stepLabel ?? step ?? '')
  switch (type) {
    case 'SCHEDULED':
      return `${by} asked for the deletion of ${counted(total, 'item')}`
    case 'STARTED':
      return `The deletion of ${counted(total, 'item')} began`
    case 'STEP_STARTED':
      return `${title}: removing ${count(stepTotal ?? 0)}`
    case 'STEP_SUCCEEDED': {
      const tookMs = startedAt === undefined ? 0 : Date.parse(at) - Date.parse(startedAt)
      return `${title}: ${count(stepDone ?? 0)} removed${tookMs >= 1000 ? ` in ${duration(tookMs)}` : ''}`
    }
    case 'STEP_RETRYING':
      return `${title}: refused, and tried again. ${reasonIn(message)}`
    case 'STEP_FAILED':
      return `${title}: given up. ${reasonIn(message)}`
    case 'PAUSED':
      return `Paused by the platform after ${count(done)} of ${count(total)}`
    case 'RESUMED':
      return `Goes on after ${count(done)} of ${count(total)}`
    case 'FAILED':
      return `It stands still: ${reasonIn(message)}`
    case 'SUCCEEDED':
      return done === total
        ? `All ${count(total)} removed, nothing left behind`
        : `Finished: ${count(done)} removed, ${count(total - done)} left behind`
    default:
      return step ? message.replace(step, title) : message
  }
}

/** The part after the colon in the server's sentence. Names of steps contain a colon without a space. */
const reasonIn = (message: string): string => message.slice(message.indexOf(': ') + 2)
