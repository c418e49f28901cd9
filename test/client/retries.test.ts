// The client's retries: through a proxy that loses answers, and with absent servers, limits, and tokens that ended.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Client, type ClientOptions, createClient, type Retry } from '../../src/client/index.ts'
import { seedWorkspace, unique } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { startProxy } from './proxy.ts'

const server = await startTestServer({ shared: true })
const team = await seedWorkspace(server)
const clientOf = (options: Partial<ClientOptions>): Client =>
  createClient({ url: server.url, token: team.owner.token, ...options })

/** Collects the codes of the retried errors. */
function recorder() {
  const codes: string[] = []
  return { codes, onRetry: ({ error }: Retry) => void codes.push(error.code) }
}

type Respond = (response: ServerResponse) => void

/** A server that answers its first request, its second and so on in this way, and records their keys. */
async function startFake(answer: (request: number) => Respond) {
  const keys: unknown[] = []
  const fake = createServer((request, response) => {
    keys.push(request.headers['idempotency-key'])
    request.resume().on('end', () => answer(keys.length)(response))
  })
  await new Promise<void>((resolve) => fake.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    fake.closeAllConnections()
    fake.close()
  })
  return { keys, url: `http://127.0.0.1:${(fake.address() as AddressInfo).port}` }
}

const ME = JSON.stringify({ data: { me: { groups: [] } } })
const refusalOf = (code: string, details = {}) =>
  JSON.stringify({ errors: [{ message: code, extensions: { code, ...details } }] })
const json =
  (body: string, status = 200): Respond =>
  (response) =>
    void response.writeHead(status, { 'Content-Type': 'application/json' }).end(body)

describe('a mutation', () => {
  test('whose answers get lost is carried out once for each call', async () => {
    const proxy = await startProxy(server.url)
    const { codes, onRetry } = recorder()
    const client = clientOf({ url: proxy.url, onRetry })
    proxy.loseAnswers = 2
    const { workspace } = await client.createWorkspace({ displayName: 'Lost and found' })
    expect(codes).toEqual(['NETWORK', 'NETWORK'])
    proxy.loseAnswers = 1
    const other = await client.createWorkspace({ displayName: 'Lost and found' })
    expect(other.workspace.id).not.toBe(workspace.id)
    const found = await client.workspaces({ filter: { displayName: { eq: 'Lost and found' } } }).take(10)
    expect(found.map(({ id }) => id)).toEqual([other.workspace.id, workspace.id])
  })

  test('is given up after the maximum number of attempts', async () => {
    const proxy = await startProxy(server.url)
    const { codes, onRetry } = recorder()
    proxy.loseAnswers = 10
    const client = clientOf({ url: proxy.url, retries: 1, onRetry })
    await expect(client.createWorkspace({ name: unique('lost') })).rejects.toMatchObject({ code: 'NETWORK' })
    expect([codes, proxy.loseAnswers]).toEqual([['NETWORK'], 8])
  })

  test('is sent again without keys only if it cannot have arrived', async () => {
    const lossy = await startProxy(server.url)
    lossy.loseAnswers = 1
    const { codes, onRetry } = recorder()
    const name = unique('once')
    const client = clientOf({ url: lossy.url, idempotent: false, onRetry })
    await expect(client.createWorkspace({ name })).rejects.toMatchObject({ code: 'NETWORK' })
    expect([codes, (await client.workspace({ by: name }))?.name]).toEqual([[], name])

    const limited = await startFake((request) =>
      json(request > 1 ? ME : refusalOf('RATE_LIMITED', { retryAfterSeconds: 0 })),
    )
    const patient = clientOf({ url: limited.url, idempotent: false, onRetry })
    await patient.query('mutation { me { groups } }')
    expect([codes, limited.keys]).toEqual([['RATE_LIMITED'], [undefined, undefined]])
  })

  test('has one key for all attempts, and another one for each call', async () => {
    const fake = await startFake((request) => (request % 2 === 1 ? json('<h1>Bad gateway</h1>', 502) : json(ME)))
    const client = clientOf({ url: fake.url })
    await client.query('mutation { me { groups } }')
    await client.query('mutation { me { groups } }')
    const [first, second, third, fourth] = fake.keys
    expect([first === second, third === fourth, first === third, typeof first]).toEqual([true, true, false, 'string'])
  })
})

describe('a request', () => {
  test('waits for as long as the server says', async () => {
    const at: number[] = []
    const fake = await startFake((request) => {
      at.push(performance.now())
      return json(request > 1 ? ME : refusalOf('RATE_LIMITED', { retryAfterSeconds: 1 }), request > 1 ? 200 : 429)
    })
    await clientOf({ url: fake.url }).query('{ me { groups } }')
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(999)
  })

  test('is refused at once if the server asks for a long wait, or has an internal error', async () => {
    for (const [code, details] of [
      ['RATE_LIMITED', { retryAfterSeconds: 3600 }],
      // in milliseconds this is more than a timer can count
      ['UNAVAILABLE', { retryAfterSeconds: 99_999_999 }],
      ['INTERNAL', {}],
      ['FORBIDDEN', {}],
    ] as const) {
      const fake = await startFake(() => json(refusalOf(code, details)))
      await expect(clientOf({ url: fake.url }).me()).rejects.toMatchObject({ code })
      expect(fake.keys.length).toBe(1)
    }
  })

  test('fails with the error of its token function, and so does a stream', async () => {
    const reason = new Error('locked')
    const client = clientOf({ token: () => Promise.reject(reason) })
    await expect(client.me()).rejects.toBe(reason)
    const events = client.watchDeletions()[Symbol.asyncIterator]()
    await expect(events.next()).rejects.toBe(reason)
  })

  test('does not follow a redirect', async () => {
    const other = await startFake(() => json(ME))
    const fake = await startFake(() => (response) => void response.writeHead(307, { Location: other.url }).end())
    await expect(clientOf({ url: fake.url }).me()).rejects.toMatchObject({ code: 'BAD_RESPONSE' })
    expect([fake.keys.length, other.keys.length]).toEqual([1, 0])
  })

  test('that is not answered in time is sent again', async () => {
    const { codes, onRetry } = recorder()
    const fake = await startFake((request) => (request > 1 ? json(ME) : () => undefined))
    await clientOf({ url: fake.url, timeoutMs: 100, onRetry }).query('{ me { groups } }')
    expect(codes).toEqual(['TIMEOUT'])
  })

  test('stops waiting when its signal is aborted', async () => {
    const fake = await startFake(() => json(refusalOf('RATE_LIMITED', { retryAfterSeconds: 50 })))
    const controller = new AbortController()
    const reason = new Error('enough')
    const client = clientOf({ url: fake.url, onRetry: () => controller.abort(reason) })
    await expect(client.me({}, { signal: controller.signal })).rejects.toBe(reason)
  })

  test('is sent once more with another token if the first was refused', async () => {
    const tokens = ['croft_ended', 'croft_ended', team.owner.token]
    const renewing = clientOf({ token: () => tokens.shift() ?? team.owner.token })
    await expect(renewing.me()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    expect((await renewing.me()).user?.id).toBe(team.owner.id)
    let asked = 0
    const wrong = clientOf({ token: () => `croft_wrong${asked++}` })
    await expect(wrong.me()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(asked).toBe(3)
  })
})

test('calls and streams beyond the rate limit of a server wait until there are points again', async () => {
  const own = await startTestServer({ env: { CROFT_RATE_LIMIT: '60' } })
  own.stopClock()
  const { name, owner } = await seedWorkspace(own)
  const spendAll = async () => {
    let sent = 0
    while ((await own.gql('{ __typename }', {}, owner)).status === 200) expect(++sent).toBeLessThan(100)
  }
  const { codes, onRetry: record } = recorder()
  const onRetry = (retry: Retry) => {
    record(retry)
    own.advance(1000)
  }
  const client = createClient({ url: own.url, token: owner.token, onRetry })
  await spendAll()
  await client.updateWorkspace({ workspace: name, displayName: 'Once' })
  expect(codes).toEqual(['RATE_LIMITED'])
  await spendAll()
  const { hub } = own.app.services
  const before = hub.subscribers
  const stream = client.workspaceEvents({ workspace: name }, { onRetry })
  const first = stream[Symbol.asyncIterator]().next()
  await until(() => codes.length === 2)
  await until(() => hub.subscribers > before)
  own.advance(60_000)
  await client.updateWorkspace({ workspace: name, displayName: 'Twice' })
  expect((await first).value).toMatchObject({ type: 'WORKSPACE_UPDATED' })
  expect(codes).toEqual(['RATE_LIMITED', 'RATE_LIMITED'])
  stream.close()
})
