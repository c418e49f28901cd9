// The permission matrix, proven from the printed schema: every field that `@auth` guards is tried as every kind of
// caller, and who may what is worked out from `@auth` and the `roles` query alone.

import { isNonNullType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { openStream } from '../streams/raw.ts'
import { INPUTS, operationOf, variablesOf } from '../support/inputs.ts'
import { run } from '../support/people.ts'
import { authOf, codesOf, isRoot, needsInput, PLACES, type Place } from '../support/schema.ts'
import { type Answer, startTestServer, until } from '../support/server.ts'
import { assemble, type Expected, expectedOf, type Ground, KINDS, type Kind } from './callers.ts'

/** All that a refused call could have changed, as the platform admin sees it. */
const SNAPSHOT = graphql(`
  query PermissionsSnapshot($id: ID!) {
    events(first: 1) {
      totalCount
    }
    users {
      totalCount
    }
    workspaces {
      totalCount
    }
    deletions {
      totalCount
    }
    workspace(by: { id: $id }) {
      version
      state
      members(first: 100) {
        nodes {
          id
          role
        }
      }
      tokens(first: 100) {
        nodes {
          id
          status
        }
      }
      projects(first: 100) {
        nodes {
          id
          version
        }
      }
      resources(first: 100) {
        nodes {
          id
          version
        }
      }
    }
  }
`)

const server = await startTestServer({ shared: true })
const cast = await assemble(server)
/** Where all inputs go that do not use up a workspace. */
const shared = await cast.furnish(KINDS)

/** What an answer says, in the words of what is expected. */
function outcomeOf(errors: Answer['body']['errors']): Expected {
  const [error, ...others] = errors ?? []
  if (!error) return 'allowed'
  const { requestId, ...extensions } = error.extensions
  expect([requestId, others]).toEqual([expect.any(String), []])
  return extensions as Expected
}

const byLabel = <T>(pairs: readonly (readonly [Kind, T])[]) =>
  Object.fromEntries(pairs.map(([kind, value]) => [kind.label, value]))
const places = (keep: (place: Place) => boolean) => PLACES.filter(keep).map((place) => [place.name, place] as const)

async function ask(operation: string, variables: Record<string, unknown>, ground: Ground, kind: Kind) {
  return (await server.gql(operation, variables, ground.credentials(kind))).body
}

/** Each kind's outcome is the one that the schema tells, by a code that the field declares. */
function expectAsTold(place: Place, outcomes: readonly (readonly [Kind, Expected])[]): void {
  expect(byLabel(outcomes)).toEqual(byLabel(outcomes.map(([kind]) => [kind, expectedOf(cast, place, kind)])))
  const codes = new Set(outcomes.flatMap(([, outcome]) => (outcome === 'allowed' ? [] : [outcome.code])))
  expect(codesOf(place)).toEqual(expect.arrayContaining([...codes]))
}

describe('the schema', () => {
  test('each mutation, and whatever else cannot be asked for without, has one valid input, and none is left over', () => {
    const needed = PLACES.filter((place) =>
      isRoot(place) ? place.type.name === 'Mutation' || needsInput(place) : authOf(place) && needsInput(place),
    )
    expect(Object.keys(INPUTS).sort()).toEqual(needed.map(({ name }) => name).sort())
  })

  test('each root field says who may use it, but what is open to everybody', () => {
    expect(PLACES.filter((place) => isRoot(place) && !authOf(place)).map(({ name }) => name)).toEqual([
      'Query.serverInfo',
    ])
  })

  test('the roles hold what they are documented to hold', () => {
    expect(Object.fromEntries(cast.lowest)).toEqual({
      WORKSPACE_READ: 'VIEWER',
      MEMBER_READ: 'VIEWER',
      RESOURCE_READ: 'VIEWER',
      TOKEN_CREATE: 'VIEWER',
      PROJECT_WRITE: 'EDITOR',
      RESOURCE_WRITE: 'EDITOR',
      WORKSPACE_UPDATE: 'ADMIN',
      MEMBER_INVITE: 'ADMIN',
      MEMBER_UPDATE: 'ADMIN',
      MEMBER_REMOVE: 'ADMIN',
      TOKEN_MANAGE: 'ADMIN',
      EVENT_READ: 'ADMIN',
      WORKSPACE_DELETE: 'OWNER',
      OWNERSHIP_GRANT: 'OWNER',
    })
  })

  test('where a field names a permission, the role beside it is the lowest that holds it', () => {
    const guarded = PLACES.flatMap((place) => authOf(place)?.permission ?? [])
    expect(guarded.length).toBeGreaterThan(20)
    for (const place of PLACES) {
      const { permission, role } = authOf(place) ?? {}
      expect([place.name, role]).toEqual([place.name, permission && cast.lowest.get(permission)])
    }
  })
})

describe('a mutation succeeds for those who may, and changes nothing for all others', () => {
  test.each(places(({ type }) => type.name === 'Mutation'))('%s', async (name, place) => {
    const operation = operationOf(place)
    const usesUp = INPUTS[name]?.uses === 'workspace'
    const refused = KINDS.filter((kind) => expectedOf(cast, place, kind) !== 'allowed')
    const ground = usesUp ? await cast.furnish(refused) : shared
    const variables = await variablesOf(place, ground.stage)
    const look = () => run(server, SNAPSHOT, { id: ground.stage.workspaceId })
    const before = await look()
    const outcomes: [Kind, Expected][] = []
    for (const kind of refused) outcomes.push([kind, outcomeOf((await ask(operation, variables, ground, kind)).errors)])
    expectAsTold(place, outcomes)
    expect(await look()).toEqual(before)

    const answers: [Kind, unknown][] = []
    for (const kind of KINDS.filter((each) => !refused.includes(each))) {
      const fresh = usesUp ? await cast.furnish([kind]) : shared
      const { errors } = await ask(operation, await variablesOf(place, fresh.stage), fresh, kind)
      answers.push([kind, errors ?? 'allowed'])
    }
    expect(answers.length).toBeGreaterThan(0)
    expect(byLabel(answers)).toEqual(byLabel(answers.map(([kind]) => [kind, 'allowed'])))
  })
})

describe('a query answers those who may', () => {
  test.each(places(({ type }) => type.name === 'Query'))('%s', async (_name, place) => {
    const operation = operationOf(place)
    const variables = await variablesOf(place, shared.stage)
    const outcomes: [Kind, Expected][] = []
    for (const kind of KINDS) outcomes.push([kind, outcomeOf((await ask(operation, variables, shared, kind)).errors)])
    expectAsTold(place, outcomes)
  })
})

describe('a guarded field is for those who may; the rest of the answer is there for all who see the workspace', () => {
  // a project is reached through a mutation alone: escalation.test.ts asks for its resources
  const ASKED_ELSEWHERE = ['Project']
  const guarded = places(
    (place) => !isRoot(place) && authOf(place) !== null && !ASKED_ELSEWHERE.includes(place.type.name),
  )

  test.each(guarded)('%s', async (_name, place) => {
    const operation = operationOf(place)
    const variables = await variablesOf(place, shared.stage)
    for (const kind of KINDS) {
      const { data, errors } = await ask(operation, variables, shared, kind)
      const parent = data && Object.values(data)[0]
      if (kind.is === 'anonymous') {
        expect([outcomeOf(errors), parent]).toEqual([{ code: 'UNAUTHENTICATED' }, null])
        continue
      }
      // hidden and missing look alike, and to most the deletion is hidden too
      const seesParent = kind.is === 'platform admin' || (kind.is === 'member' && place.type.name === 'Workspace')
      const expected = seesParent ? expectedOf(cast, place, kind) : 'allowed'
      expect([kind.label, outcomeOf(errors)]).toEqual([kind.label, expected])
      if (expected === 'allowed') {
        expect([kind.label, parent === null, seesParent && parent[place.field.name] === null]).toEqual([
          kind.label,
          !seesParent,
          // the founder's binding is asked for: nobody gets null for a member
          false,
        ])
      } else if (isNonNullType(place.field.type)) {
        expect(parent).toBeNull()
      } else {
        expect(parent).toEqual({ id: shared.stage.workspaceId, name: expect.any(String), [place.field.name]: null })
      }
    }
  })

  test('a viewer who asks for the audit log among other things gets all the other things', async () => {
    const document = `query($id: ID!) {
      me { user { id } }
      workspace(by: { id: $id }) { id myRole events { totalCount } members { totalCount } }
    }`
    const id = shared.stage.workspaceId
    const { data, errors } = await ask(document, { id }, shared, KINDS.find(({ label }) => label === 'VIEWER') as Kind)
    expect(data).toEqual({
      me: { user: { id: expect.any(String) } },
      workspace: { id, myRole: 'VIEWER', events: null, members: { totalCount: expect.any(Number) } },
    })
    expect(errors).toMatchObject([
      {
        path: ['workspace', 'events'],
        extensions: { code: 'FORBIDDEN', permission: 'EVENT_READ', requiredRole: 'ADMIN', myRole: 'VIEWER' },
      },
    ])
  })
})

describe('a subscription is opened for those who may', () => {
  test.each(places(({ type }) => type.name === 'Subscription'))('%s', async (_name, place) => {
    const operation = operationOf(place)
    const variables = await variablesOf(place, shared.stage)
    const outcomes: [Kind, Expected][] = []
    for (const kind of KINDS) {
      const stream = await openStream(server, operation, variables, shared.credentials(kind).token)
      if (expectedOf(cast, place, kind) === 'allowed') {
        // the stream's first bytes come once it is open; a refusal would be among the next
        await until(() => stream.text)
        await server.gql('{ __typename }')
      } else {
        await until(() => stream.ended)
      }
      outcomes.push([kind, outcomeOf(stream.payloads[0]?.errors)])
      stream.leave()
    }
    expectAsTold(place, outcomes)
  })
})
