// How clean-up carries out deletions: in turns, across restarts, without delaying requests, and with retries when the
// database refuses a step.
import { expect, onTestFinished, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { inBackground } from '../support/background.ts'
import { beginning } from '../support/cursors.ts'
import { newDatabase } from '../support/database.ts'
import { addFailingTrigger, blockRemoval, slowDeletions } from '../support/faults.ts'
import {
  FULL_WORKSPACE_STEPS,
  FULL_WORKSPACE_TOTAL,
  STEPS_WITHOUT_RESOURCES,
  seedFullWorkspace,
} from '../support/full-workspace.ts'
import { DELETE_WORKSPACE } from '../support/operations.ts'
import { fill, type Person, run, type SeededWorkspace, seedWorkspace, signUp } from '../support/people.ts'
import { startTestServer, type TestServer, until } from '../support/server.ts'
import { follow } from '../support/subscriptions.ts'
import { rowsOfWorkspace } from '../support/workspace-rows.ts'

const READ = graphql(`
  query CleanupRead($id: ID!) {
    deletion(id: $id) {
      state
      done
      total
      lastError
      steps {
        name
        state
        done
        total
        attempts
        nextAttemptAt
        lastError
      }
    }
  }
`)

const FOLLOW = graphql(`
  subscription CleanupFollow($id: ID!, $after: Cursor) {
    deletionEvents(deletion: $id, after: $after) {
      id
      cursor
      type
      at
      step
      message
      done
      deletion {
        steps {
          name
          nextAttemptAt
        }
      }
    }
  }
`)

async function startDeletion(server: TestServer, { id, owner }: SeededWorkspace): Promise<string> {
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
  return deleteWorkspace.deletion.id
}

const read = async (server: TestServer, id: string) => {
  const { deletion } = await run(server, READ, { id })
  if (!deletion) throw new Error(`There is no deletion ${id}`)
  return deletion
}
const untilSucceeded = (server: TestServer, id: string) =>
  until(async () => (await read(server, id)).state === 'SUCCEEDED')

/** All events of a deletion, progress included, as a late subscriber gets them. */
async function eventsOf(server: TestServer, id: string, as: Person) {
  const stream = follow('SSE', server, FOLLOW, { id, after: beginning(server) }, as)
  const seen = await stream.ended()
  return seen.map(({ deletionEvents: event }) => event)
}

/** Expects each event once: the deletion's start, start and end of each step in order, the deletion's end. */
function expectComplete(events: Awaited<ReturnType<typeof eventsOf>>, steps: readonly string[]) {
  const main = events.filter(({ type }) => type !== 'PROGRESS' && type !== 'STEP_RETRYING')
  expect(main.map(({ type, step }) => (step ? `${type} ${step}` : type))).toEqual([
    'STARTED',
    ...steps.flatMap((step) => [`STEP_STARTED ${step}`, `STEP_SUCCEEDED ${step}`]),
    'SUCCEEDED',
  ])
  expect(events.map(({ done }) => done)).toEqual(events.map(({ done }) => done).sort((a, b) => a - b))
  expect(new Set(events.map((event) => event.id)).size).toBe(events.length)
}
const FULL_WORKSPACE_STEP_NAMES = FULL_WORKSPACE_STEPS.map(({ name }) => name)

test('deletions take turns: a short one succeeds while a long one is still running', async () => {
  const server = await startTestServer()
  const [long, short] = [await seedWorkspace(server), await seedFullWorkspace(server)]
  await fill(server, long, 1000)
  const release = slowDeletions(server)
  const longId = await startDeletion(server, long)
  const shortId = await startDeletion(server, short)
  await untilSucceeded(server, shortId)
  expect((await read(server, longId)).state).toBe('RUNNING')
  release()
  await untilSucceeded(server, longId)
})

test('a server that stops during a deletion continues it at its next start, and each event is written exactly once', async () => {
  const database = await newDatabase()
  onTestFinished(() => database.drop())
  let server = await startTestServer({ database })
  const workspace = await seedFullWorkspace(server)
  await fill(server, workspace, 1000, ['dataset'])
  slowDeletions(server)
  const id = await startDeletion(server, workspace)
  const seen: { id: string; cursor: string }[] = []
  let done = 0
  for (let restart = 0; restart < 3; restart++) {
    const stream = follow(
      'SSE',
      server,
      FOLLOW,
      { id, after: seen.at(-1)?.cursor ?? beginning(server) },
      workspace.owner,
    )
    await until(() => (stream.seen.at(-1)?.deletionEvents.done ?? 0) > done)
    await server.app.close()
    // a stop ends the stream without `complete`, which would mean that the deletion is over
    await stream.ended()
    expect(stream.end).not.toBe('complete')
    seen.push(...stream.seen.map(({ deletionEvents: event }) => event))
    done = stream.seen.at(-1)?.deletionEvents.done ?? 0
    server = await startTestServer({ database })
    expect(await read(server, id)).toMatchObject({ state: 'RUNNING' })
    slowDeletions(server)
  }
  const rest = await follow('SSE', server, FOLLOW, { id, after: seen.at(-1)?.cursor as string }, workspace.owner).ended(
    15_000,
  )
  seen.push(...rest.map(({ deletionEvents: event }) => event))
  const events = await eventsOf(server, id, workspace.owner)
  expect(seen.map((event) => event.id)).toEqual(events.map((event) => event.id))
  expectComplete(events, FULL_WORKSPACE_STEP_NAMES)
  expect(await database.query('select id from resource limit 1')).toEqual([])
})

test('reads and writes are answered while a large workspace is removed', async () => {
  const server = await startTestServer()
  const large = await seedWorkspace(server)
  await fill(server, large, 1000)
  const id = await startDeletion(server, large)
  let answers = 0
  while ((await read(server, id)).state === 'RUNNING') {
    await signUp(server)
    answers++
  }
  // if all rows were removed in one transaction, the workspace would be gone before the first answer
  expect(answers).toBeGreaterThan(0)
  expect(server.log.filter(({ level }) => level === 'error')).toEqual([])
})

test(
  'a step that the database refuses is retried with exponential back-off, and delays no other deletion',
  inBackground(await startTestServer({ shared: true }), async (server) => {
    const [workspace, other] = [await seedFullWorkspace(server), await seedFullWorkspace(server)]
    const clear = await blockRemoval(server, 'project', workspace.id)
    const id = await startDeletion(server, workspace)
    const refusedStep = async () => (await read(server, id)).steps.find(({ name }) => name === 'projects')
    await until(async () => (await refusedStep())?.state === 'RETRYING')
    expect(await refusedStep()).toMatchObject({
      attempts: 1,
      done: 0,
      nextAttemptAt: expect.stringMatching(/Z$/),
      lastError: 'The database refused the step',
    })
    expect(await read(server, id)).toMatchObject({
      state: 'RUNNING',
      lastError: 'The database refused the step',
      done: 10,
    })
    const otherId = await startDeletion(server, other)
    await untilSucceeded(server, otherId)
    expect((await read(server, id)).state).toBe('RUNNING')
    await until(async () => ((await refusedStep())?.attempts ?? 0) >= 2)
    await clear()
    await untilSucceeded(server, id)
    const deletion = await read(server, id)
    expect(deletion).toMatchObject({ done: FULL_WORKSPACE_TOTAL, total: FULL_WORKSPACE_TOTAL, lastError: null })
    expect(await refusedStep()).toMatchObject({ state: 'SUCCEEDED', done: 1, nextAttemptAt: null, lastError: null })
    const events = await eventsOf(server, id, workspace.owner)
    expectComplete(events, FULL_WORKSPACE_STEP_NAMES)
    expectComplete(await eventsOf(server, otherId, other.owner), FULL_WORKSPACE_STEP_NAMES)
    const refusals = events.filter(({ type }) => type === 'STEP_RETRYING')
    expect(refusals).toHaveLength((await refusedStep())?.attempts ?? 0)
    expect(refusals[0]).toMatchObject({
      step: 'projects',
      message: 'Croft will try projects again: The database refused the step',
    })
    // at least one second, then twice as long
    const at = refusals.map((refusal) => Date.parse(refusal.at))
    const retried = events.find(({ type, step }) => type === 'STEP_SUCCEEDED' && step === 'projects')
    const pauses = [...at, Date.parse(retried?.at ?? '')].slice(1).map((time, i) => time - (at[i] as number))
    expect(pauses[0]).toBeGreaterThanOrEqual(1000)
    expect(pauses[1]).toBeGreaterThanOrEqual(2000)
    // the database's own message is in the server's log, and nowhere else
    expect(JSON.stringify(server.log)).not.toContain('SQLITE_BUSY')
    expect(JSON.stringify([events, deletion])).not.toContain('an obstacle')
    expect(server.log.some(({ fields }) => String(fields.err).includes('an obstacle'))).toBe(true)
  }),
)

test(
  'a deletion pauses after a failure even when the pause cannot be written',
  inBackground(await startTestServer({ shared: true }), async (server) => {
    const [workspace, other] = [await seedWorkspace(server), await seedWorkspace(server)]
    const clear = await blockRemoval(server, 'membership', workspace.id)
    const allow = await addFailingTrigger(server, 'no_pause', 'insert on event', "new.type = 'deletion.step_retrying'")
    const failures = () =>
      Math.floor(server.log.filter(({ message }) => message === 'A clean-up step was refused').length / 2)
    const id = await startDeletion(server, workspace)
    await until(() => failures() >= 1)
    await untilSucceeded(server, await startDeletion(server, other))
    await until(() => failures() >= 2)
    await allow()
    await clear()
    await untilSucceeded(server, id)
    expect(failures()).toBeLessThanOrEqual(3)
    expectComplete(await eventsOf(server, id, workspace.owner), STEPS_WITHOUT_RESOURCES)
  }),
)

test(
  'a step of a stored plan that this version does not know is an error, and removes nothing',
  inBackground(await startTestServer({ shared: true }), async (server) => {
    const workspace = await seedWorkspace(server)
    const clear = await blockRemoval(server, 'membership', workspace.id)
    const id = await startDeletion(server, workspace)
    await until(async () => (await read(server, id)).lastError)
    const rename = (from: string, to: string) =>
      server.database.query('update deletion_step set name = ? where deletion_id = ? and name = ?', to, id, from)
    await rename('memberships', 'memberships:all')
    await clear()
    await until(() => server.log.some(({ fields }) => String(fields.err).includes('There is no step memberships:all')))
    expect(await rowsOfWorkspace(server, workspace.id)).toMatchObject({ membership: 1 })
    await rename('memberships:all', 'memberships')
    await untilSucceeded(server, id)
  }),
)
