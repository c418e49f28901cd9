// A slice of a step whose resources other services remove: it makes clean-up tasks for more resources, takes back tasks
// whose lease has expired, and says whether the step has ended. A step has no more than a thousand tasks that are not
// done.
import { sql } from 'kysely'
import type { Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { newId } from '../../store/id.ts'
import { runPrepared } from '../../store/prepared.ts'
import { kindOfStep } from '../plan.ts'
import { type Course, change, type Step } from '../record.ts'
import { expire } from './report.ts'
import { type OpenTasks, openTasks, type Task, take, WITHOUT_LABELS } from './task.ts'

interface Limits {
  readonly rows: number
  readonly webhooks: number
}

interface HandedOver {
  readonly course: Course
  /** Tasks that were made. */
  readonly rows: number
  /** Leased for this process, which sends a webhook about each. */
  readonly webhooks: readonly Task[]
  readonly end: 'SUCCEEDED' | 'FAILED' | null
}

/** The most tasks of a step that are awaited or have failed. */
const MAX_OPEN = 1000
/** Leases that one slice takes back: each is several statements and an event. */
const MAX_EXPIRED = 20
/** Sorts behind all ids. */
const ALL = '~'
/** A webhook has its outcome in ten seconds. */
const WEBHOOK_LEASE_MS = 15_000

/** Whether a slice of the step would do something now. */
export function hasWork({ open, failed, expired, due }: OpenTasks, step: Step, webhooks: number): boolean {
  if (open === 0 || expired > 0) return true
  if (step.handed_over_to !== ALL && open + failed < MAX_OPEN) return true
  return step.cleanup === 'WEBHOOK' && due > 0 && webhooks > 0
}

export async function handOver(tx: Tx, at: string, course: Course, limits: Limits): Promise<HandedOver> {
  let current = course
  for (const task of await expiredTasks(tx, at, course.step)) current = await expire(tx, at, current, task)
  const { open, failed } = await openTasks(tx, current.step, at)
  const made = await makeTasks(tx, at, current, Math.min(limits.rows, MAX_OPEN - open - failed))
  const { started_at, failures, state } = current.step
  const goesOn = failures > 0 || state === 'WAITING' ? { state: 'RUNNING' as const, next_attempt_at: null } : {}
  const step = { ...goesOn, started_at, failures: 0, handed_over_to: made.to }
  current = await change(tx, current, {}, { step })
  const result = { course: current, rows: made.rows, webhooks: [], end: null }
  if (open + made.rows > 0) {
    if (step.handed_over_to === null || current.step.cleanup !== 'WEBHOOK') return result
    return { ...result, webhooks: await takeWebhooks(tx, at, current.step, limits.webhooks) }
  }
  if (failed > 0) return { ...result, end: 'FAILED' }
  return made.to === ALL ? { ...result, end: 'SUCCEEDED' } : result
}

/** Makes tasks for the next resources. `to` is the last resource that has a task. */
async function makeTasks(tx: Tx, at: string, { deletion, step }: Course, limit: number) {
  const from = step.handed_over_to
  if (from === ALL || limit <= 0) return { rows: 0, to: from }
  const kind = kindOfStep(step.name) as string
  const resources = await tx
    .selectFrom('resource')
    .select(['id', 'name', 'external_id'])
    .where('workspace_id', '=', deletion.workspace_id)
    .where('kind', '=', kind)
    .where('id', '>', from ?? '')
    .orderBy('id')
    .limit(limit)
    .execute()
  const rows = resources.map((resource) => ({ task: newId('cleanup_task'), ...resource }))
  const of = { deletion: deletion.id, workspace: deletion.workspace_id, name: deletion.workspace_name, kind, at, rows }
  const { position, cleanup } = step
  await runPrepared(tx, 'insert clean-up tasks', { ...of, position, cleanup }, (of) => {
    const made = dialectOf(tx).records(['task', 'id', 'name', 'external_id'], of.rows)
    return sql`
      insert into cleanup_task (id, deletion_id, position, workspace_id, workspace_name, kind, cleanup, resource_id,
        resource_name, external_id, labels, state, due_at)
      select task, ${of.deletion}, cast(${of.position} as integer), ${of.workspace}, ${of.name}, ${of.kind},
        ${of.cleanup}, id, name, external_id, ${sql.lit(WITHOUT_LABELS)}, 'READY', ${of.at}
      from ${made} as made`
  })
  return { rows: rows.length, to: rows.length < limit ? ALL : (resources.at(-1)?.id ?? from) }
}

function expiredTasks(tx: Tx, at: string, { deletion_id, position }: Step): Promise<Task[]> {
  const expired = tx
    .selectFrom('cleanup_task')
    .selectAll()
    .where('deletion_id', '=', deletion_id)
    .where('position', '=', position)
    .where('state', '=', 'CLAIMED')
    .where('due_at', '<=', at)
    .limit(MAX_EXPIRED)
  // a task that is being claimed again at this moment is locked, and must not be taken back
  return dialectOf(tx).lock(expired, 'exclusiveSkipLocked').execute()
}

async function takeWebhooks(tx: Tx, at: string, { deletion_id, position }: Step, most: number): Promise<Task[]> {
  if (most <= 0) return []
  const due = await tx
    .selectFrom('cleanup_task')
    .select('id')
    .where('deletion_id', '=', deletion_id)
    .where('position', '=', position)
    .where('state', 'in', ['READY', 'RETRYING'])
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .limit(most)
    .execute()
  return take(
    tx,
    at,
    due.map(({ id }) => id),
    WEBHOOK_LEASE_MS,
  )
}
