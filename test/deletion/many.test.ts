// Many workspaces are deleted at once, while some of the webhooks about their resources fail for a while.
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { type Call, startControlledReceiver } from '../support/controlled-receiver.ts'
import { createExternalKind, registerItems } from '../support/external.ts'
import { longOrShort } from '../support/length.ts'
import { CREATE_WORKSPACE, DELETE_WORKSPACE, PAUSE_DELETIONS, RESUME_DELETIONS } from '../support/operations.ts'
import { run, unique } from '../support/people.ts'
import { startTestServer, type TestServer, until } from '../support/server.ts'
import { rowsOfWorkspace } from '../support/workspace-rows.ts'

const FINISHED = graphql(`
  query ManyFinished($states: [DeletionState!]!) {
    deletions(filter: { state: $states }) {
      totalCount
    }
  }
`)

const WORKSPACES = longOrShort(200, 12)
const WEBHOOKS = longOrShort(30, 16)
/** The resources of the workspace whose deletion is requested last. */
const FEW = 2
/** The failed attempts of each webhook that fails for a while. */
const FAILING_ATTEMPTS = longOrShort(2, 1)
/** One webhook of this many fails for a while. */
const FAILING_EVERY = 20
const WITHIN_MS = longOrShort(900_000, 120_000)

interface Workspace {
  readonly id: string
}

async function newWorkspace(server: TestServer, kind: string, webhooks: number): Promise<Workspace> {
  const { createWorkspace } = await run(server, CREATE_WORKSPACE, { input: { name: unique('many') } })
  const { id } = createWorkspace.workspace
  await registerItems(server, { id }, kind, webhooks)
  return { id }
}

async function stepsStarted({ database }: TestServer, step: string): Promise<number> {
  const [row] = await database.query<{ n: number | string }>(
    'select count(*) as n from deletion_step where name = ? and started_at is not null',
    step,
  )
  return Number(row?.n)
}

test(
  `${WORKSPACES} deletions that wait for one service all end, in turns, while 5 % of their webhooks fail for a while`,
  async () => {
    const server = await startTestServer({ env: { CROFT_WEBHOOK_ALLOW: '127.0.0.1', CROFT_DELETION_LIMIT: '10000' } })
    const receiver = await startControlledReceiver()
    const kind = await createExternalKind(server, { cleanup: 'WEBHOOK', webhookUrl: receiver.url })
    const elsewhere = await startControlledReceiver()
    const other = await createExternalKind(server, { cleanup: 'WEBHOOK', webhookUrl: elsewhere.url })
    const seen = new Set<string>()
    /** The number of failures of each webhook that fails for a while. */
    const failures = new Map<string, number>()
    const statusFor = ({ body: { data } }: Call) => {
      if (data.workspace.id === small.id) return 200
      if (!seen.has(data.task) && seen.add(data.task).size % FAILING_EVERY === 0) failures.set(data.task, 0)
      const failed = failures.get(data.task) ?? FAILING_ATTEMPTS
      if (failed === FAILING_ATTEMPTS) return 200
      failures.set(data.task, failed + 1)
      return 503
    }
    receiver.answers('not')
    const large: Workspace[] = []
    for (let n = 1; n < WORKSPACES; n++) large.push(await newWorkspace(server, kind.name, WEBHOOKS))
    const small = await newWorkspace(server, kind.name, FEW)

    // all deletions begin at the same time, however long it takes to request them
    await run(server, PAUSE_DELETIONS, { input: { reason: 'Many are asked for' } })
    for (const { id } of [...large, small]) await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } })
    expect(receiver.calls).toHaveLength(0)
    await run(server, RESUME_DELETIONS, { input: {} })
    const countOf = async (...states: ('SUCCEEDED' | 'FAILED')[]) =>
      (await run(server, FINISHED, { states })).deletions.totalCount
    // the receiver answers nothing until all of them wait for it, which delays no deletion that waits for another one
    await until(async () => (await stepsStarted(server, kind.step)) === WORKSPACES, WITHIN_MS)
    const beside = await newWorkspace(server, other.name, FEW)
    await run(server, DELETE_WORKSPACE, { input: { workspace: { id: beside.id } } })
    await until(async () => (await countOf('SUCCEEDED')) === 1, WITHIN_MS)
    expect(elsewhere.calls).toHaveLength(FEW)
    const held = receiver.calls.length
    receiver.answers(statusFor)
    for (const call of receiver.calls.slice(0, held)) call.answer(statusFor(call))
    const tasks = (WORKSPACES - 1) * WEBHOOKS + FEW
    const failing = Math.floor((tasks - FEW) / FAILING_EVERY)
    // reading the state less often leaves the server more time for the deletions
    await until(() => receiver.calls.length >= tasks + failing * FAILING_ATTEMPTS, WITHIN_MS)
    await until(async () => (await countOf('SUCCEEDED', 'FAILED')) === WORKSPACES + 1, WITHIN_MS)
    expect(await countOf('FAILED')).toBe(0)

    // each call has one idempotency key, and those that failed for a while were repeated
    const calls = receiver.calls.map(({ headers, body }) => ({ ...body.data, key: headers['idempotency-key'] }))
    expect(new Set(calls.map(({ key }) => key)).size).toBe(tasks)
    expect(new Set(calls.map(({ resource }) => resource.id)).size).toBe(tasks)
    expect([...failures.values()]).toEqual(Array(failing).fill(FAILING_ATTEMPTS))

    // this compares counts, since times depend on the machine: each had an early turn, the small one was not delayed
    const half = calls.length / 2
    const called = calls.map(({ workspace }) => workspace.id)
    const lateFirst = [...large, small].filter(({ id }) => called.indexOf(id) > half)
    expect(lateFirst).toEqual([])
    expect(called.lastIndexOf(small.id)).toBeLessThan(half)
    const order = await server.database.query<{ id: string }>(
      "select workspace_id as id from event where type = 'deletion.succeeded' order by seq",
    )
    expect(order.findIndex(({ id }) => id === small.id)).toBeLessThan(WORKSPACES / 2)
    for (const { id } of [large[0] as Workspace, small]) expect(await rowsOfWorkspace(server, id)).toEqual({})
  },
  WITHIN_MS + 60_000,
)
