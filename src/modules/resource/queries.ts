import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { inGroups } from '../../access/loaders.ts'
import { invalid } from '../../errors.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { DateTimeFilter, orderType, StringFilter } from '../../graphql/enums.ts'
import { nestedList, workspaceList } from '../../graphql/list.ts'
import type { Selection } from '../../graphql/read-list.ts'
import { dialectOf } from '../../store/dialect.ts'
import {
  anyOf,
  type Condition,
  dateTimeFilter,
  type Either,
  eitherOf,
  few,
  search,
  stringFilter,
} from '../../store/filter.ts'
import { isKind } from '../../store/id.ts'
import type { PageArgs } from '../../store/page.ts'
import { jsonObject } from '../../validate.ts'
import { MAX_JSON_BYTES } from './register.ts'

export const ResourceFilter = builder.inputType('ResourceFilter', {
  description:
    '`project: null` selects resources without a project. `labels`: every given key must have exactly the given value; at most 20.',
  fields: (t) => ({
    search: t.string({ description: 'Part of the name or external id, in upper or lower case.' }),
    kind: t.stringList({ description: 'One of these kinds, by name.' }),
    project: t.id({ description: 'The id of the project; null selects resources without a project.' }),
    name: t.field({ description: 'Its name.', type: StringFilter }),
    labels: t.field({
      description: 'Every given key must have exactly the given value: at most 20.',
      type: 'JSONObject',
    }),
    createdAt: t.field({ type: DateTimeFilter }),
  }),
})
export const ResourceOrder = orderType('Resource', 'resources', {
  NAME: 'By `name`.',
  KIND: 'By the name of the kind.',
  CREATED_AT: 'By the time of registration.',
  UPDATED_AT: 'By the time of the last change.',
})

type Filter = typeof ResourceFilter.$inferInput
interface Args extends PageArgs {
  filter?: Filter | null | undefined
  orderBy?: readonly (typeof ResourceOrder.$inferInput)[] | null | undefined
}

const MAX_LABELS = 20
const ORDER_COLUMNS = { NAME: 'name', KIND: 'kind', CREATED_AT: 'id', UPDATED_AT: 'updated_at' }
const column = (name: keyof Row<'resource'>) => sql.ref<string>(`resource.${name}`)

/** An index has a workspace's resources of each kind in every order, and a project's in these. */
const EVERY_ORDER = Object.values(ORDER_COLUMNS)
const ORDERS_IN_PROJECT = [ORDER_COLUMNS.KIND, ORDER_COLUMNS.CREATED_AT]

/** A workspace's resources, newest first unless `orderBy` says otherwise. */
export const resourcesOfWorkspace = workspaceList<'resource', Args>({
  name: 'resources',
  table: 'resource',
  orderColumns: ORDER_COLUMNS,
  byValue: { key: 'kind', values: kindsIn },
  select: (args, context) => selectionOf(args, context, EVERY_ORDER),
  keptCount: ({ filter }, workspaceId, context) => {
    const { kind, ...others } = filter ?? {}
    const isKept = Object.values(others).every((value) => value === undefined)
    return isKept ? keptCount(workspaceId, kind, context) : null
  },
})

/** The resources of one project, newest first unless `orderBy` says otherwise. */
export const resourcesOfProject = nestedList<'resource', Args>({
  name: 'resources',
  table: 'resource',
  parent: 'project_id',
  orderColumns: ORDER_COLUMNS,
  byValue: {
    key: 'kind',
    values: async (projectId, context) => {
      const workspaceId = await workspaceOf(projectId, context)
      return workspaceId === null ? [] : kindsIn(workspaceId, context)
    },
  },
  within: async (projectId, context, _variant, order) => {
    if (order.every(({ key }) => ORDERS_IN_PROJECT.includes(key))) return null
    return sql<boolean>`${column('workspace_id')} = ${await workspaceOf(projectId, context)}`
  },
  select: (args, context) => selectionOf(args, context, ORDERS_IN_PROJECT),
})

async function workspaceOf(projectId: string, { load }: Context): Promise<string | null> {
  return (await load.project.load(projectId))?.workspace_id ?? null
}

/** `ordersOfKind`: the columns by which an index has the resources of each kind in order. */
async function selectionOf(
  { filter }: Args,
  { store: { db }, load }: Context,
  ordersOfKind: readonly string[],
): Promise<Selection> {
  const { search: part, kind, project, name, labels, createdAt } = filter ?? {}
  const conditions: Condition[] = []
  const eithers: (Either | null)[] = []
  if (name) {
    const { exact, values, others } = stringFilter(db, 'filter.name', column('name'), name)
    // within a workspace a name is unique for each kind
    if (exact) eithers.push(few(exact, EVERY_ORDER, values))
    conditions.push(...others)
  }
  // a resource whose project is gone counts as one without a project
  if (project === null) {
    conditions.push(sql<boolean>`not exists (select 1 from project where project.id = ${column('project_id')})`)
  }
  if (typeof project === 'string') {
    const isThere = isKind('project', project, 'filter.project') && (await load.project.load(project)) !== null
    eithers.push(
      isThere ? eitherOf(db, 'filter.project', column('project_id'), [project], ['id']) : few(anyOf([]), EVERY_ORDER),
    )
  }
  const ofKinds = eitherOf(db, 'filter.kind', column('kind'), kind, ordersOfKind)
  eithers.push(ofKinds && { ...ofKinds, of: { key: 'kind', values: kind ?? [] } })
  if (part) conditions.push(search(db, [column('name'), column('external_id')], part))
  if (labels) {
    if (Object.keys(labels).length > MAX_LABELS) throw invalid('filter.labels', `At most ${MAX_LABELS} labels`)
    jsonObject('filter.labels', labels, MAX_JSON_BYTES)
    conditions.push(dialectOf(db).jsonContains(column('labels'), labels))
  }
  if (createdAt) conditions.push(...dateTimeFilter(column('created_at'), createdAt))
  return { conditions, eithers }
}

async function kindsIn(workspaceId: string, context: Context): Promise<string[]> {
  return (await keptCounts(workspaceId, context)).map(({ kind }) => kind)
}

async function keptCount(
  workspaceId: string,
  kinds: readonly string[] | null | undefined,
  context: Context,
): Promise<number> {
  const wanted = kinds && new Set(kinds)
  const counts = await keptCounts(workspaceId, context)
  return counts.reduce((sum, { kind, count }) => (wanted && !wanted.has(kind) ? sum : sum + Number(count)), 0)
}

/** How many resources of each kind a workspace holds, in the order of clean-up; kinds without any are left out. */
export async function countsOf(workspace: Row<'workspace'>, context: Context): Promise<Row<'resource_count'>[]> {
  return workspace.state === 'DELETING' ? [] : keptCounts(workspace.id, context)
}

function keptCounts(workspaceId: string, { load, store: { db } }: Context): Promise<Row<'resource_count'>[]> {
  const loader = load.batched('resource_counts', () => {
    return async (ids: readonly string[]) => {
      const rows = await db
        .selectFrom('resource_count')
        .innerJoin('resource_kind', 'resource_kind.name', 'resource_count.kind')
        .selectAll('resource_count')
        .where('workspace_id', 'in', dialectOf(db).keys(ids))
        .where('count', '>', 0)
        .orderBy('resource_kind.cleanup_order')
        .orderBy('resource_kind.name')
        .execute()
      return inGroups(ids, rows, (row) => row.workspace_id)
    }
  })
  return loader.load(workspaceId)
}
