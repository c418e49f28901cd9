import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { ResourceInput, UpdateResourceInput } from '../generated/graphql.ts'
import { eventsOf, refusedCleanly } from '../support/events.ts'
import { refused, run, seedWorkspace, unique } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const REGISTER = graphql(`
  mutation ResourceRegister($input: RegisterResourceInput!) {
    registerResource(input: $input) { resource { ...ResourceFields } }
  }
`)
graphql(`
  fragment ResourceFields on Resource {
    id name externalId labels spec version kind { name } project { id } createdBy { ... on User { id } }
  }
`)
const REGISTER_MANY = graphql(`
  mutation ResourceRegisterMany($input: RegisterResourcesInput!) {
    registerResources(input: $input) { resources { id name } }
  }
`)
const UPDATE = graphql(`
  mutation ResourceUpdate($input: UpdateResourceInput!) {
    updateResource(input: $input) { resource { ...ResourceFields } }
  }
`)
const DELETE = graphql(`
  mutation ResourceDelete($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }
`)
const PROJECT = graphql(`
  mutation ResourceProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }
`)
const COUNTS = graphql(`
  query ResourceCounts($by: WorkspaceRef!, $filter: ResourceFilter) {
    workspace(by: $by) {
      resourceCounts { kind { name } count }
      resources(first: 1) { totalCount }
      counted: resources(first: 1, filter: $filter) { totalCount }
    }
  }
`)
const KINDS = graphql(`
  query ResourceKinds { resourceKinds { name displayName cleanup cleanupOrder builtIn } }
`)

const server = await startTestServer({ shared: true })
const workspace = await seedWorkspace(server)
const { owner } = workspace
const there = { workspace: { id: workspace.id } }
const given = (resource: Partial<ResourceInput>) => ({
  input: { ...there, resource: { kind: 'job', name: unique('job'), ...resource } },
})
const register = async (resource: Partial<ResourceInput>) =>
  (await run(server, REGISTER, given(resource), owner)).registerResource.resource
const registerMany = (resources: ResourceInput[], into = workspace) =>
  run(server, REGISTER_MANY, { input: { workspace: { id: into.id }, resources } }, into.owner)
const update = async (resource: string, input: Omit<UpdateResourceInput, 'resource'>) =>
  (await run(server, UPDATE, { input: { resource: { id: resource }, ...input } }, owner)).updateResource.resource
const projectOf = async (id: string, as = owner) => {
  const input = { workspace: { id }, name: unique('project') }
  return (await run(server, PROJECT, { input }, as)).createProject.project.id
}
/** The stored counts, and the same counts taken row by row. */
const countsOf = async ({ id, owner: as }: typeof workspace) => {
  const filter = { createdAt: { gt: '2000-01-01T00:00:00Z' } }
  const found = (await run(server, COUNTS, { by: { id }, filter }, as)).workspace
  return {
    kept: Object.fromEntries(found?.resourceCounts.map(({ kind, count }) => [kind.name, count]) ?? []),
    total: found?.resources.totalCount,
    counted: found?.counted.totalCount,
  }
}

test('the built-in kinds exist, in the order of clean-up', async () => {
  const { resourceKinds } = await run(server, KINDS, {}, owner)
  expect(resourceKinds.map(({ name, cleanupOrder }) => `${name} ${cleanupOrder}`)).toEqual([
    'job 10',
    'deployment 20',
    'model 40',
    'dataset 50',
    'fileset 60',
  ])
  for (const kind of resourceKinds) expect(kind).toMatchObject({ cleanup: 'NONE', builtIn: true })
})

describe('registering', () => {
  test('writes the row and one event with the ids, but without labels and spec', async () => {
    const name = unique('run')
    const content = { externalId: 'https://a.example/run', labels: { team: 'hush-red' }, spec: { key: 'hush-hush' } }
    const project = await projectOf(workspace.id)
    let id = ''
    const events = await eventsOf(server, async () => {
      const resource = await register({ name, project, ...content })
      const row = { name, ...content, project: { id: project }, kind: { name: 'job' }, version: 1 }
      expect(resource).toEqual({ ...row, id: expect.stringMatching(/^res_/), createdBy: { id: owner.id } })
      id = resource.id
    })
    const data = { ids: [id], kinds: ['job'] }
    const about = { actorId: owner.id, workspaceId: workspace.id, subjectId: id }
    expect(events).toEqual([expect.objectContaining({ type: 'RESOURCE_REGISTERED', ...about, data })])
    expect(JSON.stringify(events)).not.toContain('hush')
  })

  test('again with the same content returns the same row without an event; other content is CONFLICT', async () => {
    const name = unique('twice')
    const first = { name, labels: { a: 1, b: [2] }, spec: { x: { y: 1, z: 2 } } }
    const { id } = await register(first)
    const same = { name, spec: { x: { z: 2, y: 1 } }, labels: { b: [2], a: 1 }, project: null, externalId: null }
    expect(await eventsOf(server, async () => expect((await register(same)).id).toBe(id))).toEqual([])
    const others = [{ labels: { a: 1 } }, { spec: {} }, { externalId: 'x' }, { project: await projectOf(workspace.id) }]
    for (const other of others) {
      const refusal = await refusedCleanly(server, REGISTER, given({ ...first, ...other }), owner)
      expect(refusal).toMatchObject({ code: 'CONFLICT', kind: 'job', name, currentVersion: 1 })
    }
    expect((await register({ name, kind: 'model', labels: { of: 'another kind' } })).id).not.toBe(id)
  })

  const big = (bytes: number) => ({ x: 'x'.repeat(bytes - '{"x":""}'.length) })
  test.each<[string, Partial<ResourceInput>, object]>([
    ['an unknown kind', { kind: 'spaceship' }, { field: 'kind' }],
    ['an empty kind', { kind: '' }, { field: 'kind' }],
    ['an empty name', { name: ' ' }, { field: 'name' }],
    ['a name of 256', { name: 'x'.repeat(256) }, { field: 'name' }],
    ['a name with a control character', { name: 'a\u0001b' }, { field: 'name' }],
    ['a name with a line break', { name: 'a\nb' }, { field: 'name' }],
    ['a name with a bidirectional override', { name: 'a\u202eb' }, { field: 'name' }],
    ['an external id of 2,049', { externalId: 'x'.repeat(2049) }, { field: 'externalId' }],
    ['labels of 16 KiB and one byte', { labels: big(16_385) }, { field: 'labels' }],
    ['a spec of 16 KiB and one byte', { spec: big(16_385) }, { field: 'spec' }],
    ['labels that are a list', { labels: [] as never }, { path: 'input.resource.labels' }],
    ['a spec that is text', { spec: '{}' as never }, { path: 'input.resource.spec' }],
    ['a malformed project', { project: 'mine' }, { field: 'project' }],
    ['a project never issued', { project: 'prj_01h455vb4pex5vsknk084sn02q' }, { field: 'project' }],
    ['a workspace as project', { project: workspace.id }, { field: 'project' }],
  ])('%s is INVALID_INPUT', async (_what, resource, at) => {
    const refusal = await refusedCleanly(server, REGISTER, given(resource), owner)
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', ...at })
  })

  test('accepts the longest allowed values, and refuses a project of another workspace', async () => {
    const most = { name: 'ß'.repeat(255), externalId: 'x'.repeat(2048), labels: big(16_384), spec: big(16_384) }
    expect(await register(most)).toMatchObject(most)
    const elsewhere = await seedWorkspace(server)
    const project = await projectOf(elsewhere.id, elsewhere.owner)
    const refusal = await refusedCleanly(server, REGISTER, given({ project }), owner)
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field: 'project' })
  })
})

describe('registering many', () => {
  const many = (count: number): ResourceInput[] =>
    Array.from({ length: count }, (_, index) => ({ kind: index % 2 ? 'job' : 'model', name: `r${index}` }))

  test('accepts 1,000 in the given order with one event, and returns them again without any', async () => {
    const into = await seedWorkspace(server)
    let ids: string[] = []
    const events = await eventsOf(server, async () => {
      const { resources } = (await registerMany(many(1000), into)).registerResources
      expect(resources.map(({ name }) => name)).toEqual(many(1000).map(({ name }) => name))
      ids = resources.map(({ id }) => id)
    })
    expect(events.map(({ type }) => type)).toEqual(['RESOURCE_REGISTERED'])
    expect(new Set(events[0]?.data['ids'] as string[])).toEqual(new Set(ids))
    expect(await countsOf(into)).toEqual({ kept: { job: 500, model: 500 }, total: 1000, counted: 1000 })
    const again = await eventsOf(server, async () => {
      const { resources } = (await registerMany(many(1000).reverse(), into)).registerResources
      expect(resources.map(({ id }) => id).reverse()).toEqual(ids)
    })
    expect(again).toEqual([])
    expect(await countsOf(into)).toMatchObject({ total: 1000, counted: 1000 })
  })

  test.each<[string, (list: ResourceInput[]) => ResourceInput[], object]>([
    ['the last of an unknown kind', (list) => [...list, { kind: 'x', name: 'x' }], { field: 'resources.999.kind' }],
    ['a bad name', (list) => [...list, { kind: 'job', name: '' }], { field: 'resources.999.name' }],
    ['a bad name of the first', (list) => [{ kind: 'job', name: '' }, ...list], { field: 'resources.0.name' }],
    [
      'a malformed project',
      (list) => [...list, { kind: 'job', name: 'a', project: 'mine\u0000' }],
      { field: 'resources.999.project' },
    ],
    [
      'a name twice with other content',
      (list) => [...list, { ...list[0], spec: { a: 1 } } as never],
      { code: 'CONFLICT' },
    ],
    ['1,001', (list) => [...list, { kind: 'job', name: 'a' }, { kind: 'job', name: 'b' }], { code: 'LIMIT_EXCEEDED' }],
    ['none', () => [], { code: 'INVALID_INPUT', field: 'resources' }],
  ])('is all or nothing: %s', async (_what, change, expected) => {
    const into = await seedWorkspace(server)
    const input = { workspace: { id: into.id }, resources: change(many(999)) }
    expect(await refusedCleanly(server, REGISTER_MANY, { input }, into.owner)).toMatchObject(expected)
    expect(await countsOf(into)).toEqual({ kept: {}, total: 0, counted: 0 })
  })

  test('creates a resource once that is given twice with the same content', async () => {
    const twin = { kind: 'job', name: unique('twin'), labels: { a: 1 } }
    const { resources } = (await registerMany([twin, { ...twin }])).registerResources
    expect(resources[0]?.id).toBe(resources[1]?.id)
  })
})

describe('updating', () => {
  test('replaces labels and spec, keeps omitted fields, clears null ones; the event has keys and a digest', async () => {
    const project = await projectOf(workspace.id)
    const old = { labels: { gone: 1, same: 2, changed: 'hush-old' }, spec: { s: 1 }, externalId: 'x', project }
    const { id, name } = await register(old)
    const labels = { same: 2, changed: 'hush-new', fresh: 3 }
    const events = await eventsOf(server, () => update(id, { labels, externalId: null }))
    const data = events[0]?.data as { keys: { labels: string[] }; digests: Record<string, string> }
    expect(events).toMatchObject([{ type: 'RESOURCE_UPDATED', subjectId: id, workspaceId: workspace.id }])
    expect(data).toMatchObject({ kind: 'job', name, fields: ['externalId', 'labels'] })
    expect(new Set(data.keys.labels)).toEqual(new Set(['gone', 'changed', 'fresh']))
    expect(data.digests).toEqual({ labels: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) })
    expect(JSON.stringify(events)).not.toContain('hush')
    const now = await update(id, { project: null, expectedVersion: 2 })
    expect(now).toMatchObject({ labels, spec: { s: 1 }, externalId: null, project: null, version: 3 })
  })

  test.each<[string, Omit<UpdateResourceInput, 'resource'>, object]>([
    ['nothing', {}, { field: 'input' }],
    ['null labels', { labels: null }, { field: 'labels' }],
    ['a null spec', { spec: null }, { field: 'spec' }],
    ['a spec above 16 KiB', { spec: { x: 'x'.repeat(16_384) } }, { field: 'spec' }],
    ['an external id of 2,049', { externalId: 'x'.repeat(2049) }, { field: 'externalId' }],
    ['a malformed project', { project: 'mine' }, { field: 'project' }],
  ])('with %s is INVALID_INPUT', async (_what, input, at) => {
    const { id } = await register({})
    const refusal = await refusedCleanly(server, UPDATE, { input: { resource: { id: id }, ...input } }, owner)
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', ...at })
  })

  test('or deleting at another version is CONFLICT; deleting returns kind and name', async () => {
    const { id, name } = await register({})
    const conflict = { code: 'CONFLICT', currentVersion: 1 }
    const stale = { input: { resource: { id }, spec: { a: 1 }, expectedVersion: 2 } }
    expect(await refusedCleanly(server, UPDATE, stale, owner)).toMatchObject(conflict)
    const gone = { input: { resource: { id }, expectedVersion: 2 } }
    expect(await refusedCleanly(server, DELETE, gone, owner)).toMatchObject(conflict)
    const events = await eventsOf(server, () => run(server, DELETE, { input: { resource: { id: id } } }, owner))
    expect(events).toMatchObject([{ type: 'RESOURCE_DELETED', subjectId: id, data: { kind: 'job', name } }])
    expect((await refusedCleanly(server, DELETE, { input: { resource: { id: id } } }, owner)).code).toBe('NOT_FOUND')
    expect(await refused(server, DELETE, { input: { resource: { id: 'x' } } }, owner)).toMatchObject({
      code: 'INVALID_INPUT',
    })
  })
})

test('the stored counts are right after any sequence of registering and deleting', async () => {
  const step = fc.record({
    kind: fc.constantFrom('job', 'model', 'fileset'),
    names: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }),
    remove: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const into = await seedWorkspace(server)
      const live = new Map<string, string>()
      for (const { kind, names, remove } of steps) {
        const resources = names.map((name) => ({ kind, name: `${name}` }))
        if (!remove) {
          const made = (await registerMany(resources, into)).registerResources.resources
          for (const { id, name } of made) live.set(`${kind} ${name}`, id)
          continue
        }
        for (const { name } of resources) {
          const input = { resource: { id: live.get(`${kind} ${name}`) ?? 'res_01h455vb4pex5vsknk084sn02q' } }
          await server.gql(DELETE.toString(), { input }, into.owner)
          live.delete(`${kind} ${name}`)
        }
      }
      const expected: Record<string, number> = {}
      for (const key of live.keys()) {
        const kind = key.split(' ')[0] as string
        expected[kind] = (expected[kind] ?? 0) + 1
      }
      expect(await countsOf(into)).toEqual({ kept: expected, total: live.size, counted: live.size })
    }),
    { numRuns: 15 },
  )
})
