// Streams of the client that lose their connection in every possible way: each event comes once and in order, and a
// stream that may have missed one says so.
import { describe, expect, test } from 'vitest'
import { type Client, type ClientOptions, type CroftError, createClient } from '../../src/client/index.ts'
import { slowDeletions } from '../support/faults.ts'
import { fill, type SeededWorkspace, seedWorkspace, unique } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { startProxy } from './proxy.ts'

const server = await startTestServer({ shared: true })
const team = await seedWorkspace(server)
const clientOf = (url: string, options: Partial<ClientOptions> = {}): Client =>
  createClient({ url, token: team.owner.token, retries: 0, ...options })
const direct = clientOf(server.url)

/** A running deletion that takes a while: one slice every 50 ms. */
async function deletionUnderWay(): Promise<string> {
  const { workspace } = await direct.createWorkspace({ name: unique('deleted') })
  const full: Pick<SeededWorkspace, 'id' | 'owner'> = { id: workspace.id, owner: team.owner }
  await fill(server, full, 300)
  const { deletion } = await direct.deleteWorkspace({ workspace: workspace.id })
  return deletion.id
}

/** The events after this cursor of a stream without any fault. */
async function replay(deletion: string, after: string): Promise<string[]> {
  const ids: string[] = []
  for await (const { id } of direct.deletionEvents({ deletion, after })) ids.push(id)
  return ids
}

/** Follows a deletion to its end, and calls a function after some of the events. */
async function followed(client: Client, deletion: string, after: (count: number) => void, silenceMs?: number) {
  const ids: string[] = []
  const types: string[] = []
  let lost = 0
  let snapshot = ''
  const stream = client.deletionEvents({ deletion }, { silenceMs, onRetry: () => lost++ })
  for await (const event of stream) {
    if (event.type === 'SNAPSHOT') snapshot = event.cursor
    else ids.push(event.id)
    types.push(event.type)
    after(types.length)
  }
  expect(types.filter((type) => type === 'SNAPSHOT').length).toBe(1)
  expect(types.at(-1)).toBe('SUCCEEDED')
  expect(ids).toEqual(await replay(deletion, snapshot))
  expect(new Set(ids).size).toBe(ids.length)
  return lost
}

describe('a deletion', () => {
  test('is followed to its end, each event once, through connections that are cut', async () => {
    const ended = slowDeletions(server)
    const deletion = await deletionUnderWay()
    const proxy = await startProxy(server.url)
    const lost = await followed(clientOf(proxy.url), deletion, (count) => {
      if (count % 3 === 0 && count < 12) proxy.cutAll()
      if (count === 12) ended()
    })
    expect(lost).toBe(3)
    expect(proxy.connections).toBe(4)
  })

  test('is followed through connections that fall silent', async () => {
    const ended = slowDeletions(server)
    const deletion = await deletionUnderWay()
    const proxy = await startProxy(server.url)
    const lost = await followed(
      clientOf(proxy.url, { timeoutMs: 5000 }),
      deletion,
      (count) => {
        if (count === 2 || count === 5) proxy.stallAll()
        if (count === 6) ended()
      },
      1000,
    )
    // a busy machine may be silent for as long, too
    expect(lost).toBeGreaterThanOrEqual(2)
  })

  test('that has ended repeats its last event to a stream with its cursor, and to a second loop', async () => {
    const deletion = await deletionUnderWay()
    const stream = direct.deletionEvents({ deletion })
    for await (const { type } of stream) if (type === 'STEP_STARTED') break
    const rest: string[] = []
    for await (const { type } of stream) rest.push(type)
    expect([rest.includes('SNAPSHOT'), rest.at(-1)]).toEqual([false, 'SUCCEEDED'])
    const again: string[] = []
    for await (const { type } of direct.deletionEvents({ deletion, after: stream.cursor ?? null })) again.push(type)
    expect(again).toEqual(['SUCCEEDED'])
  })
})

describe('a stream of events', () => {
  const rename = () => direct.updateWorkspace({ workspace: team.id, displayName: unique('name') })

  test('resumes after the last event that was handed out', async () => {
    const proxy = await startProxy(server.url)
    const stream = clientOf(proxy.url).workspaceEvents({ workspace: team.name })
    const events = stream[Symbol.asyncIterator]()
    const first = events.next()
    await until(() => proxy.connections === 1)
    await renamedUntil(first)
    proxy.target = null
    proxy.cutAll()
    await Promise.all([rename(), rename()])
    proxy.target = server.url
    const log = (await direct.auditLog({ workspace: team.name })).nodes.map(({ id }) => id).reverse()
    const ids = [(await first).value.id]
    while (ids.at(-1) !== log.at(-1)) ids.push((await events.next()).value?.id)
    expect(ids.length).toBeGreaterThan(2)
    expect(ids).toEqual(log.slice(log.indexOf(ids[0])))
    await events.return?.()
  })

  test('that was lost before its first event says that it may have missed some', async () => {
    const proxy = await startProxy(server.url)
    const follow = async (onGap?: (error: CroftError) => void) => {
      let isOpen = false
      const client = clientOf(proxy.url, {
        fetch: async (...args) => {
          const response = await fetch(...args)
          isOpen = true
          return response
        },
      })
      const events = client.workspaceEvents({ workspace: team.name }, { onGap })[Symbol.asyncIterator]()
      const next = events.next()
      await until(() => isOpen)
      proxy.target = null
      proxy.cutAll()
      return { events, next }
    }
    const strict = await follow()
    await expect(strict.next).rejects.toMatchObject({ code: 'NETWORK' })
    const gaps: string[] = []
    proxy.target = server.url
    const told = await follow(({ code }) => gaps.push(code))
    const { connections } = proxy
    await until(() => proxy.connections >= connections + 2)
    proxy.target = server.url
    await renamedUntil(told.next)
    expect(gaps).toEqual(['NETWORK'])
    await told.events.return?.()
  })

  /** Makes events until one has arrived: the start of the stream cannot be observed. */
  async function renamedUntil(arrived: Promise<unknown>): Promise<void> {
    let done = false
    void arrived.finally(() => {
      done = true
    })
    await until(async () => {
      if (!done) await rename()
      return done
    })
  }
})
