// Transactions on SQLite run one after the other. However many wait, all else that the server does goes on between them.
import { setImmediate as turnOfEventLoop } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startTestServer } from '../../support/server.ts'

const TRANSACTIONS = 150
const TRANSACTION_MS = 2
/** A sixth of the turns that there are if each ends after 10 ms: the machine may be busy. */
const TURNS = 5

test('the event loop gets its turns while many transactions wait', async () => {
  const server = await startTestServer()
  const { store } = server.app.services
  let open = TRANSACTIONS
  const writes = Array.from({ length: TRANSACTIONS }, () =>
    store.write(async (tx) => {
      await tx.selectFrom('setting').selectAll().execute()
      for (const until = performance.now() + TRANSACTION_MS; performance.now() < until; );
      open--
    }),
  )
  let turns = 0
  while (open > 0) {
    await turnOfEventLoop()
    turns++
  }
  await Promise.all(writes)
  expect(turns).toBeGreaterThan(TURNS)
})
