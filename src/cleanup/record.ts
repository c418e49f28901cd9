// The record of a deletion: its counters and those of its steps, and the events that report them. Code that changes
// them has locked the deletion's row, so what was read stays true until the transaction ends.
import { sql, type Updateable } from 'kysely'
import type { Database, Row } from '../../db/schema.ts'
import type { Caller } from '../access/principal.ts'
import { append } from '../events/append.ts'
import type { EventData } from '../events/catalogue/index.ts'
import type { Db, Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import { labelOf } from './plan.ts'
import { setDeletionState } from './state.ts'

export type Deletion = Row<'deletion'>
export type Step = Row<'deletion_step'>
/** A step and its deletion, as they are in the transaction. */
export interface Course {
  readonly deletion: Deletion
  readonly step: Step
}
type Counter = 'done' | 'failed' | 'skipped'
type StepEvent =
  | 'deletion.step_started'
  | 'deletion.progress'
  | 'deletion.step_retrying'
  | 'deletion.task_failed'
  | 'deletion.step_failed'
  | 'deletion.step_succeeded'
  | 'deletion.step_skipped'
  | 'deletion.released'
/** The data of a step's event besides the counters. */
type Beside<T extends StepEvent> = Omit<EventData<T>, keyof EventData<'deletion.progress'>>

const PROGRESS_EVERY_MS = 100

/** Locks the deletion until the transaction ends; undefined if there is none. */
export function lockDeletion(tx: Tx, id: string): Promise<Deletion | undefined> {
  const row = tx.selectFrom('deletion').selectAll().where('id', '=', id)
  return dialectOf(tx).lock(row, 'exclusive').executeTakeFirst()
}

/** Steps of one stage do not wait for each other. */
const stage = sql<number>`coalesce(stage, position)`

/** The unfinished steps of the first stage that has any, which go on side by side; none after the last step. */
export function stepsUnderWay(db: Db | Tx, deletionId: string): Promise<Step[]> {
  const unfinished = db
    .selectFrom('deletion_step')
    .where('deletion_id', '=', deletionId)
    .where('state', '<>', 'SUCCEEDED')
    // a skipped step ends once the resources that it left behind are out of the register
    .where('finished_at', 'is', null)
    .orderBy('position')
  const first = unfinished.select(stage.as('stage')).limit(1)
  return unfinished.selectAll().where(stage, '=', first).execute()
}

export async function findStep(tx: Tx, deletionId: string, position: number): Promise<Step> {
  return tx
    .selectFrom('deletion_step')
    .selectAll()
    .where('deletion_id', '=', deletionId)
    .where('position', '=', position)
    .executeTakeFirstOrThrow()
}

/** Adds to the counters of a step and of its deletion, sets other columns, and answers both as they are then. */
export async function change(
  tx: Tx,
  { deletion, step }: Course,
  by: Partial<Record<Counter, number>>,
  set: { step?: Updateable<Database['deletion_step']>; deletion?: Updateable<Database['deletion']> },
): Promise<Course> {
  const added = <T extends Deletion | Step>(row: T) => ({
    done: row.done + (by.done ?? 0),
    failed: row.failed + (by.failed ?? 0),
    skipped: row.skipped + (by.skipped ?? 0),
  })
  const ofStep = { ...added(step), ...set.step }
  const ofDeletion = { ...added(deletion), ...set.deletion }
  await tx
    .updateTable('deletion_step')
    .set(ofStep)
    .where('deletion_id', '=', deletion.id)
    .where('position', '=', step.position)
    .execute()
  await tx.updateTable('deletion').set(ofDeletion).where('id', '=', deletion.id).execute()
  return { deletion: { ...deletion, ...ofDeletion } as Deletion, step: { ...step, ...ofStep } as Step }
}

/** Whether a progress event may be written at this time: at most ten a second. */
export function mayTellProgress({ moved_at }: Deletion, at: string): boolean {
  return moved_at === null || Math.abs(Date.parse(at) - Date.parse(moved_at)) >= PROGRESS_EVERY_MS
}

/** Appends an event about a step. */
export function tell<T extends StepEvent>(
  tx: Tx,
  at: string,
  by: Caller | 'system',
  { deletion, step }: Course,
  type: T,
  beside: Beside<T>,
): void {
  const progress = { step: step.name, stepLabel: labelOf(step), stepTotal: step.total, stepDone: step.done }
  append(
    tx,
    at,
    by,
    type,
    { ...progress, ...totalsOf(deletion), ...beside } as unknown as EventData<T>,
    about(deletion),
  )
}

/** The counters, as events report them. */
export const totalsOf = ({ total, done, failed, skipped }: Deletion) => ({ total, done, failed, skipped })

/** What an event of the deletion is about. */
export const about = ({ id, workspace_id }: Deletion) => ({
  workspaceId: workspace_id,
  deletionId: id,
  subjectId: id,
})

/** The deletion has removed everything. */
export async function succeed(tx: Tx, at: string, deletion: Deletion): Promise<void> {
  const ended = await setDeletionState(tx, deletion, 'SUCCEEDED', { finished_at: at })
  append(tx, at, 'system', 'deletion.succeeded', { name: ended.workspace_name, ...totalsOf(ended) }, about(ended))
}
