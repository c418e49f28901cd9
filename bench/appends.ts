// What the one log costs: eight writers append at once, as the store does it, under one lock held to the commit; beside
// the same without a lock, which a reader by cursor can't follow, and with one lock for each workspace.
import pg from 'pg'
import { append } from '../src/events/append.ts'
import { newId } from '../src/store/id.ts'
import { openStore } from '../src/store/store.ts'
import { databaseUrl, execute, startPostgres } from '../test/postgres.ts'
import { type Figure, median, times } from './report.ts'

const WRITERS = 8
const ROUNDS = 3
const ROUND_MS = 4000

type Way = 'one lock' | 'one lock for each workspace' | 'no lock'

/** Starts a PostgreSQL that syncs each commit, and stops it. */
export async function measureAppends(): Promise<Figure[]> {
  const server = await startPostgres(['max_connections=50'])
  try {
    await execute(server.url, 'create database bench')
    const url = databaseUrl(server.url, 'bench')
    const store = await openStore({
      database: { kind: 'postgres', url, connections: 20 },
      secretKey: new Uint8Array(32),
    })
    const throughStore: number[] = []
    const plain: Record<Way, number[]> = { 'one lock': [], 'one lock for each workspace': [], 'no lock': [] }
    const data = { name: 'bench', displayName: 'Bench', visibility: 'PRIVATE' }
    for (let round = 0; round < ROUNDS; round++) {
      throughStore.push(
        await rate(async (until) => {
          const workspaceId = newId('workspace')
          let done = 0
          while (performance.now() < until) {
            await store.write(async (tx) =>
              append(tx, store.now(), 'system', 'workspace.created', data, { workspaceId }),
            )
            done++
          }
          return done
        }),
      )
      for (const way of Object.keys(plain) as Way[])
        plain[way].push(await rate((until) => appendPlainly(url, way, until)))
    }
    await store.close()
    return figuresOf(median(throughStore), plain)
  } finally {
    await server.stop()
  }
}

/** What eight writers do together in a second. */
async function rate(writer: (until: number) => Promise<number>): Promise<number> {
  const from = performance.now()
  const done = await Promise.all(Array.from({ length: WRITERS }, () => writer(from + ROUND_MS)))
  return done.reduce((sum, one) => sum + one, 0) / ((performance.now() - from) / 1000)
}

/** The transaction of the store, on a connection of its own, with another lock. */
async function appendPlainly(url: string, way: Way, until: number): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const workspaceId = newId('workspace')
  const key = way === 'one lock' ? 'croft/log' : workspaceId
  const lock = way === 'no lock' ? 'null' : `pg_advisory_xact_lock(hashtextextended('${key}', 0))`
  const text = `insert into event (type, at, workspace_id, actor_name, summary, data)
    select 'workspace.created', '2026-01-01T00:00:00.000Z', $1, 'Croft', 'Croft created workspace bench', '{}'
    from (select ${lock}, pg_notify('croft_event', '')) as turn`
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

function figuresOf(throughStore: number, plain: Record<Way, number[]>): Figure[] {
  const perSecond = (value: number) => `${Math.round(value).toLocaleString('en')} a second`
  const one = median(plain['one lock'])
  const beside = (way: Way): Figure => ({
    what: `  the transaction alone, ${way}`,
    measured: perSecond(median(plain[way])),
    beside: `one lock: ${perSecond(one)}`,
    ratio: times(median(plain[way]) / one),
  })
  return [
    { what: `Appends by ${WRITERS} writers, through the store`, measured: perSecond(throughStore) },
    beside('one lock'),
    beside('one lock for each workspace'),
    beside('no lock'),
  ]
}
