import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { EventFilter, EventType } from '../generated/graphql.ts'
import { eventsOf } from '../support/events.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, CREATE_WORKSPACE, REGISTER_RESOURCES } from '../support/operations.ts'
import { type Person, refused, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { type Credentials, startTestServer } from '../support/server.ts'

const LOG = graphql(`
  query EventLog($by: WorkspaceRef!, $filter: EventFilter) {
    workspace(by: $by) {
      events(first: 100, filter: $filter) {
        nodes {
          cursor type at workspaceId actorId actorName summary tokenId subjectId requestId ip data
          actor { ... on User { id name } }
        }
        totalCount
      }
    }
  }
`)
const ALL = graphql(`
  query EventAll($workspaceId: ID, $filter: EventFilter) {
    events(first: 100, workspaceId: $workspaceId, filter: $filter) { nodes { type workspaceId ip } totalCount }
  }
`)
const UPDATE = graphql(`
  mutation EventUpdate($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { id } } }
`)
const PROJECT = graphql(`
  mutation EventProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }
`)
const LEAVE = graphql(`
  mutation EventLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }
`)

const server = await startTestServer({ shared: true })
const workspace = await seedWorkspace(server, { adam: 'ADMIN', eve: 'EDITOR' })
const { owner } = workspace
const { adam, eve } = workspace.members as Record<'adam' | 'eve', Person>
const here = { workspace: { id: workspace.id } }
const log = async (filter: EventFilter = {}, as: Credentials = owner) =>
  (await run(server, LOG, { by: here.workspace, filter }, as)).workspace?.events
const typesOf = async (filter: EventFilter, as?: Credentials) => (await log(filter, as))?.nodes.map(({ type }) => type)

server.advance(60_000)
const project = (await run(server, PROJECT, { input: { ...here, name: 'logged' } }, eve)).createProject.project.id
server.advance(60_000)
await run(server, UPDATE, { input: { ...here, displayName: 'Logged' } }, adam)

test('the audit log of a workspace is complete, newest first, with actor, object, time, token and request', async () => {
  const events = await log()
  const types = ['WORKSPACE_UPDATED', 'PROJECT_CREATED', 'MEMBER_ADDED', 'MEMBER_ADDED', 'WORKSPACE_CREATED']
  expect(events?.nodes.map(({ type }) => type)).toEqual(types)
  expect(events?.totalCount).toBe(types.length)
  for (const event of events?.nodes ?? []) {
    expect(event).toMatchObject({ workspaceId: workspace.id, ip: '127.0.0.1', tokenId: expect.stringMatching(/^tok_/) })
    expect(event.requestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(event.actor).toEqual({ id: event.actorId, name: event.actorName })
    expect(event.summary.startsWith(`${event.actorName} `)).toBe(true)
    expect('asPlatformAdmin' in event.data).toBe(event.type === 'MEMBER_ADDED')
  }
  expect(new Set(events?.nodes.map(({ requestId }) => requestId)).size).toBe(types.length)
})

describe('the log filtered', () => {
  const [first, second] = [30_000, 90_000].map((ms) => new Date(Date.now() + ms).toISOString()) as [string, string]
  test.each<[EventFilter, string[]]>([
    [{ types: ['MEMBER_ADDED'] }, ['MEMBER_ADDED', 'MEMBER_ADDED']],
    [{ types: [] }, []],
    [{ actor: { user: eve.id } }, ['PROJECT_CREATED']],
    [{ actor: { email: `${adam.name}@example.com` } }, ['WORKSPACE_UPDATED']],
    [{ actor: { email: 'nobody@example.com' } }, []],
    [{ actor: { group: 'ops' } }, []],
    [{ subject: project }, ['PROJECT_CREATED']],
    [{ subject: workspace.id }, ['WORKSPACE_UPDATED', 'WORKSPACE_CREATED']],
    [{ at: { gt: first, lt: second } }, ['PROJECT_CREATED']],
    [{ at: { gte: second }, actor: { user: adam.id } }, ['WORKSPACE_UPDATED']],
    [{ types: ['PROJECT_CREATED'], subject: workspace.id }, []],
  ])('by %j', async (filter, expected) => {
    expect(await typesOf(filter)).toEqual(expected)
    expect((await log(filter))?.totalCount).toBe(expected.length)
  })

  test.each<[EventFilter, object]>([
    [{ subject: 'me' }, { field: 'subject' }],
    [{ actor: { user: '' } }, { field: 'user' }],
    [{ at: { gt: 'now' } }, { path: 'filter.at.gt' }],
    [{ types: ['nothing.happened' as EventType] }, { path: 'filter.types[0]' }],
  ])('by %j is INVALID_INPUT', async (filter, at) => {
    const refusal = await refused(server, LOG, { by: here.workspace, filter }, owner)
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', ...at })
  })
})

describe('the log is shown', () => {
  test('to admins and owners of the workspace, not to editors, and to nobody else', async () => {
    expect(await typesOf({ types: ['PROJECT_CREATED'] }, adam)).toEqual(['PROJECT_CREATED'])
    const refusal = await refused(server, LOG, { by: here.workspace, filter: {} }, eve)
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', permission: 'EVENT_READ', requiredRole: 'ADMIN' })
    expect(await log({}, await signUp(server))).toBeUndefined()
  })

  test('in full to platform admins only, also for one workspace', async () => {
    expect((await refused(server, ALL, {}, owner)).code).toBe('FORBIDDEN')
    const whole = (await run(server, ALL, {})).events
    const one = (await run(server, ALL, { workspaceId: workspace.id })).events
    expect(one?.totalCount).toBe((await log())?.totalCount)
    expect(whole?.totalCount).toBeGreaterThan(one?.totalCount ?? 0)
    expect((await run(server, ALL, { workspaceId: project })).events?.nodes).toEqual([])
    const malformed = await refused(server, ALL, { workspaceId: 'x' })
    expect(malformed).toMatchObject({ code: 'INVALID_INPUT', field: 'workspaceId' })
    expect(
      (await run(server, ALL, { filter: { types: ['WORKSPACE_CREATED'], actor: { user: owner.id } } })).events,
    ).toMatchObject({ totalCount: 1 })
  })
})

test('a mutation that fails midway writes neither its row nor its event', async () => {
  const name = unique('undone')
  const events = await eventsOf(server, async () => {
    // two concurrent requests for one name: the row of one exists when the other inserts its own
    const pair = [owner, adam].map((as) => server.gql(CREATE_WORKSPACE.toString(), { input: { name } }, as))
    const codes = (await Promise.all(pair)).map(({ body }) => body.errors?.[0]?.extensions.code)
    expect(codes.filter((code) => code === 'NAME_TAKEN')).toHaveLength(1)
  })
  expect(events.map(({ type }) => type)).toEqual(['WORKSPACE_CREATED'])
})

test('an event keeps names and roles as they were, and holds no secret', async () => {
  const bob = await signUp(server)
  const input = { ...here, principal: { user: bob.id }, role: 'ADMIN' as const }
  await run(server, ADD_MEMBER, { input })
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: 'secret', ...here } }, bob)
  const resources = [{ kind: 'job', name: 'logged', labels: { pass: 'hush-label' }, spec: { pass: 'hush-spec' } }]
  await run(server, REGISTER_RESOURCES, { input: { ...here, resources } }, bob)
  await run(server, LEAVE, { input: here }, bob)
  const events = (await log({ actor: { user: bob.id } }))?.nodes ?? []
  expect(events.map(({ type }) => type)).toEqual(['MEMBER_LEFT', 'RESOURCE_REGISTERED', 'TOKEN_CREATED'])
  expect(events[0]?.data).toEqual({ role: 'ADMIN', revokedTokenIds: [createApiToken.token.id], revokedTokenCount: 1 })
  const text = JSON.stringify(events)
  for (const secret of ['hush', createApiToken.secret as string]) expect(text).not.toContain(secret)
})
