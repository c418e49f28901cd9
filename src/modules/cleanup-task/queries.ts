// Clean-up tasks that the caller may know of: as a watcher of their deletion, or as the service that owns their kind.
import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { tokenAllows } from '../../access/judge.ts'
import { boundWorkspace, type Principal } from '../../access/principal.ts'
import { labelsOf } from '../../cleanup/external/task.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { nestedList } from '../../graphql/list.ts'
import { eitherOf } from '../../store/filter.ts'
import type { PageArgs } from '../../store/page.ts'
import { loadDeletion } from '../deletion/queries.ts'
import { TaskStateEnum } from './enums.ts'

type Task = Row<'cleanup_task'>

export const CleanupTaskFilter = builder.inputType('CleanupTaskFilter', {
  description: 'All given conditions must match.',
  fields: (t) => ({
    state: t.field({ type: [TaskStateEnum], description: 'One of these.' }),
    kind: t.stringList({ description: 'One of these kinds, by name.' }),
  }),
})

interface Args extends PageArgs {
  filter?: typeof CleanupTaskFilter.$inferInput | null | undefined
}

const column = (name: keyof Task) => sql.ref<string>(`cleanup_task.${name}`)

/** The tasks of a deletion, newest first. */
export const tasksOf = nestedList<'cleanup_task', Args>({
  name: 'cleanup tasks',
  table: 'cleanup_task',
  parent: 'deletion_id',
  select: ({ filter }, { store: { db } }) => ({
    conditions: [],
    eithers: [
      eitherOf(db, 'filter.state', column('state'), filter?.state, ['id']),
      eitherOf(db, 'filter.kind', column('kind'), filter?.kind, ['id']),
    ],
  }),
})

/** The labels of the resource, as JSON; one statement reads those of all tasks of a list. */
export async function loadLabels({ id, labels }: Task, { load, store: { db } }: Context): Promise<string> {
  const batch = () => async (ids: readonly string[]) => {
    const found = await labelsOf(db, ids)
    return ids.map((each) => found.get(each) ?? null)
  }
  // the row of a task that has been removed meanwhile still has the labels that it was given
  return (await load.batched('labels of clean-up tasks', batch).load(id)) ?? labels
}

/**
 * The permission that a token of an owner service needs if its permissions are limited: it takes resources out of the
 * register.
 */
export const OWNER_PERMISSION = 'RESOURCE_WRITE'

/** Whether the caller is the service that owns the kind, with a credential that is good in every workspace. */
export function owns(principal: Principal, kind: Pick<Row<'resource_kind'>, 'owner_service_account_id'>): boolean {
  return kind.owner_service_account_id === principal.id && boundWorkspace(principal) === null
}

/** A task whose deletion the caller watches, or whose kind it owns; null for a hidden or missing one. */
export async function loadTask(id: string, context: Context): Promise<Task | null> {
  const task = await context.load.cleanup_task.load(id)
  if (!task) return null
  const kind = await context.load.resourceKind.load(task.kind)
  const { signedIn } = context
  if (kind && owns(signedIn, kind) && tokenAllows(signedIn, OWNER_PERMISSION)) return task
  return (await loadDeletion(task.deletion_id, context)) ? task : null
}
