import DataLoader from 'dataloader'
import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { invalid } from '../../errors.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { DateTimeFilter, OrderDirection, StringFilter } from '../../graphql/enums.ts'
import { nestedList, type Selection, workspaceList } from '../../graphql/list.ts'
import type { Db } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { type Condition, dateTimeFilter, eitherOf, search, stringFilter } from '../../store/filter.ts'
import { kindOf } from '../../store/id.ts'
import type { PageArgs } from '../../store/page.ts'
import { jsonObject } from '../../validate.ts'
import { MAX_JSON_BYTES } from './register.ts'

export const ResourceFilter = builder.inputType('ResourceFilter', {
  description:
    '`project: null` means without a project. `labels`: each of these keys with just this value, at most 20.',
  fields: (t) => ({
    search: t.string({ description: 'Part of the name or external id, any case.' }),
    kind: t.stringList(),
    project: t.id(),
    name: t.field({ type: StringFilter }),
    labels: t.field({ type: 'JSONObject' }),
    createdAt: t.field({ type: DateTimeFilter }),
  }),
})
const ResourceOrderField = builder.enumType('ResourceOrderField', {
  values: ['NAME', 'KIND', 'CREATED_AT', 'UPDATED_AT'] as const,
})
export const ResourceOrder = builder.inputType('ResourceOrder', {
  fields: (t) => ({
    field: t.field({ type: ResourceOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'ASC' }),
  }),
})

type Filter = typeof ResourceFilter.$inferInput
interface Args extends PageArgs {
  filter?: Filter | null | undefined
  orderBy?: readonly (typeof ResourceOrder.$inferInput)[] | null | undefined
}

const MAX_LABELS = 20
const ORDER_COLUMNS = { NAME: 'name', KIND: 'kind', CREATED_AT: 'id', UPDATED_AT: 'updated_at' }
const column = (name: keyof Row<'resource'>) => sql.ref<string>(`resource.${name}`)

/** A workspace's resources, newest first unless `orderBy` says otherwise. */
export const resourcesOfWorkspace = workspaceList<'resource', Args>({
  name: 'resources',
  table: 'resource',
  orderColumns: ORDER_COLUMNS,
  select: selectionOf,
  keptCount: (workspaceId, { store: { db } }) => keptCount(db, workspaceId),
})

/** The resources of one project, newest first. */
export const resourcesOfProject = nestedList<'resource', Args>({
  name: 'resources',
  table: 'resource',
  parent: 'project_id',
  select: selectionOf,
})

function selectionOf({ filter }: Args, { store: { db } }: Context): Selection {
  return {
    conditions: conditionsOf(db, filter ?? {}),
    either: eitherOf(db, column('kind'), filter?.kind, ['id', 'name', 'kind']),
  }
}

function conditionsOf(db: Db, filter: Filter): Condition[] {
  const all: Condition[] = []
  if (filter.search) all.push(search(db, [column('name'), column('external_id')], filter.search))
  // a resource whose project is gone is without one
  const live = sql<boolean>`exists (select 1 from project where project.id = ${column('project_id')})`
  if (filter.project === null) all.push(sql<boolean>`not ${live}`)
  if (typeof filter.project === 'string') {
    kindOf(filter.project, 'filter.project')
    all.push(sql<boolean>`${column('project_id')} = ${filter.project}`, live)
  }
  if (filter.name) all.push(...stringFilter(db, column('name'), filter.name))
  if (filter.labels) {
    if (Object.keys(filter.labels).length > MAX_LABELS) throw invalid('filter.labels', `At most ${MAX_LABELS} labels`)
    jsonObject('filter.labels', filter.labels, MAX_JSON_BYTES)
    all.push(dialectOf(db).jsonContains(column('labels'), filter.labels))
  }
  if (filter.createdAt) all.push(...dateTimeFilter(column('created_at'), filter.createdAt))
  return all
}

async function keptCount(db: Db, workspaceId: string): Promise<number> {
  const kept = await db
    .selectFrom('resource_count')
    .where('workspace_id', '=', workspaceId)
    .select((eb) => eb.fn.sum<number>('count').as('count'))
    .executeTakeFirst()
  return Number(kept?.count ?? 0)
}

/** How many resources of each kind a workspace holds, in the order of clean-up; kinds without any are left out. */
export function countsOf(workspace: Row<'workspace'>, context: Context): Promise<Row<'resource_count'>[]> {
  if (workspace.state === 'DELETING') return Promise.resolve([])
  const loader = context.load.once('resource_counts', () => {
    const { db } = context.store
    return new DataLoader(async (ids: readonly string[]) => {
      const rows = await db
        .selectFrom('resource_count')
        .innerJoin('resource_kind', 'resource_kind.name', 'resource_count.kind')
        .selectAll('resource_count')
        .where('workspace_id', 'in', dialectOf(db).keys(ids))
        .where('count', '>', 0)
        .orderBy('resource_kind.cleanup_order')
        .orderBy('resource_kind.name')
        .execute()
      return ids.map((id) => rows.filter((row) => row.workspace_id === id))
    })
  })
  return loader.load(workspace.id)
}
