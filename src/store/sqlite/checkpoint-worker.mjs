// Plain JavaScript, so that a worker can run it from the sources as well as from the folder of the built program.
import { parentPort, workerData } from 'node:worker_threads'
import BetterSqlite3 from './better-sqlite3.mjs'

const db = new BetterSqlite3(workerData, { timeout: 0 })
db.pragma('synchronous = FULL')

parentPort?.on('message', () => {
  db.pragma('wal_checkpoint(PASSIVE)')
  parentPort?.postMessage('done')
})
