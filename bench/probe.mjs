// Loaded before a server's own program (`node --import`): answers what its parent asks about the process. Plain
// JavaScript, so that the built program runs without a compiler in its process.
import { createRequire } from 'node:module'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const MS = 1e6
const lag = monitorEventLoopDelay({ resolution: 1 })
let texts

/** Filled by a server that has slices to tell of. */
export const slices = []

const answers = {
  usage: () => ({
    cpuMicros: Object.values(process.cpuUsage()).reduce((a, b) => a + b),
    rss: process.memoryUsage.rss(),
  }),
  lagFrom: () => {
    lag.reset()
    lag.enable()
  },
  lagSoFar: () => {
    lag.disable()
    return { p50: lag.percentile(50) / MS, p99: lag.percentile(99) / MS, max: lag.max / MS }
  },
  /** From here on every statement's text is kept. It slows the process down: to be asked for after measuring. */
  statementsFrom: () => {
    const listening = texts !== undefined
    texts = []
    if (listening) return
    const BetterSqlite3 = createRequire(new URL('../package.json', import.meta.url))('better-sqlite3')
    const db = new BetterSqlite3(':memory:')
    const prototype = Object.getPrototypeOf(db.prepare('select 1'))
    db.close()
    for (const name of ['all', 'get', 'run']) {
      const original = prototype[name]
      prototype[name] = function (...parameters) {
        texts.push(this.source)
        return original.apply(this, parameters)
      }
    }
  },
  statementsSoFar: () => texts,
  slicesFrom: () => {
    slices.length = 0
  },
  slicesSoFar: () => slices,
}

if (process.channel) {
  process.on('message', ({ id, ask }) => process.send({ id, answer: answers[ask]?.() ?? null }))
  process.channel.unref()
}
