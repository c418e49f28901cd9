import { changesNothing, each } from './changes.ts'
import { event, unstoredEvent } from './declare.ts'
import { itsWorkspace, nobody } from './rights.ts'
import { counted, formatted, type Named } from './words.ts'

interface Totals {
  total: number
  done: number
  /** Left out if nothing has failed; likewise `skipped` if nothing was left behind. */
  failed?: number
  skipped?: number
}
interface StepProgress extends Totals {
  step: string
  stepLabel: string
  stepTotal: number
  stepDone: number
}

/** In the order of the values of `DeletionEventType`. */
export const deletionEvents = {
  'deletion.snapshot': unstoredEvent<Totals>({
    sentence: ({ done, total }) => `has removed ${formatted(done)} of ${formatted(total)} items`,
  }),
  'deletion.scheduled': event<Totals & { name: string; policy: string; startsAt: string }>({
    sentence: ({ name, total, startsAt }) =>
      `will delete workspace ${name} with ${counted(total, 'item')} at ${startsAt}, unless it is restored`,
    changes: changesNothing,
    takesRightsOf: itsWorkspace,
  }),
  'deletion.started': event<Totals & { name: string; policy: string }>({
    sentence: ({ name, total }) => `started deleting workspace ${name} with ${counted(total, 'item')}`,
    changes: changesNothing,
    takesRightsOf: itsWorkspace,
  }),
  'deletion.step_started': event<StepProgress>({
    sentence: ({ step, stepTotal }) => `started ${step}: ${counted(stepTotal, 'item')}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'deletion.progress': event<StepProgress>({
    sentence: ({ done, total }) => `removed ${formatted(done)} of ${counted(total, 'item')}`,
    changes: changesNothing,
    takesRightsOf: nobody,
    inAuditLog: false,
  }),
  'deletion.step_retrying': event<StepProgress & { error: string; nextAttemptAt: string }>({
    sentence: ({ step, error }) => `will try ${step} again: ${error}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'deletion.task_failed': event<StepProgress & { task: string; resource: Named; error: string }>({
    sentence: ({ step, resource, error }) => `gave up removing ${resource.name} of ${step}: ${error}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'deletion.step_failed': event<StepProgress & { error: string }>({
    sentence: ({ step, error }) => `gave up ${step}: ${error}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'deletion.step_succeeded': event<StepProgress>({
    sentence: ({ step, stepDone }) => `finished ${step}: ${counted(stepDone, 'item')}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'deletion.step_skipped': event<StepProgress & { reason: string; left: number; resourceIds: readonly string[] }>({
    sentence: ({ step, left, reason }) => `skipped ${step} and left ${counted(left, 'item')} behind: ${reason}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'deletion.released': event<StepProgress & { resourceIds: readonly string[] }>({
    sentence: ({ step, resourceIds }) => `left ${counted(resourceIds.length, 'item')} of ${step} behind`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'deletion.paused': event<Totals>({
    sentence: ({ done, total }) => `paused after ${formatted(done)} of ${counted(total, 'item')}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'deletion.resumed': event<Totals>({
    sentence: ({ done, total }) => `goes on after ${formatted(done)} of ${counted(total, 'item')}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'deletion.failed': event<Totals & { name: string; error: string }>({
    sentence: ({ name, error }) => `stopped deleting workspace ${name}: ${error}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'deletion.retried': event<Totals & { name: string }>({
    sentence: ({ name }) => `resumed deleting workspace ${name}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'deletion.restored': event<Totals & { name: string }>({
    sentence: ({ name }) => `restored workspace ${name}`,
    changes: ({ workspace }) => each('UPDATED', workspace),
    // the token that requested the deletion belongs to the workspace again, and its stream of the deletion ends with
    // this event
    takesRightsOf: nobody,
  }),
  'deletion.succeeded': event<Totals & { name: string }>({
    sentence: ({ name }) => `finished deleting workspace ${name}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
} as const

/** Events of the brake, which is on or off for the whole deployment. */
export const brakeEvents = {
  'deletions.paused': event<{ reason: string }>({
    sentence: ({ reason }) => `paused all deletions: ${reason}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'deletions.resumed': event<{ reason: string | null }>({
    sentence: ({ reason }) => `let deletions go on${reason === null ? '' : `: ${reason}`}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
} as const

type EnumValue<T> = T extends `deletion.${infer Name}` ? Uppercase<Name> : never
export type DeletionEventType = EnumValue<keyof typeof deletionEvents>

/** The API's name of an event of a deletion: STEP_STARTED of `deletion.step_started`. */
export function deletionEventType(type: string): DeletionEventType {
  return type.slice('deletion.'.length).toUpperCase() as DeletionEventType
}

/** Every value of the GraphQL enum `DeletionEventType`. */
export const DELETION_EVENT_TYPES: readonly DeletionEventType[] = Object.keys(deletionEvents).map(deletionEventType)
