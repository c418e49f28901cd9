// How long documents as large as the cost limit allows hold the event loop: the first time that a server gets them, and
// then often enough for them to be compiled.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type DocumentAtLimit, documentsAtLimit } from '../test/support/documents-at-limit.ts'
import { seedLargeDataset } from '../test/support/large-dataset.ts'
import { databaseUrl, execute, startPostgres } from '../test/support/postgres.ts'
import { responseTo } from './load.ts'
import { nestedList } from './nested-list.ts'
import { type Figure, median, ms } from './report.ts'
import type { Scale } from './scale.ts'
import { ADMIN_TOKEN } from './seed.ts'
import { type Server, startServer } from './server.ts'

const MAX_HOLD_MS = 50

/** Fills a database of each kind, measures, and removes it. */
export async function measureDocuments(directory: string, scale: Scale['documents']): Promise<Figure[]> {
  const folder = join(directory, 'documents')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const postgres = await startPostgres([])
  try {
    await execute(postgres.url, 'create database documents')
    const onPostgres = {
      CROFT_DATABASE_URL: databaseUrl(postgres.url, 'documents'),
      CROFT_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
    }
    return [
      ...(await measure('SQLite', { CROFT_DATABASE_URL: `sqlite:${join(folder, 'croft.db')}` }, scale)),
      ...(await measure('PostgreSQL', onPostgres, scale)),
    ]
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(database: string, own: Record<string, string>, scale: Scale['documents']): Promise<Figure[]> {
  const env = { CROFT_PORT: '0', CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN, ...own }
  const dataset = await seedLargeDataset(env, scale.memberships)
  const server = await startServer(['dist/main.js'], env)
  try {
    // the first requests of a process wait for V8's compiler
    for (let time = 0; time < scale.warmUp; time++) await responseTo(server.url, nestedList(dataset.busy.token))
    const figures: Figure[] = []
    for (const [name, document] of Object.entries(documentsAtLimit(dataset))) {
      const token = document.byAdmin ? ADMIN_TOKEN : dataset.busy.token
      const holds: number[] = []
      for (let time = 0; time < scale.times; time++) holds.push(await holdOf(server, document, token, time))
      const [first = Number.NaN, ...later] = holds
      const longest = Math.max(...holds)
      figures.push({
        label: `${database}: ${name}`,
        measured: ms(longest),
        comparison: `first ${ms(first)}, later ${ms(median(later))}`,
        target: `≤ ${MAX_HOLD_MS} ms`,
        met: longest <= MAX_HOLD_MS,
      })
    }
    return figures
  } finally {
    await server.stop()
  }
}

async function holdOf(server: Server, document: DocumentAtLimit, token: string, time: number): Promise<number> {
  const { query, variables } = document
  await server.ask('startHold')
  const body = JSON.stringify({ query, variables: variables?.(time) })
  const text = await responseTo(server.url, { token, body })
  const hold = await server.ask('stopHold')
  if (!text.includes('"data":{')) throw new Error(`${body.slice(0, 500)}\n${text.slice(0, 500)}`)
  return hold
}
