// Plain JavaScript, so that a worker can run it from the sources as well as from the folder of the built program.
import { parentPort, workerData } from 'node:worker_threads'
import BetterSqlite3 from './better-sqlite3.mjs'

const { file, stop } = workerData
const stopped = new Int32Array(stop)

/** Table by table: a check cannot be interrupted, and its read transaction keeps the WAL from being reset. */
function firstProblem(db) {
  const tables = db.prepare("select name from sqlite_schema where type = 'table' and rootpage > 0").pluck().all()
  for (const table of tables) {
    if (Atomics.load(stopped, 0) === 1) return null
    const [problem] = db.pragma(`quick_check("${table}")`, { simple: false })
    if (problem.quick_check !== 'ok') return `${table}: ${problem.quick_check.replaceAll(/\s+/g, ' ')}`
  }
  return null
}

function check() {
  let db
  try {
    db = new BetterSqlite3(file, { readonly: true, timeout: 0 })
    return { problem: firstProblem(db) }
  } catch (error) {
    if (String(error.code).startsWith('SQLITE_CORRUPT')) return { problem: error.message }
    return { failure: error.message }
  } finally {
    db?.close()
  }
}

parentPort.postMessage(check())
