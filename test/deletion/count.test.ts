// What a plan counts: `deleteWorkspace` looks at no more than a thousand rows of a step, and clean-up counts the rest.
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { AT, digits, rows } from '../support/bulk.ts'
import { RETRY, readExternal, untilState } from '../support/external.ts'
import { addFailingTrigger } from '../support/faults.ts'
import { DELETE_WORKSPACE, PAUSE_DELETIONS, RESUME_DELETIONS } from '../support/operations.ts'
import { run, seedWorkspace } from '../support/people.ts'
import { startTestServer, type TestServer, until } from '../support/server.ts'

const COUNTS = graphql(`
  query DeletionCounts($id: ID!) {
    deletion(id: $id) {
      state
      total
      done
      steps { name total done }
      events(first: 100) { nodes { type step total stepTotal } }
    }
  }
`)

// more than one slice counts
const TOKENS = 4500
const PROJECTS = 1200
const DAY_MS = 24 * 3_600_000

/** More than a plan counts. */
const addProjects = ({ database }: TestServer, workspaceId: string) =>
  database.query(
    rows(
      PROJECTS,
      `insert into project (id, workspace_id, name, created_at, updated_at)
       select 'prj_0' || ${digits('i')} || 'e008000000000000', '${workspaceId}', 'p' || ${digits('i')}, ${AT}, ${AT} from n`,
    ),
  )

test('a plan counts at most 1,000 rows of each kind before the answer, and clean-up counts the rest before it removes any', async () => {
  const server = await startTestServer()
  const { id, owner } = await seedWorkspace(server)
  await server.database.query(
    rows(
      TOKENS,
      `insert into api_token (id, hash, hint, name, workspace_id, owner_id, created_at, expires_at, revoked_at)
       select 'tok_0' || ${digits('i')} || 'e008000000000000', 'hash' || ${digits('i')}, 'end', 'ended', '${id}', '${owner.id}', ${AT}, ${AT}, ${AT} from n`,
    ),
  )
  await addProjects(server, id)
  await run(server, PAUSE_DELETIONS, { input: { reason: 'To see the plan' } })
  const { deletion } = (await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)).deleteWorkspace
  const read = async () => (await run(server, COUNTS, { id: deletion.id })).deletion
  const totals = (steps: readonly { name: string; total: number }[] = []) =>
    Object.fromEntries(steps.filter(({ total }) => total > 0).map(({ name, total }) => [name, total]))
  const planned = await read()
  expect(totals(planned?.steps)).toEqual({ projects: 1000, tokens: 1000, memberships: 1, workspace: 1 })
  expect(planned?.total).toBe(2002)
  await run(server, RESUME_DELETIONS, { input: {} })
  const ended = await until(async () => {
    const now = await read()
    return now?.state === 'SUCCEEDED' ? now : null
  }, 60_000)
  const all = { projects: PROJECTS, tokens: TOKENS, memberships: 1, workspace: 1 }
  const total = PROJECTS + TOKENS + 2
  expect(totals(ended.steps)).toEqual(all)
  expect(ended.steps.every((step) => step.done === step.total)).toBe(true)
  expect(ended).toMatchObject({ total, done: total })
  const steps = ended.events.nodes.filter(({ step }) => step !== null)
  expect(steps.every((event) => event.total === total)).toBe(true)
  expect(steps.find(({ type, step }) => type === 'STEP_STARTED' && step === 'tokens')?.stepTotal).toBe(TOKENS)
}, 90_000)

test('a deletion whose rows cannot be counted for a day fails, removes nothing, and continues when it is retried', async () => {
  const server = await startTestServer()
  const { id, owner } = await seedWorkspace(server)
  await addProjects(server, id)
  const allow = await addFailingTrigger(server, 'no_count', 'update on deletion_step', 'new.total > 1000')
  const { deletion } = (await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)).deleteWorkspace
  // the day begins when a server has started the deletion
  await until(async () => (await server.database.query('select 1 from deletion where lease_fence > 0')).length === 1)
  server.advance(DAY_MS - 60_000)
  expect((await readExternal(server, deletion.id)).state).toBe('RUNNING')
  server.advance(60_000)
  const failed = await untilState(server, deletion.id, 'FAILED')
  expect(failed).toMatchObject({ lastError: 'Nothing has moved for 24 hours', done: 0, canRetry: true })
  await allow()
  await run(server, RETRY, { input: { deletion: deletion.id } }, owner)
  expect(await untilState(server, deletion.id, 'SUCCEEDED')).toMatchObject({ total: PROJECTS + 2, done: PROJECTS + 2 })
})
