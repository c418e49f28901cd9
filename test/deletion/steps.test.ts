// What the record and the events of a deletion say about each of its steps.
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { beginning } from '../support/cursors.ts'
import { FULL_WORKSPACE_STEPS, startBlockedDeletion } from '../support/full-workspace.ts'
import { refused, run } from '../support/people.ts'
import { startTestServer, type TestServer, until } from '../support/server.ts'
import { follow } from '../support/subscriptions.ts'

const READ = graphql(`
  query StepsRead($id: ID!) {
    deletion(id: $id) {
      steps {
        id
        label
        kind {
          name
          displayName
        }
        name
        state
        startedAt
        finishedAt
      }
      events(first: 100) {
        nodes {
          type
          at
          step
          stepLabel
        }
      }
    }
  }
`)

const NODE = graphql(`
  query StepsNode($id: ID!) {
    node(id: $id) {
      id
    }
  }
`)

const FOLLOW = graphql(`
  subscription StepsFollow($id: ID!, $after: Cursor) {
    deletionEvents(deletion: $id, after: $after) {
      type
      step
      stepLabel
      stepTotal
      stepDone
    }
  }
`)

const server = await startTestServer({ shared: true })

async function read(on: TestServer, id: string) {
  const { deletion } = await run(on, READ, { id })
  if (!deletion) throw new Error(`There is no deletion ${id}`)
  return deletion
}

const startBlocked = (on: TestServer) => startBlockedDeletion(on, (workspace) => workspace.owner)

test('each step has a label, the kind that it removes, and an id that never changes and is not the id of a node', async () => {
  const { deletionId, finish } = await startBlocked(server)
  const known = ({ steps }: Awaited<ReturnType<typeof read>>) =>
    steps.map(({ id, name, label, kind }) => ({ id, name, label, kind }))
  const before = known(await read(server, deletionId))
  expect(before).toEqual(
    FULL_WORKSPACE_STEPS.map(({ name, label }) => ({
      id: `${deletionId}:${name}`,
      name,
      label,
      kind: name.startsWith('resources:') ? { name: name.slice('resources:'.length), displayName: label } : null,
    })),
  )
  for (const { id } of before) expect((await refused(server, NODE, { id })).code).toBe('INVALID_INPUT')
  await finish()
  expect(known(await read(server, deletionId))).toEqual(before)
})

test('a step keeps its label when its kind is renamed; one that was planned without a label shows its name', async () => {
  const own = await startTestServer()
  const { deletionId, finish } = await startBlocked(own)
  await own.database.query("update resource_kind set display_name = 'Batch' where name = 'job'")
  const jobs = (await read(own, deletionId)).steps.find(({ name }) => name === 'resources:job')
  expect(jobs).toMatchObject({ label: 'Job', kind: { displayName: 'Batch' } })
  await own.database.query("update deletion_step set label = null where name = 'projects'")
  await finish()
  const { steps, events } = await read(own, deletionId)
  const labels: Record<string, string> = Object.fromEntries(steps.map(({ name, label }) => [name, label]))
  expect(labels).toMatchObject({ 'resources:job': 'Job', projects: 'projects', tokens: 'Tokens' })
  const ofSteps = events.nodes.filter(({ step }) => step)
  expect(ofSteps.map(({ stepLabel }) => stepLabel)).toEqual(ofSteps.map(({ step }) => labels[step ?? '']))
})

test('a step starts and finishes at the times of its events, also when the database refuses it first', async () => {
  const { deletionId, finish } = await startBlocked(server)
  await until(async () => (await read(server, deletionId)).steps[0]?.state === 'RETRYING')
  const [refusedStep, ...waiting] = (await read(server, deletionId)).steps
  expect(refusedStep).toMatchObject({ startedAt: expect.stringMatching(/Z$/), finishedAt: null })
  for (const step of waiting) expect(step).toMatchObject({ state: 'WAITING', startedAt: null, finishedAt: null })
  await finish()
  const { steps, events } = await read(server, deletionId)
  expect(steps[0]?.startedAt).toBe(refusedStep?.startedAt)
  const at = (type: string, name: string) =>
    events.nodes.find((event) => event.type === type && event.step === name)?.at
  for (const { name, startedAt, finishedAt } of steps) {
    expect([name, startedAt, finishedAt]).toEqual([name, at('STEP_STARTED', name), at('STEP_SUCCEEDED', name)])
  }
})

test('an event of a step has its label and its counts; an event of the whole deletion has none', async () => {
  const { deletionId, workspace, finish } = await startBlocked(server)
  await until(async () => (await read(server, deletionId)).steps[0]?.state === 'RETRYING')
  await finish()
  const eventsAfter = (after: string | null) =>
    follow('SSE', server, FOLLOW, { id: deletionId, after }, workspace.owner).ended()
  const seen = (await eventsAfter(beginning(server))).map(({ deletionEvents: event }) => event)
  const of = (...types: string[]) => seen.filter(({ type }) => types.includes(type))
  const told = FULL_WORKSPACE_STEPS.map(({ name, label, total }) => ({
    step: name,
    stepLabel: label,
    stepTotal: total,
  }))
  expect(of('STEP_STARTED')).toEqual(told.map((step) => ({ type: 'STEP_STARTED', ...step, stepDone: 0 })))
  expect(of('STEP_SUCCEEDED')).toEqual(
    told.map((step) => ({ type: 'STEP_SUCCEEDED', ...step, stepDone: step.stepTotal })),
  )
  expect(of('STEP_RETRYING')[0]).toEqual({ type: 'STEP_RETRYING', ...told[0], stepDone: 0 })
  const none = { step: null, stepLabel: null, stepTotal: null, stepDone: null }
  expect(of('STARTED', 'SUCCEEDED')).toEqual([
    { type: 'STARTED', ...none },
    { type: 'SUCCEEDED', ...none },
  ])
  expect((await eventsAfter(null))[0]?.deletionEvents).toEqual({ type: 'SNAPSHOT', ...none })
})
