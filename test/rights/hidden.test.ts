// Callers cannot tell a hidden object from one that never existed: the response has the same bytes for both. This is
// tested for every argument and input field that names an object (references.ts), as an outsider and as a former member
// of a workspace that is being deleted, who has seen everything in it before.
import { randomBytes } from 'node:crypto'
import { type GraphQLOutputType, getNamedType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { newSecret } from '../../src/auth/secret.ts'
import { NOUN_TABLES, type NounTable } from '../../src/store/nouns.ts'
import { graphql } from '../generated/gql.ts'
import { createOne, createProjectWithResource, createTask, type Fixture } from '../support/create.ts'
import { DATABASE } from '../support/database.ts'
import { INPUTS, operationOf, variablesOf } from '../support/inputs.ts'
import { run } from '../support/people.ts'
import { authOf, FIELDS } from '../support/schema.ts'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'
import { newWorkspace } from './callers.ts'
import { createHiddenObjects } from './hidden-objects.ts'
import { type Identifiers, malformedIds, neverIssued, REFERENCES, type Reference, valuesFor } from './references.ts'

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

/** The response of a mutation to an unknown reference. */
const REFUSED = /"code":"(NOT_FOUND|FORBIDDEN|INVITATION_INVALID)"|"There is no such project in the workspace"/

const server = await startTestServer({ shared: true })
const objects = await createHiddenObjects(server)
const { owner, outsider, formerMember, hidden } = objects

/** Everything in a response that could differ: status, type, length and body. The request id is set by the caller. */
async function responseTo(operation: string, variables: Record<string, unknown>, secret: string): Promise<string> {
  const { status, headers, text } = await server.send(JSON.stringify({ query: operation, variables }), {
    Authorization: `Bearer ${secret}`,
    'X-Request-Id': 'same',
    ...(operation.startsWith('subscription') ? { Accept: 'text/event-stream' } : {}),
  })
  return [status, headers['content-type'], headers['content-length'], text].join(' ')
}

const references = REFERENCES.map((reference) => [reference.name, reference] as const)
const nounsOf = ({ noun }: Reference): readonly NounTable[] => (noun === 'any' ? NOUN_TABLES : [noun])

/** Returns a function that sends the operation of the reference's field with this value as the reference. */
async function sender(
  { field, put }: Reference,
  fixture: Fixture,
  secret = fixture.token,
): Promise<(value: unknown) => Promise<string>> {
  const operation = operationOf(field)
  // Later tests need the fixture's workspace as it is.
  const consumes = INPUTS[field.name]?.consumesWorkspace
  const own = consumes ? { ...fixture, workspaceId: await newWorkspace(server, fixture) } : fixture
  const variables = await variablesOf(field, own)
  return (value) => responseTo(operation, put(variables, value, fixture), secret)
}

test('every noun has hidden objects', () => {
  const missing = NOUN_TABLES.filter((noun) => !hidden[noun]?.length)
  expect(missing, 'Add these nouns to `hidden` in test/rights/hidden-objects.ts').toEqual([])
})

describe.each([
  ['an outsider', () => outsider],
  ['a former member', () => formerMember],
])('for %s a hidden object has the same response as one that never existed, in', (_who, fixtureOf) => {
  test.each(references)('%s', async (_name, reference) => {
    const send = await sender(reference, fixtureOf())
    const { events } = await run(server, LOG, {})
    const ofHidden: Record<string, string> = {}
    const ofMissing: Record<string, string> = {}
    for (const noun of nounsOf(reference)) {
      const never = neverIssued(noun)
      const missing: Record<string, string> = {}
      for (const [index, object] of hidden[noun].entries()) {
        for (const [by, value] of Object.entries(valuesFor(reference.type, object))) {
          missing[by] ??= await send(valuesFor(reference.type, never)[by])
          ofHidden[`${noun} ${index} by ${by}`] = await send(value)
          ofMissing[`${noun} ${index} by ${by}`] = missing[by]
        }
      }
    }
    expect(Object.keys(ofHidden).length).toBeGreaterThan(0)
    expect(ofHidden).toEqual(ofMissing)
    expect(await run(server, LOG, {})).toEqual({ events })
    if (reference.field.type.name !== 'Mutation') return
    // The refusal must be about this reference, and not about something else in the input.
    for (const response of Object.values(ofMissing)) expect(response).toMatch(REFUSED)
  })
})

describe('an id of another noun, visible or hidden, has the same response as an id that was never issued, in', () => {
  const ofOneNoun = references.filter(([, reference]) => reference.noun !== 'any')

  // one object of every noun that the outsider sees: no reference to another noun changes it
  const visibleOf = new Map<NounTable, Promise<string>>()
  const visible = (noun: NounTable) => {
    const made = visibleOf.get(noun) ?? createOne(noun, outsider)
    visibleOf.set(noun, made)
    return made
  }

  /** All of them on SQLite; on PostgreSQL only every n-th, with an offset that differs between references. */
  const covering = <T>(all: readonly T[], place: number, everySoMany: number): readonly T[] =>
    DATABASE === 'sqlite' ? all : all.filter((_, index) => (index + place) % everySoMany === 0)

  test.each(ofOneNoun)('%s', async (_name, reference) => {
    const others = NOUN_TABLES.filter((each) => each !== reference.noun)
    const place = references.findIndex(([, each]) => each === reference)
    const ids: string[] = []
    for (const noun of covering(others, place, 4)) {
      ids.push(await visible(noun), ...hidden[noun].slice(0, 1).map(({ id }) => id))
    }
    // the two subsets are out of step, so that each noun is tried with each token
    for (const secret of covering([outsider.token, objects.viewerToken], Math.floor(place / 4), 2)) {
      const send = await sender(reference, outsider, secret)
      for (const by of reference.type === 'ID' ? ['id'] : ['id', 'uuid']) {
        const valueFrom = (object: Identifiers) => valuesFor(reference.type, object)[by]
        const missing = await send(valueFrom(neverIssued(reference.noun as NounTable)))
        const responses = await Promise.all(ids.map(async (id) => [id, await send(valueFrom({ id }))]))
        expect(responses).toEqual(ids.map((id) => [id, missing]))
      }
    }
  })
})

// this check does not reach the database
describe.skipIf(DATABASE === 'postgres')('a malformed id is INVALID_INPUT in', () => {
  test.each(references)('%s', async (_name, reference) => {
    const missing = valuesFor(reference.type, neverIssued(nounsOf(reference)[0] as NounTable))
    const asOutsider = await sender(reference, outsider)
    // A field that is closed to the outsider is FORBIDDEN with any id.
    const isForbidden = (await asOutsider(missing.id)).includes('"FORBIDDEN"')
    const send = isForbidden ? await sender(reference, { ...owner, token: ADMIN_TOKEN }) : asOutsider
    const codes: [unknown, unknown][] = []
    for (const value of malformedIds(reference.type)) codes.push([value, /"code":"(\w+)"/.exec(await send(value))?.[1]])
    expect(codes).toEqual(codes.map(([value]) => [value, 'INVALID_INPUT']))
  })
})

describe('an object that the caller may see is found by', () => {
  // all tokens of a service account have one owner, who is not a user
  const ofQueries = references.filter(([name, { field }]) => {
    if (name === 'ServiceAccount.tokens.filter.owner') return false
    return !['Mutation', 'Subscription'].includes(field.type.name) && !authOf(field)?.platformAdmin
  })

  test.each(ofQueries)('%s', async (_name, reference) => {
    const { type } = reference.field
    const operation = operationOf(reference.field)
    const variables = await variablesOf(reference.field, outsider)
    const visible = {
      workspace: outsider.workspaceId,
      user: outsider.actorId,
      project: type.name === 'Project' ? (variables.of as string) : await createProjectWithResource(outsider),
      deletion: outsider.deletionId,
      any: type.name === 'Deletion' ? outsider.deletionId : outsider.workspaceId,
    }
    const send = (id: string) => {
      const value = valuesFor(reference.type, { id }).id
      return responseTo(operation, reference.put(variables, value, outsider), outsider.token)
    }
    const found = await send(visible[reference.noun as keyof typeof visible])
    expect(found).not.toContain('"errors"')
    expect(found).not.toBe(await send(neverIssued(nounsOf(reference)[0] as NounTable).id))
  })
})

test('an object of every noun is found by node(id) for its owner', async () => {
  const found: NounTable[] = []
  for (const noun of NOUN_TABLES) {
    const id = await createOne(noun, outsider)
    const { node } = await server.data('query($id: ID!) { node(id: $id) { id } }', { id }, outsider)
    if (node?.id === id) found.push(noun)
  }
  expect(found, 'Each noun calls workspaceNode or nodeType (src/graphql/node.ts)').toEqual([...NOUN_TABLES])
})

describe("a cursor of another caller's list has the same response as random bytes, in", () => {
  const lists = FIELDS.filter(({ field }) => field.args.some(({ name }) => name === 'first') && !isLog(field))

  test.each(lists.map((field) => [field.name, field] as const))('%s', async (_name, field) => {
    const operation = operationOf(field)
    const isAdminOnly = authOf(field)?.platformAdmin
    // the deletion of the others has ended and has no tasks any more
    const withRows = async (fixture: Fixture) =>
      field.name === 'Deletion.tasks' ? { ...fixture, deletionId: (await createTask(fixture)).deletionId } : fixture
    const holder = isAdminOnly ? { ...owner, token: ADMIN_TOKEN } : await withRows(owner)
    const page = await responseTo(operation, { ...(await variablesOf(field, holder)), first: 1 }, holder.token)
    const theirs = /"endCursor":"([^"]+)"/.exec(page)?.[1] as string
    const random = randomBytes(Buffer.from(theirs, 'base64url').length).toString('base64url')
    const variables = await variablesOf(field, await withRows(outsider))
    for (const { name } of field.field.args.filter((arg) => ['after', 'before'].includes(arg.name))) {
      const send = (cursor: string) => responseTo(operation, { ...variables, [name]: cursor }, outsider.token)
      expect(await send(theirs)).toContain(isAdminOnly ? '"FORBIDDEN"' : '"INVALID_INPUT"')
      expect(await send(theirs)).toBe(await send(random))
    }
  })
})

/** Cursors of the event log are the same positions for every caller, as in subscriptions. */
const isLog = ({ type }: { type: GraphQLOutputType }) => /^(Deletion)?EventConnection$/.test(getNamedType(type).name)

describe("a cursor of another caller's events is only a position in the log, in", () => {
  test.each(FIELDS.filter(({ field }) => isLog(field)).map((field) => [field.name, field] as const))(
    '%s',
    async (_name, field) => {
      const [{ cursor }] = (
        await server.data('{ events(first: 1, filter: { types: [WORKSPACE_CREATED] }) { nodes { cursor } } }')
      ).events.nodes
      const variables = await variablesOf(field, outsider)
      const operation = operationOf(field)
      const own = await responseTo(operation, { ...variables, first: 100 }, outsider.token)
      for (const [size, name] of [
        ['first', 'after'],
        ['last', 'before'],
      ] as const) {
        const part = await responseTo(operation, { ...variables, [size]: 100, [name]: cursor }, outsider.token)
        if (authOf(field)?.platformAdmin) expect(part).toBe(own)
        else expect(part).not.toContain('"errors"')
        expect(part).not.toContain(owner.workspaceId)
      }
    },
  )
})

test('lists, their totals and their filters reveal no hidden object', async () => {
  for (const { token: secret, workspaceId } of [outsider, formerMember]) {
    const list = 'query($f: WorkspaceFilter) { workspaces(first: 100, filter: $f) { totalCount nodes { id } } }'
    const deletions = 'query($f: DeletionFilter) { deletions(filter: $f) { totalCount nodes { id } } }'
    const states = ['ACTIVE', 'SUSPENDED', 'DELETING']
    const seen = await server.data(list, { f: { state: states, builtIn: false } }, { token: secret })
    expect(seen.workspaces.nodes.map(({ id }: Identifiers) => id)).toContain(workspaceId)
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
        expect(await responseTo(list, { f }, secret)).toBe(await responseTo(list, { f: missing }, secret))
      }
      const named = (eq: string) => responseTo(deletions, { f: { workspaceName: { eq } } }, secret)
      expect(await named(name)).toBe(await named(never))
    }
  }
})

test("a taken name gets the same response whether its workspace is the caller's, hidden, deleting or built-in", async () => {
  const own = (await run(server, STATE, { id: outsider.workspaceId })).workspace?.name
  const create = 'mutation($name: String!) { createWorkspace(input: { name: $name }) { workspace { id } } }'
  const holders = [own, ...hidden.workspace.slice(0, 2).map(({ name }) => name), 'default', 'system']
  const responses = await Promise.all(holders.map((name) => responseTo(create, { name }, outsider.token)))
  expect(responses[0]).toContain('"NAME_TAKEN"')
  expect(new Set(responses).size).toBe(1)
})

test('a token of a workspace that is being deleted is refused like a token that never existed', async () => {
  expect((await run(server, STATE, { id: objects.deletingId })).workspace?.state).toBe('DELETING')
  for (const operation of ['{ me { groups } }', 'subscription { deletions { type } }', '{']) {
    const response = await responseTo(operation, {}, objects.deletingSecret)
    expect(response).toMatch(/^401 .*"UNAUTHENTICATED"/)
    expect(response).toBe(await responseTo(operation, {}, newSecret()))
  }
})
