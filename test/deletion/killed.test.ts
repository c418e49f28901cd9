// The process of a deletion is killed while services clean up, and the next process continues the deletion.
import { expect, onTestFinished, test } from 'vitest'
import { startControlledReceiver } from '../support/controlled-receiver.ts'
import { newDatabase } from '../support/database.ts'
import {
  claimSome,
  complete,
  createExternalKind,
  deleteExternal,
  readExternal,
  told,
  untilState,
} from '../support/external.ts'
import { STARTS_WITHIN_MS, startProcess } from '../support/process.ts'
import { startTestServer, until } from '../support/server.ts'
import { rowsOfWorkspace } from '../support/workspace-rows.ts'

/** Each process dies after this many changes that it has made for the deletion; the next one continues. */
const KILLED_AFTER = [2, 7, 11, 16, 23]
const LONG_AGO = '2020-01-01T00:00:00.000Z'

test('a deletion whose process is killed during webhooks calls about every resource, each with one idempotency key', async () => {
  const database = await newDatabase()
  onTestFinished(database.drop)
  const env = { CROFT_WEBHOOK_ALLOW: '127.0.0.0/8' }
  const first = await startTestServer({ database, env })
  const receiver = await startControlledReceiver()
  receiver.answers('not')
  const called = await createExternalKind(first, { cleanup: 'WEBHOOK', webhookUrl: receiver.url, order: 30 })
  const claimed = await createExternalKind(first, { order: 31 })
  const { id, workspace, resourceIds } = await deleteExternal(first, [
    [called, 40],
    [claimed, 2],
  ])
  await first.close()

  // as if the leases of the process before had expired
  const expireLeases = async () => {
    await database.query('update deletion set lease_until = ?', LONG_AGO)
    await database.query("update cleanup_task set due_at = ? where state = 'CLAIMED'", LONG_AGO)
  }
  let count = 0
  receiver.answers(() => (++count % 4 === 0 ? 'not' : 200))
  for (const changes of KILLED_AFTER) {
    await expireLeases()
    const failpoint = { CROFT_ENV: 'development', CROFT_FAILPOINT: `deletion:${changes}` }
    const killed = startProcess({ ...database.env, ...env, ...failpoint, CROFT_PORT: '0' })
    await until(() => killed.exit !== null, STARTS_WITHIN_MS)
    expect(killed.exit).toBe('SIGKILL')
  }

  await expireLeases()
  expect(receiver.calls.length).toBeGreaterThan(0)
  receiver.answers(200)
  const last = await startTestServer({ database, env })
  for (const task of await claimSome(last, claimed, 2)) await complete(last, claimed, task)
  const deletion = await untilState(last, id, 'SUCCEEDED')
  expect(deletion).toMatchObject({ total: 44, done: 44, failed: 0, skipped: 0 })
  const keyOf = new Map(receiver.calls.map(({ headers, body }) => [body.data.resource.id, headers['idempotency-key']]))
  expect([...keyOf.keys()].sort()).toEqual(resourceIds.slice(0, 40).sort())
  for (const { headers, body } of receiver.calls)
    expect(headers['idempotency-key']).toBe(keyOf.get(body.data.resource.id))
  const steps = told(deletion).filter((line) => /^STEP_(STARTED|SUCCEEDED)/.test(line))
  expect(steps).toEqual([...new Set(steps)])
  expect(await rowsOfWorkspace(last, workspace.id)).toEqual({})
  expect((await readExternal(last, id)).tasks.totalCount).toBe(0)
})
