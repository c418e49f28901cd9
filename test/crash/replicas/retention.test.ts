// Replicas remove old data at the same time.
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { rename } from '../../streams/raw.ts'
import { seedWorkspace } from '../../support/people.ts'
import { startTestServer, until } from '../../support/server.ts'
import { lockName, race, sharedDatabase } from './replicas.ts'

test('replicas that remove old events take turns: each event is removed once, from the front, and the log has no gap', async () => {
  const database = await sharedDatabase(false)
  const options = { database, env: { CROFT_EVENT_RETENTION: '1d', CROFT_SHUTDOWN_GRACE: '1s' }, retentionEveryMs: 10 }
  const [a, b] = [await startTestServer(options), await startTestServer(options)]
  const { id, name } = await seedWorkspace(a)
  const log = async () => {
    const [row] = await database.query<{ first: string; count: string; removed: string | null }>(
      `select min(seq) as first, count(*) as count,
         (select value from setting where name = 'events_removed_to') as removed from event`,
    )
    return { first: Number(row?.first), count: Number(row?.count), removed: Number(row?.removed ?? 0) }
  }
  const removed = () => until(async () => (await log()).count === 1)
  // Writing so many events takes longer than a server waits for a lock, so only their commit is a part of the race.
  const writer = new pg.Client({ connectionString: database.url })
  await writer.connect()
  onTestFinished(() => writer.end())
  await writer.query('begin')
  await writer.query(
    `insert into event (type, at, workspace_id, actor_name, summary, data)
     select 'workspace.updated', '2020-01-01T00:00:00.000Z', $1, 'Somebody', 'Changed', '{}'
     from generate_series(1, 20000)`,
    [id],
  )
  await writer.query("update event set at = '2020-01-01T00:00:00.000Z'")
  const age = () => writer.query('commit')
  // both have found the events to remove before either of them may remove any
  const outcomes = await race(database, lockName('retention'), [() => age().then(removed), removed])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  // the newest of the old events stays until there is a newer one
  await rename(b, name, 'Renamed')
  await removed()
  const { first, removed: to } = await log()
  expect(first).toBe(to + 1)
  for (const server of [a, b]) expect(server.log.filter(({ level }) => level === 'error')).toEqual([])
})
