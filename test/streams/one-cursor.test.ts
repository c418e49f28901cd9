// An event has one cursor: as a field, on the edges of each list of the log, in pageInfo and in subscriptions.
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { beginning, logLists } from '../support/cursors.ts'
import { ADD_MEMBER, CREATE_WORKSPACE, DELETE_WORKSPACE } from '../support/operations.ts'
import { run, seedWorkspace, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, type TestServer, until } from '../support/server.ts'
import { follow } from '../support/subscriptions.ts'

const DELETION = graphql(`
  subscription OneCursorDeletion($id: ID!, $after: Cursor) {
    deletionEvents(deletion: $id, after: $after) { id cursor type }
  }
`)
const WORKSPACE = graphql(`
  subscription OneCursorWorkspace($id: ID!, $after: Cursor) {
    workspaceEvents(workspace: { id: $id }, after: $after) { id cursor type }
  }
`)

const ADMIN = { token: ADMIN_TOKEN }
const create = (server: TestServer) => run(server, CREATE_WORKSPACE, { input: { name: unique('made') } })
const remove = async (server: TestServer, { id }: { id: string }) =>
  (await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } })).deleteWorkspace.deletion.id

const PAGE = '{ edges { cursor node { id cursor } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } }'
async function pageOf(server: TestServer, list: string, args: string): Promise<Page> {
  const query = `{ ${list.replace('%', args)} ${PAGE} ${list.includes('{') ? '}' : ''} }`
  let found = await server.data(query, {}, ADMIN)
  while (found.edges === undefined) found = Object.values(found)[0]
  return found
}
interface Page {
  edges: { cursor: string; node: { id: string; cursor: string } }[]
  pageInfo: { startCursor: string; endCursor: string; hasNextPage: boolean; hasPreviousPage: boolean }
}
const idsOf = ({ edges }: Page) => edges.map(({ node }) => node.id)

describe('firm ground 16: an event has one cursor', () => {
  test('the cursor is the same on the event, on its edge and in pageInfo of a response', async () => {
    const server = await startTestServer()
    const { id } = await seedWorkspace(server, { eve: 'EDITOR' })
    const deletion = await remove(server, await seedWorkspace(server))
    const stream = follow('SSE', server, DELETION, { id: deletion }, ADMIN)
    await stream.ended()
    stream.leave()
    for (const list of logLists(id, deletion)) {
      const { edges, pageInfo } = await pageOf(server, list, 'first: 5')
      expect(edges.length).toBeGreaterThan(1)
      for (const { cursor, node } of edges) expect(cursor).toBe(node.cursor)
      expect(pageInfo).toMatchObject({ startCursor: edges[0]?.cursor, endCursor: edges.at(-1)?.cursor })
    }
  })

  test('lists continue after the cursor of a stream, and streams after the cursor of a list', async () => {
    const server = await startTestServer()
    const people = { eve: 'EDITOR', bob: 'VIEWER', zoe: 'ADMIN' } as const
    const { id } = await seedWorkspace(server, people)
    const deletion = await remove(server, await seedWorkspace(server, people))
    const record = follow('SSE', server, DELETION, { id: deletion, after: beginning(server) }, ADMIN)
    const ofDeletion = (await record.ended()).map(({ deletionEvents: event }) => event)
    const stream = follow('SSE', server, WORKSPACE, { id, after: beginning(server) }, ADMIN)
    const [all = '', ofWorkspace = '', toldOfDeletion = ''] = logLists(id, deletion)
    const newestFirst = idsOf(await pageOf(server, ofWorkspace, 'first: 100'))
    await until(() => stream.seen.length === newestFirst.length)
    const streamed = stream.seen.map(({ workspaceEvents: event }) => event)
    expect(streamed.map((event) => event.id)).toEqual([...newestFirst].reverse())

    const everything = idsOf(await pageOf(server, all, 'first: 100'))
    for (const [list, ids] of [
      [ofWorkspace, newestFirst],
      [all, everything],
    ] as const) {
      for (const { id: event, cursor } of streamed) {
        const at = ids.indexOf(event)
        expect(idsOf(await pageOf(server, list, `first: 100, after: "${cursor}"`))).toEqual(ids.slice(at + 1))
        expect(idsOf(await pageOf(server, list, `last: 100, before: "${cursor}"`))).toEqual(ids.slice(0, at))
      }
    }
    const { edges } = await pageOf(server, ofWorkspace, 'first: 100')
    for (const [index, { cursor }] of edges.entries()) {
      const resumed = follow('WebSocket', server, WORKSPACE, { id, after: cursor }, ADMIN)
      await until(() => resumed.seen.length === index)
      expect(resumed.seen.map(({ workspaceEvents: event }) => event.id)).toEqual(newestFirst.slice(0, index).reverse())
      resumed.leave()
    }

    const told = await pageOf(server, toldOfDeletion, 'first: 100')
    for (const [index, { cursor, node }] of told.edges.entries()) {
      const behind = idsOf(told).slice(index + 1)
      const place = ofDeletion.find((event) => event.id === node.id)?.cursor
      expect(idsOf(await pageOf(server, toldOfDeletion, `first: 100, after: "${place}"`))).toEqual(behind)
      if (behind.length === 0) continue
      const resumed = follow('SSE', server, DELETION, { id: deletion, after: cursor }, ADMIN)
      const seen = (await resumed.ended()).map(({ deletionEvents: event }) => event.id)
      expect(seen.filter((event) => behind.includes(event))).toEqual(behind)
      expect(seen).not.toContain(node.id)
      resumed.leave()
    }
    for (const each of [record, stream]) each.leave()
  })

  test('the cursor is a position in the lists of all workspaces', async () => {
    const server = await startTestServer()
    const [first, second] = [await seedWorkspace(server), await seedWorkspace(server)]
    await create(server)
    const [{ cursor }] = (await server.data('{ events(first: 1) { nodes { cursor } } }')).events.nodes
    for (const { id } of [second, first]) {
      await run(server, ADD_MEMBER, { input: { workspace: { id }, principal: { group: 'late' }, role: 'VIEWER' } })
    }
    const ask = async (args: string) => {
      const filter = `filter: { name: { in: ["${first.name}", "${second.name}"] } }`
      const data = await server.data(`{ workspaces(${filter}) { nodes { events(${args}) { nodes { type } } } } }`)
      return data.workspaces.nodes.map(({ events }: { events: { nodes: { type: string }[] } }) =>
        events.nodes.map(({ type }) => type),
      )
    }
    expect(await ask(`first: 1, after: "${cursor}"`)).toEqual([['WORKSPACE_CREATED'], ['WORKSPACE_CREATED']])
    expect(await ask(`last: 5, before: "${cursor}"`)).toEqual([['MEMBER_ADDED'], ['MEMBER_ADDED']])
  })

  test('a page that ended early has an end cursor, too, even at an event that it does not show', async () => {
    const server = await startTestServer()
    for (let n = 0; n < 40; n++) await create(server)
    const { pace, store } = server.app.services
    const { yieldToRequests } = pace
    Object.assign(store, { readSlice: { workMs: 0.001, maxRows: 10 } })
    Object.assign(pace, { yieldToRequests: () => new Promise((resolve) => setTimeout(resolve, 1600)) })
    const early = await pageOf(server, 'events(%)', 'first: 5, filter: { at: { lt: "2001-01-01T00:00:00Z" } }')
    Object.assign(pace, { yieldToRequests: yieldToRequests.bind(pace) })
    expect(early).toMatchObject({ edges: [], pageInfo: { hasNextPage: true } })
    const whole = idsOf(await pageOf(server, 'events(%)', 'first: 100'))
    const rest = idsOf(await pageOf(server, 'events(%)', `first: 100, after: "${early.pageInfo.endCursor}"`))
    expect(rest.length).toBeGreaterThan(0)
    expect(rest.length).toBeLessThan(whole.length)
    expect(rest).toEqual(whole.slice(-rest.length))
  })
})
