// The record of a deletion: what it shows during clean-up and after it.
import { expect, onTestFinished, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { blockRemoval, pauseDeletions, slowDeletions } from '../support/faults.ts'
import { FULL_WORKSPACE_STEPS, FULL_WORKSPACE_TOTAL, seedFullWorkspace } from '../support/full-workspace.ts'
import { CREATE_WORKSPACE, DELETE_WORKSPACE } from '../support/operations.ts'
import { fill, run, seedWorkspace, signUp } from '../support/people.ts'
import { startTestServer, type TestServer, until } from '../support/server.ts'

const READ = graphql(`
  query RecordRead($id: ID!) {
    deletion(id: $id) {
      id
      workspaceId
      workspaceName
      workspaceDisplayName
      state
      policy
      reason
      requestedBy {
        ... on User {
          id
        }
      }
      requestedAt
      startsAt
      startedAt
      finishedAt
      total
      done
      remaining
      itemsPerSecond
      etaSeconds
      lastError
      steps {
        name
        order
        state
        total
        done
        attempts
        nextAttemptAt
        lastError
      }
    }
  }
`)

const EVENTS = graphql(`
  query RecordEvents($id: ID!, $after: String) {
    deletion(id: $id) {
      events(first: 4, after: $after) {
        totalCount
        nodes {
          cursor
          type
          step
          total
          done
          message
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      workspaceEvents(first: 100) {
        nodes {
          type
          actorName
        }
      }
    }
  }
`)

const LIST = graphql(`
  query RecordList($filter: DeletionFilter, $first: Int, $after: String) {
    deletions(filter: $filter, first: $first, after: $after) {
      totalCount
      nodes {
        id
        state
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

const server = await startTestServer({ shared: true })

const read = async (id: string, on: TestServer = server) => (await run(on, READ, { id })).deletion
const untilSucceeded = (id: string) => until(async () => (await read(id))?.state === 'SUCCEEDED')

async function startDeletion(workspaceId: string, as?: { token: string }, on: TestServer = server): Promise<string> {
  const { deleteWorkspace } = await run(on, DELETE_WORKSPACE, { input: { workspace: { id: workspaceId } } }, as)
  return deleteWorkspace.deletion.id
}

test('the record shows the request, and done and total are equal after success', async () => {
  const workspace = await seedFullWorkspace(server)
  const id = await startDeletion(workspace.id, workspace.owner)
  await untilSucceeded(id)
  const deletion = await read(id)
  expect(deletion).toMatchObject({
    workspaceId: workspace.id,
    workspaceName: workspace.name,
    workspaceDisplayName: workspace.name,
    policy: 'CASCADE',
    reason: null,
    requestedBy: { id: workspace.owner.id },
    total: FULL_WORKSPACE_TOTAL,
    done: FULL_WORKSPACE_TOTAL,
    remaining: 0,
    itemsPerSecond: null,
    etaSeconds: null,
    lastError: null,
  })
  expect(deletion?.startsAt).toBe(deletion?.requestedAt)
  expect(Date.parse(deletion?.finishedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(deletion?.startedAt ?? ''))
})

test('deleting a large workspace is answered before rows are removed; done and remaining always add up to the total', async () => {
  const workspace = await seedWorkspace(server)
  await fill(server, workspace, 3000)
  const release = slowDeletions(server)
  const id = await startDeletion(workspace.id, workspace.owner)
  // the rate is null for the first three seconds
  server.advance(3000)
  let done = -1
  let rated = 0
  const watched = await until(async () => {
    const deletion = await read(id)
    if (!deletion) return null
    expect(deletion.total).toBe(3002)
    expect(deletion.done + deletion.remaining).toBe(deletion.total)
    expect(deletion.steps.reduce((sum, step) => sum + step.total, 0)).toBe(deletion.total)
    // the steps are read a moment after the deletion, so they may be ahead of it
    expect(deletion.steps.reduce((sum, step) => sum + step.done, 0)).toBeGreaterThanOrEqual(deletion.done)
    expect(deletion.done).toBeGreaterThanOrEqual(done)
    done = deletion.done
    const { itemsPerSecond, etaSeconds } = deletion
    if (deletion.state === 'RUNNING' && itemsPerSecond) {
      rated++
      expect(itemsPerSecond).toBeGreaterThan(0)
      // the two values are computed a moment apart
      const eta = deletion.remaining / itemsPerSecond
      expect(Math.abs((etaSeconds ?? Number.NaN) - eta)).toBeLessThan(1.5 + eta / 5)
      if (rated > 5) release()
    }
    return deletion.state === 'SUCCEEDED' ? deletion : null
  })
  release()
  expect(rated).toBeGreaterThan(1)
  expect(watched.steps.reduce((sum, step) => sum + step.done, 0)).toBe(3002)
  expect(watched).toMatchObject({ done: 3002, itemsPerSecond: null, etaSeconds: null })
})

test('rate and estimate are null for the first three seconds of clean-up, and known from then on', async () => {
  const own = await startTestServer()
  const workspace = await seedWorkspace(own)
  await fill(own, workspace, 1000)
  own.stopClock()
  slowDeletions(own)
  const id = await startDeletion(workspace.id, workspace.owner, own)
  await until(async () => ((await read(id, own))?.done ?? 0) > 200)
  const resume = pauseDeletions(own)
  onTestFinished(() => resume())
  own.advance(2999)
  expect(await read(id, own)).toMatchObject({ state: 'RUNNING', itemsPerSecond: null, etaSeconds: null })
  own.advance(1)
  const deletion = await read(id, own)
  const rate = deletion?.itemsPerSecond ?? 0
  expect(rate).toBeGreaterThan(0)
  expect(deletion?.etaSeconds).toBe(Math.ceil((deletion?.remaining ?? 0) / rate))
})

test('deletions are listed newest first, and filtered by state, workspace name and requester', async () => {
  const owner = await signUp(server)
  const ids: string[] = []
  const names: string[] = []
  for (const stem of ['list-a', 'list-b', 'list-c']) {
    const { createWorkspace } = await run(
      server,
      CREATE_WORKSPACE,
      { input: { name: `${stem}-${process.pid}` } },
      owner,
    )
    names.push(createWorkspace.workspace.name)
    if (stem === 'list-c') await blockRemoval(server, 'workspace', createWorkspace.workspace.id)
    // the platform admin requests the second deletion
    ids.push(await startDeletion(createWorkspace.workspace.id, stem === 'list-b' ? undefined : owner))
  }
  const [a = '', b = '', c = ''] = ids
  await untilSucceeded(a)
  await untilSucceeded(b)
  const list = async (filter?: Parameters<typeof run<unknown, { filter: object }>>[2]['filter']) =>
    (await run(server, LIST, { filter: filter ?? null }, owner)).deletions.nodes.map(({ id }) => id)
  expect(await list()).toEqual([c, b, a])
  expect(await list({ state: ['RUNNING'] })).toEqual([c])
  expect(await list({ state: ['SUCCEEDED'] })).toEqual([b, a])
  expect(await list({ state: [] })).toEqual([])
  expect(await list({ workspaceName: { eq: names[1] } })).toEqual([b])
  expect(await list({ workspaceName: { contains: 'LIST-' }, state: ['SUCCEEDED'] })).toEqual([b, a])
  expect(await list({ requestedBy: { user: owner.id } })).toEqual([c, a])
  expect(await list({ requestedBy: { email: 'nobody@example.com' } })).toEqual([])
  const first = (await run(server, LIST, { first: 2 }, owner)).deletions
  expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true }, nodes: [{ id: c }, { id: b }] })
  const rest = (await run(server, LIST, { first: 2, after: first.pageInfo.endCursor }, owner)).deletions
  expect(rest).toMatchObject({ pageInfo: { hasNextPage: false }, nodes: [{ id: a }] })
})

test('after success the record keeps its own events, oldest first without progress, and those of the workspace', async () => {
  const workspace = await seedFullWorkspace(server)
  const id = await startDeletion(workspace.id, workspace.owner)
  await untilSucceeded(id)
  const nodes = []
  let after: string | null = null
  let more = true
  while (more) {
    const { deletion }: Awaited<ReturnType<typeof eventsAfter>> = await eventsAfter(after)
    nodes.push(...(deletion?.events.nodes ?? []))
    more = deletion?.events.pageInfo.hasNextPage ?? false
    after = deletion?.events.pageInfo.endCursor ?? null
  }
  async function eventsAfter(cursor: string | null) {
    return run(server, EVENTS, { id, after: cursor }, workspace.owner)
  }
  expect(nodes.map(({ type, step }) => (step ? `${type} ${step}` : type))).toEqual([
    'STARTED',
    ...FULL_WORKSPACE_STEPS.flatMap(({ name }) => [`STEP_STARTED ${name}`, `STEP_SUCCEEDED ${name}`]),
    'SUCCEEDED',
  ])
  expect(new Set(nodes.map(({ cursor }) => cursor)).size).toBe(nodes.length)
  expect(nodes.map(({ done }) => done)).toEqual(nodes.map(({ done }) => done).sort((x, y) => x - y))
  expect(nodes.at(0)).toMatchObject({ total: FULL_WORKSPACE_TOTAL, done: 0 })
  expect(nodes.at(-1)).toMatchObject({ total: FULL_WORKSPACE_TOTAL, done: FULL_WORKSPACE_TOTAL })
  const { deletion } = await eventsAfter(null)
  expect(deletion?.events.totalCount).toBe(nodes.length)
  const types = deletion?.workspaceEvents?.nodes.map(({ type }) => type)
  expect(types?.[0]).toBe('DELETION_SUCCEEDED')
  expect(types?.at(-1)).toBe('WORKSPACE_CREATED')
  expect(types).toContain('MEMBER_ADDED')
  expect(types).not.toContain('deletion.progress')
})
