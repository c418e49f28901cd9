// Loaded before a server's own program (`node --import`): answers questions of its parent about the process. It is
// plain JavaScript, so that the built program runs without a TypeScript loader in its process.
import { subscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { cachedDataVersionTag } from 'node:v8'
import { startHeap, stopHeap } from './heap.mjs'

const NANOSECONDS_A_MS = 1e6
const lag = monitorEventLoopDelay({ resolution: 1 })

let longestHoldMs = 0
let holdTimer

/**
 * Processor time of the main thread, which other processes do not increase, and how long it has waited for a processor.
 * Without /proc, the wall-clock time and no waits.
 */
function threadTimes() {
  try {
    const [ran, waited] = readFileSync('/proc/self/schedstat', 'latin1').split(' ')
    return { cpuMs: Number(ran) / NANOSECONDS_A_MS, waitMs: Number(waited) / NANOSECONDS_A_MS }
  } catch {
    return { cpuMs: performance.now(), waitMs: 0 }
  }
}
const threadMs = () => threadTimes().cpuMs

/** Starts to measure the processor time from one turn of the event loop to the next. */
function startHold() {
  longestHoldMs = 0
  let turnBeganAt = threadMs()
  holdTimer = setInterval(() => {
    const now = threadMs()
    longestHoldMs = Math.max(longestHoldMs, now - turnBeganAt)
    turnBeganAt = now
  }, 1)
}

const slices = []
let atLastSlice = threadTimes()
subscribe('croft:cleanup-slice', (slice) => {
  const now = threadTimes()
  slices.push({ ...slice, cpuMs: now.cpuMs - atLastSlice.cpuMs, waitMs: now.waitMs - atLastSlice.waitMs })
  atLastSlice = now
})

const answers = {
  usage: () => ({
    cpuMicros: Object.values(process.cpuUsage()).reduce((a, b) => a + b),
    rss: process.memoryUsage.rss(),
    waitMs: threadTimes().waitMs,
  }),
  memory: () => {
    globalThis.gc()
    return { rss: process.memoryUsage.rss(), heap: process.memoryUsage().heapUsed }
  },
  startLag: () => {
    lag.reset()
    lag.enable()
  },
  stopLag: () => {
    lag.disable()
    return { p99: lag.percentile(99) / NANOSECONDS_A_MS, max: lag.max / NANOSECONDS_A_MS }
  },
  startHold,
  stopHold: () => {
    clearInterval(holdTimer)
    return longestHoldMs
  },
  clearSlices: () => {
    slices.length = 0
    atLastSlice = threadTimes()
  },
  slices: () => slices,
  startHeap,
  stopHeap,
  flagsTag: cachedDataVersionTag,
}

if (process.channel) {
  process.on('message', ({ id, ask }) => process.send({ id, answer: answers[ask]() ?? null }))
  process.channel.unref()
}
