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
import { inParts } from '../../store/parts.ts'
import { checkAll, isStorable, jsonObject, optionalText, text } from '../../validate.ts'

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

/** How errors name a field of a resource: the resource is `resources.<index>` of the input, or its only one. */
export type FieldName = (field: string, index: number) => string

/** INVALID_INPUT for no resource, LIMIT_EXCEEDED for more than `MAX_RESOURCES`. */
export function checkNumber(resources: readonly ResourceValues[]): void {
  if (resources.length === 0) throw invalid('resources', 'At least one resource')
  if (resources.length > MAX_RESOURCES) {
    throw new AppError('LIMIT_EXCEEDED', `At most ${MAX_RESOURCES} resources`, { limit: MAX_RESOURCES })
  }
}

/**
 * The resources in the order given, registered where they were not. INVALID_INPUT names every field at fault as `nameOf`
 * does; CONFLICT, and none of them, where a name is taken by other content.
 */
export async function registerRows(
  tx: Tx,
  grant: Grant,
  resources: readonly ResourceValues[],
  at: string,
  nameOf: FieldName,
): Promise<Resource[]> {
  const workspaceId = grant.workspace.id
  const kinds = new Set((await tx.selectFrom('resource_kind').select('name').execute()).map((row) => row.name))
  const ids = resources.flatMap(({ project }) => project ?? [])
  const known = { kinds, projects: await projectsAmong(tx, ids, workspaceId) }
  const home = { workspace_id: workspaceId, created_at: at, created_by: grant.caller.principal.id, updated_at: at }
  const checks = resources.map((resource, index) => {
    return [index, () => ({ ...home, ...check(resource, known, (field) => nameOf(field, index)) })] as const
  })
  const wanted: NewResource[] = Object.values(checkAll(Object.fromEntries(checks)))
  const present = await named(tx, wanted, workspaceId)
  const added = new Map<string, NewResource>()
  for (const values of wanted) {
    const same = present.get(keyOf(values)) ?? added.get(keyOf(values))
    if (same) assertSameContent(same, values)
    else added.set(keyOf(values), values)
  }
  if (added.size > 0) await insert(tx, grant, [...added.values()])
  const rows = await named(tx, wanted, workspaceId)
  return wanted.map((values) => rows.get(keyOf(values)) as Resource)
}

/** The columns that a resource gives. What the database knows is checked together with the rest, so that all is told. */
function check(
  resource: ResourceValues,
  known: { readonly kinds: ReadonlySet<string>; readonly projects: ReadonlySet<string> },
  field: (name: string) => string,
) {
  const columns = checkAll({
    kind: () => {
      if (known.kinds.has(resource.kind)) return resource.kind
      throw invalid(field('kind'), `There is no kind of that name; there are ${[...known.kinds].sort().join(', ')}`)
    },
    name: () => text(field('name'), resource.name, { max: 255 }),
    project_id: () => checkProject(field('project'), resource.project ?? null, known.projects),
    external_id: () => optionalText(field('externalId'), resource.externalId, { max: 2048 }),
    labels: () => jsonObject(field('labels'), resource.labels ?? {}, MAX_JSON_BYTES),
    spec: () => jsonObject(field('spec'), resource.spec ?? {}, MAX_JSON_BYTES),
  })
  return { id: newId('resource'), ...columns }
}

const keyOf = ({ kind, name }: { kind: string | null; name: string | null }) => JSON.stringify([kind, name])

/** Those of the ids that are of projects of this workspace. */
export async function projectsAmong(tx: Tx, ids: readonly string[], workspaceId: string): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const here = tx.selectFrom('project').select('id').where('workspace_id', '=', workspaceId)
  const rows = await here.where('id', 'in', dialectOf(tx).keys([...new Set(ids.filter(isStorable))])).execute()
  return new Set(rows.map(({ id }) => id))
}

/** INVALID_INPUT for a project that is not of this workspace: to the caller it does not exist. */
export function checkProject(field: string, id: string | null, here: ReadonlySet<string>): string | null {
  if (id === null || (isKind('project', id, field) && here.has(id))) return id
  throw invalid(field, 'There is no such project in the workspace')
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
  await inParts(rows, (part) => {
    const given = sql<
      Insertable<Database['resource']>
    >`select ${columns} from ${dialectOf(tx).records(COLUMNS, part)} as fresh`
    return tx
      .insertInto('resource')
      .columns([...COLUMNS])
      .expression(given as never)
      .execute()
  })
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
