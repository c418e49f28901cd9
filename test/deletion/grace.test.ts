// The grace period: what a scheduled deletion does at once, what `restoreWorkspace` restores, and how the period ends.
import { describe, expect, test } from 'vitest'
import { REVOKE_API_TOKEN } from '../crash/replicas/operations.ts'
import { graphql } from '../generated/gql.ts'
import { pauseDeletions } from '../support/faults.ts'
import { seedFullWorkspace } from '../support/full-workspace.ts'
import { longOrShort } from '../support/length.ts'
import {
  CREATE_API_TOKEN,
  CREATE_USER,
  CREATE_WORKSPACE,
  DELETE_WORKSPACE,
  UPDATE_USER,
} from '../support/operations.ts'
import { type Person, refused, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, type Credentials, startTestServer, type TestServer, until } from '../support/server.ts'
import { follow, TRANSPORTS } from '../support/subscriptions.ts'
import { EMPTIED_TABLES, rowsOfWorkspace } from '../support/workspace-rows.ts'

const RESTORE = graphql(`
  mutation GraceRestore($input: RestoreWorkspaceInput!) {
    restoreWorkspace(input: $input) {
      workspace { id state suspendedReason }
      deletion { id state canRestore finishedAt }
    }
  }
`)
const READ = graphql(`
  query GraceRead($id: ID!) {
    deletion(id: $id) {
      state
      requestedAt
      startsAt
      startedAt
      finishedAt
      canRestore
      done
      workspaceEvents(first: 100) { totalCount nodes { type } }
      events(first: 20) { nodes { type message } }
    }
  }
`)
const STATES = graphql(`
  query GraceStates($by: WorkspaceRef!, $states: [WorkspaceState!]!) {
    workspace(by: $by) { state deletion { state } members { totalCount } }
    workspaces(filter: { state: $states }) { nodes { id state } }
  }
`)
const FOLLOW = graphql(`
  subscription GraceFollow($id: ID!, $after: Cursor) {
    deletionEvents(deletion: $id, after: $after) { type cursor deletion { state } }
  }
`)
const SUSPEND = graphql(`
  mutation GraceSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }
`)
const OWN_RECORD = graphql(`
  query GraceOwnRecord($id: ID!) { deletion(id: $id) { state canRestore } }
`)
const DELETE_USER = graphql(`
  mutation GraceDeleteUser($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }
`)

const server = await startTestServer({ shared: true })

async function schedule(on: TestServer, workspaceId: string, as: Credentials, gracePeriod = '1h'): Promise<string> {
  const input = { workspace: { id: workspaceId }, gracePeriod }
  return (await run(on, DELETE_WORKSPACE, { input }, as)).deleteWorkspace.deletion.id
}
const restore = (on: TestServer, deletion: string, as: Credentials) =>
  run(on, RESTORE, { input: { deletion } }, as).then(({ restoreWorkspace }) => restoreWorkspace)
const refusal = (on: TestServer, deletion: string, as: Credentials) => refused(on, RESTORE, { input: { deletion } }, as)
const read = async (on: TestServer, id: string, as?: Credentials) => (await run(on, READ, { id }, as)).deletion

/** Every row of the workspace, without the fields that any write changes. */
async function dump({ database }: TestServer, workspaceId: string): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {}
  for (const table of ['workspace', ...EMPTIED_TABLES]) {
    const column = table === 'workspace' ? 'id' : 'workspace_id'
    const rows = await database.query<Record<string, unknown>>(
      `select * from "${table}" where ${column} = ?`,
      workspaceId,
    )
    tables[table] = rows
      .map(({ version: _, updated_at, updated_by, last_used_at, last_used_order, last_used_ip, ...row }) =>
        JSON.stringify(row),
      )
      .sort()
  }
  return tables
}

describe('a scheduled deletion', () => {
  test('hides the workspace from all but its watchers, shows them when it begins, and removes nothing until then', async () => {
    const own = await startTestServer()
    const workspace = await seedFullWorkspace(own)
    const { owner, members, token } = workspace
    const before = await rowsOfWorkspace(own, workspace.id)
    const id = await schedule(own, workspace.id, owner, '2d')
    const deletion = await read(own, id)
    expect(deletion).toMatchObject({ state: 'SCHEDULED', startedAt: null, finishedAt: null, done: 0, canRestore: true })
    expect(Date.parse(deletion?.startsAt as string) - Date.parse(deletion?.requestedAt as string)).toBe(2 * 86_400_000)
    expect(deletion?.events.nodes.map(({ type }) => type)).toEqual(['SCHEDULED'])

    const variables = { by: { id: workspace.id }, states: ['PENDING_DELETION' as const] }
    for (const as of [owner, { token: ADMIN_TOKEN }]) {
      expect(await run(own, STATES, variables, as)).toEqual({
        workspace: { state: 'PENDING_DELETION', deletion: { state: 'SCHEDULED' }, members: { totalCount: 0 } },
        workspaces: { nodes: [{ id: workspace.id, state: 'PENDING_DELETION' }] },
      })
      for (const states of [['DELETING' as const], ['ACTIVE' as const, 'SUSPENDED' as const]]) {
        const { workspaces } = await run(own, STATES, { ...variables, states }, as)
        expect(workspaces.nodes.map((node) => node.id)).not.toContain(workspace.id)
      }
    }
    expect(await run(own, STATES, variables, members.admin)).toEqual({ workspace: null, workspaces: { nodes: [] } })
    expect((await own.gql('{ me { user { id } } }', {}, { token: token.secret })).status).toBe(401)
    expect(await rowsOfWorkspace(own, workspace.id)).toEqual(before)

    own.advance(2 * 86_400_000)
    await until(async () => (await read(own, id))?.state === 'SUCCEEDED')
    expect(await rowsOfWorkspace(own, workspace.id)).toEqual({})
    expect((await read(own, id))?.events.nodes.map(({ type }) => type).slice(0, 3)).toEqual([
      'SCHEDULED',
      'STARTED',
      'STEP_STARTED',
    ])
  })

  test('is returned again for the same request, and a different request is refused', async () => {
    const { id: workspaceId, owner } = await seedWorkspace(server)
    const id = await schedule(server, workspaceId, owner)
    expect(await schedule(server, workspaceId, owner, '60m')).toBe(id)
    for (const gracePeriod of ['2h', '0s', undefined]) {
      const input = { workspace: { id: workspaceId }, ...(gracePeriod ? { gracePeriod } : {}) }
      const refusal = await refused(server, DELETE_WORKSPACE, { input }, owner)
      expect(refusal).toMatchObject({ code: 'WORKSPACE_DELETING', deletionId: id })
    }
  })

  test('has the grace period of the server if the request names none', async () => {
    const own = await startTestServer({ env: { CROFT_DELETION_GRACE: '30d' } })
    const { id, owner } = await seedWorkspace(own)
    const { deleteWorkspace } = await run(own, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
    expect(deleteWorkspace.deletion.state).toBe('SCHEDULED')
    const deletion = await read(own, deleteWorkspace.deletion.id, owner)
    expect(Date.parse(deletion?.startsAt as string) - Date.parse(deletion?.requestedAt as string)).toBe(30 * 86_400_000)
  })

  test('is refused with a grace period of more than 90 days', async () => {
    const { id, owner } = await seedWorkspace(server)
    const refusal = await refused(server, DELETE_WORKSPACE, { input: { workspace: { id }, gracePeriod: '91d' } }, owner)
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field: 'gracePeriod' })
  })

  test.each(['-1h', '-0s', '1', 'soon', '1e9d', '99999999999999999999d', 60, null, {}])(
    'takes null for an omitted grace period, and refuses values that are not durations: %j',
    async (gracePeriod) => {
      const { id, owner } = await seedWorkspace(server)
      const input = { workspace: { id }, gracePeriod }
      const { body } = await server.gql(DELETE_WORKSPACE.toString(), { input }, owner)
      if (gracePeriod === null) {
        // as if it were omitted
        expect(body.data.deleteWorkspace.deletion.state).toBe('RUNNING')
        return
      }
      const [error] = body.errors ?? []
      expect([error?.extensions.code, JSON.stringify(error?.extensions)]).toEqual([
        'INVALID_INPUT',
        expect.stringContaining('gracePeriod'),
      ])
      expect(await rowsOfWorkspace(server, id)).toMatchObject({ workspace: 1, membership: 1 })
    },
  )

  test('keeps its name and its last owner', async () => {
    const { id, name, owner } = await seedWorkspace(server)
    await schedule(server, id, owner)
    const stranger = await signUp(server)
    expect((await refused(server, CREATE_WORKSPACE, { input: { name } }, stranger)).code).toBe('NAME_TAKEN')
    const refusal = await refused(server, DELETE_USER, { input: { user: { id: owner.id } } })
    expect(refusal).toMatchObject({ code: 'LAST_OWNER', workspaces: [{ id, name }] })
  })
})

describe('restoreWorkspace', () => {
  test('restores every row, and every token works again', async () => {
    const own = await startTestServer()
    const workspace = await seedFullWorkspace(own)
    const before = await dump(own, workspace.id)
    const id = await schedule(own, workspace.id, workspace.owner)
    const { workspace: restored, deletion } = await restore(own, id, workspace.owner)
    expect(restored).toMatchObject({ id: workspace.id, state: 'ACTIVE' })
    expect(deletion).toMatchObject({ state: 'CANCELLED', canRestore: false, finishedAt: expect.any(String) })
    expect(await dump(own, workspace.id)).toEqual(before)
    for (const token of [workspace.token.secret, workspace.members.viewer.token]) {
      const { workspace: seen } = await run(own, STATES, { by: { id: workspace.id }, states: [] }, { token })
      expect(seen).toEqual({ state: 'ACTIVE', deletion: null, members: { totalCount: 4 } })
    }
    // the deletion has ended: nothing starts at the former end of the grace period
    own.advance(3_600_000)
    const again = await schedule(own, workspace.id, workspace.owner, '0s')
    await until(async () => (await read(own, again))?.state === 'SUCCEEDED')
    expect(await read(own, id)).toMatchObject({ state: 'CANCELLED' })
  })

  test('restores a suspension, too', async () => {
    const { id: workspaceId, owner } = await seedWorkspace(server)
    await run(server, SUSPEND, { input: { workspace: { id: workspaceId }, reason: 'Looking into it' } })
    const id = await schedule(server, workspaceId, { token: ADMIN_TOKEN })
    const { workspace } = await restore(server, id, owner)
    expect(workspace).toMatchObject({ state: 'SUSPENDED', suspendedReason: 'Looking into it' })
  })

  test('is for former owners and platform admins; other watchers are FORBIDDEN, and everybody else gets NOT_FOUND', async () => {
    const { id: workspaceId, owner, members } = await seedWorkspace(server, { second: 'OWNER', admin: 'ADMIN' })
    const second = members['second'] as Person
    const { createUser } = await run(server, CREATE_USER, { input: { name: unique('admin'), platformAdmin: true } })
    const user = { id: createUser.user.id }
    const input = { name: 'acts', user: user.id, platformAdmin: true }
    const { createApiToken } = await run(server, CREATE_API_TOKEN, { input })
    const personal = { token: createApiToken.secret as string }
    const id = await schedule(server, workspaceId, personal)
    await run(server, UPDATE_USER, { input: { user, platformAdmin: false } })
    expect(await read(server, id, personal)).toMatchObject({ state: 'SCHEDULED', canRestore: false })
    expect(await refusal(server, id, personal)).toMatchObject({ code: 'FORBIDDEN', permission: 'WORKSPACE_RESTORE' })
    for (const as of [members['admin'] as Person, await signUp(server)])
      expect((await refusal(server, id, as)).code).toBe('NOT_FOUND')
    for (const limits of [{ role: 'ADMIN' as const }, { permissions: ['WORKSPACE_READ' as const] }]) {
      const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: 'low', ...limits } }, second)
      const as = { token: createApiToken.secret as string }
      expect(await refusal(server, id, as)).toMatchObject({ code: 'FORBIDDEN', permission: 'WORKSPACE_RESTORE' })
      expect((await read(server, id, { token: second.token }))?.canRestore).toBe(true)
    }
    expect((await restore(server, id, second)).deletion.state).toBe('CANCELLED')
    expect((await read(server, id, owner))?.canRestore).toBe(false)
  })

  test('is NOT_RESTORABLE with the state, if the deletion has begun, has ended or was restored already', async () => {
    const first = await seedWorkspace(server)
    const restored = await schedule(server, first.id, first.owner)
    await restore(server, restored, first.owner)
    expect(await refusal(server, restored, first.owner)).toMatchObject({ code: 'NOT_RESTORABLE', state: 'CANCELLED' })

    const second = await seedWorkspace(server)
    const resume = pauseDeletions(server)
    const running = await schedule(server, second.id, second.owner, '0s')
    expect(await refusal(server, running, second.owner)).toMatchObject({ code: 'NOT_RESTORABLE', state: 'RUNNING' })
    resume()
    await until(async () => (await read(server, running))?.state === 'SUCCEEDED')
    expect(await refusal(server, running, second.owner)).toMatchObject({ code: 'NOT_RESTORABLE', state: 'SUCCEEDED' })
    expect((await refusal(server, second.id, second.owner)).code).toBe('NOT_FOUND')
    expect(await refusal(server, 'nonsense', second.owner)).toMatchObject({ code: 'INVALID_INPUT', field: 'deletion' })
  })

  test('ends the stream of the deletion with RESTORED, which later subscribers get, too', async () => {
    const { id: workspaceId, owner } = await seedWorkspace(server)
    const id = await schedule(server, workspaceId, owner)
    const streams = TRANSPORTS.map((transport) => follow(transport, server, FOLLOW, { id }, owner))
    await until(() => streams.every(({ seen }) => seen.length > 0))
    await restore(server, id, owner)
    for (const stream of streams) {
      const types = (await stream.ended()).map(({ deletionEvents }) => deletionEvents.type)
      expect([types, stream.end, stream.codes]).toEqual([['SNAPSHOT', 'RESTORED'], 'complete', []])
      const after = stream.seen.at(-1)?.deletionEvents.cursor as string
      for (const variables of [{ id }, { id, after }]) {
        const late = follow(stream.transport, server, FOLLOW, variables, owner)
        expect((await late.ended()).at(-1)?.deletionEvents.type).toBe('RESTORED')
        late.leave()
      }
      stream.leave()
    }
  })

  test('leaves a watcher the record, and the events of the workspace up to the restore', async () => {
    const { id: workspaceId, owner, members } = await seedWorkspace(server, { second: 'OWNER' })
    const second = members['second'] as Person
    const id = await schedule(server, workspaceId, owner)
    await restore(server, id, owner)
    const before = await read(server, id, second)
    expect(before?.workspaceEvents?.nodes[0]?.type).toBe('DELETION_RESTORED')
    await run(server, CREATE_API_TOKEN, { input: { name: 'later', workspace: { id: workspaceId } } }, owner)
    expect((await read(server, id, second))?.workspaceEvents).toEqual(before?.workspaceEvents)
  })

  test('works with the workspace token that requested the deletion, within its limits', async () => {
    const own = await startTestServer()
    const workspace = await seedFullWorkspace(own)
    const bound = { token: workspace.token.secret }
    const id = await schedule(own, workspace.id, bound)
    expect(await schedule(own, workspace.id, bound)).toBe(id)
    expect((await run(own, OWN_RECORD, { id }, bound)).deletion).toEqual({ state: 'SCHEDULED', canRestore: true })
    expect((await restore(own, id, bound)).deletion.state).toBe('CANCELLED')
    // it is an ordinary token of the workspace again
    expect((await run(own, STATES, { by: { id: workspace.id }, states: [] }, bound)).workspace?.state).toBe('ACTIVE')

    const permissions = ['WORKSPACE_READ' as const, 'WORKSPACE_DELETE' as const]
    const input = { name: 'deletes', workspace: { id: workspace.id }, permissions }
    const { createApiToken } = await run(own, CREATE_API_TOKEN, { input }, workspace.owner)
    const limited = { token: createApiToken.secret as string }
    const second = await schedule(own, workspace.id, limited)
    expect(await refusal(own, second, limited)).toMatchObject({ code: 'FORBIDDEN', permission: 'WORKSPACE_RESTORE' })
    await restore(own, second, workspace.owner)
    await run(own, REVOKE_API_TOKEN, { input: { token: { id: workspace.token.id } } }, workspace.owner)
    expect((await own.gql('{ me { user { id } } }', {}, bound)).status).toBe(401)
  })
})

const ROUNDS = longOrShort(100, 25)
/** On a busy machine it takes minutes to seed a hundred workspaces and delete them at once. */
const WITHIN_MS = longOrShort(600_000, 90_000)

test(
  'exactly one of a restore and the end of the grace period wins, in many concurrent rounds',
  async () => {
    const own = await startTestServer({ env: { CROFT_DELETION_LIMIT: '1000' } })
    own.stopClock()
    const { owner } = await seedWorkspace(own)
    const rounds: { workspaceId: string; id: string; before: unknown }[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const input = { name: unique('round') }
      const workspaceId = (await run(own, CREATE_WORKSPACE, { input }, owner)).createWorkspace.workspace.id
      const before = await dump(own, workspaceId)
      rounds.push({ workspaceId, id: await schedule(own, workspaceId, owner, '1s'), before })
    }
    const tryToRestore = async ({ id }: (typeof rounds)[number]) => {
      const { body } = await own.gql(RESTORE.toString(), { input: { deletion: id } }, owner)
      return (body.errors?.[0]?.extensions.code as string | undefined) ?? 'RESTORED'
    }
    // one restore is early and one is late, so that both outcomes occur; all others come while the deletions start
    const [early, late, ...between] = rounds as [(typeof rounds)[0], (typeof rounds)[0], ...typeof rounds]
    const outcomes = new Map([[early, await tryToRestore(early)]])
    own.advance(1000)
    await Promise.all(between.map(async (each) => outcomes.set(each, await tryToRestore(each))))
    await until(async () => (await read(own, late.id))?.state !== 'SCHEDULED', WITHIN_MS)
    outcomes.set(late, await tryToRestore(late))
    expect([outcomes.get(early), outcomes.get(late)]).toEqual(['RESTORED', 'NOT_RESTORABLE'])
    for (const [{ workspaceId, id, before }, outcome] of outcomes) {
      if (outcome === 'RESTORED') {
        expect(await dump(own, workspaceId)).toEqual(before)
        expect(await read(own, id)).toMatchObject({ state: 'CANCELLED', startedAt: null })
      } else {
        expect(outcome).toBe('NOT_RESTORABLE')
        await until(async () => (await read(own, id))?.state === 'SUCCEEDED', WITHIN_MS)
        expect(await rowsOfWorkspace(own, workspaceId)).toEqual({})
      }
    }
  },
  2 * WITHIN_MS,
)
