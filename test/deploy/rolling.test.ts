// A rolling restart: two replicas on one database behind nginx, restarted one after the other under load.
import { describe, expect, onTestFinished, test } from 'vitest'
import { BUILT, type ServerProcess, spawnServer } from '../crash/process.ts'
import { newDatabase, type TestDatabase } from '../support/database.ts'
import { ADMIN_TOKEN, until } from '../support/server.ts'
import { TRANSPORTS } from '../support/subscriptions.ts'
import { keepFollowing, startLoad } from './load.ts'
import { freePort, type Nginx, skipped, startNginx, title } from './nginx.ts'

/** Enough clients that connections are in the accept queue of a replica whenever it stops. */
const CLIENTS = 40
const CREATE =
  'mutation { createWorkspace(input: { name: "rolled" }) { workspace { id events(first: 1) { nodes { cursor } } } } }'

interface Replica {
  readonly port: number
  start(): Promise<void>
  /** Sends SIGTERM and returns the exit code. */
  stop(): Promise<number | string | null>
}

async function replicaOf(database: TestDatabase): Promise<Replica> {
  const port = await freePort()
  let running: ServerProcess | undefined
  onTestFinished(async () => {
    running?.signal('SIGKILL')
    await running?.exit
  })
  return {
    port,
    start: async () => {
      running = spawnServer(BUILT, {
        ...database.env,
        CROFT_PORT: String(port),
        CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN,
        CROFT_TRUSTED_PROXIES: '127.0.0.1',
      })
      await running.ready
    },
    stop: async () => {
      running?.signal('SIGTERM')
      return (await running?.exit) ?? null
    },
  }
}

/** Resolves when nginx has passed a new request to this replica and got 200. */
async function servesRequests(nginx: Nginx, { port }: Replica): Promise<void> {
  let offset = Buffer.byteLength(nginx.log())
  await until(() => {
    const added = nginx.log(offset)
    offset += Buffer.byteLength(added)
    return new RegExp(` 127\\.0\\.0\\.1:${port} 200 `).test(added)
  })
}

describe.skipIf(skipped)(title('rolling restart'), () => {
  test('fails no request and loses or repeats no event while replicas restart one after the other under load', async () => {
    const database = await newDatabase()
    onTestFinished(() => database.drop())
    const replicas = [await replicaOf(database), await replicaOf(database)] as const
    await Promise.all(replicas.map((replica) => replica.start()))
    const nginx = await startNginx([replicas[0].port, replicas[1].port])

    const response = await fetch(`${nginx.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ADMIN_TOKEN}` },
      body: JSON.stringify({ query: CREATE }),
    })
    // biome-ignore lint/suspicious/noExplicitAny: the shape is that of CREATE
    const { workspace } = ((await response.json()) as any).data.createWorkspace
    const [{ cursor }] = workspace.events.nodes
    const followers = [...TRANSPORTS, ...TRANSPORTS].map((transport) =>
      keepFollowing(transport, nginx.url, workspace.id, cursor),
    )
    const load = startLoad(nginx.url, workspace.id, CLIENTS)

    for (const replica of replicas) {
      await servesRequests(nginx, replica)
      expect(await replica.stop()).toBe(0)
      await replica.start()
      await servesRequests(nginx, replica)
    }
    await load.stop()
    expect(load.failures).toEqual({})
    const expected = [...load.acknowledged].sort()
    for (const follower of followers) {
      await until(() => follower.seen.length >= expected.length)
      await follower.leave()
      expect(follower.failures).toEqual([])
      expect([...follower.seen].sort()).toEqual(expected)
      expect(follower.seen).toEqual(followers[0]?.seen)
      // Each stop disconnected half of the followers, so each follower has reconnected.
      expect(follower.streams).toBeGreaterThan(1)
    }
  }, 180_000)
})
