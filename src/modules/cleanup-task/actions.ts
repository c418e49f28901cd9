// What the service that owns a kind of resource does about clean-up tasks: it claims some, and reports on each.
import { verifyCaller } from '../../access/authorize.ts'
import { assertTokenPermission, forbidden } from '../../access/judge.ts'
import type { Caller } from '../../access/principal.ts'
import { watches } from '../../access/watched-deletions.ts'
import { claimDue, renew } from '../../cleanup/external/claim.ts'
import { complete, fail } from '../../cleanup/external/report.ts'
import { lockTask, type Task } from '../../cleanup/external/task.ts'
import { type Course, findStep, lockDeletion } from '../../cleanup/record.ts'
import { AppError, invalid, notFound } from '../../errors.ts'
import { mutation } from '../../graphql/mutation.ts'
import type { Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { isKind } from '../../store/id.ts'
import { checkAll, text } from '../../validate.ts'
import { CleanupTask } from './graphql.ts'
import { OWNER_PERMISSION, owns } from './queries.ts'

const MAX_TASKS = 100
const MAX_KINDS = 20
const [LEASE_MS, SHORTEST_LEASE_MS, LONGEST_LEASE_MS] = [60_000, 1000, 3_600_000]
const MAX_ERROR_CHARACTERS = 1000

mutation('claimCleanupTasks', {
  description:
    'Leases clean-up tasks of kinds with CLAIM, those waiting longest first, or renews the leases of `tasks`. For the service account that owns the kinds. No event records it.',
  input: (t) => ({
    kinds: t.stringList({ required: true, description: 'The names of kinds that the caller owns: 1 to 20.' }),
    max: t.int({ required: true, defaultValue: 10, description: 'How many are claimed: 1 to 100.' }),
    lease: t.field({
      type: 'Duration',
      description: 'How long the lease lasts: `1s` to `1h`. The default is one minute.',
    }),
    tasks: t.idList({
      description:
        'Renews the leases of these tasks instead: at most 100. No lease is shortened, and tasks whose lease has expired are left out.',
    }),
    attempts: t.intList({
      description:
        'The claimed attempt of each of `tasks`, in the same order. A task that has been claimed again is left out and keeps its current lease; without attempts, any lease of the kind is renewed.',
    }),
  }),
  payload: {
    tasks: { type: [CleanupTask], description: 'The tasks that are now leased, with the attempt to report.' },
  },
  auth: { signedIn: true },
  errors: ['FORBIDDEN', 'LIMIT_EXCEEDED'],
  action: async ({ caller, now, write }, input) => {
    const { kinds, max, leaseMs, tasks } = checkAll({
      kinds: () => {
        if (input.kinds.length === 0) throw invalid('kinds', 'Name at least one kind')
        if (input.kinds.length > MAX_KINDS) throw tooMany('kinds', MAX_KINDS)
        return [...new Set(input.kinds)]
      },
      max: () => between('max', input.max, 1, MAX_TASKS, `max must be 1 to ${MAX_TASKS}`),
      leaseMs: () =>
        between('lease', input.lease ?? LEASE_MS, SHORTEST_LEASE_MS, LONGEST_LEASE_MS, 'lease must be 1s to 1h'),
      tasks: () => {
        if (!input.tasks) return null
        if (input.tasks.length > MAX_TASKS) throw tooMany('tasks', MAX_TASKS)
        return input.tasks
          .map((id, index) => ({ id, attempt: input.attempts?.[index] ?? null }))
          .filter(({ id }) => isKind('cleanup_task', id, 'tasks'))
      },
      attempts: () => {
        if (!input.attempts || input.attempts.length === (input.tasks?.length ?? 0)) return
        throw invalid('attempts', 'attempts must be as many as tasks')
      },
    })
    return write(async (tx) => {
      await verifyCaller(tx, caller)
      await assertOwns(tx, caller, kinds)
      const at = now()
      return { tasks: await (tasks ? renew(tx, at, kinds, tasks, leaseMs) : claimDue(tx, at, kinds, max, leaseMs)) }
    })
  },
})

mutation('completeCleanupTask', {
  description:
    'Reports that the external resource of the task is gone. Repeating it with the same attempt returns the same; CONFLICT with `currentAttempt` if the task has been claimed again. For the service account that owns the kind.',
  input: (t) => ({
    task: t.id({ required: true, description: 'The id of the task.' }),
    attempt: t.int({ required: true, description: 'The attempt that was claimed.' }),
  }),
  payload: { task: { type: CleanupTask, description: 'The task, which is done.' } },
  auth: { signedIn: true },
  errors: ['CONFLICT', 'FORBIDDEN', 'NOT_FOUND'],
  action: async ({ caller, now, write }, { task: id, attempt }) =>
    write(async (tx) => {
      const { task, course } = await taskToReport(tx, caller, id, attempt)
      return { task: task.state === 'DONE' ? task : await complete(tx, now(), caller, course, task) }
    }),
})

mutation('failCleanupTask', {
  description:
    'Reports that an attempt failed: the task is tried again after a pause, eight times in all, or has failed at once if it is not `retryable`. CONFLICT with `currentAttempt` if the task has been claimed again. For the service account that owns the kind.',
  input: (t) => ({
    task: t.id({ required: true, description: 'The id of the task.' }),
    attempt: t.int({ required: true, description: 'The attempt that was claimed.' }),
    error: t.string({
      required: true,
      description: 'The reason, shown to those who watch the deletion: 1 to 1,000 characters.',
    }),
    retryable: t.boolean({
      required: true,
      defaultValue: true,
      description: 'False if trying again would not help.',
    }),
  }),
  payload: { task: { type: CleanupTask, description: 'The task: RETRYING or FAILED.' } },
  auth: { signedIn: true },
  errors: ['CONFLICT', 'FORBIDDEN', 'NOT_FOUND'],
  action: async ({ caller, now, write }, input) => {
    const error = text('error', input.error, { max: MAX_ERROR_CHARACTERS, multiline: true })
    const { retryable } = input
    return write(async (tx) => {
      const { task, course } = await taskToReport(tx, caller, input.task, input.attempt)
      if (task.state === 'DONE') throw new AppError('CONFLICT', 'The task is done', { currentAttempt: task.attempt })
      // a report that is repeated, or comes after the lease has expired, has been counted; giving up still counts
      if (task.state === 'FAILED' || (task.state !== 'CLAIMED' && retryable)) return { task }
      return { task: await fail(tx, now(), caller, course, task, { error, retryable }) }
    })
  },
})

const tooMany = (field: string, limit: number) => new AppError('LIMIT_EXCEEDED', `At most ${limit} ${field}`, { limit })

function between(field: string, value: number, least: number, most: number, message: string): number {
  if (value < least || value > most) throw invalid(field, message)
  return value
}

/** INVALID_INPUT for a kind that there is not, FORBIDDEN unless the caller owns them all. */
async function assertOwns(tx: Tx, caller: Caller, names: readonly string[]): Promise<void> {
  const kinds = await tx
    .selectFrom('resource_kind')
    .select(['name', 'owner_service_account_id'])
    .where('name', 'in', dialectOf(tx).keys(names))
    .execute()
  const missing = names.find((name) => !kinds.some((kind) => kind.name === name))
  if (missing !== undefined) throw invalid('kinds', 'There is no such kind of resource')
  if (!kinds.every((kind) => owns(caller.principal, kind))) throw notOwner()
  assertTokenPermission(caller.principal, OWNER_PERMISSION)
}

const notOwner = () => forbidden('This is for the service account that owns the kind of resource')

/**
 * A task on which the caller may report, with its step and its deletion, which is locked. NOT_FOUND for a task that the
 * caller may not know of, FORBIDDEN for one that others own, CONFLICT for an attempt that is not the newest.
 */
async function taskToReport(
  tx: Tx,
  caller: Caller,
  id: string,
  attempt: number,
): Promise<{ task: Task; course: Course }> {
  if (attempt < 1) throw invalid('attempt', 'attempt is what claimCleanupTasks answered, at least 1')
  if (!isKind('cleanup_task', id, 'task')) throw notFound()
  const before = await tx.selectFrom('cleanup_task').select('deletion_id').where('id', '=', id).executeTakeFirst()
  const deletion = before && (await lockDeletion(tx, before.deletion_id))
  const task = await lockTask(tx, id)
  await verifyCaller(tx, caller)
  if (!task || !deletion) throw notFound()
  await assertMayReport(tx, caller, task)
  if (task.attempt !== attempt) {
    const message = `The task is at attempt ${task.attempt} now`
    throw new AppError('CONFLICT', message, { currentAttempt: task.attempt })
  }
  return { task, course: { deletion, step: await findStep(tx, deletion.id, task.position) } }
}

async function assertMayReport(tx: Tx, caller: Caller, task: Task): Promise<void> {
  const { principal } = caller
  const kind = await tx
    .selectFrom('resource_kind')
    .select('owner_service_account_id')
    .where('name', '=', task.kind)
    .executeTakeFirstOrThrow()
  if (owns(principal, kind)) return assertTokenPermission(principal, OWNER_PERMISSION)
  const watched = tx.selectFrom('deletion').select('id').where('id', '=', task.deletion_id).where(watches(principal))
  throw (await watched.executeTakeFirst()) ? notOwner() : notFound()
}
