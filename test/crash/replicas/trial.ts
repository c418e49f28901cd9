// Three replicas on one PostgreSQL behind a client that goes round them, one killed and started again every few
// seconds, while clients write, race, delete and read without a pause, and subscribers go on behind their cursors at
// whichever replica is next. In the end nothing that was acknowledged is missing, every deletion is over, every
// workspace has an owner, and each subscriber has seen exactly what the log holds for it, in order.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { Unanswered } from '../sqlite/process.ts'
import { generator } from '../story.ts'
import { Cluster } from './cluster.ts'
import { Contest } from './contest.ts'
import { Follower, type Transport } from './followers.ts'
import { Ledger } from './ledger.ts'
import { DELETIONS, WORKSPACE_EVENTS } from './operations.ts'
import { broken, cursors, differs, type Query, unfinished } from './verdict.ts'
import { Victims } from './victims.ts'

export interface TrialOptions {
  /** How a replica is run: arguments to node. */
  readonly command: readonly string[]
  /** An empty database. */
  readonly database: string
  /** How long the load lasts. */
  readonly seconds: number
  readonly killEverySeconds: number
  /** Resources of each workspace that is deleted. */
  readonly resources: number
  /** Whether leases are ended when the load is over, instead of waited for. */
  readonly endLeases: boolean
  readonly seed: number
}

export interface Report {
  readonly kills: number
  /** Kills while a deletion was under way. */
  readonly hitDeletion: number
  /** Deletions that went on at another replica than they were with. */
  readonly takenOver: number
  /** The longest that a deletion told nothing: the lease of its holder had to run out, and the next may be killed, too. */
  readonly longestPauseSeconds: number
  readonly acknowledged: number
  readonly unknown: number
  readonly passedOn: number
  readonly deletions: number
  readonly removed: number
  readonly races: number
  readonly lastOwners: number
  readonly events: number
  readonly subscribers: number
  readonly resumptions: number
  readonly deadlocks: number
  readonly seconds: number
}

const REPLICAS = 3
const WRITERS = 3
const CONTESTED = 3
const ADMIN = 'replica-trial-admin-token-0123456789-abcdef'
const TRANSPORTS: readonly Transport[] = ['SSE', 'WebSocket']
/** The leases of those that were killed have to run out first. */
const FINISHED_WITHIN_MS = 60_000
const CAUGHT_UP_WITHIN_MS = 15_000

/** Runs it; fails with all that is wrong. */
export async function trial(options: TrialOptions): Promise<Report> {
  const directory = mkdtempSync(join(tmpdir(), 'croft-replicas-'))
  const cluster = new Cluster(options.command, {
    CROFT_DATABASE_URL: options.database,
    CROFT_DATA_DIR: directory,
    CROFT_SECRET_KEY: Buffer.alloc(32, 3).toString('base64'),
    CROFT_BOOTSTRAP_TOKEN: ADMIN,
    CROFT_SHUTDOWN_GRACE: '2s',
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
  { seconds, killEverySeconds, resources, endLeases, seed }: TrialOptions,
  cluster: Cluster,
  client: pg.Client,
  followers: Follower[],
): Promise<Report> {
  const startedAt = performance.now()
  const random = generator(seed)
  const query: Query = async (statement, texts) => (await client.query(statement, texts ? [texts] : [])).rows
  await cluster.start(REPLICAS)
  const ledger = new Ledger(cluster, ADMIN)
  const victims = new Victims(cluster, ADMIN, resources)
  const contest = new Contest(cluster, ADMIN, random)
  await contest.prepare(CONTESTED)
  const follow = (
    what: string,
    transport: Transport,
    document: typeof DELETIONS | typeof WORKSPACE_EVENTS,
    id = '',
  ) => {
    const variables = id === '' ? {} : { id }
    const nextUrl = () => cluster.nextUrl()
    followers.push(new Follower({ what, transport, document, variables, token: ADMIN, nextUrl }))
    return followers.at(-1) as Follower
  }
  const all = TRANSPORTS.map((transport) => follow('deletions', transport, DELETIONS))
  const contested = contest.workspaces.flatMap(({ id }) =>
    TRANSPORTS.map((transport) => ({
      id,
      follower: follow(`workspaceEvents of ${id}`, transport, WORKSPACE_EVENTS, id),
    })),
  )

  let over = false
  const reader = readLog(query, () => over)
  const deadline = performance.now() + seconds * 1000
  const underLoad = async (step: () => Promise<void>) => {
    while (performance.now() < deadline && !over) {
      await step().catch((error: unknown) => {
        if (!(error instanceof Unanswered)) throw error
      })
    }
  }
  let kills = 0
  let hitDeletion = 0
  const killing = async () => {
    for (let at = killEverySeconds; at < seconds; at += killEverySeconds) {
      await pause(deadline - (seconds - at) * 1000 - performance.now())
      if (over) return
      if (victims.unfinished > 0) hitDeletion++
      await cluster.restart(kills++ % REPLICAS)
    }
  }
  const work = Promise.all([
    killing(),
    ...Array.from({ length: WRITERS }, () => underLoad(() => ledger.round())),
    ...contest.workspaces.map((_, index) => underLoad(() => contest.round(index))),
    underLoad(() => victims.round()),
  ])
  await work.finally(() => {
    over = true
  })
  const seen = await reader

  if (endLeases) await query(`update deletion set lease_until = '2000-01-01T00:00:00.000Z' where state = 'RUNNING'`)
  await settled(() => victims.unfinished === 0, FINISHED_WITHIN_MS)
  const expected = await cursors(query, "deletion_id is not null and type <> 'deletion.progress'")
  await settled(() => all.every((follower) => follower.cursors.length >= expected.length), CAUGHT_UP_WITHIN_MS)
  const every = [...followers, ...victims.all.map(({ follower }) => follower)]
  const wrong = [
    ...every.flatMap((follower) => follower.refusals.map((code) => `${follower.what} ended with ${code}`)),
    ...all.flatMap((follower) => differs(follower.what, follower.cursors, expected)),
  ]
  for (const { id, follower } of contested) {
    const condition = `workspace_id = '${id}' and type <> 'deletion.progress'`
    wrong.push(...differs(follower.what, follower.cursors, await cursors(query, condition)))
  }
  for (const { id, follower } of victims.all) {
    wrong.push(...differs(follower.what, follower.cursors, await cursors(query, `deletion_id = '${id}'`)))
    wrong.push(...(await unfinished(query, id)))
  }
  for (const follower of every) follower.close()
  const exits = await cluster.stop()
  const table = (await query('select seq from event order by seq')).map(({ seq }) => Number(seq))
  if (seen.some((seq, index) => seq !== table[index])) wrong.push('A reader by cursor has missed an event')
  demand([
    ...wrong,
    ...exits.flatMap((exit) => (exit === 0 ? [] : [`A replica stopped with ${exit}`])),
    ...cluster.failures,
    ...contest.wrong,
    ...ledger.wrong,
    ...(await ledger.lost(query)),
    ...(await broken(query)),
  ])
  const [counts] = await query(`
    select (select count(*)::int from deletion where lease_fence > 1) as taken_over,
      (select max(pause)::float from (
        select extract(epoch from at::timestamptz - lag(at::timestamptz) over (partition by deletion_id order by seq)) as pause
        from event where deletion_id is not null
      ) as told) as longest_pause,
      (select deadlocks::int from pg_stat_database where datname = current_database()) as deadlocks`)
  return {
    kills,
    hitDeletion,
    takenOver: Number(counts?.['taken_over']),
    longestPauseSeconds: Math.round(Number(counts?.['longest_pause']) * 10) / 10,
    acknowledged: ledger.acknowledged,
    unknown: cluster.unknown,
    passedOn: cluster.passedOn,
    deletions: victims.all.length,
    removed: victims.all.length * resources,
    races: contest.rounds,
    lastOwners: contest.lastOwners,
    events: every.reduce((sum, follower) => sum + follower.cursors.length, 0),
    subscribers: every.length,
    resumptions: every.reduce((sum, follower) => sum + follower.resumptions, 0),
    deadlocks: Number(counts?.['deadlocks']),
    seconds: Math.round((performance.now() - startedAt) / 1000),
  }
}

/** Reads the log behind its cursor again and again; answers the numbers of all that it has seen, as it saw them. */
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

/** Waits for it, but not for ever: what is not so by then is told by the verdict. */
async function settled(condition: () => boolean, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!condition() && performance.now() < deadline) await pause(20)
}

function demand(wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error(`${wrong.length} things are wrong:\n${wrong.slice(0, 20).join('\n')}`)
}
