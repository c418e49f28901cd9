// Kills one of three replicas every few seconds, while clients write, race, delete and read without a pause, and
// subscribers resume on the next replica. At the end no acknowledged write may be missing, every deletion must have
// succeeded, every workspace must have an owner, and each subscriber must have received exactly its events of the log,
// in order.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { assertNone, cursorErrors } from '../checks.ts'
import { TRIAL_KEY } from '../cursors.ts'
import { NoResponse } from '../process.ts'
import { seededRandom } from '../random.ts'
import { AcknowledgedWrites } from './acknowledged-writes.ts'
import { Cluster } from './cluster.ts'
import { dataErrors, errorsOfDeletion, type Query, seqsWhere } from './database-checks.ts'
import { Deletions } from './deletions.ts'
import { Follower, type Transport } from './follower.ts'
import { DELETIONS, WORKSPACE_EVENTS } from './operations.ts'
import { OwnerRaces } from './owner-races.ts'

export interface TrialOptions {
  /** The arguments of node that run a replica. */
  readonly command: readonly string[]
  /** The URL of an empty database. */
  readonly database: string
  /** How long the load lasts. */
  readonly seconds: number
  readonly killEverySeconds: number
  /** Resources of each workspace that is deleted. */
  readonly resources: number
  /** Whether the leases of killed replicas are expired when the load ends, which saves waiting for them. */
  readonly expireLeases: boolean
  readonly seed: number
}

export interface Report {
  readonly kills: number
  /** Kills while a deletion was running. */
  readonly killsDuringDeletion: number
  /** Deletions that another replica has taken over. */
  readonly takenOver: number
  /** The longest time without an event of a running deletion, while leases of killed replicas expire. */
  readonly longestPauseSeconds: number
  readonly acknowledged: number
  /** Requests to a replica that was killed before it answered. */
  readonly unanswered: number
  /** Requests that were sent again to the next replica. */
  readonly retried: number
  readonly deletions: number
  /** Resources of all deleted workspaces. */
  readonly removed: number
  readonly races: number
  /** Operations that were refused with LAST_OWNER. */
  readonly lastOwners: number
  /** Events received by all subscribers. */
  readonly events: number
  readonly subscribers: number
  /** How often subscribers have resumed. */
  readonly resumed: number
  readonly deadlocks: number
  readonly seconds: number
}

const REPLICAS = 3
const WRITERS = 3
const RACES = 3
const ADMIN = 'replica-trial-admin-token-0123456789-abcdef'
const TRANSPORTS: readonly Transport[] = ['SSE', 'WebSocket']
/** Includes the time until the leases of killed replicas expire. */
const FINISHED_WITHIN_MS = 60_000
const CAUGHT_UP_WITHIN_MS = 15_000

/** Runs the trial; throws with the errors that it found. */
export async function trial(options: TrialOptions): Promise<Report> {
  const directory = mkdtempSync(join(tmpdir(), 'croft-replicas-'))
  const cluster = new Cluster(options.command, {
    CROFT_DATABASE_URL: options.database,
    CROFT_DATA_DIR: directory,
    CROFT_SECRET_KEY: TRIAL_KEY,
    CROFT_BOOTSTRAP_TOKEN: ADMIN,
    CROFT_SHUTDOWN_GRACE: '2s',
    CROFT_DELETION_LIMIT: '10000',
  })
  const client = new pg.Client({ connectionString: options.database })
  const followers: Follower[] = []
  try {
    await client.connect()
    return await run(options, cluster, client, followers)
  } finally {
    for (const follower of followers) follower.close()
    await cluster.end()
    await client.end()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function run(
  { seconds, killEverySeconds, resources, expireLeases, seed }: TrialOptions,
  cluster: Cluster,
  client: pg.Client,
  followers: Follower[],
): Promise<Report> {
  const startedAt = performance.now()
  const random = seededRandom(seed)
  const query: Query = async (statement, texts) => (await client.query(statement, texts ? [texts] : [])).rows
  await cluster.start(REPLICAS)
  const writes = new AcknowledgedWrites(cluster, ADMIN)
  const deletions = new Deletions(cluster, ADMIN, resources)
  const races = new OwnerRaces(cluster, ADMIN, random)
  await races.prepare(RACES)
  const follow = (
    name: string,
    transport: Transport,
    document: typeof DELETIONS | typeof WORKSPACE_EVENTS,
    id = '',
  ) => {
    const variables = id === '' ? {} : { id }
    const nextUrl = () => cluster.nextUrl()
    followers.push(new Follower({ name, transport, document, variables, token: ADMIN, nextUrl }))
    return followers.at(-1) as Follower
  }
  const all = TRANSPORTS.map((transport) => follow('deletions', transport, DELETIONS))
  const ofRaces = races.workspaces.flatMap(({ id }) =>
    TRANSPORTS.map((transport) => ({
      id,
      follower: follow(`workspaceEvents of ${id}`, transport, WORKSPACE_EVENTS, id),
    })),
  )

  let over = false
  const reader = readLog(query, () => over)
  const deadline = performance.now() + seconds * 1000
  const repeat = async (step: () => Promise<void>) => {
    while (performance.now() < deadline && !over) {
      await step().catch((error: unknown) => {
        if (!(error instanceof NoResponse)) throw error
      })
    }
  }
  let kills = 0
  let killsDuringDeletion = 0
  const killing = async () => {
    for (let at = killEverySeconds; at < seconds; at += killEverySeconds) {
      await pause(deadline - (seconds - at) * 1000 - performance.now())
      if (over) return
      if (deletions.unfinished > 0) killsDuringDeletion++
      await cluster.restart(kills++ % REPLICAS)
    }
  }
  const work = Promise.all([
    killing(),
    ...Array.from({ length: WRITERS }, () => repeat(() => writes.round())),
    ...races.workspaces.map((_, index) => repeat(() => races.round(index))),
    repeat(() => deletions.round()),
  ])
  await work.finally(() => {
    over = true
  })
  const seen = await reader

  if (expireLeases) await query(`update deletion set lease_until = '2000-01-01T00:00:00.000Z' where state = 'RUNNING'`)
  await untilOrTimeout(() => deletions.unfinished === 0, FINISHED_WITHIN_MS)
  const expected = await seqsWhere(query, "deletion_id is not null and type <> 'deletion.progress'")
  await untilOrTimeout(() => all.every((follower) => follower.cursors.length >= expected.length), CAUGHT_UP_WITHIN_MS)
  const every = [...followers, ...deletions.started.map(({ follower }) => follower)]
  const errors = [
    ...every.flatMap((follower) => follower.refusals.map((code) => `${follower.name} ended with ${code}`)),
    ...all.flatMap((follower) => cursorErrors(follower.name, follower.seqs, expected)),
  ]
  for (const { id, follower } of ofRaces) {
    const condition = `workspace_id = '${id}' and type <> 'deletion.progress'`
    errors.push(...cursorErrors(follower.name, follower.seqs, await seqsWhere(query, condition)))
  }
  for (const { id, follower } of deletions.started) {
    errors.push(...cursorErrors(follower.name, follower.seqs, await seqsWhere(query, `deletion_id = '${id}'`)))
    errors.push(...(await errorsOfDeletion(query, id)))
  }
  for (const follower of every) follower.close()
  const exits = await cluster.stop()
  const table = (await query('select seq from event order by seq')).map(({ seq }) => Number(seq))
  if (seen.some((seq, index) => seq !== table[index]))
    errors.push('A reader that resumed at cursors has missed an event')
  errors.push(
    ...exits.flatMap((exit) => (exit === 0 ? [] : [`A replica stopped with ${exit}`])),
    ...cluster.failures,
    ...races.errors,
    ...writes.errors,
    ...(await writes.lost(query)),
    ...(await dataErrors(query)),
  )
  assertNone(errors, 'at the end')
  const [counts] = await query(`
    select (select count(*)::int from deletion where lease_fence > 1) as taken_over,
      (select max(pause)::float from (
        select extract(epoch from at::timestamptz - lag(at::timestamptz) over (partition by deletion_id order by seq)) as pause
        from event where deletion_id is not null
      ) as pauses) as longest_pause,
      (select deadlocks::int from pg_stat_database where datname = current_database()) as deadlocks`)
  return {
    kills,
    killsDuringDeletion,
    takenOver: Number(counts?.['taken_over']),
    longestPauseSeconds: Math.round(Number(counts?.['longest_pause']) * 10) / 10,
    acknowledged: writes.count,
    unanswered: cluster.unanswered,
    retried: cluster.retried,
    deletions: deletions.started.length,
    removed: deletions.started.length * resources,
    races: races.rounds,
    lastOwners: races.lastOwners,
    events: every.reduce((sum, follower) => sum + follower.cursors.length, 0),
    subscribers: every.length,
    resumed: every.reduce((sum, follower) => sum + follower.resumed, 0),
    deadlocks: Number(counts?.['deadlocks']),
    seconds: Math.round((performance.now() - startedAt) / 1000),
  }
}

/** Reads the events after the last one again and again until `ended`; returns their numbers in the order of arrival. */
async function readLog(query: Query, ended: () => boolean): Promise<number[]> {
  const seen: number[] = []
  for (;;) {
    const last = ended()
    const rows = await query(`select seq from event where seq > ${seen.at(-1) ?? 0} order by seq`)
    for (const { seq } of rows) seen.push(Number(seq))
    if (last) return seen
    await pause(2)
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, ms)))

/** Waits for the condition or for the timeout; the checks at the end find what is unfinished. */
async function untilOrTimeout(condition: () => boolean, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!condition() && performance.now() < deadline) await pause(20)
}
