import DataLoader from 'dataloader'
import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { invalid } from '../../errors.ts'
import type { Context } from '../../graphql/context.ts'
import type { Db } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import {
  allOf,
  type Condition,
  dateTimeFilter,
  type Either,
  eitherOf,
  search,
  stringFilter,
} from '../../store/filter.ts'
import { kindOf } from '../../store/id.ts'
import { nestedPages, type Walk } from '../../store/nested.ts'
import {
  applyWindow,
  countOf,
  emptyPage,
  orderTerms,
  type Page,
  type PageArgs,
  pageOf,
  pageWindow,
} from '../../store/page.ts'
import { jsonObject } from '../../validate.ts'
import { MAX_JSON_BYTES } from './register.ts'

type Resource = Row<'resource'>
type Maybe<T> = T | null | undefined

export interface ResourceFilter {
  search?: Maybe<string>
  kind?: Maybe<readonly string[]>
  /** Null, given as such: without a project. */
  project?: Maybe<string>
  name?: Maybe<Parameters<typeof stringFilter>[2]>
  labels?: Maybe<Record<string, unknown>>
  createdAt?: Maybe<Parameters<typeof dateTimeFilter>[1]>
}
export interface ResourceOrder {
  field: 'NAME' | 'KIND' | 'CREATED_AT' | 'UPDATED_AT'
  direction: 'ASC' | 'DESC'
}
export interface ResourceArgs extends PageArgs {
  filter?: Maybe<ResourceFilter>
  orderBy?: Maybe<readonly ResourceOrder[]>
}

const MAX_LABELS = 20
const ORDER_COLUMNS = { NAME: 'name', KIND: 'kind', CREATED_AT: 'id', UPDATED_AT: 'updated_at' } as const
const column = (name: keyof Resource) => sql.ref<string>(`resource.${name}`)

/** A workspace's resources, newest first unless `orderBy` says otherwise; those of many in one statement. */
export async function resourcesOfWorkspace(
  workspace: Row<'workspace'>,
  args: ResourceArgs,
  context: Context,
): Promise<Page<Resource>> {
  if (workspace.state === 'DELETING') return emptyPage()
  const { db, cursors } = context.store
  const conditions = conditionsOf(db, args.filter ?? {})
  const kinds = kindsOf(db, args)
  if (typeof (args.after ?? args.before) === 'string')
    return onePage(`resources:${workspace.id}`, workspace.id, conditions, args, context)
  const loader = context.load.once(`resources:${JSON.stringify(args)}`, () =>
    nestedPages<'resource'>({
      db,
      cursors,
      table: 'resource',
      parent: 'workspace_id',
      key: 'id',
      window: (id) => pageWindow(args, `resources:${id}`, orderTerms('resource', args.orderBy, ORDER_COLUMNS), cursors),
      ...(conditions.length > 0 ? { filter: (rows: Walk<'resource'>) => rows.where(allOf(conditions)) } : {}),
      either: kinds,
      total: (id) => totalOf(db, id, conditions, kinds),
    }),
  )
  return loader.load(workspace.id)
}

/** The resources of one project, as those of its workspace. */
export function resourcesOfProject(
  project: Row<'project'>,
  args: ResourceArgs,
  context: Context,
): Promise<Page<Resource>> {
  const conditions = conditionsOf(context.store.db, args.filter ?? {})
  conditions.push(sql<boolean>`${column('project_id')} = ${project.id}`)
  return onePage(`resources:${project.id}`, project.workspace_id, conditions, args, context)
}

async function onePage(
  list: string,
  workspaceId: string,
  conditions: readonly Condition[],
  args: ResourceArgs,
  { store: { db, cursors } }: Context,
): Promise<Page<Resource>> {
  const window = pageWindow(args, list, orderTerms('resource', args.orderBy, ORDER_COLUMNS), cursors)
  const kinds = kindsOf(db, args)
  const rows = await applyWindow(matching(db, workspaceId, conditions), window, kinds)
    .selectAll('resource')
    .execute()
  return pageOf(rows, window, cursors, () => totalOf(db, workspaceId, conditions, kinds))
}

const kindsOf = (db: Db, { filter }: ResourceArgs) => eitherOf(db, column('kind'), filter?.kind, ['id', 'name', 'kind'])

function matching(db: Db, workspaceId: string, conditions: readonly Condition[]) {
  return db.selectFrom('resource').where('resource.workspace_id', '=', workspaceId).where(allOf(conditions))
}

function totalOf(db: Db, workspaceId: string, conditions: readonly Condition[], kinds: Either | null): Promise<number> {
  if (conditions.length === 0 && !kinds) return keptCount(db, workspaceId)
  return countOf(matching(db, workspaceId, conditions), kinds)
}

function conditionsOf(db: Db, filter: ResourceFilter): Condition[] {
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
