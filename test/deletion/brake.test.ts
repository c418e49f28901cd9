// Platform admins pause and resume all deletions.
import { expect, onTestFinished, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { beginning } from '../support/cursors.ts'
import { newDatabase } from '../support/database.ts'
import { eventsOf } from '../support/events.ts'
import { slowDeletions } from '../support/faults.ts'
import { CREATE_WORKSPACE, DELETE_WORKSPACE, PAUSE_DELETIONS, RESUME_DELETIONS } from '../support/operations.ts'
import { fill, type Person, refused, run, type SeededWorkspace, seedWorkspace, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, type TestServer, until } from '../support/server.ts'
import { follow } from '../support/subscriptions.ts'
import { rowsOfWorkspace } from '../support/workspace-rows.ts'

const READ = graphql(`
  query BrakeRead($id: ID!) {
    deletion(id: $id) {
      state
      done
      pausedAt
      itemsPerSecond
    }
  }
`)
const RESTORE = graphql(`
  mutation BrakeRestore($input: RestoreWorkspaceInput!) {
    restoreWorkspace(input: $input) {
      deletion {
        state
      }
    }
  }
`)
const FOLLOW = graphql(`
  subscription BrakeFollow($id: ID!, $after: Cursor) {
    deletionEvents(deletion: $id, after: $after) {
      type
      message
      total
      done
    }
  }
`)
const FOLLOW_ALL = graphql(`
  subscription BrakeFollowAll($after: Cursor) {
    deletions(after: $after) {
      type
      deletion {
        id
        pausedAt
      }
    }
  }
`)

const pause = async (server: TestServer) =>
  (await run(server, PAUSE_DELETIONS, { input: { reason: 'The disk is slow' } })).pauseDeletions.pausedAt
const resume = async (server: TestServer) =>
  (await run(server, RESUME_DELETIONS, { input: {} })).resumeDeletions.resumedAt

async function startDeletion(server: TestServer, { id, owner }: SeededWorkspace): Promise<string> {
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
  return deleteWorkspace.deletion.id
}
const read = async (server: TestServer, id: string) => (await run(server, READ, { id })).deletion
const untilSucceeded = (server: TestServer, id: string) =>
  until(async () => (await read(server, id))?.state === 'SUCCEEDED')

/** Follows a deletion from its first event. */
function followFromStart(server: TestServer, id: string, as: Person) {
  const stream = follow('SSE', server, FOLLOW, { id, after: beginning(server) }, as)
  const events = () => stream.seen.map(({ deletionEvents: event }) => event)
  return { ...stream, events, has: (type: string) => events().some((event) => event.type === type) }
}

test('a paused deletion removes nothing more, notifies its watchers, and continues where it stopped when it is resumed', async () => {
  const server = await startTestServer()
  const workspace = await seedWorkspace(server)
  await fill(server, workspace, 1000, ['job'])
  const release = slowDeletions(server)
  const id = await startDeletion(server, workspace)
  const stream = followFromStart(server, id, workspace.owner)
  await until(async () => ((await read(server, id))?.done ?? 0) > 0)

  const since = await pause(server)
  const rows = await rowsOfWorkspace(server, workspace.id)
  expect(rows).toMatchObject({ resource: expect.any(Number) })
  const stopped = await read(server, id)
  expect(stopped).toMatchObject({ state: 'RUNNING', pausedAt: since })
  await until(() => stream.has('PAUSED'))
  release()
  // the deletion of another workspace, requested while deletions are paused, is recorded and waits
  const other = await seedWorkspace(server)
  const before = await rowsOfWorkspace(server, other.id)
  const otherId = await startDeletion(server, other)
  const otherStream = followFromStart(server, otherId, other.owner)
  await until(() => otherStream.has('PAUSED'))
  expect(otherStream.events().map(({ type }) => type)).toEqual(['STARTED', 'PAUSED'])
  expect(await rowsOfWorkspace(server, other.id)).toEqual(before)
  expect(await read(server, otherId)).toMatchObject({ state: 'RUNNING', done: 0, pausedAt: since })
  expect(await rowsOfWorkspace(server, workspace.id)).toEqual(rows)
  expect(await read(server, id)).toEqual({ ...stopped, itemsPerSecond: null })

  await resume(server)
  expect(await read(server, id)).toMatchObject({ pausedAt: null })
  await untilSucceeded(server, id)
  await untilSucceeded(server, otherId)
  expect(await read(server, id)).toMatchObject({ pausedAt: null })
  await stream.ended()
  const events = stream.events()
  const types = events.map(({ type }) => type)
  const at = types.indexOf('PAUSED')
  expect(types.filter((type) => type === 'PAUSED' || type === 'RESUMED')).toEqual(['PAUSED', 'RESUMED'])
  expect(types[at + 1]).toBe('RESUMED')
  expect(events.slice(at, at + 2)).toEqual([
    {
      type: 'PAUSED',
      total: stopped && 1002,
      done: stopped?.done,
      message: `Croft paused after ${stopped?.done.toLocaleString('en')} of 1,002 items`,
    },
    expect.objectContaining({ type: 'RESUMED', done: stopped?.done }),
  ])
  expect((await otherStream.ended()).map(({ deletionEvents }) => deletionEvents.type).slice(0, 3)).toEqual([
    'STARTED',
    'PAUSED',
    'RESUMED',
  ])
})

test('a deletion whose grace period ends while deletions are paused waits, can be restored, and begins after the resume', async () => {
  const server = await startTestServer()
  server.stopClock()
  const workspaces = [await seedWorkspace(server), await seedWorkspace(server)]
  const ids: string[] = []
  for (const { id, owner } of workspaces) {
    const input = { workspace: { id }, gracePeriod: '1m' }
    ids.push((await run(server, DELETE_WORKSPACE, { input }, owner)).deleteWorkspace.deletion.id)
  }
  const [restored = '', begun = ''] = ids
  const streams = ids.map((id, index) => followFromStart(server, id, workspaces[index]?.owner as Person))
  const since = await pause(server)
  server.advance(120_000)
  await until(() => streams.every((stream) => stream.has('PAUSED')))
  for (const id of ids) expect(await read(server, id)).toMatchObject({ state: 'SCHEDULED', pausedAt: since })
  await run(server, RESTORE, { input: { deletion: restored } }, workspaces[0]?.owner)
  await resume(server)
  await untilSucceeded(server, begun)
  const types = (await Promise.all(streams.map((stream) => stream.ended()))).map((events) =>
    events.map(({ deletionEvents }) => deletionEvents.type),
  )
  expect(types[0]).toEqual(['SCHEDULED', 'PAUSED', 'RESTORED'])
  expect(types[1]?.slice(0, 4)).toEqual(['SCHEDULED', 'PAUSED', 'RESUMED', 'STARTED'])
  expect(await read(server, restored)).toMatchObject({ state: 'CANCELLED', pausedAt: null })
})

test('pausing again, and resuming again, returns the first time and writes no event', async () => {
  const server = await startTestServer()
  const never = await resume(server)
  expect(Date.now() - Date.parse(never)).toBeLessThan(60_000)
  let times: string[] = []
  const events = await eventsOf(server, async () => {
    times = [await pause(server), await pause(server), await resume(server), await resume(server), await pause(server)]
  })
  expect(times[1]).toBe(times[0])
  expect(times[3]).toBe(times[2])
  expect(Date.parse(times[4] as string)).toBeGreaterThanOrEqual(Date.parse(times[2] as string))
  expect(events.map(({ type, summary, data }) => ({ type, summary, data }))).toEqual([
    { type: 'DELETIONS_PAUSED', summary: 'Administrator paused all deletions: The disk is slow', data: PAUSED },
    { type: 'DELETIONS_RESUMED', summary: 'Administrator let deletions go on', data: { reason: null } },
    { type: 'DELETIONS_PAUSED', summary: 'Administrator paused all deletions: The disk is slow', data: PAUSED },
  ])
  expect(await refused(server, PAUSE_DELETIONS, { input: { reason: ' ' } })).toMatchObject({
    code: 'INVALID_INPUT',
    field: 'reason',
  })
})
const PAUSED = { reason: 'The disk is slow' }

test('deletions stay paused through a restart', async () => {
  const database = await newDatabase()
  onTestFinished(() => database.drop())
  let server = await startTestServer({ database })
  const since = await pause(server)
  const workspace = await seedWorkspace(server)
  const id = await startDeletion(server, workspace)
  await server.close()
  server = await startTestServer({ database })
  const stream = followFromStart(server, id, workspace.owner)
  await until(() => stream.has('PAUSED'))
  expect(await read(server, id)).toMatchObject({ state: 'RUNNING', done: 0, pausedAt: since })
  await resume(server)
  await untilSucceeded(server, id)
})

test('each of many deletions sends one PAUSED and one RESUMED event', async () => {
  const deletions = 30
  const server = await startTestServer({ env: { CROFT_DELETION_LIMIT: '1000' } })
  await pause(server)
  const request = async () => {
    const name = unique('many')
    await run(server, CREATE_WORKSPACE, { input: { name } })
    return (await run(server, DELETE_WORKSPACE, { input: { workspace: { name } } })).deleteWorkspace.deletion.id
  }
  const ids = await Promise.all(Array.from({ length: deletions }, request))
  const stream = follow('SSE', server, FOLLOW_ALL, { after: beginning(server) }, { token: ADMIN_TOKEN })
  const of = (type: string) =>
    stream.seen.flatMap(({ deletions: event }) => (event.type === type ? [event.deletion.id] : []))
  await until(() => of('PAUSED').length >= deletions)
  await resume(server)
  await until(() => of('RESUMED').length >= deletions)
  for (const type of ['PAUSED', 'RESUMED']) expect(of(type).sort()).toEqual(ids.toSorted())
})
