// Loaded before a server's own program (`node --import`): answers its parent's questions about the process. It is plain
// JavaScript, so that the built program runs without a TypeScript loader in its process.
import { subscribe } from 'node:diagnostics_channel'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const NANOSECONDS_A_MS = 1e6
const lag = monitorEventLoopDelay({ resolution: 1 })

const slices = []
subscribe('croft:cleanup-slice', (slice) => slices.push(slice))

const answers = {
  usage: () => ({
    cpuMicros: Object.values(process.cpuUsage()).reduce((a, b) => a + b),
    rss: process.memoryUsage.rss(),
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
  clearSlices: () => {
    slices.length = 0
  },
  slices: () => slices,
}

if (process.channel) {
  process.on('message', ({ id, ask }) => process.send({ id, answer: answers[ask]() ?? null }))
  process.channel.unref()
}
