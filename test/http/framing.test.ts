// The bytes of streams on the wire: the server frames them itself, each event in one piece.
import { expect, test } from 'vitest'
import { ResultText } from '../../src/execution/result-text.ts'
import { textFrame } from '../../src/http/websocket/frame.ts'
import { connect, EVENTS, newWorkspace, openConnection, rename } from '../streams/raw.ts'
import { CREATE_API_TOKEN } from '../support/operations.ts'
import { run } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { untilSubscribers } from '../support/subscriptions.ts'

const server = await startTestServer({ shared: true })
const NAMES = ['Größe 日本 🚀', 'x'.repeat(64), 'the last one']
const SUBJECTS = 'subscription($name: String!) { workspaceEvents(workspace: { name: $name }) { subjectName } }'

/** The text of a request for a stream of results. */
function streamRequest(query: string, variables = {}, version = '1.1', headers: readonly string[] = []): string {
  const body = JSON.stringify({ query, variables })
  const lines = [
    `POST /graphql HTTP/${version}`,
    'Host: croft.example',
    `Authorization: Bearer ${ADMIN_TOKEN}`,
    'Accept: text/event-stream',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
  ]
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}

/** Takes the first response from the bytes; a chunked body is taken apart as RFC 9112 describes it. */
function takeResponse(bytes: Buffer): { head: string; chunks: string[]; rest: Buffer } {
  const end = bytes.indexOf('\r\n\r\n')
  const head = bytes.toString('latin1', 0, end)
  let rest = bytes.subarray(end + 4)
  const length = /^content-length: (\d+)$/im.exec(head)?.[1]
  if (length !== undefined)
    return { head, chunks: [String(rest.subarray(0, Number(length)))], rest: rest.subarray(Number(length)) }
  if (!/^transfer-encoding: chunked$/im.test(head)) return { head, chunks: [String(rest)], rest: Buffer.alloc(0) }
  const chunks: string[] = []
  for (;;) {
    const line = rest.indexOf('\r\n')
    const size = rest.toString('latin1', 0, line)
    expect(size).toMatch(/^[0-9a-f]+$/)
    const [from, to] = [line + 2, line + 2 + Number.parseInt(size, 16)]
    expect(rest.toString('latin1', to, to + 2)).toBe('\r\n')
    const chunk = String(rest.subarray(from, to))
    rest = rest.subarray(to + 2)
    if (to === from) return { head, chunks, rest }
    chunks.push(chunk)
  }
}

test('sends each event as a chunk over HTTP/1.1, and between other answers of the same connection', async () => {
  const connection = await openConnection(server)
  const get = 'GET /healthz HTTP/1.1\r\nHost: croft.example\r\n'
  connection.send(`${get}\r\n${streamRequest('{ __typename }')}${streamRequest('{')}${get}Connection: close\r\n\r\n`)
  let rest: Buffer = await connection.ends()
  const responses = Array.from({ length: 4 }, () => {
    const response = takeResponse(rest)
    rest = response.rest
    return response
  })
  expect(rest).toHaveLength(0)
  expect(responses.map(({ head }) => head.slice(0, 12))).toEqual(Array(4).fill('HTTP/1.1 200'))
  expect(responses[1]?.chunks).toEqual([
    ':\n\n',
    'event: next\ndata: {"data":{"__typename":"Query"}}\n\n',
    'event: complete\ndata:\n\n',
  ])
  expect(responses[2]?.chunks[1]).toContain('GRAPHQL_PARSE_FAILED')
  expect(responses[3]?.chunks[0]).toContain('alive')
})

test.each([
  ['1.1', [], true],
  ['1.0', [], false],
  ['1.0', ['Connection: keep-alive'], false],
] as const)('sends the text of events over HTTP/%s with %j; in chunks: %s', async (version, headers, inChunks) => {
  const own = await startTestServer()
  await newWorkspace(own, 'framed')
  const connection = await openConnection(own)
  connection.send(streamRequest(SUBJECTS, { name: 'framed' }, version, headers))
  await untilSubscribers(own, 1)
  for (const name of NAMES) await run(own, CREATE_API_TOKEN, { input: { workspace: { name: 'framed' }, name } })
  await connection.receives(/the last one/)
  await own.app.close()
  const bytes = await connection.ends()
  // no last chunk: without `complete` the end of the connection is no end of the stream
  const whole = inChunks ? Buffer.concat([bytes, Buffer.from('0\r\n\r\n')]) : bytes
  const { head, chunks, rest } = takeResponse(whole)
  expect(rest).toHaveLength(0)
  expect(/^transfer-encoding: chunked$/im.test(head)).toBe(inChunks)
  const text = chunks.join('')
  expect(text).not.toContain('complete')
  expect(text.startsWith(':\n\nevent: next\ndata: {')).toBe(true)
  const results = [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data as string))
  expect(results.map(({ data }) => data.workspaceEvents.subjectName)).toEqual(NAMES)
})

/** The lengths at which the frame of a message takes another form (RFC 6455, 5.2). */
test.each([100, 125, 126, 127, 65_535, 65_536, 70_000])('sends an event of %d bytes over WebSocket', async (length) => {
  const name = `length-${length}`
  await newWorkspace(server, name)
  const socket = await connect(server)
  const text = '{"id":"","type":"next","payload":{"data":{"workspaceEvents":{"type":"WORKSPACE_UPDATED"}}}}'
  // the two letters take three bytes
  const id = `${'i'.repeat(length - text.length - 3)}é-`
  socket.subscribe(id, EVENTS, { name })
  socket.subscribe('after', '{ __typename }')
  await socket.ended('after', 'complete')
  await rename(server, name, 'One')
  await rename(server, name, 'Two')
  const own = () => socket.messages.filter((message) => message.id === id)
  await until(() => own().length === 2)
  expect(own().map((message) => Buffer.byteLength(JSON.stringify(message)))).toEqual([length, length])
  socket.close()
})

test('keeps small texts that are shared or wait in memory of their own, not in blocks of 8 KiB', () => {
  const small = () => Buffer.from('{}')
  const waiting = textFrame([small()], true)
  for (const { buffer, length } of [new ResultText('{}').as(small), waiting]) expect(buffer.byteLength).toBe(length)
  expect(textFrame([small()], false)).toEqual(waiting)
})
