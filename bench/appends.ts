// What the one log costs: eight writers append at once, as the store does it, under one lock held to the commit; beside
// the same with one lock for each workspace, and without any, which no reader by cursor could follow. PostgreSQL itself
// lets those commit one after the other that notify, so each way is shown without `NOTIFY` as well.
import pg from 'pg'
import { append } from '../src/events/append.ts'
import { newId } from '../src/store/id.ts'
import { openStore } from '../src/store/store.ts'
import { databaseUrl, execute, startPostgres } from '../test/support/postgres.ts'
import { type Figure, median, times } from './report.ts'

const WRITERS = 8
const ROUNDS = 3
const ROUND_MS = 4000

interface Way {
  readonly lock: 'one' | 'one for each workspace' | 'none'
  readonly notify: boolean
}
const WAYS: readonly Way[] = [true, false].flatMap((notify) =>
  (['one', 'one for each workspace', 'none'] as const).map((lock) => ({ lock, notify })),
)

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
    const plain = new Map<Way, number[]>(WAYS.map((way) => [way, []]))
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
      for (const [way, rates] of plain) rates.push(await rate((until) => appendPlainly(url, way, until)))
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
async function appendPlainly(url: string, { lock, notify }: Way, until: number): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const workspaceId = newId('workspace')
  const key = lock === 'one' ? 'croft/log' : workspaceId
  const waits = lock === 'none' ? 'null' : `pg_advisory_xact_lock(hashtextextended('${key}', 0))`
  const tells = notify ? "pg_notify('croft_event', '')" : 'null'
  const text = `insert into event (type, at, workspace_id, actor_name, summary, data)
    select 'workspace.created', '2026-01-01T00:00:00.000Z', $1, 'Croft', 'Croft created workspace bench', '{}'
    from (select ${waits}, ${tells}) as turn`
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

function figuresOf(throughStore: number, plain: ReadonlyMap<Way, readonly number[]>): Figure[] {
  const perSecond = (value: number) => `${Math.round(value).toLocaleString('en')} a second`
  const rates = [...plain].map(([way, measured]) => ({ ...way, rate: median(measured) }))
  const asItIs = rates[0]?.rate ?? Number.NaN
  return [
    { what: `Appends by ${WRITERS} writers, through the store`, measured: perSecond(throughStore) },
    ...rates.map(({ lock, notify, rate }) => ({
      what: `  the transaction alone, lock: ${lock}${notify ? '' : ', no NOTIFY'}`,
      measured: perSecond(rate),
      beside: `as it is: ${perSecond(asItIs)}`,
      ratio: times(rate / asItIs),
    })),
  ]
}
