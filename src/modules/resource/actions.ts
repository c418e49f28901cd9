import { createHash } from 'node:crypto'
import type { Row } from '../../../db/schema.ts'
import { authorize, type Grant } from '../../access/authorize.ts'
import type { Caller } from '../../access/principal.ts'
import { invalid, notFound } from '../../errors.ts'
import { append } from '../../events/append.ts'
import type { Tx } from '../../store/database.ts'
import { isKind } from '../../store/id.ts'
import { checkVersion } from '../../store/rows.ts'
import type { Store } from '../../store/store.ts'
import { jsonObject, notNull, optionalText } from '../../validate.ts'
import { checkProjects, count, MAX_JSON_BYTES } from './register.ts'

type Resource = Row<'resource'>
type Maybe<T> = T | null | undefined

export interface UpdateResource {
  resource: string
  project?: Maybe<string>
  externalId?: Maybe<string>
  labels?: Maybe<Record<string, unknown>>
  spec?: Maybe<Record<string, unknown>>
  expectedVersion?: Maybe<number>
}

/** Changes what is given; `labels` and `spec` replace, they do not merge; `project: null` takes it out of its project. */
export async function updateResource(store: Store, caller: Caller, input: UpdateResource): Promise<Resource> {
  const labels = notNull('labels', input.labels)
  const spec = notNull('spec', input.spec)
  const set = {
    ...(input.project === undefined ? {} : { project_id: input.project }),
    ...(input.externalId === undefined
      ? {}
      : { external_id: optionalText('externalId', input.externalId, { max: 2048 }) }),
    ...(labels === undefined ? {} : { labels: jsonObject('labels', labels, MAX_JSON_BYTES) }),
    ...(spec === undefined ? {} : { spec: jsonObject('spec', spec, MAX_JSON_BYTES) }),
  }
  if (Object.keys(set).length === 0) throw invalid('input', 'Nothing to change was given')
  return store.write(async (tx) => {
    const { resource, grant } = await resolve(tx, caller, input.resource)
    checkVersion(resource, input.expectedVersion)
    const { project_id } = set
    if (typeof project_id === 'string') await checkProjects(tx, [{ project_id }], grant.workspace.id)
    const at = store.now()
    const changed = await tx
      .updateTable('resource')
      .set((eb) => ({ ...set, version: eb('version', '+', 1), updated_at: at }))
      .where('id', '=', resource.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    const fields = (['project', 'externalId', 'labels', 'spec'] as const).filter((field) => input[field] !== undefined)
    const data = { kind: resource.kind, name: resource.name, fields, ...documents(resource, changed) }
    append(tx, at, grant, 'resource.updated', data, { subjectId: resource.id })
    return changed
  })
}

/** Forgets the resource. */
export async function deleteResource(
  store: Store,
  caller: Caller,
  input: { resource: string; expectedVersion?: Maybe<number> },
): Promise<string> {
  return store.write(async (tx) => {
    const { resource, grant } = await resolve(tx, caller, input.resource)
    checkVersion(resource, input.expectedVersion)
    await tx.deleteFrom('resource').where('id', '=', resource.id).execute()
    await count(tx, grant.workspace.id, [resource], -1)
    const data = { kind: resource.kind, name: resource.name }
    append(tx, store.now(), grant, 'resource.deleted', data, { subjectId: resource.id })
    return resource.id
  })
}

async function resolve(tx: Tx, caller: Caller, id: string): Promise<{ resource: Resource; grant: Grant }> {
  const row = tx.selectFrom('resource').where('id', '=', id)
  const home = isKind('resource', id, 'resource') ? await row.select('workspace_id').executeTakeFirst() : undefined
  if (!home) throw notFound()
  const grant = await authorize(tx, caller, { id: home.workspace_id }, 'RESOURCE_WRITE')
  return { grant, resource: await row.selectAll().executeTakeFirstOrThrow(() => notFound()) }
}

/** Of labels and spec an event tells which keys changed, and a digest of what is there now; never a value. */
function documents(
  before: Resource,
  after: Resource,
): { keys: Record<string, string[]>; digests: Record<string, string> } {
  const keys: Record<string, string[]> = {}
  const digests: Record<string, string> = {}
  for (const column of ['labels', 'spec'] as const) {
    if (before[column] === after[column]) continue
    const was = JSON.parse(before[column]) as Record<string, unknown>
    const is = JSON.parse(after[column]) as Record<string, unknown>
    const all = new Set([...Object.keys(was), ...Object.keys(is)])
    keys[column] = [...all].filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]))
    digests[column] = `sha256:${createHash('sha256').update(after[column]).digest('hex')}`
  }
  return { keys, digests }
}
