// An event is never lost: `append` throws once the transaction has written its events to the log.
import { expect, test } from 'vitest'
import { append } from '../../src/events/append.ts'
import type { Tx } from '../../src/store/database.ts'
import { startTestServer } from '../support/server.ts'

test('appending an event after its transaction has written the log throws instead of losing the event', async () => {
  const { store } = (await startTestServer()).app.services
  const appendTo = (tx: Tx | undefined, name: string) =>
    append(tx as Tx, store.now(), 'system', 'user.resumed', { user: { id: 'user_none', name } })
  const summaries = async () => {
    const rows = await store.db.selectFrom('event').select('summary').where('type', '=', 'user.resumed').execute()
    return rows.map(({ summary }) => summary)
  }

  let leaked: Tx | undefined
  await store.write(async (tx) => {
    leaked = tx
    appendTo(tx, 'Ann')
  })
  expect(() => appendTo(leaked, 'Bob')).toThrow(/user\.resumed/)
  // A transaction without events refuses late ones as well.
  await store.write(async (tx) => {
    leaked = tx
  })
  expect(() => appendTo(leaked, 'Cid')).toThrow(/user\.resumed/)
  expect(await summaries()).toEqual(['Croft resumed Ann'])
})
