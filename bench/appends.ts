// What the single event log costs on PostgreSQL: eight writers append at once, as the store does it, under one advisory
// lock held until the commit. That is compared with one lock for each workspace, and with none, which no reader by cursor
// could follow. PostgreSQL itself serialises commits that notify, so each variant is measured without `NOTIFY` as well.
import pg from 'pg'
import { append } from '../src/events/append.ts'
import { newId } from '../src/store/id.ts'
import { openStore } from '../src/store/store.ts'
import { databaseUrl, execute, startPostgres } from '../test/support/postgres.ts'
import { type Figure, median, thousands, times } from './report.ts'
import type { Scale } from './scale.ts'

const WRITERS = 8

interface Variant {
  readonly lock: 'one for the log' | 'one for each workspace' | 'none'
  readonly notify: boolean
}
const VARIANTS: readonly Variant[] = [true, false].flatMap((notify) =>
  (['one for the log', 'one for each workspace', 'none'] as const).map((lock) => ({ lock, notify })),
)

/** Starts a PostgreSQL that syncs each commit, measures, and stops it. */
export async function measureAppends({ rounds, roundMs }: Scale['appends']): Promise<Figure[]> {
  const server = await startPostgres(['max_connections=50'])
  try {
    await execute(server.url, 'create database bench')
    const url = databaseUrl(server.url, 'bench')
    const database = { kind: 'postgres' as const, url, connections: 20 }
    const store = await openStore({ database, secretKey: new Uint8Array(32) })
    const throughStore: number[] = []
    const bare = new Map<Variant, number[]>(VARIANTS.map((variant) => [variant, []]))
    const data = { name: 'bench', displayName: 'Bench', visibility: 'PRIVATE' }
    try {
      for (let round = 0; round < rounds; round++) {
        const appendThroughStore = async (until: number) => {
          const workspaceId = newId('workspace')
          let done = 0
          while (performance.now() < until) {
            await store.write(async (tx) =>
              append(tx, store.now(), 'system', 'workspace.created', data, { workspaceId }),
            )
            done++
          }
          return done
        }
        throughStore.push(await ratePerSecond(roundMs, appendThroughStore))
        for (const [variant, rates] of bare)
          rates.push(await ratePerSecond(roundMs, (until) => appendBare(url, variant, until)))
      }
    } finally {
      await store.close()
    }
    return figuresOf(median(throughStore), bare)
  } finally {
    await server.stop()
  }
}

/** How many appends all writers do together in a second. */
async function ratePerSecond(durationMs: number, writer: (until: number) => Promise<number>): Promise<number> {
  const from = performance.now()
  const done = await Promise.all(Array.from({ length: WRITERS }, () => writer(from + durationMs)))
  return done.reduce((sum, one) => sum + one, 0) / ((performance.now() - from) / 1000)
}

/** The store's transaction without the store, on a connection of its own, with the variant's lock. */
async function appendBare(url: string, { lock, notify }: Variant, until: number): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const workspaceId = newId('workspace')
  const key = lock === 'one for the log' ? 'croft/log' : workspaceId
  const acquire = lock === 'none' ? 'null' : `pg_advisory_xact_lock(hashtextextended('${key}', 0))`
  const wake = notify ? "pg_notify('croft_event', '')" : 'null'
  const text = `insert into event (type, at, workspace_id, actor_name, summary, data)
    select 'workspace.created', '2026-01-01T00:00:00.000Z', $1, 'Croft', 'Croft created workspace bench', '{}'
    from (select ${acquire}, ${wake}) as locked`
  let done = 0
  while (performance.now() < until) {
    await client.query('begin')
    await client.query({ name: 'append', text, values: [workspaceId] })
    await client.query('commit')
    done++
  }
  await client.end()
  return done
}

function figuresOf(throughStore: number, bare: ReadonlyMap<Variant, readonly number[]>): Figure[] {
  const perSecond = (value: number) => `${thousands(value)} a second`
  const rates = [...bare].map(([variant, measured]) => ({ ...variant, rate: median(measured) }))
  const current = rates[0]?.rate ?? Number.NaN
  return [
    { label: `Appends by ${WRITERS} writers, through the store`, measured: perSecond(throughStore) },
    ...rates.map(({ lock, notify, rate }) => ({
      label: `  the transaction alone, lock: ${lock}${notify ? '' : ', no NOTIFY'}`,
      measured: perSecond(rate),
      comparison: `as the store does it: ${perSecond(current)}`,
      ratio: times(rate / current),
    })),
  ]
}
