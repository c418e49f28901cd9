// Clean-up tasks: each stands for one external resource that the service which owns it has to remove. Whoever works on
// one leases it; `attempt` counts the leases and is the fencing token of reports: one of an older attempt changes nothing.
import { sql } from 'kysely'
import type { Row, TaskState } from '../../../db/schema.ts'
import type { Db, Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { inMs } from '../failure.ts'
import type { Step } from '../record.ts'

export type Task = Row<'cleanup_task'>

/** The tasks of a step that are not done. */
export interface OpenTasks {
  /** Those that have not failed, whose outcome is awaited. */
  readonly open: number
  readonly failed: number
  /** Those whose lease has expired. */
  readonly expired: number
  /** Those that may be taken. */
  readonly due: number
  /** When the next of the others is due; null where there is none. */
  readonly nextDueAt: string | null
}

export async function openTasks(db: Db | Tx, { deletion_id, position }: Step, now: string): Promise<OpenTasks> {
  const groups = await db
    .selectFrom('cleanup_task')
    .where('deletion_id', '=', deletion_id)
    .where('position', '=', position)
    .where('state', '<>', sql.lit<TaskState>('DONE'))
    .groupBy('state')
    .select((eb) => [
      'state',
      eb.fn.countAll<number>().as('count'),
      sql<number>`sum(case when due_at <= ${now} then 1 else 0 end)`.as('due'),
      sql<string | null>`min(case when due_at > ${now} then due_at end)`.as('next'),
    ])
    .execute()
  let [open, failed, expired, due] = [0, 0, 0, 0]
  let nextDueAt: string | null = null
  for (const group of groups) {
    if (group.state === 'FAILED') failed += Number(group.count)
    else open += Number(group.count)
    if (group.state === 'CLAIMED') expired += Number(group.due)
    else due += Number(group.due)
    if (group.next !== null && (nextDueAt === null || group.next < nextDueAt)) nextDueAt = group.next
  }
  return { open, failed, expired, due, nextDueAt }
}

/** Reads the task and locks it until the transaction ends, after its deletion; undefined if there is none. */
export function lockTask(tx: Tx, id: string): Promise<Task | undefined> {
  return dialectOf(tx)
    .lock(tx.selectFrom('cleanup_task').selectAll().where('id', '=', id), 'exclusive')
    .executeTakeFirst()
}

/**
 * The placeholder for labels in the row of a task that is not done: labels can be large, and a step changes a thousand
 * rows at once.
 */
export const WITHOUT_LABELS = '{}'

/**
 * The labels of tasks, by their ids: those of the resource while it exists, then those that the task's row was given.
 */
export async function labelsOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('cleanup_task')
    .leftJoin('resource', 'resource.id', 'cleanup_task.resource_id')
    .where('cleanup_task.id', 'in', dialectOf(db).keys(ids))
    .select(['cleanup_task.id', sql<string>`coalesce(resource.labels, cleanup_task.labels)`.as('labels')])
    .execute()
  return new Map(rows.map(({ id, labels }) => [id, labels]))
}

/** Leases, for `leaseMs`, those of the tasks that no other transaction is taking. */
export async function take(tx: Tx, at: string, ids: readonly string[], leaseMs: number): Promise<Task[]> {
  if (ids.length === 0) return []
  const due = tx
    .selectFrom('cleanup_task')
    .select('id')
    .where('id', 'in', dialectOf(tx).keys(ids))
    .where('due_at', '<=', at)
  const free = await dialectOf(tx).lock(due, 'exclusiveSkipLocked').execute()
  const taken = await tx
    .updateTable('cleanup_task')
    .set({
      attempt: sql<number>`attempt + 1`,
      // the previous holder has not reported, which counts as a failure
      failures: sql<number>`case when state = 'CLAIMED' then failures + 1 else failures end`,
      state: 'CLAIMED',
      due_at: inMs(at, leaseMs),
    })
    .where('id', 'in', dialectOf(tx).keys(free.map(({ id }) => id)))
    .returningAll()
    .execute()
  return inOrderOfIds(taken)
}

/** An update answers its rows in any order. */
export const inOrderOfIds = (tasks: readonly Task[]): Task[] => [...tasks].sort((a, b) => (a.id < b.id ? -1 : 1))
