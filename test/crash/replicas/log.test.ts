// Many writers append to the event log at the same time, while readers resume at cursors.
import pg from 'pg'
import { expect, test } from 'vitest'
import { beginning, cursorsOf, seqOf } from '../../support/cursors.ts'
import { REGISTER_RESOURCES } from '../../support/operations.ts'
import { run, seedWorkspace } from '../../support/people.ts'
import { startTestServer, until } from '../../support/server.ts'
import { follow } from '../../support/subscriptions.ts'
import { CREATE_PROJECT, WORKSPACE_EVENTS } from './operations.ts'
import { startReplicas } from './replicas.ts'

const WRITERS = 8
const EVENTS = 30

/** Reads the events after the last one as fast as it can, until `ended`. */
async function readLog(url: string, ended: () => boolean): Promise<number[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const seen: number[] = []
  let cursor = 0
  try {
    for (;;) {
      const last = ended()
      const { rows } = await client.query<{ seq: string }>('select seq from event where seq > $1 order by seq', [
        cursor,
      ])
      for (const { seq } of rows) seen.push(Number(seq))
      cursor = seen.at(-1) ?? 0
      if (last) return seen
    }
  } finally {
    await client.end()
  }
}

test('a reader misses no event of eight concurrent writers, and gets none out of order', async () => {
  const { a, b, database } = await startReplicas()
  const c = await startTestServer({ database, env: { CROFT_SHUTDOWN_GRACE: '1s' } })
  const replicas = [a, b, c]
  // Each writer has its own workspace, so that writers wait only for the log.
  const workspaces = await Promise.all(Array.from({ length: WRITERS }, () => seedWorkspace(a)))
  const streams = workspaces.map(({ id, owner }, index) => ({
    id,
    stream: follow(
      index % 2 === 0 ? 'SSE' : 'WebSocket',
      replicas[(index + 1) % 3] as typeof a,
      WORKSPACE_EVENTS,
      { id, after: beginning(a) },
      owner,
    ),
  }))
  let over = false
  const reader = readLog(database.url, () => over)
  await Promise.all(
    workspaces.map(async ({ id, owner }, writer) => {
      for (let n = 0; n < EVENTS; n++) {
        const through = replicas[(writer + n) % 3] as typeof a
        // Mixes long with short transactions, so that they commit in another order than they began.
        if (n % 5 === 0) {
          const resources = Array.from({ length: 25 }, (_, i) => ({ kind: 'job', name: `r${n}-${i}` }))
          await run(through, REGISTER_RESOURCES, { input: { workspace: { id }, resources } }, owner)
        } else await run(through, CREATE_PROJECT, { input: { workspace: { id }, name: `p${n}` } }, owner)
      }
    }),
  ).finally(() => {
    over = true
  })
  const table = await database.query<{ seq: string; workspace_id: string | null }>(
    'select seq, workspace_id from event order by seq',
  )
  const all = table.map(({ seq }) => Number(seq))
  expect(all.length).toBeGreaterThan(WRITERS * EVENTS)
  expect(await reader).toEqual(all)
  for (const { id, stream } of streams) {
    const expected = table.filter((row) => row.workspace_id === id).map(({ seq }) => Number(seq))
    await until(() => stream.seen.length >= expected.length)
    expect(stream.seen.map(({ workspaceEvents }) => seqOf(cursorsOf(a), workspaceEvents.cursor))).toEqual(expected)
    stream.leave()
  }
})
