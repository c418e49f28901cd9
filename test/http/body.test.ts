import { request } from 'node:http'
import { expect, test } from 'vitest'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'

const server = await startTestServer({ shared: true })
const LIMIT = 256 * 1024

/** Sends the pieces one after the other, as a chunked body. */
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

test('accepts a body of 256 KiB and not a byte more, with or without Content-Length', async () => {
  const admin = { Authorization: `Bearer ${ADMIN_TOKEN}` }
  expect((await server.post(padded(LIMIT).toString(), admin)).status).toBe(200)
  expect((await server.post(padded(LIMIT + 1).toString(), admin)).status).toBe(413)
  expect((await sendChunked(inPieces(padded(LIMIT), 50_000))).status).toBe(200)
  const refused = await sendChunked(inPieces(padded(LIMIT + 1), 50_000))
  expect(refused.status).toBe(413)
  expect(JSON.parse(refused.text)).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] })
})

test('refuses a Content-Length above the limit before the body is sent', async () => {
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

test('decodes characters that are split between two chunks', async () => {
  const body = Buffer.from(JSON.stringify({ query: '{ workspace(by: { name: "é🏃漢" }) { id } } # é🏃漢' }))
  const { status, text } = await sendChunked(inPieces(body, 1))
  expect([status, JSON.parse(text)]).toEqual([200, { data: { workspace: null } }])
})

test('refuses bytes that are not UTF-8', async () => {
  const bytes = Buffer.from('{"query":"{ __typename } # \xff"}', 'latin1')
  const { status, text } = await sendChunked([bytes])
  expect(status).toBe(400)
  expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] })
})

test('refuses a compressed body', async () => {
  expect((await sendChunked([padded(100)], { 'Content-Encoding': 'gzip' })).status).toBe(415)
})

test('keeps the connection usable after a refused body', async () => {
  for (const [body, status] of [
    [padded(LIMIT * 4), 413],
    [padded(100), 200],
  ] as const) {
    expect((await server.post(body.toString(), { Authorization: `Bearer ${ADMIN_TOKEN}` })).status).toBe(status)
  }
})
