// `npm run test:streams [-- events]`: subscribers that stop reading while 100,000 events pass, with the built program.
import { stalledReaders } from './stalled.ts'

const [events = '100000'] = process.argv.slice(2)
const { seconds, growthMiB, cutOffMs, ...report } = await stalledReaders(Number(events))
process.stdout.write(
  `${report.events} events in ${seconds} s: a stalled reader was cut off after ${cutOffMs.SSE} ms over SSE, after ` +
    `${cutOffMs.WebSocket} ms over WebSocket, and went on behind its cursor; the reader beside them got all, each once and ` +
    `in order; the server grew by ${growthMiB} MiB at most\n`,
)
