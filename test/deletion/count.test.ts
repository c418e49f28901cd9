// What a plan counts: `deleteWorkspace` looks at no more than a thousand rows of a step, and clean-up counts the rest.
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { AT, digits, rows } from '../support/bulk.ts'
import { DELETE_WORKSPACE, PAUSE_DELETIONS, RESUME_DELETIONS } from '../support/operations.ts'
import { run, seedWorkspace } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'

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

test('a workspace with thousands of ended tokens and projects: no more than 1,000 of each are counted before the answer, and all before the first goes', async () => {
  const server = await startTestServer()
  const { id, owner } = await seedWorkspace(server)
  await server.database.query(
    rows(
      TOKENS,
      `insert into api_token (id, hash, hint, name, workspace_id, owner_id, created_at, expires_at, revoked_at)
       select 'tok_0' || ${digits('i')} || 'e008000000000000', 'hash' || ${digits('i')}, 'end', 'ended', '${id}', '${owner.id}', ${AT}, ${AT}, ${AT} from n`,
    ),
  )
  await server.database.query(
    rows(
      PROJECTS,
      `insert into project (id, workspace_id, name, created_at, updated_at)
       select 'prj_0' || ${digits('i')} || 'e008000000000000', '${id}', 'p' || ${digits('i')}, ${AT}, ${AT} from n`,
    ),
  )
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
