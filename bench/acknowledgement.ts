// How soon `deleteWorkspace` answers for workspaces of different sizes. Deletions are paused, so that nothing is
// removed, and each one is undone in the file before the next, so that a single workspace of a million resources is
// enough.
import BetterSqlite3 from '../src/store/sqlite/better-sqlite3.mjs'
import { operate } from './load.ts'
import { type Figure, median, ms, quantile, thousands, times } from './report.ts'
import { ADMIN_TOKEN } from './seed.ts'
import type { Server } from './server.ts'

const MAX_P95_MS = 50
/**
 * The target: the medians of the largest and the smallest size differ by less, an allowance for noise of the machine.
 */
const MAX_GROWTH = 1.5
const TOLD_WITHIN_MS = 5000

const PAUSE = 'mutation { pauseDeletions(input: { reason: "Measuring" }) { pausedAt } }'
const RESUME = 'mutation { resumeDeletions(input: {}) { resumedAt } }'
const DELETE = `mutation ($id: ID!) {
  deleteWorkspace(input: { workspace: { id: $id } }) { deletion { id } }
}`

/** Requests a deletion; returns its id and the time until the answer. */
export async function requestDeletion({ url }: Server, workspaceId: string): Promise<{ id: string; tookMs: number }> {
  const sentAt = performance.now()
  type Answer = { deleteWorkspace: { deletion: { id: string } } }
  const { deleteWorkspace } = await operate<Answer>(url, ADMIN_TOKEN, DELETE, { id: workspaceId })
  return { id: deleteWorkspace.deletion.id, tookMs: performance.now() - sentAt }
}

/** Measures all sizes in turns. There must be a workspace of each size, which is there afterwards as well. */
export async function measureAcknowledgement(
  server: Server,
  file: string,
  workspaces: ReadonlyMap<number, string>,
  rounds: number,
): Promise<Figure[]> {
  const took = new Map([...workspaces.keys()].map((size) => [size, [] as number[]]))
  const db = new BetterSqlite3(file, { timeout: 5000 })
  await operate(server.url, ADMIN_TOKEN, PAUSE, {})
  try {
    // the first requests of a process wait for V8's compiler
    for (let round = -5; round < rounds; round++) {
      for (const [size, workspaceId] of workspaces) {
        const { id, tookMs } = await requestDeletion(server, workspaceId)
        await undo(db, id, workspaceId)
        if (round >= 0) took.get(size)?.push(tookMs)
      }
    }
  } finally {
    db.close()
    await operate(server.url, ADMIN_TOKEN, RESUME, {})
  }
  const sizes = [...took.keys()]
  const p95 = Math.max(...[...took.values()].map((each) => quantile(each, 0.95)))
  const medians = [Math.min(...sizes), Math.max(...sizes)].map((size) => median(took.get(size) ?? []))
  const [small = Number.NaN, large = Number.NaN] = medians
  return [
    {
      label: `Deletions of ${thousands(Math.min(...sizes))} to ${thousands(Math.max(...sizes))} resources: answered in, p95`,
      measured: ms(p95),
      comparison: `p50 by size ${sizes.map((size) => ms(median(took.get(size) ?? []))).join(', ')}`,
      target: `≤ ${MAX_P95_MS} ms`,
      met: p95 <= MAX_P95_MS,
    },
    {
      label: '  growth with the size, p50',
      measured: ms(large),
      comparison: `the smallest ${ms(small)}`,
      ratio: times(large / small),
      target: `≤ ${times(MAX_GROWTH)}`,
      met: large / small <= MAX_GROWTH,
    },
  ]
}

/** Undoes a paused deletion, once clean-up has recorded the pause. */
async function undo(db: BetterSqlite3.Database, id: string, workspaceId: string): Promise<void> {
  const told = db.prepare<[string], { paused_at: string | null }>('select paused_at from deletion where id = ?')
  const deadline = performance.now() + TOLD_WITHIN_MS
  while (!told.get(id)?.paused_at) {
    if (performance.now() > deadline) throw new Error('Clean-up does not tell that deletions are paused')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  db.transaction(() => {
    for (const table of ['deletion_step', 'deletion_watcher']) {
      db.prepare(`delete from ${table} where deletion_id = ?`).run(id)
    }
    db.prepare('delete from deletion where id = ?').run(id)
    db.prepare("update workspace set state = 'ACTIVE' where id = ?").run(workspaceId)
  })()
}
