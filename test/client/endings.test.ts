// How streams end and resume, against a server that sends exactly what each case needs, and against a real one.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createClient, type Stream, type StreamOptions } from '../../src/client/index.ts'
import { seedWorkspace, unique } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'

const server = await startTestServer({ shared: true })
const team = await seedWorkspace(server)

const next = (result: unknown): string => `event: next\ndata: ${JSON.stringify(result)}\n\n`
const event = (cursor: string, type = 'PROGRESS') => next({ data: { deletionEvents: { cursor, type } } })
const refusal = (code: string, details = {}) => next({ errors: [{ message: code, extensions: { code, ...details } }] })
const COMPLETE = 'event: complete\ndata:\n\n'

/** Answers the requests in turn with these bodies, sent part by part, and records the cursors of the requests. */
async function startFake(answers: readonly (readonly (string | Uint8Array)[])[]) {
  const cursors: (string | undefined)[] = []
  const fake = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const { variables } = JSON.parse(Buffer.concat(parts).toString()) as { variables: { after?: string } }
    const answer = answers[cursors.push(variables.after) - 1] ?? []
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    for (const part of answer) await new Promise<void>((sent) => response.write(part, () => setImmediate(sent)))
    response.end()
  })
  await new Promise<void>((resolve) => fake.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    fake.closeAllConnections()
    fake.close()
  })
  const { port } = fake.address() as AddressInfo
  const croft = createClient({ url: `http://127.0.0.1:${port}`, retries: 0 })
  return { cursors, croft, follow: (options?: StreamOptions) => croft.deletionEvents({ deletion: 'del_1' }, options) }
}

/** The cursors of the events, and how the stream ended. */
async function seen(stream: Stream<{ cursor: string }>): Promise<string[]> {
  const all: string[] = []
  try {
    for await (const { cursor } of stream) all.push(cursor)
    return [...all, 'end']
  } catch (error) {
    return [...all, (error as { code: string }).code]
  }
}

describe('a stream', () => {
  test('ends at its last event, whatever follows', async () => {
    const { cursors, follow } = await startFake([[event('a'), event('b', 'SUCCEEDED'), event('c')]])
    expect([await seen(follow()), cursors]).toEqual([['a', 'b', 'end'], [undefined]])
  })

  test('treats neither `complete` nor the end of a connection as the end of a deletion', async () => {
    const { cursors, follow } = await startFake([[event('a'), COMPLETE], [], [event('b', 'RESTORED'), COMPLETE]])
    expect([await seen(follow()), cursors]).toEqual([
      ['a', 'b', 'end'],
      [undefined, 'a', 'a'],
    ])
  })

  test('resumes after the last event that it has handed out, when it was too slow', async () => {
    const slow = refusal('SUBSCRIBER_TOO_SLOW', { cursor: 'z' })
    const { cursors, follow } = await startFake([
      [slow, COMPLETE],
      [event('a'), slow, COMPLETE],
      [event('b', 'SUCCEEDED')],
    ])
    expect([await seen(follow()), cursors]).toEqual([
      ['a', 'b', 'end'],
      [undefined, 'z', 'a'],
    ])
  })

  test('is reassembled from parts, even if they split a character, and with other line endings', async () => {
    const bytes = new TextEncoder().encode(event('ä€😀'))
    const parts = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1))
    const last = event('b', 'SUCCEEDED').replaceAll('\n', '\r\n')
    const { follow } = await startFake([[':\n\n', ...parts, ':\r\n\r\n', last]])
    expect(await seen(follow())).toEqual(['ä€😀', 'b', 'end'])
  })

  test.each(['INTERNAL', 'LIMIT_EXCEEDED', 'NOT_FOUND', 'WORKSPACE_DELETING'])('ends with %s', async (code) => {
    const { cursors, follow } = await startFake([[event('a'), refusal(code), COMPLETE]])
    expect([await seen(follow()), cursors]).toEqual([['a', code], [undefined]])
  })

  test.each(['CURSOR_EXPIRED', 'CURSOR_AHEAD'])(
    'begins anew after %s if a callback is given, else it ends',
    async (code) => {
      const answers = [[event('a')], [refusal(code), COMPLETE], [event('b', 'SUCCEEDED')]]
      const strict = await startFake(answers)
      expect(await seen(strict.follow())).toEqual(['a', code])
      const told = await startFake(answers)
      const gaps: string[] = []
      expect(await seen(told.follow({ onGap: (error) => gaps.push(error.code) }))).toEqual(['a', 'b', 'end'])
      expect([gaps, told.cursors]).toEqual([[code], [undefined, 'a', undefined]])
    },
  )

  test('without cursors ends with the error when it is lost', async () => {
    const { cursors, croft } = await startFake([[next({ data: { events: { id: 'a', cursor: 'a' } } })], []])
    const ids: unknown[] = []
    const follow = async () => {
      for await (const { events } of croft.subscribe<{ events: { id: string } }>(
        'subscription { events { id cursor } }',
      ))
        ids.push(events.id)
    }
    await expect(follow()).rejects.toMatchObject({ code: 'NETWORK' })
    expect([ids, cursors.length]).toEqual([['a'], 1])
  })

  test('hands out nothing more once it is closed', async () => {
    const { follow } = await startFake([[event('a') + event('b') + event('c')]])
    const stream = follow()
    const cursors: string[] = []
    for await (const { cursor } of stream) {
      cursors.push(cursor)
      stream.close()
    }
    expect(cursors).toEqual(['a'])
  })
})

describe('a stream that waits', () => {
  const waiting = (options: StreamOptions = {}, token: string | (() => string) = team.owner.token) => {
    let open = 0
    const croft = createClient({
      url: server.url,
      token,
      fetch: async (...args) => {
        const response = await fetch(...args)
        open++
        return response
      },
    })
    const stream = croft.workspaceEvents({ workspace: team.name }, options)
    const events = stream[Symbol.asyncIterator]()
    const first = events.next()
    return { stream, events, first, opened: (count = 1) => until(() => open >= count) }
  }

  test('ends without an error when it is closed, or its iterator is', async () => {
    const closed = waiting()
    await closed.opened()
    closed.stream.close()
    expect(await closed.first).toEqual({ done: true, value: undefined })
    const returned = waiting()
    await returned.opened()
    await returned.events.return?.()
    expect(await returned.first).toEqual({ done: true, value: undefined })
  })

  test('ends with the reason of its signal', async () => {
    const controller = new AbortController()
    const { first, opened } = waiting({ signal: controller.signal })
    await opened()
    const reason = new Error('enough')
    controller.abort(reason)
    await expect(first).rejects.toBe(reason)
    await expect(waiting({ signal: controller.signal }).first).rejects.toBe(reason)
  })

  test('ends with UNAUTHENTICATED when its token is revoked, and resumes if there is another token', async () => {
    const secondToken = async () => {
      const croft = createClient({ url: server.url, token: team.owner.token })
      const { token, secret } = await croft.createApiToken({ name: unique('short-lived') })
      return { secret: secret ?? '', revoke: () => croft.revokeApiToken({ token: token.id }) }
    }
    const one = await secondToken()
    const strict = waiting({}, one.secret)
    await strict.opened()
    await one.revoke()
    await expect(strict.first).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })

    const other = await secondToken()
    let current = other.secret
    const renewed = waiting({ onGap: () => undefined }, () => current)
    await renewed.opened()
    current = team.owner.token
    await other.revoke()
    await renewed.opened(2)
    let arrived = false
    void renewed.first.then(() => {
      arrived = true
    })
    const owner = createClient({ url: server.url, token: team.owner.token, workspace: team.id })
    await until(async () => {
      if (!arrived) await owner.updateWorkspace({ displayName: unique('name') })
      return arrived
    })
    await renewed.events.return?.()
  })
})
