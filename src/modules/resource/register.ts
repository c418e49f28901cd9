// Registering resources: many at once, all or nothing, in a handful of statements. A row that is there with the same
// content is answered as it is, so that a service may register again what it is not sure to have registered.
import { isDeepStrictEqual } from 'node:util'
import { type Insertable, sql } from 'kysely'
import type { Database, Row } from '../../../db/schema.ts'
import type { Grant } from '../../access/authorize.ts'
import { AppError, invalid } from '../../errors.ts'
import { append } from '../../events/append.ts'
import { changeCounts } from '../../store/counts.ts'
import type { Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { isKind, newId } from '../../store/id.ts'
import { checkAll, jsonObject, optionalText, text } from '../../validate.ts'

type Resource = Row<'resource'>
type Maybe<T> = T | null | undefined

/** What a caller tells of a resource. */
export interface ResourceValues {
  kind: string
  name: string
  project?: Maybe<string>
  externalId?: Maybe<string>
  labels?: Maybe<Record<string, unknown>>
  spec?: Maybe<Record<string, unknown>>
}

export const MAX_RESOURCES = 1000
export const MAX_JSON_BYTES = 16 * 1024
const COLUMNS = [
  'id',
  'workspace_id',
  'project_id',
  'kind',
  'name',
  'external_id',
  'labels',
  'spec',
  'created_at',
  'created_by',
  'updated_at',
] as const
/** A row that has been checked and not yet been inserted. */
export type NewResource = Record<(typeof COLUMNS)[number], string | null>

/** The rows that the resources are registered as, checked: INVALID_INPUT names the resource and the field at fault. */
export function checkResources(resources: readonly ResourceValues[], at: string, createdBy: string): NewResource[] {
  if (resources.length === 0) throw invalid('resources', 'At least one resource')
  if (resources.length > MAX_RESOURCES) {
    throw new AppError('LIMIT_EXCEEDED', `At most ${MAX_RESOURCES} resources`, { limit: MAX_RESOURCES })
  }
  const checks = resources.map((resource, index) => [index, () => check(resource, index, at, createdBy)] as const)
  return Object.values(checkAll(Object.fromEntries(checks)))
}

/**
 * The resources in the order given, registered where they were not. CONFLICT, and none of them, where a name is taken by
 * other content.
 */
export async function registerRows(tx: Tx, grant: Grant, checked: readonly NewResource[]): Promise<Resource[]> {
  const workspaceId = grant.workspace.id
  const wanted = checked.map((values) => ({ ...values, workspace_id: workspaceId }))
  await checkKinds(tx, wanted)
  await checkProjects(tx, wanted, workspaceId)
  const known = await named(tx, wanted, workspaceId)
  const added = new Map<string, NewResource>()
  for (const values of wanted) {
    const same = known.get(keyOf(values)) ?? added.get(keyOf(values))
    if (same) assertSameContent(same, values)
    else added.set(keyOf(values), values)
  }
  if (added.size > 0) await insert(tx, grant, [...added.values()])
  const rows = await named(tx, wanted, workspaceId)
  return wanted.map((values) => rows.get(keyOf(values)) as Resource)
}

function check(resource: ResourceValues, index: number, at: string, createdBy: string): NewResource {
  const field = (name: string) => (index === 0 ? name : `resources.${index}.${name}`)
  const checked = checkAll({
    name: () => text(field('name'), resource.name, { max: 255 }),
    external_id: () => optionalText(field('externalId'), resource.externalId, { max: 2048 }),
    labels: () => jsonObject(field('labels'), resource.labels ?? {}, MAX_JSON_BYTES),
    spec: () => jsonObject(field('spec'), resource.spec ?? {}, MAX_JSON_BYTES),
  })
  return {
    ...checked,
    id: newId('resource'),
    workspace_id: null,
    project_id: resource.project ?? null,
    kind: resource.kind,
    created_at: at,
    created_by: createdBy,
    updated_at: at,
  }
}

const keyOf = ({ kind, name }: { kind: string | null; name: string | null }) => JSON.stringify([kind, name])

async function checkKinds(tx: Tx, wanted: readonly NewResource[]): Promise<void> {
  const known = new Set((await tx.selectFrom('resource_kind').select('name').execute()).map((row) => row.name))
  const stranger = wanted.find((values) => !known.has(values.kind as string))
  if (stranger) throw invalid('kind', `There is no kind of that name; there are ${[...known].sort().join(', ')}`)
}

/** INVALID_INPUT for a project that is not of this workspace: to the caller it does not exist. */
export async function checkProjects(
  tx: Tx,
  wanted: readonly { project_id: string | null }[],
  workspaceId: string,
): Promise<void> {
  const ids = [...new Set(wanted.flatMap(({ project_id }) => (project_id === null ? [] : [project_id])))]
  if (ids.length === 0) return
  const here = await tx
    .selectFrom('project')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', dialectOf(tx).keys(ids.filter((id) => isKind('project', id, 'project'))))
    .execute()
  if (here.length !== ids.length) throw invalid('project', 'There is no such project in the workspace')
}

async function named(tx: Tx, wanted: readonly NewResource[], workspaceId: string): Promise<Map<string, Resource>> {
  const rows = await tx
    .selectFrom(dialectOf(tx).records(['kind', 'name'], wanted).as('wanted'))
    // a cross join keeps the order: each wanted name is looked up, and no resource is compared with all of them
    .crossJoin('resource')
    .leftJoin('project', 'project.id', 'resource.project_id')
    .where('resource.workspace_id', '=', workspaceId)
    .whereRef('resource.kind', '=', 'wanted.kind')
    .whereRef('resource.name', '=', 'wanted.name')
    .selectAll('resource')
    .select('project.id as live_project_id')
    .execute()
  return new Map(rows.map(({ live_project_id, ...row }) => [keyOf(row), { ...row, project_id: live_project_id }]))
}

function assertSameContent(known: Resource | NewResource, wanted: NewResource): void {
  const plain = known.project_id === wanted.project_id && known.external_id === wanted.external_id
  if (plain && sameJson(known.labels, wanted.labels) && sameJson(known.spec, wanted.spec)) return
  const version = 'version' in known ? { currentVersion: known.version } : {}
  throw new AppError('CONFLICT', `${wanted.kind} ${wanted.name} is registered with other content`, {
    kind: wanted.kind,
    name: wanted.name,
    ...version,
  })
}

/** The order of an object's keys says nothing. */
function sameJson(a: string | null, b: string | null): boolean {
  return a === b || isDeepStrictEqual(JSON.parse(a ?? '{}'), JSON.parse(b ?? '{}'))
}

async function insert(tx: Tx, grant: Grant, rows: readonly NewResource[]): Promise<void> {
  const columns = sql.join(COLUMNS.map((name) => sql.ref(name)))
  const given = sql<
    Insertable<Database['resource']>
  >`select ${columns} from ${dialectOf(tx).records(COLUMNS, rows)} as fresh`
  await tx
    .insertInto('resource')
    .columns([...COLUMNS])
    .expression(given as never)
    .execute()
  await changeCounts(
    tx,
    'resource_count',
    grant.workspace.id,
    rows.map(({ kind }) => kind as string),
    1,
  )
  const ids = rows.map((row) => row.id as string)
  const kinds = [...new Set(rows.map((row) => row.kind as string))]
  const subjectId = ids.length === 1 ? (ids[0] ?? null) : null
  append(tx, rows[0]?.created_at as string, grant, 'resource.registered', { ids, kinds }, { subjectId })
}
