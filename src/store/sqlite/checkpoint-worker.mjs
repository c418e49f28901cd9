// Plain JavaScript, so that the same file runs from the source tree and from the built program.
import { parentPort, workerData } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'

const db = new BetterSqlite3(workerData, { timeout: 0 })
db.pragma('synchronous = FULL')

parentPort?.on('message', () => {
  db.pragma('wal_checkpoint(PASSIVE)')
  parentPort?.postMessage('done')
})
