// The subscribers of the benchmark of streams, in a process of their own: half over SSE, half over WebSocket, each on a
// connection of its own. They check the numbers in the events that arrive: none missing, none twice, in order.
import { connect } from 'node:net'
import { createHistogram } from 'node:perf_hooks'
import { WebSocket } from 'ws'

/** The first message of the parent. */
export interface Subscribers {
  readonly url: string
  readonly tokens: readonly string[]
  readonly streams: number
  readonly query: string
}
/** The answer to each further message. */
export interface Received {
  readonly deliveries: number
  /** The number in the newest event that every stream has received. */
  readonly allHave: number
  /** From the time of the event to its arrival; events that arrived since the last `reset`. */
  readonly lagMs: { readonly p50: number; readonly p99: number; readonly max: number }
  readonly faults: readonly string[]
}
export type Question = 'reset' | 'received'

const last: number[] = []
const faults: string[] = []
let lag = createHistogram()
let deliveries = 0

/** The text between these two texts, searched from `from` on. */
function between(text: string, start: string, end: string, from: number): string {
  const at = text.indexOf(start, from) + start.length
  return text.slice(at, text.indexOf(end, at))
}

/** Records one result of a stream, which begins at `from`. */
function receive(stream: number, text: string, from: number): void {
  const number = Number(between(text, '"subjectName":"n-', '"', from))
  const at = Date.parse(between(text, '"at":"', '"', from))
  const before = last[stream] as number
  if (Number.isNaN(number)) faults.push(`stream ${stream} got ${text.slice(from, from + 300)}`)
  else if (before >= 0 && number !== before + 1) faults.push(`stream ${stream} got ${number} behind ${before}`)
  last[stream] = number
  deliveries++
  lag.record(Math.max(1, Date.now() - at))
}

async function openBySse(stream: number, { url, query }: Subscribers, token: string): Promise<void> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let rest = ''
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    rest += chunk
    let from = 0
    for (let end = rest.indexOf('\n\n', from); end !== -1; end = rest.indexOf('\n\n', from)) {
      const start = rest.indexOf('data: ', from)
      if (start !== -1 && start < end) receive(stream, rest, start)
      from = end + 2
    }
    rest = rest.slice(from)
  })
  socket.on('close', () => faults.push(`stream ${stream} was closed`))
  const body = JSON.stringify({ query })
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nAccept: text/event-stream\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
  await new Promise((resolve) => socket.once('data', resolve))
}

async function openByWebSocket(stream: number, { url, query }: Subscribers, token: string): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  await new Promise((resolve) => socket.once('open', resolve))
  socket.on('close', () => faults.push(`stream ${stream} was closed`))
  socket.send(JSON.stringify({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } }))
  await new Promise((resolve) => socket.once('message', resolve))
  socket.on('message', (data) => receive(stream, String(data), 0))
  socket.send(JSON.stringify({ id: String(stream), type: 'subscribe', payload: { query } }))
}

function received(): Received {
  const ms = (quantile: number) => lag.percentile(quantile)
  const lagMs = { p50: ms(50), p99: ms(99), max: lag.count === 0 ? 0 : lag.max }
  return { deliveries, allHave: Math.min(...last), lagMs, faults: faults.slice(0, 5) }
}

process.once('message', async (subscribers: Subscribers) => {
  for (let stream = 0; stream < subscribers.streams; stream++) {
    const token = subscribers.tokens[stream % subscribers.tokens.length] as string
    last.push(-1)
    await (stream % 2 === 0 ? openBySse : openByWebSocket)(stream, subscribers, token)
  }
  process.on('message', (question: Question) => {
    if (question === 'reset') {
      lag = createHistogram()
      deliveries = 0
    }
    process.send?.(received())
  })
  process.send?.(received())
})
