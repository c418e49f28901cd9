// To those who may not know of it, a thing that exists answers as one that there never was: the same bytes, wherever the
// schema lets it be named. Proven for each such place as an outsider, and as a member of a workspace that is being
// deleted, who was told of everything in it until a moment ago.
import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { newSecret } from '../../src/auth/secret.ts'
import { graphql } from '../generated/gql.ts'
import {
  INPUTS,
  member,
  operationOf,
  project,
  projectWithResource,
  resource,
  type Stage,
  variablesOf,
} from '../support/inputs.ts'
import { run } from '../support/people.ts'
import { authOf, PLACES } from '../support/schema.ts'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'
import { newWorkspace } from './callers.ts'
import { conceal } from './concealed.ts'
import { garbage, type Known, neverIssued, SLOTS, type Slot, THINGS, type Thing, waysToName } from './references.ts'

const STATE = graphql(`
  query HiddenState($id: ID!) {
    workspace(by: { id: $id }) {
      name
      state
    }
  }
`)

const LOG = graphql(`
  query HiddenLog {
    events(first: 1) {
      totalCount
    }
  }
`)

/** By id, anybody who exists can be made a member: the id is what one gives to be added. */
const FINDS_BY_ID = 'Mutation.addMember.input.principal'
const REFUSED = /"code":"(NOT_FOUND|FORBIDDEN)"|"There is no such project in the workspace"/

const server = await startTestServer({ shared: true })
const world = await conceal(server)
const { founder, outsider, former, hidden } = world

/** All of an answer that could tell anything: status, length, body. The request id is the caller's own. */
async function answerTo(operation: string, variables: Record<string, unknown>, secret: string): Promise<string> {
  const response = await server.post(JSON.stringify({ query: operation, variables }), {
    Authorization: `Bearer ${secret}`,
    'X-Request-Id': 'same',
    ...(operation.startsWith('subscription') ? { Accept: 'text/event-stream' } : {}),
  })
  const { status, headers } = response
  return [status, headers.get('content-type'), headers.get('content-length'), await response.text()].join(' ')
}

const slots = SLOTS.map((slot) => [slot.name, slot] as const)
const kindsOf = ({ kind }: Slot): readonly Thing[] => (kind === 'any' ? THINGS : [kind])

/** Asks with one place of the variables filled in. */
async function asker(
  { place, put }: Slot,
  stage: Stage,
  secret = stage.token,
): Promise<(value: unknown) => Promise<string>> {
  const operation = operationOf(place)
  // what would suspend a workspace or give it away is not to spoil it for the tests that follow
  const spared = INPUTS[place.name]?.uses ? { ...stage, workspaceId: await newWorkspace(server, stage) } : stage
  const variables = await variablesOf(place, spared)
  return (value) => answerTo(operation, put(variables, value, stage), secret)
}

describe.each([
  ['an outsider', () => outsider],
  ['a former member', () => former],
])('to %s', (_who, stageOf) => {
  test.each(slots)('%s: what is hidden answers as what there never was', async (name, slot) => {
    const ask = await asker(slot, stageOf())
    const { events } = await run(server, LOG, {})
    const ofHidden: Record<string, string> = {}
    const ofMissing: Record<string, string> = {}
    for (const kind of kindsOf(slot)) {
      for (const [index, known] of hidden[kind].entries()) {
        const missing = waysToName(slot.type, neverIssued(kind))
        for (const [way, value] of Object.entries(waysToName(slot.type, known))) {
          if (name === FINDS_BY_ID && way !== 'email' && known.email) continue
          ofHidden[`${kind} ${index} by ${way}`] = await ask(value)
          ofMissing[`${kind} ${index} by ${way}`] = await ask(missing[way])
        }
      }
    }
    expect(Object.keys(ofHidden).length).toBeGreaterThan(0)
    expect(ofHidden).toEqual(ofMissing)
    expect(await run(server, LOG, {})).toEqual({ events })
    if (slot.place.type.name !== 'Mutation') return
    // for this reference, and for nothing else that could be wrong with the input
    for (const answer of Object.values(ofMissing)) expect(answer).toMatch(REFUSED)
  })
})

describe('an id of another kind answers as one that there never was, however much the caller may', () => {
  const ofOneKind = slots.filter(([, slot]) => slot.kind !== 'any')

  test.each(ofOneKind)('%s', async (_name, slot) => {
    const visible: Readonly<Partial<Record<Thing, string>>> = {
      workspace: outsider.workspaceId,
      user: outsider.actorId,
      membership: (await member(outsider)).id,
      project: await project(outsider),
      resource: await resource(outsider),
      deletion: outsider.deletionId,
    }
    const others = THINGS.filter((kind) => kind !== slot.kind)
    const ids = others.flatMap((kind) => [visible[kind] ?? [], hidden[kind][0]?.id ?? []].flat())
    for (const secret of [outsider.token, world.viewerToken]) {
      const ask = await asker(slot, outsider, secret)
      for (const way of slot.type === 'ID' ? ['id'] : ['id', 'uuid']) {
        const missing = await ask(waysToName(slot.type, neverIssued(slot.kind as Thing))[way])
        const answers = await Promise.all(ids.map(async (id) => [id, await ask(waysToName(slot.type, { id })[way])]))
        expect(answers).toEqual(ids.map((id) => [id, missing]))
      }
    }
  })
})

describe('what is no id at all is wrong input', () => {
  test.each(slots)('%s', async (_name, slot) => {
    const missing = waysToName(slot.type, neverIssued(kindsOf(slot)[0] as Thing))
    const asOutsider = await asker(slot, outsider)
    // some may not even ask, whatever they ask for
    const isRefused = (await asOutsider(missing.id)).includes('"FORBIDDEN"')
    const ask = isRefused ? await asker(slot, { ...founder, token: ADMIN_TOKEN }) : asOutsider
    const codes: [unknown, unknown][] = []
    for (const value of garbage(slot.type)) codes.push([value, /"code":"(\w+)"/.exec(await ask(value))?.[1]])
    expect(codes).toEqual(codes.map(([value]) => [value, 'INVALID_INPUT']))
  })
})

describe('a place that reads does tell of what the caller may know of', () => {
  const reading = slots.filter(([, { place }]) => {
    return !['Mutation', 'Subscription'].includes(place.type.name) && !authOf(place)?.platformAdmin
  })

  test.each(reading)('%s', async (_name, slot) => {
    const { type } = slot.place
    const operation = operationOf(slot.place)
    const variables = await variablesOf(slot.place, outsider)
    const visible = {
      workspace: outsider.workspaceId,
      user: outsider.actorId,
      project: type.name === 'Project' ? (variables.of as string) : await projectWithResource(outsider),
      deletion: outsider.deletionId,
      any: type.name === 'Deletion' ? outsider.deletionId : outsider.workspaceId,
    }
    const ask = (id: string) => {
      return answerTo(operation, slot.put(variables, waysToName(slot.type, { id }).id, outsider), outsider.token)
    }
    const known = await ask(visible[slot.kind as keyof typeof visible])
    expect(known).not.toContain('"errors"')
    expect(known).not.toBe(await ask(neverIssued(kindsOf(slot)[0] as Thing).id))
  })
})

describe("a cursor of another's list is worth as much as a made-up one", () => {
  const lists = PLACES.filter(({ field }) => field.args.some(({ name }) => name === 'first'))

  test.each(lists.map((place) => [place.name, place] as const))('%s', async (_name, place) => {
    const operation = operationOf(place)
    const guarded = authOf(place)?.platformAdmin
    const holder = guarded ? { ...founder, token: ADMIN_TOKEN } : founder
    const page = await answerTo(operation, { ...(await variablesOf(place, holder)), first: 1 }, holder.token)
    const theirs = /"endCursor":"([^"]+)"/.exec(page)?.[1] as string
    const madeUp = randomBytes(Buffer.from(theirs, 'base64url').length).toString('base64url')
    const variables = await variablesOf(place, outsider)
    for (const { name } of place.field.args.filter((arg) => ['after', 'before'].includes(arg.name))) {
      const ask = (cursor: string) => answerTo(operation, { ...variables, [name]: cursor }, outsider.token)
      expect(await ask(theirs)).toContain(guarded ? '"FORBIDDEN"' : '"INVALID_INPUT"')
      expect(await ask(theirs)).toBe(await ask(madeUp))
    }
  })
})

test('lists, their totals and their filters tell nothing of what is hidden', async () => {
  for (const { token: secret, workspaceId } of [outsider, former]) {
    const list = 'query($f: WorkspaceFilter) { workspaces(first: 100, filter: $f) { totalCount nodes { id } } }'
    const past = 'query($f: DeletionFilter) { deletions(filter: $f) { totalCount nodes { id } } }'
    const states = ['ACTIVE', 'SUSPENDED', 'DELETING']
    const seen = await server.data(list, { f: { state: states, builtIn: false } }, { token: secret })
    expect(seen.workspaces.nodes.map(({ id }: Known) => id)).toContain(workspaceId)
    for (const { id, name } of hidden.workspace as { id: string; name: string }[]) {
      expect(seen.workspaces.nodes).not.toContainEqual({ id })
      const never = neverIssued('workspace').name as string
      const filters = (text: string) => [
        { name: { eq: text }, state: states },
        { displayName: { in: [text] } },
        { search: text },
        { not: { not: { name: { startsWith: text }, state: states } } },
      ]
      for (const [index, f] of filters(name).entries()) {
        const missing = filters(never)[index]
        expect(await answerTo(list, { f }, secret)).toBe(await answerTo(list, { f: missing }, secret))
      }
      const named = (eq: string) => answerTo(past, { f: { workspaceName: { eq } } }, secret)
      expect(await named(name)).toBe(await named(never))
    }
  }
})

test('a taken name answers the same bytes whoever holds it: oneself, others, nobody any more, the server', async () => {
  const own = (await run(server, STATE, { id: outsider.workspaceId })).workspace?.name
  const create = 'mutation($name: String!) { createWorkspace(input: { name: $name }) { workspace { id } } }'
  const holders = [own, ...hidden.workspace.slice(0, 2).map(({ name }) => name), 'default', 'system']
  const answers = await Promise.all(holders.map((name) => answerTo(create, { name }, outsider.token)))
  expect(answers[0]).toContain('"NAME_TAKEN"')
  expect(new Set(answers).size).toBe(1)
})

test('the token of a workspace that is being deleted is refused as one that there never was', async () => {
  expect((await run(server, STATE, { id: world.doomedId })).workspace?.state).toBe('DELETING')
  for (const operation of ['{ me { groups } }', 'subscription { deletions { type } }', '{']) {
    const answer = await answerTo(operation, {}, world.deadSecret)
    expect(answer).toMatch(/^401 .*"UNAUTHENTICATED"/)
    expect(answer).toBe(await answerTo(operation, {}, newSecret()))
  }
})
