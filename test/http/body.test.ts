import { request } from 'node:http'
import { expect, test } from 'vitest'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'

const server = await startTestServer({ shared: true })
const LIMIT = 256 * 1024

/** Sends the pieces one by one, as a chunked body. */
function sendChunked(pieces: readonly Buffer[], headers: Record<string, string> = {}) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const outgoing = request(
      `${server.url}/graphql`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ADMIN_TOKEN}`, ...headers },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      },
    )
    outgoing.on('error', reject)
    const next = (index: number): void => {
      const piece = pieces[index]
      if (!piece) outgoing.end()
      else outgoing.write(piece, () => next(index + 1))
    }
    next(0)
  })
}

function padded(bytes: number): Buffer {
  const [head, tail] = ['{"query":"{ __typename }","variables":{"x":"', '"}}']
  return Buffer.from(head + 'x'.repeat(bytes - head.length - tail.length) + tail)
}

function inPieces(body: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(body.length / size) }, (_, i) => body.subarray(i * size, (i + 1) * size))
}

test('a body of just 256 KiB is taken, one byte more is not, whether its length is told or not', async () => {
  const admin = { Authorization: `Bearer ${ADMIN_TOKEN}` }
  expect((await server.post(padded(LIMIT).toString(), admin)).status).toBe(200)
  expect((await server.post(padded(LIMIT + 1).toString(), admin)).status).toBe(413)
  expect((await sendChunked(inPieces(padded(LIMIT), 50_000))).status).toBe(200)
  const refused = await sendChunked(inPieces(padded(LIMIT + 1), 50_000))
  expect(refused.status).toBe(413)
  expect(JSON.parse(refused.text)).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] })
})

test('a length above the limit is refused before the body is sent', async () => {
  const answered = await new Promise<number>((resolve, reject) => {
    const outgoing = request(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Content-Length': String(LIMIT + 1) },
    })
    outgoing.on('response', (response) => {
      resolve(response.statusCode ?? 0)
      outgoing.destroy()
    })
    outgoing.on('error', reject)
    outgoing.flushHeaders()
  })
  expect(answered).toBe(413)
})

test('characters that fall between two chunks arrive whole', async () => {
  const body = Buffer.from(JSON.stringify({ query: '{ workspace(by: { name: "é🏃漢" }) { id } } # é🏃漢' }))
  const { status, text } = await sendChunked(inPieces(body, 1))
  expect([status, JSON.parse(text)]).toEqual([200, { data: { workspace: null } }])
})

test('bytes that are no UTF-8 are refused', async () => {
  const bytes = Buffer.from('{"query":"{ __typename } # \xff"}', 'latin1')
  const { status, text } = await sendChunked([bytes])
  expect(status).toBe(400)
  expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] })
})

test('a compressed body is not taken', async () => {
  expect((await sendChunked([padded(100)], { 'Content-Encoding': 'gzip' })).status).toBe(415)
})

test('a connection serves one request after the other, also after one that was refused', async () => {
  for (const [body, status] of [
    [padded(LIMIT * 4), 413],
    [padded(100), 200],
  ] as const) {
    expect((await server.post(body.toString(), { Authorization: `Bearer ${ADMIN_TOKEN}` })).status).toBe(status)
  }
})
