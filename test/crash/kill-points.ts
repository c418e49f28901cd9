// Kills a server after the n-th change that it makes for a deletion (CROFT_FAILPOINT), starts another on the same database,
// and checks that the deletion ends as if nothing had happened: each step and each event once, each external resource
// removed once by its service, no row left behind, and nothing missing elsewhere.
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { graphql } from '../generated/gql.ts'
import type { DeleteWorkspaceMutation, KillPointsFindQuery } from '../generated/graphql.ts'
import { DATABASE, newDatabase, type TestDatabase } from '../support/database.ts'
import { seedFullWorkspace } from '../support/full-workspace.ts'
import { DELETE_WORKSPACE } from '../support/operations.ts'
import { fill } from '../support/people.ts'
import { ADMIN_TOKEN, until } from '../support/server.ts'
import { KEPT_TABLES, rowsOfWorkspace, tablesThatName } from '../support/workspace-rows.ts'
import { assertNone, type Deletion, deletionErrors, type Step } from './checks.ts'
import { answersOf, BUILT, call, NoResponse, type RunningServer, type ServerProcess, spawnServer } from './process.ts'
import { type External, SERVICES_ENV, Services } from './services.ts'

const FIND = graphql(`
  query KillPointsFind($name: String!) {
    deletions(filter: { workspaceName: { eq: $name } }) {
      nodes {
        id
        state
      }
    }
  }
`)

/** More rows than the first slice of a deletion removes, so that one step has two slices. */
const JOBS = 40
/** The number of external resources of each service. */
const EXTERNAL = 3
const SUCCEEDED_WITHIN_MS = 60_000
const LONG_AGO = '2000-01-01T00:00:00.000Z'
/** The tables whose rows may name a deleted workspace. */
const RECORDS = [...KEPT_TABLES, 'idempotency_key']

interface Workspace {
  readonly id: string
  readonly name: string
}

/** A database without a server, with a workspace that contains every kind of object, and a second workspace. */
export interface Seeded {
  readonly database: TestDatabase
  readonly services: Services
  readonly deleted: Workspace & { readonly token: string; readonly external: External }
  readonly kept: Workspace
  readonly rows: Readonly<Record<'deleted' | 'kept', Record<string, number>>>
}

/** Seeds a database that `killAfter` copies. */
export async function seedForKills(): Promise<Seeded> {
  const database = await newDatabase()
  return withServer(database, {}, async ({ server, stop }) => {
    const answers = answersOf(server)
    const services = await Services.start(answers)
    const full = await seedFullWorkspace(answers)
    const other = await seedFullWorkspace(answers)
    await fill(answers, full, JOBS, ['job'])
    const external = await services.fill(answers, full, EXTERNAL)
    await services.fill(answers, other, EXTERNAL)
    await stop()
    const rows = async ({ id }: Workspace) => rowsOfWorkspace({ database }, id)
    const [deleted, kept] = [{ ...full, token: full.token.secret, external }, other]
    return { database, services, deleted, kept, rows: { deleted: await rows(deleted), kept: await rows(kept) } }
  })
}

/**
 * Deletes the workspace in a copy of the database, on a server that kills itself after this many changes. Throws with
 * the errors when another server has completed the deletion. Returns false if the deletion makes fewer changes.
 */
export async function killAfter(changes: number, seeded: Seeded): Promise<boolean> {
  const database = await copyOf(seeded.database)
  seeded.services.forgetClaims()
  try {
    if (!(await isKilled(database, seeded, changes))) return false
    // another replica would wait for the end of the lease
    await database.query('update deletion set lease_until = ?', LONG_AGO)
    await database.query("update cleanup_task set due_at = ? where state = 'CLAIMED'", LONG_AGO)
    const recorded = await database.query('select id from deletion')
    const left = await rowsOfWorkspace({ database }, seeded.deleted.id)
    await withServer(database, {}, async ({ server, stop }) => {
      // a request that was not recorded had no effect, and is repeated
      if (recorded.length === 0) await request(server, seeded)
      const working = seeded.services.work(server)
      await untilSucceeded(server, seeded)
      await stop()
      await working
    })
    const errors = recorded.length > 0 ? [] : differences('not recorded', seeded.rows.deleted, left)
    assertNone([...errors, ...(await errorsOf(database, seeded))], `after a kill behind change ${changes}`)
    return true
  } finally {
    await database.drop()
  }
}

async function isKilled(database: TestDatabase, seeded: Seeded, changes: number): Promise<boolean> {
  const env = { CROFT_ENV: 'development', CROFT_FAILPOINT: `deletion:${changes}` }
  return withServer(database, env, async ({ server, child }) => {
    server.ending = true
    const working = seeded.services.work(server)
    const succeeded = request(server, seeded).then(() => untilSucceeded(server, seeded))
    const ended = succeeded.then(
      // the release of its leases is a change, too
      () => child.signal('SIGTERM'),
      (error: unknown) => {
        if (!(error instanceof NoResponse)) throw error
      },
    )
    const exit = await Promise.race([child.exit, ended.then(() => child.exit)])
    await working
    if (exit !== 0 && exit !== 'SIGKILL') throw new Error(`The server ended with ${exit} before change ${changes}`)
    return exit === 'SIGKILL'
  })
}

const request = async (server: RunningServer, { deleted: { id, token } }: Seeded): Promise<void> => {
  const input = { workspace: { id }, reason: 'No longer needed' }
  const { code } = await call<DeleteWorkspaceMutation>({ ...server, token }, DELETE_WORKSPACE, { input })
  if (code !== null) throw new Error(`deleteWorkspace answers ${code}`)
}

const untilSucceeded = async (server: RunningServer, { deleted: { name } }: Seeded): Promise<unknown> =>
  until(async () => {
    const { data } = await call<KillPointsFindQuery>(server, FIND, { name })
    return data.deletions.nodes[0]?.state === 'SUCCEEDED'
  }, SUCCEEDED_WITHIN_MS)

/** The errors in the state after the deletion has succeeded. */
async function errorsOf(database: TestDatabase, { services, deleted, kept, rows }: Seeded): Promise<string[]> {
  const deletions = await database.query<Deletion>('select id, state, total, done from deletion')
  const [deletion] = deletions
  if (!deletion || deletions.length !== 1) return [`There are ${deletions.length} deletions`]
  const steps = await database.query<Step>('select name, state, done, total from deletion_step order by position')
  const ofDeletion = 'select type, data from event where deletion_id = ? order by seq'
  const events = await database.query<{ type: string; data: string }>(ofDeletion, deletion.id)
  // tasks that the killed server had leased are retried
  const expected = events.filter(({ type }) => type !== 'deletion.step_retrying')
  const naming = (await tablesThatName({ database }, deleted.id)).filter((table) => !RECORDS.includes(table))
  const repeats = services.repeatsOf(deletion.id)
  return [
    ...deletionErrors(deletion, steps, expected),
    ...services.errorsOf({ id: deletion.id, workspace_id: deleted.id }, deleted.external),
    ...(repeats > EXTERNAL ? [`${repeats} of ${EXTERNAL} webhooks were repeated`] : []),
    ...naming.map((table) => `A row of ${table} names ${deleted.name}`),
    ...differences(deleted.name, {}, await rowsOfWorkspace({ database }, deleted.id)),
    ...differences(kept.name, rows.kept, await rowsOfWorkspace({ database }, kept.id)),
  ]
}

function differences(of: string, expected: Record<string, number>, found: Record<string, number>): string[] {
  const [before, after] = [expected, found].map((rows) => JSON.stringify(rows))
  return before === after ? [] : [`${of}: ${after} rows are left, not ${before}`]
}

/** A copy of this database, which no server may be using. */
export async function copyOf(template: TestDatabase): Promise<TestDatabase> {
  if (DATABASE === 'postgres') {
    const server = new URL(template.url)
    const name = server.pathname.slice(1)
    server.pathname = '/postgres'
    return newDatabase({ url: server.href, template: name })
  }
  const copy = await newDatabase()
  for (const file of ['croft.db', 'croft.db.key']) {
    copyFileSync(join(template.directory, file), join(copy.directory, file))
  }
  return copy
}

interface Started {
  readonly server: RunningServer
  readonly child: ServerProcess
  /** Stops the server, so that the database can be copied and read. */
  stop(): Promise<void>
}

/** Starts a server, which has ended when this resolves. */
export async function withServer<T>(
  database: TestDatabase,
  env: Record<string, string>,
  work: (started: Started) => Promise<T>,
): Promise<T> {
  const child = spawnServer(BUILT, { ...database.env, ...SERVICES_ENV, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN, ...env })
  const stop = async () => {
    child.signal('SIGTERM')
    const exit = await child.exit
    if (exit !== 0) throw new Error(`The server stopped with ${exit}`)
  }
  try {
    return await work({ server: { url: await child.ready, token: ADMIN_TOKEN, ending: false }, child, stop })
  } finally {
    child.signal('SIGKILL')
    await child.exit
  }
}
