// Registering resources: many at once, all or nothing, in a handful of statements. A row that is there with the same
// content is answered as it is, so that a service may register again what it is not sure to have registered.
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import type { Grant } from '../../access/authorize.ts'
import { AppError, invalid } from '../../errors.ts'
import { append } from '../../events/append.ts'
import { changeCounts } from '../../store/counts.ts'
import type { Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { isKind, newId } from '../../store/id.ts'
import { inParts } from '../../store/parts.ts'
import { runPrepared } from '../../store/prepared.ts'
import { checkAll, checkEach, isStorable, jsonObject, optionalText, text } from '../../validate.ts'

type Resource = Row<'resource'>
type Maybe<T> = T | null | undefined

/** The values that a caller gives for a resource. */
export interface ResourceValues {
  kind: string
  name: string
  project?: Maybe<string>
  externalId?: Maybe<string>
  labels?: Maybe<Record<string, unknown>>
  spec?: Maybe<Record<string, unknown>>
}

export const MAX_RESOURCES = 1000
/** The most kinds that an error names to a caller who gave one that does not exist. */
const MAX_KINDS_NAMED = 20
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
type NewResource = Pick<Resource, (typeof COLUMNS)[number]>

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
  const allKinds = await runPrepared(tx, 'resource kinds', {}, () => tx.selectFrom('resource_kind').select('name'))
  const kinds = new Set(allKinds.map(({ name }) => name))
  const ids = resources.flatMap(({ project }) => project ?? [])
  const known = { kinds, projects: await projectsAmong(tx, ids, workspaceId) }
  const wanted = checkEach(resources, (resource, index): NewResource => {
    const columns = check(resource, known, (field) => nameOf(field, index))
    // written out: to spread objects takes longer than to check the values
    return {
      id: newId('resource'),
      workspace_id: workspaceId,
      project_id: columns.project_id,
      kind: columns.kind,
      name: columns.name,
      external_id: columns.external_id,
      labels: columns.labels,
      spec: columns.spec,
      created_at: at,
      created_by: grant.caller.principal.id,
      updated_at: at,
    }
  })
  const fresh = new Map<string, NewResource>()
  for (const values of wanted) {
    const same = fresh.get(keyOf(values))
    if (same) assertSameContent(same, values)
    else fresh.set(keyOf(values), values)
  }
  const rows = await insert(tx, grant, [...fresh.values()])
  const others = [...fresh].flatMap(([key, values]) => (rows.has(key) ? [] : [values]))
  if (others.length > 0) {
    for (const [key, present] of await named(tx, others, workspaceId)) {
      assertSameContent(present, fresh.get(key) as NewResource)
      rows.set(key, present)
    }
  }
  return wanted.map((values) => rows.get(keyOf(values)) as Resource)
}

/**
 * The columns that a resource gives. What was read from the database is checked together with the rest, so that all
 * faults are reported at once.
 */
function check(
  resource: ResourceValues,
  known: { readonly kinds: ReadonlySet<string>; readonly projects: ReadonlySet<string> },
  field: (name: string) => string,
) {
  return checkAll({
    kind: () => {
      if (known.kinds.has(resource.kind)) return resource.kind
      const some = [...known.kinds].sort().slice(0, MAX_KINDS_NAMED).join(', ')
      throw invalid(
        field('kind'),
        `There is no kind of that name; ${known.kinds.size > MAX_KINDS_NAMED ? 'among others ' : ''}there are ${some}`,
      )
    },
    name: () => text(field('name'), resource.name, { max: 255 }),
    project_id: () => checkProject(field('project'), resource.project ?? null, known.projects),
    external_id: () => optionalText(field('externalId'), resource.externalId, { max: 2048 }),
    labels: () => jsonObject(field('labels'), resource.labels ?? {}, MAX_JSON_BYTES),
    spec: () => jsonObject(field('spec'), resource.spec ?? {}, MAX_JSON_BYTES),
  })
}

/** No name contains a line break. */
const keyOf = ({ kind, name }: Pick<Resource, 'kind' | 'name'>) => `${kind}\n${name}`

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
  const rows = await runPrepared(tx, 'resources by names', { wanted, workspaceId }, ({ wanted, workspaceId }) =>
    tx
      .selectFrom(dialectOf(tx).records(['kind', 'name'], wanted).as('wanted'))
      // a cross join keeps the order: each wanted name is looked up, and no resource is compared with all of them
      .crossJoin('resource')
      .where('resource.workspace_id', '=', workspaceId)
      .whereRef('resource.kind', '=', 'wanted.kind')
      .whereRef('resource.name', '=', 'wanted.name')
      .selectAll('resource')
      .select((resource) =>
        resource
          .selectFrom('project')
          .select('project.id')
          .whereRef('project.id', '=', 'resource.project_id')
          .as('live_project_id'),
      ),
  )
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

/** The order of an object's keys does not matter. */
function sameJson(a: string | null, b: string | null): boolean {
  return a === b || isDeepStrictEqual(JSON.parse(a ?? '{}'), JSON.parse(b ?? '{}'))
}

/** Inserts those whose names are free, counts them and appends the event. Answers the rows that it has inserted. */
async function insert(tx: Tx, grant: Grant, resources: readonly NewResource[]): Promise<Map<string, Resource>> {
  const versions = new Map<string | null, number>()
  await inParts(resources, async (part) => {
    const inserted = await runPrepared(tx, 'insert resources', { resources: part }, ({ resources }) => {
      const columns = sql.join(COLUMNS.map((name) => sql.ref(name)))
      // `where true`: without it SQLite takes `on conflict` for the condition of a join
      return sql<Pick<Resource, 'id' | 'version'>>`
        insert into resource (${columns})
        select ${columns} from ${dialectOf(tx).records(COLUMNS, resources)} as fresh where true
        on conflict (workspace_id, kind, name) do nothing returning id, version`
    })
    for (const { id, version } of inserted) versions.set(id, version)
  })
  const rows = resources.flatMap((values) => {
    const version = versions.get(values.id)
    return version === undefined ? [] : [{ ...values, version }]
  })
  const [first] = rows
  if (first) {
    const ids = rows.map(({ id }) => id)
    const kinds = rows.map(({ kind }) => kind)
    await changeCounts(tx, 'resource_count', grant.workspace.id, kinds, 1)
    const data = { ids, kinds: [...new Set(kinds)] }
    append(tx, first.created_at, grant, 'resource.registered', data, { subjectId: ids.length === 1 ? first.id : null })
  }
  return new Map(rows.map((row) => [keyOf(row), row]))
}
