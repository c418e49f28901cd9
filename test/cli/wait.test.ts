// `delete --wait` and `deletions watch` report all events, even if the server or the connection fails.
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Client, createClient } from '../../src/client/index.ts'
import { startProxy } from '../client/proxy.ts'
import { BUILT, type ServerProcess, spawnServer } from '../crash/process.ts'
import { inBackground } from '../support/background.ts'
import { newDatabase } from '../support/database.ts'
import { blockRemoval, pauseDeletions, slowDeletions } from '../support/faults.ts'
import { fill, type SeededWorkspace, seedWorkspace } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { commandLine } from './run.ts'

const server = await startTestServer({ shared: true })
const team = await seedWorkspace(server)
const client = createClient({ url: server.url, token: team.owner.token })
const { start, croft } = commandLine({ CROFT_URL: server.url, CROFT_TOKEN: team.owner.token })
const proxy = await startProxy(server.url, { shared: true })

interface Told {
  readonly id: string
  readonly cursor: string
  readonly type: string
  readonly deletion: { readonly id: string }
}

const eventsIn = (out: string): Told[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Told)

/** Checks that a snapshot came first, that the rest equals a stream without any fault after it, and the end. */
async function assertWhole(client: Client, out: string): Promise<void> {
  const [snapshot, ...events] = eventsIn(out) as [Told, ...Told[]]
  expect(snapshot.type).toBe('SNAPSHOT')
  expect(events.at(-1)?.type).toBe('SUCCEEDED')
  const replayed: string[] = []
  const replay = client.deletionEvents({ deletion: snapshot.deletion.id, after: snapshot.cursor })
  for await (const { id } of replay) replayed.push(id)
  expect(events.map(({ id }) => id)).toEqual(replayed)
}

test('three crashes of the server during delete --wait neither lose nor repeat an event', async () => {
  const database = await newDatabase()
  onTestFinished(() => database.drop())
  const proxy = await startProxy(null)
  let current: ServerProcess | undefined
  onTestFinished(() => current?.signal('SIGKILL'))
  const startServer = async (env: Record<string, string> = {}) => {
    current = spawnServer(BUILT, {
      ...database.env,
      CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN,
      CROFT_ENV: 'development',
      ...env,
    })
    proxy.target = await current.ready
    return current
  }
  // the server kills itself in the middle of the deletion, as it might at any other instant
  const first = await startServer({ CROFT_FAILPOINT: 'deletion:12' })
  const client = createClient({ url: proxy.url, token: ADMIN_TOKEN })
  const { workspace } = await client.createWorkspace({ name: 'dies-thrice' })
  for (let batch = 0; batch < 3; batch++) {
    const resources = Array.from({ length: 1000 }, (_, index) => ({ kind: 'job', name: `${batch}-${index}` }))
    await client.registerResources({ workspace: workspace.id, resources })
  }
  const run = start(['workspaces', 'delete', 'dies-thrice', '--yes', '--wait', '-o', 'ndjson'], {
    env: { CROFT_URL: proxy.url, CROFT_TOKEN: ADMIN_TOKEN },
  })

  expect(await first.exit).toBe('SIGKILL')
  for (const failpoint of ['deletion:9', 'deletion:10']) {
    const again = await startServer({ CROFT_FAILPOINT: failpoint })
    expect(await again.exit).toBe('SIGKILL')
    expect(run.exit).toBe(null)
  }
  await startServer()
  await until(() => run.exit !== null)
  expect([run.exit, run.err]).toEqual([0, expect.stringContaining('connection lost, reconnecting…')])
  await assertWhole(client, run.out)
})

describe('on a server that lives', () => {
  async function full(count = 1000): Promise<SeededWorkspace> {
    const { workspace } = await client.createWorkspace({ displayName: 'To be deleted' })
    const seeded = { id: workspace.id, name: workspace.name, owner: team.owner, members: {} }
    await fill(server, seeded, count)
    return seeded
  }

  test('without a terminal it writes a line per event to standard error, and only the id to standard output', async () => {
    const { name } = await full(30)
    const { exit, out, err } = await croft(['workspaces', 'delete', name, '--yes', '--wait'])
    expect([exit, out]).toEqual([0, expect.stringMatching(/^del_\w+\n$/)])
    expect(err).toMatch(/^\d{4}-\d\d-\d\dT\S+Z {2}Croft finished deleting workspace/m)
    const again = await croft(['deletions', 'watch', name])
    expect([again.exit, again.out]).toEqual([0, ''])
  })

  test('a failed deletion ends with 5 and the reason, and a retried one continues', async () => {
    const { id, name } = await full(30)
    const unblock = await blockRemoval(server, 'resource', id)
    const run = start(['workspaces', 'delete', name, '--yes', '--wait'])
    await until(() => /Z {2}Croft /.test(run.err))
    await until(async () => {
      const { nodes } = await client.deletions({ filter: { workspaceName: { eq: name } } })
      server.advance(600_000)
      return nodes[0]?.state === 'FAILED'
    })
    await until(() => run.exit !== null)
    expect([run.exit, run.out]).toEqual([5, ''])
    expect(run.err).toMatch(/error: .*\nhint: {2}croft deletions get del_\w+ shows the steps, croft deletions retry/)
    const watched = await croft(['deletions', 'watch', name])
    expect(watched.exit).toBe(5)
    await unblock()
    const retried = await croft(['deletions', 'retry', name, '--wait'])
    expect([retried.exit, retried.out]).toEqual([0, expect.stringMatching(/^del_\w+\n$/)])
  })

  test('a workspace that is restored while its deletion is watched ends that with 5', async () => {
    const { name } = await full(1)
    const { out } = await croft(['workspaces', 'delete', name, '--yes', '--grace', '1h'])
    const run = start(['deletions', 'watch', out.trim(), '-o', 'ndjson'])
    await until(() => run.out.includes('SNAPSHOT'))
    expect((await croft(['workspaces', 'restore', name])).exit).toBe(0)
    await until(() => run.exit !== null)
    expect([run.exit, run.err]).toEqual([5, expect.stringContaining('is there as before')])
    expect((await croft(['workspaces', 'get', name])).exit).toBe(0)
  })

  test('a repeated request follows the same deletion, and other arguments are refused with its id', async () => {
    const letPass = pauseDeletions(server)
    const { name } = await full()
    const { out } = await croft(['workspaces', 'delete', name, '--yes'])
    const other = await croft(['workspaces', 'delete', name, '--yes', '--policy', 'retain'])
    expect([other.exit, other.err]).toEqual([3, expect.stringContaining(`croft deletions watch ${out.trim()}`)])
    const run = start(['workspaces', 'delete', name, '--yes', '--wait'])
    await until(() => run.err !== '')
    letPass()
    await until(() => run.exit !== null)
    expect([run.exit, run.out]).toEqual([0, out])
  })

  test('RESTRICT shows the blocking resources, and --dry-run deletes nothing and says so', async () => {
    const { name } = await full(2)
    const restricted = await croft(['workspaces', 'delete', name, '--yes', '--policy', 'restrict'])
    expect([restricted.exit, restricted.out]).toEqual([3, ''])
    expect(restricted.err).toMatch(
      /WORKSPACE_NOT_EMPTY[\s\S]*hint: {2}It holds 1 job, 1 model: job\/.*CASCADE removes them/,
    )
    const dry = await croft(['workspaces', 'delete', name, '--dry-run'])
    expect([dry.exit, dry.out, dry.err]).toEqual([0, '', expect.stringContaining('Nothing was deleted.')])
    expect((await croft(['workspaces', 'get', name])).exit).toBe(0)
  })

  test('events tail resumes if the connection is lost before the first event, and warns of a possible gap', async () => {
    const proxy = await startProxy(server.url)
    const run = start(['events', 'tail', '-w', team.name, '--debug'], { env: { CROFT_URL: proxy.url } })
    await until(() => /subscription.*: 200/.test(run.err))
    proxy.cutAll()
    await until(() => run.err.includes('some events may be missing'))
    await until(() => (run.err.match(/subscription.*: 200/g)?.length ?? 0) > 1)
    await client.createProject({ workspace: team.name, name: 'after-all' })
    await until(() => run.out.includes('after-all'))
    expect(run.exit).toBe(null)
  })

  test('get --watch writes the workspace at each change, also those made while the connection was lost', async () => {
    const proxy = await startProxy(server.url)
    const { name, id } = await full(0)
    const run = start(['workspaces', 'get', name, '--watch', '-o', 'ndjson'], { env: { CROFT_URL: proxy.url } })
    const versions = () => run.out.split('\n').flatMap((line) => (line ? [JSON.parse(line).version as number] : []))
    await until(() => versions().length === 1)
    // no event has given the stream a cursor yet
    proxy.target = null
    proxy.cutAll()
    await until(() => run.err.includes('connection lost, reconnecting…'))
    await client.updateWorkspace({ workspace: id, description: 'while it was lost' })
    proxy.target = server.url
    await until(() => versions().length === 2)
    await client.updateWorkspace({ workspace: id, description: 'seen' })
    await until(() => versions().length === 3)
    // a change that is not shown causes no output
    await client.createProject({ workspace: id, name: 'not-shown' })
    await client.addMember({ workspace: id, principal: { group: 'owners-alone-show' } })
    await client.updateWorkspace({ workspace: id, description: 'last' })
    await until(() => run.out.includes('"last"'))
    expect(versions()).toEqual([1, 2, 3, 4])
    run.child.kill('SIGINT')
    await until(() => run.exit !== null)
    expect([run.exit, run.err]).toEqual([130, expect.stringMatching(/No longer watching\.\n$/)])
  })

  test('get --watch ends with 3 if the workspace is deleted or hidden, and with 2 before anything is sent', async () => {
    const { name } = await full(0)
    const run = start(['workspaces', 'get', name, '--watch'])
    await until(() => /^STATE\tACTIVE$/m.test(run.out))
    const { out } = await croft(['workspaces', 'delete', name, '--yes', '--grace', '1h'])
    await until(() => run.exit !== null)
    expect([run.exit, run.err]).toEqual([3, expect.stringContaining(`croft deletions watch ${out.trim()}`)])
    expect(run.out).toMatch(/^STATE\tACTIVE$[\s\S]+^$\n[\s\S]+^STATE\tPENDING_DELETION$/m)
    const none = await croft(['workspaces', 'get', 'nowhere', '--watch'])
    expect([none.exit, none.out, none.err]).toEqual([3, '', expect.stringContaining('NOT_FOUND')])
    expect((await croft(['workspaces', 'get', name, '--watch', '-o', 'csv'])).exit).toBe(2)
  })

  test(
    'a proxy that cuts, and one that then stalls, neither lose nor repeat an event',
    inBackground({ proxy }, async ({ proxy }) => {
      const ended = slowDeletions(server)
      const { name } = await full()
      const run = start(['workspaces', 'delete', name, '--yes', '--wait', '-o', 'ndjson'], {
        env: { CROFT_URL: proxy.url },
      })
      const lines = () => run.out.split('\n').length - 1
      await until(() => lines() >= 3)
      proxy.cutAll()
      await until(() => lines() >= 6)
      proxy.stallAll()
      ended()
      // a stalled connection is noticed after 30 s without a byte
      await until(() => run.exit !== null)
      expect(run.exit).toBe(0)
      await assertWhole(client, run.out)
    }),
  )
})
