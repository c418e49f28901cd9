// What replicas share: the tables and their first rows, cursors, and the last use of tokens.
import { expect, inject, onTestFinished, test } from 'vitest'
import { migrations } from '../../../db/migrations/index.ts'
import { graphql } from '../../generated/gql.ts'
import { newDatabase } from '../../support/database.ts'
import { CREATE_API_TOKEN } from '../../support/operations.ts'
import { run, seedWorkspace, signUp } from '../../support/people.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { CREATE_PROJECT } from './operations.ts'
import { sharedDatabase, startReplicas } from './replicas.ts'

const PROJECTS = graphql(`
  query ReplicaProjects($id: ID!, $after: String, $before: String, $first: Int, $last: Int) {
    workspace(by: { id: $id }) {
      projects(first: $first, after: $after, last: $last, before: $before) {
        nodes {
          id
        }
        pageInfo {
          startCursor
          endCursor
        }
      }
    }
  }
`)

const LAST_USED = graphql(`
  query ReplicaLastUsed($id: ID!) {
    node(id: $id) {
      ... on ApiToken {
        lastUsedAt
        lastUsedIp
        lastUsedOperation
      }
    }
  }
`)

test('replicas that start at the same time on an empty database create the tables, the admin and the first token once', async () => {
  for (let round = 0; round < 2; round++) {
    const database = await newDatabase({ url: inject('postgres').url })
    onTestFinished(database.drop)
    const start = () => startTestServer({ database, env: { CROFT_BOOTSTRAP_TOKEN: '' } })
    const servers = await Promise.all([start(), start(), start()])
    const ready = await Promise.all(servers.map(async ({ url }) => (await fetch(`${url}/readyz`)).status))
    expect(ready).toEqual([200, 200, 200])
    const secrets = servers.flatMap((server) => server.secrets)
    expect(secrets).toHaveLength(1)
    for (const server of servers) {
      const { me } = await server.data('{ me { platformAdmin } }', {}, { token: secrets[0] as string })
      expect(me).toEqual({ platformAdmin: true })
    }
    const [counts] = await database.query<Record<string, string>>(`
      select (select count(*) from schema_migration) as migrations, (select count(*) from "user") as users,
        (select count(*) from api_token) as tokens, (select count(*) from workspace) as workspaces,
        (select count(*) from resource_kind) as kinds, (select string_agg(type, ' ' order by seq) from event) as events`)
    expect(counts).toEqual({
      migrations: String(Object.keys(migrations).length),
      users: '1',
      tokens: '1',
      workspaces: '2',
      kinds: '5',
      events: 'workspace.created workspace.created user.created token.created',
    })
    await Promise.all(servers.map((server) => server.close()))
  }
})

test('replicas that start at the same time with a new bootstrap token add it once', async () => {
  const database = await sharedDatabase(false)
  const env = { CROFT_BOOTSTRAP_TOKEN: 'another-way-in-0123456789-abcdefghij' }
  const servers = await Promise.all([1, 2, 3].map(() => startTestServer({ database, env })))
  const tokens = await database.query("select id from api_token where name = 'bootstrap'")
  expect(tokens).toHaveLength(1)
  for (const { gql } of servers)
    expect((await gql('{ me { platformAdmin } }', {}, { token: env.CROFT_BOOTSTRAP_TOKEN })).status).toBe(200)
})

test('a cursor of one replica is valid on another', async () => {
  const { a, b } = await startReplicas()
  const { id, owner } = await seedWorkspace(a)
  const ids: string[] = []
  for (let n = 0; n < 5; n++) {
    const input = { workspace: { id }, name: `project-${n}` }
    ids.unshift((await run(n % 2 === 0 ? a : b, CREATE_PROJECT, { input }, owner)).createProject.project.id)
  }
  const page = async (through: TestServer, part: { after?: string; before?: string; first?: number; last?: number }) =>
    (await run(through, PROJECTS, { id, ...part }, owner)).workspace?.projects
  const first = await page(a, { first: 2 })
  const second = await page(b, { first: 2, after: first?.pageInfo.endCursor as string })
  const third = await page(a, { first: 2, after: second?.pageInfo.endCursor as string })
  const pages = [first, second, third].flatMap((each) => each?.nodes ?? [])
  expect(pages.map((project) => project.id)).toEqual(ids)
  const back = await page(b, { last: 2, before: third?.pageInfo.startCursor as string })
  expect(back?.nodes).toEqual(second?.nodes)
})

test.each(['first', 'last'])(
  'the later of two uses of a token on two replicas is kept when it is written %s',
  async (order) => {
    const database = await sharedDatabase(false)
    const [earlier, later] = [await startTestServer({ database }), await startTestServer({ database })]
    const ann = await signUp(earlier)
    const { createApiToken } = await run(earlier, CREATE_API_TOKEN, { input: { name: 'used' } }, ann)
    const { id } = createApiToken.token
    const token = createApiToken.secret as string
    later.advance(60_000)
    for (const [server, operation] of [
      [earlier, 'Earlier'],
      [later, 'Later'],
    ] as const)
      await server.data(`query ${operation} { me { user { id } } }`, {}, { token })
    // A replica writes the last uses when it stops.
    for (const server of order === 'first' ? [later, earlier] : [earlier, later]) await server.close()
    const reader = await startTestServer({ database })
    onTestFinished(reader.close)
    const { node } = await run(reader, LAST_USED, { id }, ann)
    expect(node).toMatchObject({ lastUsedOperation: 'Later', lastUsedIp: '127.0.0.1' })
    const ahead = Date.parse((node as { lastUsedAt: string }).lastUsedAt) - Date.now()
    expect(ahead).toBeGreaterThan(30_000)
    const seen = await database.query<{ last_seen_at: string }>('select last_seen_at from "user" where id = ?', ann.id)
    expect(Date.parse(seen[0]?.last_seen_at as string) - Date.now()).toBeGreaterThan(30_000)
  },
)
