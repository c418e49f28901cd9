// Subscribers of deletions whose connections are cut again and again, by the network and by a server that is stopped or
// killed, and who continue after their last cursor. Each must get every event once and in order, up to the last, and
// then `complete`. Statements of the deletions fail at random, so that steps are retried, and so do owner services.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from '../../src/store/sqlite/better-sqlite3.mjs'
import { assertNone, cursorErrors } from '../crash/checks.ts'
import { TRIAL_KEY } from '../crash/cursors.ts'
import { answersOf, BUILT, call, type RunningServer, type ServerProcess, spawnServer } from '../crash/process.ts'
import { seededRandom } from '../crash/random.ts'
import { Follower } from '../crash/replicas/follower.ts'
import { DELETION_EVENTS } from '../crash/replicas/operations.ts'
import { type External, SERVICES_ENV, Services } from '../crash/services.ts'
import { seqsOf } from '../crash/sqlite/database-checks.ts'
import type { CreateWorkspaceMutation, DeleteWorkspaceMutation } from '../generated/graphql.ts'
import { CREATE_WORKSPACE, DELETE_WORKSPACE, REGISTER_RESOURCES } from '../support/operations.ts'
import { ADMIN_TOKEN, until } from '../support/server.ts'
import { TRANSPORTS } from '../support/subscriptions.ts'
import { type CuttingProxy, startCuttingProxy } from './cutting-proxy.ts'

export interface CutsOptions {
  /** The number of cuts: of single connections, and of all of them when the server ends. */
  readonly cuts: number
  /** The number of cuts that end the server, by SIGTERM and SIGKILL in turn. */
  readonly serverEnds: number
  /** The number of resources of each deleted workspace. */
  readonly resources: number
  readonly seed: number
}

export interface CutsReport {
  /** How often the server ended by SIGTERM; `kills` counts SIGKILL. */
  readonly stops: number
  readonly kills: number
  /** The number of connections that were cut within a message. */
  readonly withinMessage: number
  readonly deletions: number
  readonly retries: number
  /** The number of failed attempts of services to remove a resource; each next attempt succeeded. */
  readonly taskFailures: number
  /** How often a subscriber connected again. */
  readonly resumed: number
  /** The number of events that the subscribers received. */
  readonly events: number
  readonly seconds: number
}

const PAUSE_MS = [20, 200] as const
const KINDS = ['job', 'model', 'dataset']
/** The number of resources of each service in each deletion. The first attempt at every third one fails. */
const EXTERNAL = 6
const fails = (attempt: number, item: number) => item % 3 === 0 && attempt === 1
/** The average number of failing removals in each deletion. */
const FAILURES = 1
const UNFINISHED_AT_MOST = 3
const SUBSCRIBERS_EACH = 2
const WITHIN_MS = 120_000

interface Scene {
  readonly path: string
  readonly proxy: CuttingProxy
  readonly followers: Follower[]
  readonly deletions: Deletion[]
  child: ServerProcess
  services?: Services
}

interface Deletion {
  readonly id: string
  readonly workspace_id: string
  readonly external: External
  readonly followers: readonly Follower[]
}

/** Runs the trial; throws if any subscriber has missed an event, or received one twice or out of order. */
export async function cutStreams(options: CutsOptions): Promise<CutsReport> {
  const directory = mkdtempSync(join(tmpdir(), 'croft-cuts-'))
  const path = join(directory, 'croft.db')
  const scene: Scene = { path, proxy: await startCuttingProxy(), followers: [], deletions: [], child: launch(path) }
  try {
    return await run(scene, options)
  } finally {
    for (const follower of scene.followers) follower.close()
    scene.child.signal('SIGKILL')
    await scene.child.exit
    scene.services?.close()
    await scene.proxy.close()
    rmSync(directory, { recursive: true, force: true })
  }
}

function launch(path: string): ServerProcess {
  return spawnServer(BUILT, {
    CROFT_DATABASE_URL: `sqlite:${path}`,
    CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN,
    CROFT_SECRET_KEY: TRIAL_KEY,
    CROFT_SHUTDOWN_GRACE: '2s',
    ...SERVICES_ENV,
  })
}

const serverOf = async ({ child }: Scene): Promise<RunningServer> => ({
  url: await child.ready,
  token: ADMIN_TOKEN,
  ending: false,
})

async function run(scene: Scene, { cuts, serverEnds, resources, seed }: CutsOptions): Promise<CutsReport> {
  const startedAt = performance.now()
  const random = seededRandom(seed)
  const between = (from: number, to: number) => from + Math.floor(random() * (to - from))
  const ends = { SIGTERM: 0, SIGKILL: 0 }
  let withinMessage = 0
  scene.proxy.target = await scene.child.ready
  const services = await Services.start(answersOf(await serverOf(scene)), { fails })
  scene.services = services
  void services.work(await serverOf(scene))
  const serverEndsEach = Math.floor(cuts / serverEnds)
  for (let done = 0; done < cuts; ) {
    const unfinished = scene.deletions.filter((deletion) => deletion.followers.some(({ ended }) => !ended))
    if (unfinished.length < UNFINISHED_AT_MOST) await deleteAnother(scene, services, resources)
    await new Promise((resolve) => setTimeout(resolve, between(...PAUSE_MS)))
    if (done % serverEndsEach === serverEndsEach - 1) {
      const signal = ends.SIGTERM > ends.SIGKILL ? 'SIGKILL' : 'SIGTERM'
      await restart(scene, signal)
      void services.work(await serverOf(scene))
      ends[signal]++
      done++
    } else {
      const how = await scene.proxy.cut((count) => between(0, count), random() < 1 / 2)
      if (how === null) continue
      if (how === 'within a message') withinMessage++
      done++
    }
  }
  await until(() => scene.followers.every(({ ended }) => ended), WITHIN_MS).catch(() => undefined)
  const file = new BetterSqlite3(scene.path, { readonly: true })
  const errors = scene.deletions.flatMap((deletion) => [
    ...services.errorsOf(deletion, deletion.external),
    ...deletion.followers.flatMap((follower) => [
      ...cursorErrors(follower.name, follower.seqs, seqsOf(file, deletion.id)),
      ...(follower.ended ? [] : [`${follower.name} has not completed`]),
      ...follower.refusals.map((code) => `${follower.name}: ${code}`),
    ]),
  ])
  const { retries } = file
    .prepare<[], { retries: number }>("select count(*) retries from event where type = 'deletion.step_retrying'")
    .get() ?? { retries: 0 }
  file.close()
  assertNone(errors, `with seed ${seed}`)
  const sum = (of: (follower: Follower) => number) => scene.followers.reduce((total, each) => total + of(each), 0)
  return {
    stops: ends.SIGTERM,
    kills: ends.SIGKILL,
    withinMessage,
    deletions: scene.deletions.length,
    retries,
    taskFailures: services.failures,
    resumed: sum(({ resumed }) => resumed),
    events: sum(({ cursors }) => cursors.length),
    seconds: Math.round((performance.now() - startedAt) / 1000),
  }
}

/** Ends the server, checks its exit, and starts it again. */
async function restart(scene: Scene, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  scene.child.signal(signal)
  const exit = await scene.child.exit
  const expected = signal === 'SIGTERM' ? 0 : signal
  assertNone(exit === expected ? [] : [`The server ended with ${exit}`], `after ${signal}`)
  scene.child = launch(scene.path)
  scene.proxy.target = await scene.child.ready
}

/** Deletes a workspace, some of whose rows and resources fail for a while, and subscribes over each transport. */
async function deleteAnother(scene: Scene, services: Services, total: number): Promise<void> {
  const { path, proxy, followers, deletions } = scene
  const server = await serverOf(scene)
  const name = `deleted-${deletions.length}`
  const created = await call<CreateWorkspaceMutation>(server, CREATE_WORKSPACE, { input: { name } })
  const workspace = { id: created.data.createWorkspace.workspace.id }
  for (const kind of KINDS) {
    const resources = Array.from({ length: total / KINDS.length }, (_, i) => ({ kind, name: `r${i}` }))
    const { code } = await call(server, REGISTER_RESOURCES, { input: { workspace, resources } })
    if (code) throw new Error(`Filling ${name}: ${code}`)
  }
  const external = await services.fill(answersOf(server), workspace, EXTERNAL)
  const file = new BetterSqlite3(path, { timeout: 5000 })
  // rows that services remove are excluded: the report of a service would be refused, which it does not expect
  file.exec(
    `create trigger fail_${deletions.length} before delete on resource
    when old.workspace_id = '${workspace.id}' and old.kind in (${KINDS.map((kind) => `'${kind}'`).join()})
      and abs(random()) % ${Math.round(total / FAILURES)} = 0
    begin select raise(abort, 'an obstacle'); end`,
  )
  file.close()
  const requested = await call<DeleteWorkspaceMutation>(server, DELETE_WORKSPACE, { input: { workspace } })
  const { id } = requested.data.deleteWorkspace.deletion
  const started = TRANSPORTS.flatMap((transport) =>
    Array.from({ length: SUBSCRIBERS_EACH }, (_, number) => {
      return new Follower({
        name: `Subscriber ${number} of ${id}`,
        transport,
        document: DELETION_EVENTS,
        variables: { id },
        token: ADMIN_TOKEN,
        nextUrl: () => proxy.url,
        lastType: 'SUCCEEDED',
      })
    }),
  )
  deletions.push({ id, workspace_id: workspace.id, external, followers: started })
  followers.push(...started)
}
