// `npm run test:streams [-- cuts [events [seed]]]` tests the built program: connections that are cut 200 times during
// deletions, and subscribers that stop reading while 100,000 events pass.
import { cutStreams } from './cuts.ts'
import { stalledReaders } from './stalled.ts'

const [cuts = '200', events = '100000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2)
const print = (line: string) => process.stdout.write(`${line}\n`)

try {
  print(`${cuts} cuts, seed ${seed}`)
  const cut = await cutStreams({
    cuts: Number(cuts),
    serverEnds: Number(cuts) / 10,
    resources: 3000,
    seed: Number(seed),
  })
  print(
    `${cuts} cuts, ${cut.withinMessage} of them within a message, ${cut.stops} by SIGTERM and ${cut.kills} by SIGKILL of the ` +
      `server, during ${cut.deletions} deletions whose steps were retried ${cut.retries} times, whose services failed ${cut.taskFailures} times and ` +
      `removed each resource once: ${cut.events} events received, ` +
      `each once and in order, the last one and \`complete\` included; connected again ${cut.resumed} times; ${cut.seconds} s`,
  )
  const stalled = await stalledReaders({ events: Number(events), summaryCharacters: 450 })
  print(
    `${stalled.events} events: a stalled reader was cut off after ${stalled.cutOffMs.SSE} ms over SSE, after ` +
      `${stalled.cutOffMs.WebSocket} ms over WebSocket, and went on behind its cursor; the reader beside them got all, each ` +
      `once and in order; the server had ${stalled.growthMiB} MiB more at most than while all read; ${stalled.seconds} s`,
  )
} catch (error) {
  print(error instanceof Error ? String(error.stack) : String(error))
  process.exitCode = 1
}
