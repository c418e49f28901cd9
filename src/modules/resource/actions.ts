import { createHash } from 'node:crypto'
import type { Row } from '../../../db/schema.ts'
import { authorize, inWorkspace, namedInWorkspace } from '../../access/authorize.ts'
import type { Caller } from '../../access/principal.ts'
import { invalid } from '../../errors.ts'
import { append } from '../../events/append.ts'
import { builder } from '../../graphql/builder.ts'
import { mutation } from '../../graphql/mutation.ts'
import { changeCounts } from '../../store/counts.ts'
import type { Tx } from '../../store/database.ts'
import { checkVersion, updateVersioned } from '../../store/rows.ts'
import { checkAll, jsonObject, notNull, optionalText } from '../../validate.ts'
import { ResourceRef, subjectOf, WorkspaceRef } from '../refs.ts'
import { Workspace } from '../workspace/graphql.ts'
import { Resource } from './graphql.ts'
import { checkNumber, checkProject, MAX_JSON_BYTES, projectsAmong, registerRows } from './register.ts'

const ResourceInput = builder.inputType('ResourceInput', {
  description: '`labels` and `spec`: at most 16 KiB of JSON each.',
  fields: (t) => ({
    kind: t.string({ description: 'The name of its kind.', required: true }),
    name: t.string({ description: 'Unique in the workspace among resources of its kind.', required: true }),
    project: t.id({ description: 'The id of the project that groups it.' }),
    externalId: t.string({ description: "The owner service's own reference." }),
    labels: t.field({ description: 'Names and values to find it by: at most 16 KiB of JSON.', type: 'JSONObject' }),
    spec: t.field({
      description: 'Data that the owner service keeps with it: at most 16 KiB of JSON.',
      type: 'JSONObject',
    }),
  }),
})

mutation('registerResource', {
  description:
    'Registers a resource. Repeating it with the same content returns the same resource; different content is CONFLICT.',
  input: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    resource: t.field({ description: 'What to register.', type: ResourceInput, required: true }),
  }),
  payload: { resource: Resource },
  auth: { permission: 'RESOURCE_WRITE', on: ({ workspace }) => workspace },
  errors: ['CONFLICT'],
  action: async ({ caller, now, write }, input) =>
    write(async (tx) => {
      const grant = await authorize(tx, caller, input.workspace, 'RESOURCE_WRITE')
      const [resource] = await registerRows(tx, grant, [input.resource], now(), (field) => field)
      return { resource: resource as Row<'resource'> }
    }),
})

mutation('registerResources', {
  description: 'Registers at most 1,000 resources, all or nothing.',
  input: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    resources: t.field({
      description: 'What to register, all or nothing: at most 1,000.',
      type: [ResourceInput],
      required: true,
    }),
  }),
  payload: { resources: { type: [Resource], description: 'The resources, in the order of the input.' } },
  auth: { permission: 'RESOURCE_WRITE', on: ({ workspace }) => workspace },
  errors: ['CONFLICT', 'LIMIT_EXCEEDED'],
  action: async ({ caller, now, write }, input) => {
    const nameOf = (field: string, index: number) => `resources.${index}.${field}`
    checkNumber(input.resources)
    return write(async (tx) => {
      const grant = await authorize(tx, caller, input.workspace, 'RESOURCE_WRITE')
      return { resources: await registerRows(tx, grant, input.resources, now(), nameOf) }
    })
  },
})

mutation('updateResource', {
  description: 'Changes what is given.',
  inputDescription:
    'Omitted fields stay unchanged. `labels` and `spec` replace the old values instead of merging; `project: null` takes the resource out of its project.',
  input: (t) => ({
    resource: t.field({ type: ResourceRef, required: true }),
    project: t.id({ description: 'The id of the new project; null takes it out of its project.' }),
    externalId: t.string({ description: "The owner service's new reference." }),
    labels: t.field({ description: 'The new labels, in place of all the old ones.', type: 'JSONObject' }),
    spec: t.field({ description: 'The new spec, in place of the old one.', type: 'JSONObject' }),
    expectedVersion: t.int(),
  }),
  payload: { resource: Resource },
  auth: { permission: 'RESOURCE_WRITE', on: ({ resource }) => subjectOf('resource', resource) },
  errors: ['CONFLICT'],
  action: async ({ caller, now, write }, input) => {
    const { project } = input
    const document = (field: 'labels' | 'spec') => () => {
      const value = notNull(field, input[field])
      return value === undefined ? undefined : jsonObject(field, value, MAX_JSON_BYTES)
    }
    const fields = (['project', 'externalId', 'labels', 'spec'] as const).filter((name) => input[name] !== undefined)
    if (fields.length === 0) throw invalid('input', 'Nothing to change was given')
    return write(async (tx) => {
      const { row, grant } = await resourceToChange(tx, caller, input.resource)
      const projects = await projectsAmong(tx, typeof project === 'string' ? [project] : [], grant.workspace.id)
      const { externalId, labels, spec } = checkAll({
        project: () => checkProject('project', project ?? null, projects),
        externalId: () => optionalText('externalId', input.externalId, { max: 2048 }),
        labels: document('labels'),
        spec: document('spec'),
      })
      checkVersion(row, input.expectedVersion)
      const set = {
        ...(project === undefined ? {} : { project_id: project }),
        ...(input.externalId === undefined ? {} : { external_id: externalId }),
        ...(labels === undefined ? {} : { labels }),
        ...(spec === undefined ? {} : { spec }),
      }
      const at = now()
      const resource = await updateVersioned(tx, 'resource', row, { ...set, updated_at: at })
      const data = { kind: row.kind, name: row.name, fields, ...documents(row, resource) }
      append(tx, at, grant, 'resource.updated', data, { subjectId: row.id })
      return { resource }
    })
  },
})

mutation('deleteResource', {
  description: 'Takes a resource out of the register; the object that it stands for stays with its owner service.',
  input: (t) => ({ resource: t.field({ type: ResourceRef, required: true }), expectedVersion: t.int() }),
  payload: {
    deletedResourceId: { type: 'ID', description: 'The id of the resource that is gone.' },
    workspace: { type: Workspace, description: 'The workspace that it was in.' },
  },
  auth: { permission: 'RESOURCE_WRITE', on: ({ resource }) => subjectOf('resource', resource) },
  errors: ['CONFLICT'],
  action: async ({ caller, now, write }, input) =>
    write(async (tx) => {
      const { row, grant } = await resourceToChange(tx, caller, input.resource)
      checkVersion(row, input.expectedVersion)
      await tx.deleteFrom('resource').where('id', '=', row.id).execute()
      await changeCounts(tx, 'resource_count', grant.workspace.id, [row.kind], -1)
      append(tx, now(), grant, 'resource.deleted', { kind: row.kind, name: row.name }, { subjectId: row.id })
      return { deletedResourceId: row.id, workspace: grant.workspace }
    }),
})

/** What an event says of `labels` and `spec`: which keys changed, and a digest of the new content; never a value. */
function documents(
  before: Row<'resource'>,
  after: Row<'resource'>,
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

/** The resource, and permission to change it. */
const resourceToChange = (tx: Tx, caller: Caller, { id, named }: typeof ResourceRef.$inferInput) =>
  named
    ? namedInWorkspace(tx, caller, 'resource', named, 'RESOURCE_WRITE')
    : inWorkspace(tx, caller, 'resource', id, 'RESOURCE_WRITE')
