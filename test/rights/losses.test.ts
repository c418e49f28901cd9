// Every loss of a right is an event. It ends the streams that needed the right within 1 s, before they deliver a later
// event; no other stream is authorized again. On PostgreSQL the right is lost on one replica, and the streams are open
// on another.
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { hashOf } from '../../src/auth/secret.ts'
import { affectedBy, EVENTS } from '../../src/events/catalogue/index.ts'
import { nobody } from '../../src/events/catalogue/rights.ts'
import { RightsLosses } from '../../src/events/rights-loss.ts'
import { UPDATE_WORKSPACE } from '../crash/replicas/operations.ts'
import { sharedDatabase } from '../crash/replicas/replicas.ts'
import { graphql } from '../generated/gql.ts'
import { DATABASE } from '../support/database.ts'
import { serviceFor } from '../support/external.ts'
import { INPUTS, operationOf, variablesOf } from '../support/inputs.ts'
import { AUDIENCE, claimsOf, signJwt, startIssuer } from '../support/issuer.ts'
import { type Person, type SeededWorkspace, seedWorkspace, unique } from '../support/people.ts'
import { authOf, FIELDS } from '../support/schema.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { follow, TRANSPORTS, untilSubscribers } from '../support/subscriptions.ts'
import type { World } from './loss-scenes.ts'
import { LOSSES, TAKE_NOTHING } from './losses.ts'

const STREAMS = {
  workspaceEvents: graphql(`
    subscription LossesWorkspaceEvents($id: ID!) {
      workspaceEvents(workspace: { id: $id }) {
        type
      }
    }
  `),
  nodeChanges: graphql(`
    subscription LossesNodeChanges($id: ID!) {
      nodeChanges(workspace: { id: $id }) {
        action
      }
    }
  `),
  events: graphql(`
    subscription LossesEvents {
      events(types: [WORKSPACE_UPDATED]) {
        type
      }
    }
  `),
}

const LOG = graphql(`
  subscription LossesLog {
    events {
      type
      workspaceId
    }
  }
`)

const issuer = await startIssuer()
afterAll(() => issuer.close())
const database = await sharedDatabase(true)
/** How often each credential of the streams' server was read from the database, by its hash. */
const reads = new Map<unknown, number>()
const options = {
  database,
  shared: true,
  env: { CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE, CROFT_SHUTDOWN_GRACE: '1s' },
}
const b = await startTestServer({
  ...options,
  onQuery: (_sql, parameters) => {
    for (const value of parameters) reads.set(value, (reads.get(value) ?? 0) + 1)
  },
})
const a = DATABASE === 'sqlite' ? b : await startTestServer(options)
const readsOf = ({ token }: { token: string }) => reads.get(hashOf(token)) ?? 0

function followed(index: number, kind: keyof typeof STREAMS, id: string, as: { token: string } | { cookie: string }) {
  const transport = TRANSPORTS[index % 2] as (typeof TRANSPORTS)[number]
  return follow<unknown, Record<string, unknown>>(transport, b, STREAMS[kind] as never, { id }, as)
}

/** A stream that stays open while others lose rights, and how often its caller was read. */
function bystander(index: number, { id, members }: SeededWorkspace) {
  const person = members['beside'] as Person
  const stream = followed(index, 'workspaceEvents', id, person)
  return { stream, seen: () => stream.seen.length, reads: () => readsOf(person) }
}

const home = await seedWorkspace(a, { beside: 'ADMIN' })
const elsewhere = await seedWorkspace(a, { beside: 'ADMIN' })
const far = bystander(0, elsewhere)
const besideHome = bystander(1, home)
const log = follow('SSE', b, LOG, {}, { token: ADMIN_TOKEN })
const BYSTANDERS = 3
afterAll(() => {
  for (const { leave } of [far.stream, besideHome.stream, log]) leave()
})
await untilSubscribers(b, BYSTANDERS)

const ofTest: { leave(): void }[] = []
// The server releases every stream whose client has left.
afterEach(async () => {
  for (const stream of ofTest.splice(0)) stream.leave()
  await untilSubscribers(b, BYSTANDERS)
})

const world: World = {
  server: a,
  home,
  jwt: (claims) => signJwt(claimsOf(issuer.url, Math.floor(Date.now() / 1000), claims)),
}

/** Changes a workspace, and `elsewhere`. The first is refused where the workspace is gone. */
async function renameBoth(workspace: SeededWorkspace) {
  for (const { id, owner } of [workspace, elsewhere]) {
    const input = { workspace: { id }, displayName: unique('Title') }
    await a.gql(UPDATE_WORKSPACE.toString(), { input }, owner)
  }
}

/** The events of the log that `act` causes, up to the one in `elsewhere`. */
async function logged(act: () => Promise<unknown>) {
  const [before, farBefore] = [log.seen.length, far.seen()]
  await act()
  const last = () => log.seen.findIndex(({ events }, index) => index >= before && events.workspaceId === elsewhere.id)
  await until(() => far.seen() > farBefore && last() !== -1)
  return log.seen.slice(before, last() + 1).map(({ events }) => events)
}

test.each(LOSSES.map((loss, index) => ({ ...loss, index })))(
  'a subscriber $who gets no later event, and $asks authorizes again',
  async ({ scene, stream: kind = 'workspaceEvents', event, code, asks, index }) => {
    const { workspace = home, token, cookie, lose } = await scene(world)
    const concerned = followed(index, kind, workspace.id, cookie === undefined ? { token } : { cookie })
    const beside = workspace === home ? besideHome : bystander(index + 1, workspace)
    ofTest.push(concerned, ...(workspace === home ? [] : [beside.stream]))
    await untilSubscribers(b, workspace === home ? BYSTANDERS + 1 : BYSTANDERS + 2)
    await logged(() => renameBoth(workspace))
    const before = kind === 'events' ? 2 : 1
    await until(() => concerned.seen.length === before && beside.seen() > 0)
    const [seen, read, readBeside, readFar] = [beside.seen(), readsOf({ token }), beside.reads(), far.reads()]
    const events = await logged(async () => {
      await lose()
      await renameBoth(workspace)
    })
    expect(events.map(({ type }) => type)).toContain(event.toUpperCase().replace('.', '_'))
    if (code) {
      await concerned.ended(1000)
      expect([concerned.codes, concerned.seen.length]).toEqual([[code], before])
    } else {
      // its own event, and the later one
      await until(() => concerned.seen.length === before + 2)
      expect(readsOf({ token }) - read).toBe(1)
    }
    const told = events.filter(({ workspaceId }) => workspaceId === workspace.id).length
    await until(() => beside.stream.end !== null || beside.seen() === seen + told)
    expect({ beside: beside.reads() - readBeside, far: far.reads() - readFar }).toEqual({
      beside: asks === 'nobody else' ? 0 : 1,
      far: asks === 'everybody' ? 1 : 0,
    })
  },
)

describe('each mutation', () => {
  const mutations = FIELDS.filter(({ type }) => type.name === 'Mutation')

  test('is listed either as taking rights away or as harmless', () => {
    const known = new Set<string>([...LOSSES.map(({ by }) => by), ...TAKE_NOTHING])
    const message = 'test/rights/losses.ts has a loss for each of these mutations, or says that it takes nothing away'
    expect([...known].filter((by) => by !== 'sign-in').sort(), message).toEqual(
      mutations.map(({ name }) => name).sort(),
    )
  })

  test('that takes no right away makes no stream authorize again', async () => {
    const { id, owner } = home
    const fixtureOf = (workspace: SeededWorkspace) => {
      const { token, id: actorId } = workspace.owner
      return { server: a, workspaceId: workspace.id, token, actorId, deletionId: '' }
    }
    const fixture = fixtureOf(home)
    // with an issuer, an address that an admin has typed does not prove an invitation
    await database.query('update "user" set email_verified = 1 where id = ?', owner.id)
    const seen = besideHome.seen()
    const before = [besideHome.reads(), far.reads()]
    const events = await logged(async () => {
      for (const name of TAKE_NOTHING) {
        const field = mutations.find((mutation) => mutation.name === name)
        if (!field || !INPUTS[name]) throw new Error(`${name} is no mutation of the schema`)
        const isForAdmins = authOf(field)?.platformAdmin === true
        const { check } = INPUTS[name]
        // it concerns a deletion, which takes rights away in its workspace
        const isOfDeletion = typeof check === 'object' && 'ofDeletion' in check
        const on = isOfDeletion ? fixtureOf(await seedWorkspace(a)) : fixture
        const variables = await variablesOf(field, on)
        const isForService = check === 'OWNER_SERVICE' || check === 'TASK_OWNER'
        const as = isForService
          ? await serviceFor(a, variables['input'] as object)
          : isForAdmins || isOfDeletion
            ? {}
            : owner
        const { body } = await a.gql(operationOf(field), variables, as)
        expect(body.errors, name).toBeUndefined()
      }
      await renameBoth(home)
    })
    const told = events.filter(({ workspaceId }) => workspaceId === id).length
    await until(() => besideHome.seen() === seen + told)
    expect([besideHome.reads(), far.reads()]).toEqual(before)
  })
})

describe('the declaration of an event', () => {
  test('that may take rights away is covered by a loss', () => {
    const taking = Object.entries(EVENTS).filter(([, { takesRightsOf }]) => takesRightsOf !== nobody)
    expect(taking.map(([type]) => type).sort()).toEqual([...new Set(LOSSES.map(({ event }) => event))].sort())
  })

  const logged = (type: string, data: unknown) => {
    return { type, workspace_id: 'ws_1', actor_id: 'user_1', subject_id: 'subject_1', data: JSON.stringify(data) }
  }
  const member = { id: 'user_2', name: 'Bob' }

  test.each([
    ['a type of another version', 'moon.landed', {}, ['everywhere']],
    ['data of another version', 'member.removed', {}, ['everywhere']],
    ['a role that rises', 'member.role_changed', { member, from: 'VIEWER', to: 'ADMIN' }, []],
    ['a visibility that stays', 'workspace.updated', { fields: ['visibility'] }, []],
    ['a wider visibility', 'workspace.updated', { everyone: { action: 'CREATED', id: 'mem_1' } }, []],
    ['a new name', 'user.updated', { fields: ['name'] }, []],
    [
      'all tokens of a member',
      'member.removed',
      { member, revokedTokenIds: ['tok_1'], revokedTokenCount: 1 },
      ['principal:user_2', 'token:tok_1'],
    ],
    [
      'some of the tokens of a member',
      'member.left',
      { revokedTokenIds: ['tok_1'], revokedTokenCount: 101 },
      ['principal:user_1', 'workspace:ws_1'],
    ],
    [
      'some of the tokens of a user',
      'user.deleted',
      { revokedTokenIds: ['tok_1'], revokedTokenCount: 101 },
      ['principal:subject_1', 'everywhere'],
    ],
  ])('wakes the streams that its data concerns: %s', (_what, type, data, affected) => {
    expect(affectedBy(logged(type, data))).toEqual(affected)
  })

  test('keeps the authorization of a stream only up to the last event that the hub has read', async () => {
    const losses = new RightsLosses()
    losses.startAt(10)
    let woken = 0
    const leave = losses.open(['principal:subject_1'], () => woken++)
    expect([leave.isKept, leave.isKeptAt(5)]).toEqual([false, false])
    await leave.renew(async () => {})
    expect([leave.isKept, leave.isKeptAt(10), leave.isKeptAt(11)]).toEqual([true, true, false])
    await leave.renew(async () => {}, 12)
    expect([leave.isKeptAt(12), leave.isKeptAt(13)]).toEqual([true, false])
    losses.read({ seq: 13, ...logged('user.suspended', {}) })
    expect([woken, leave.isKept, leave.isKeptAt(12)]).toEqual([1, false, false])
    // a right that is lost during the check may have gone unnoticed
    await leave.renew(async () => losses.read({ seq: 14, ...logged('user.suspended', {}) }))
    expect([woken, leave.isKept]).toEqual([2, false])
    await expect(leave.renew(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
    expect(leave.isKept).toBe(false)
    losses.close(leave)
    losses.read({ seq: 15, ...logged('user.suspended', {}) })
    expect(woken).toBe(2)
  })
})
