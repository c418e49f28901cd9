// The policy matrix: every field of schema.graphql is requested as every kind of caller, and must have the outcome that
// derives from `@auth` and the `roles` query (callers.ts). A refused mutation must change nothing.
import { isNonNullType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { CONNECTION_FIELDS } from '../lists/coverage.ts'
import { openStream } from '../streams/raw.ts'
import { DATABASE } from '../support/database.ts'
import { type ActionCheck, INPUTS, operationOf, variablesOf } from '../support/inputs.ts'
import { run } from '../support/people.ts'
import { authOf, codesOf, FIELDS, isOfPayload, isRoot, needsInput, type SchemaField } from '../support/schema.ts'
import { type Answer, startTestServer, until } from '../support/server.ts'
import { CALLERS, type Caller, type CallersWorkspace, createCallers, expectedOutcome, type Outcome } from './callers.ts'

/** The callers that test every field on PostgreSQL, too: one of these may use it. */
const ALWAYS = ['platform admin', 'OWNER']

/** The state that a refused mutation could have changed, as the platform admin sees it. */
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

/** Checks that none of the callers passes. */
const FOR_OTHERS: readonly (ActionCheck | undefined)[] = [
  'INVITED_PERSON',
  'OWNER_SERVICE',
  'SIGNED_IN_PERSON',
  'TASK_OWNER',
]

const server = await startTestServer({ shared: true })
const callers = await createCallers(server)
/** The workspace of every input that does not need one of its own. */
const shared = await callers.newWorkspace(CALLERS)

/** The outcome that these errors are; expects one error at most. */
function outcomeOf(errors: Answer['body']['errors']): Outcome {
  const [error, ...others] = errors ?? []
  if (!error) return 'allowed'
  const { requestId, ...extensions } = error.extensions
  expect([requestId, others]).toEqual([expect.any(String), []])
  return extensions as Outcome
}

/** All callers on SQLite; on PostgreSQL a third of them, with an offset that differs between fields. */
const callersOf = (field: SchemaField): readonly Caller[] =>
  DATABASE === 'sqlite'
    ? CALLERS
    : CALLERS.filter(({ label }, index) => ALWAYS.includes(label) || (index + FIELDS.indexOf(field)) % 3 === 0)

const byLabel = <T>(pairs: readonly (readonly [Caller, T])[]) =>
  Object.fromEntries(pairs.map(([caller, value]) => [caller.label, value]))
const fieldsWhere = (keep: (field: SchemaField) => boolean) =>
  FIELDS.filter(keep).map((field) => [field.name, field] as const)
const fieldsOf = (root: string) => fieldsWhere(({ type }) => type.name === root)

async function send(operation: string, variables: Record<string, unknown>, on: CallersWorkspace, caller: Caller) {
  return (await server.gql(operation, variables, on.credentials(caller))).body
}

/** Expects the outcome that the schema declares for each caller, with a code of the field's `@errors`. */
function expectDeclared(field: SchemaField, outcomes: readonly (readonly [Caller, Outcome])[]): void {
  const declared = outcomes.map(([caller]) => [caller, expectedOutcome(callers, field, caller)] as const)
  expect(byLabel(outcomes)).toEqual(byLabel(declared))
  const codes = new Set(outcomes.flatMap(([, outcome]) => (outcome === 'allowed' ? [] : [outcome.code])))
  expect(codesOf(field)).toEqual(expect.arrayContaining([...codes]))
}

describe('the schema', () => {
  test('has a valid input in the tests for each mutation and each field that needs one, and for no other field', () => {
    const needed = FIELDS.filter((field) =>
      isRoot(field) ? field.type.name === 'Mutation' || needsInput(field) : authOf(field) && needsInput(field),
    )
    const message = 'INPUTS in test/support/inputs.ts has one entry for each of these fields'
    expect(Object.keys(INPUTS).sort(), message).toEqual(needed.map(({ name }) => name).sort())
  })

  test('declares @auth for each root field except those that are open to everybody', () => {
    expect(FIELDS.filter((field) => isRoot(field) && !authOf(field)).map(({ name }) => name)).toEqual([
      'Query.serverInfo',
      'Query.invitation',
    ])
  })

  test('declares @auth with a permission for each list of a workspace', () => {
    const lists = FIELDS.filter(({ name }) => name.startsWith('Workspace.') && CONNECTION_FIELDS.includes(name))
    expect(lists.filter((field) => !authOf(field)?.permission).map(({ name }) => name)).toEqual([])
    expect(lists.length).toBeGreaterThan(4)
  })

  test('gives each permission to the documented roles', () => {
    expect(Object.fromEntries(callers.lowestRole)).toEqual({
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
      SERVICE_ACCOUNT_MANAGE: 'ADMIN',
      EVENT_READ: 'ADMIN',
      WORKSPACE_DELETE: 'OWNER',
      WORKSPACE_RESTORE: 'OWNER',
      OWNERSHIP_GRANT: 'OWNER',
    })
  })

  test('declares with each permission of @auth the lowest role that holds it', () => {
    const guarded = FIELDS.flatMap((field) => authOf(field)?.permission ?? [])
    expect(guarded.length).toBeGreaterThan(20)
    for (const field of FIELDS) {
      const { permission, role } = authOf(field) ?? {}
      expect([field.name, role]).toEqual([field.name, permission && callers.lowestRole.get(permission)])
    }
  })
})

describe('a mutation succeeds for callers with the permission; for all others it is refused and changes nothing', () => {
  test.each(fieldsOf('Mutation'))('%s', async (name, field) => {
    const operation = operationOf(field)
    const consumes = INPUTS[name]?.consumesWorkspace
    const refused = callersOf(field).filter((caller) => expectedOutcome(callers, field, caller) !== 'allowed')
    const workspace = consumes ? await callers.newWorkspace(refused) : shared
    const variables = await variablesOf(field, workspace.fixture)
    const snapshot = () => run(server, SNAPSHOT, { id: workspace.fixture.workspaceId })
    // earlier deletions of this mutation write events of their own until they have ended or wait for a service
    const running = () =>
      server.database.query(`select 1 from deletion where state = 'RUNNING' and not exists (
        select 1 from cleanup_task where deletion_id = deletion.id and cleanup_task.state <> 'DONE')`)
    await until(async () => (await running()).length === 0)
    const before = await snapshot()
    const outcomes: [Caller, Outcome][] = []
    for (const caller of refused) {
      outcomes.push([caller, outcomeOf((await send(operation, variables, workspace, caller)).errors)])
    }
    expectDeclared(field, outcomes)
    expect(await snapshot()).toEqual(before)

    const answers: [Caller, unknown][] = []
    for (const caller of callersOf(field).filter((each) => !refused.includes(each))) {
      const own = consumes ? await callers.newWorkspace([caller]) : shared
      const { errors } = await send(operation, await variablesOf(field, own.fixture), own, caller)
      answers.push([caller, errors ?? 'allowed'])
    }
    if (!FOR_OTHERS.includes(INPUTS[name]?.check)) expect(answers.length).toBeGreaterThan(0)
    expect(byLabel(answers)).toEqual(byLabel(answers.map(([caller]) => [caller, 'allowed'])))
  })
})

describe('a query is answered for callers with the permission, and refused for all others', () => {
  test.each(fieldsOf('Query'))('%s', async (_name, field) => {
    const operation = operationOf(field)
    const variables = await variablesOf(field, shared.fixture)
    const outcomes: [Caller, Outcome][] = []
    for (const caller of callersOf(field)) {
      outcomes.push([caller, outcomeOf((await send(operation, variables, shared, caller)).errors)])
    }
    expectDeclared(field, outcomes)
  })
})

describe('a guarded field needs its permission; without it the other fields are still answered', () => {
  // a project is null without the permission that its resources need; payloads.test.ts tests the fields of payloads
  const guarded = fieldsWhere(
    (field) => !isRoot(field) && authOf(field) !== null && field.type.name !== 'Project' && !isOfPayload(field.type),
  )

  test.each(guarded)('%s', async (_name, field) => {
    const operation = operationOf(field)
    const variables = await variablesOf(field, shared.fixture)
    for (const caller of callersOf(field)) {
      const { data, errors } = await send(operation, variables, shared, caller)
      const parent = data && Object.values(data)[0]
      if (caller.is === 'anonymous') {
        expect([outcomeOf(errors), parent]).toEqual([{ code: 'UNAUTHENTICATED' }, null])
        continue
      }
      // A hidden parent is null without an error; the deletion is hidden from all but platform admins.
      const seesParent = caller.is === 'platform admin' || (caller.is === 'member' && field.type.name === 'Workspace')
      const expected = seesParent ? expectedOutcome(callers, field, caller) : 'allowed'
      expect([caller.label, outcomeOf(errors)]).toEqual([caller.label, expected])
      if (expected === 'allowed') {
        expect([caller.label, parent === null, seesParent && parent[field.field.name] === null]).toEqual([
          caller.label,
          !seesParent,
          // An allowed field is never null: Workspace.membership asks for that of the founder, which exists.
          false,
        ])
      } else if (isNonNullType(field.field.type)) {
        expect(parent).toBeNull()
      } else {
        expect(parent).toEqual({ id: shared.fixture.workspaceId, name: expect.any(String), [field.field.name]: null })
      }
    }
  })

  test('a viewer who queries the audit log gets null and an error for it, and all other fields', async () => {
    const document = `query($id: ID!) {
      me { user { id } }
      workspace(by: { id: $id }) { id myRole events { totalCount } members { totalCount } }
    }`
    const id = shared.fixture.workspaceId
    const viewer = CALLERS.find(({ label }) => label === 'VIEWER') as Caller
    const { data, errors } = await send(document, { id }, shared, viewer)
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

describe('a subscription opens for callers with the permission, and ends with an error for all others', () => {
  test.each(fieldsOf('Subscription'))('%s', async (_name, field) => {
    const operation = operationOf(field)
    const variables = await variablesOf(field, shared.fixture)
    const outcomes: [Caller, Outcome][] = []
    for (const caller of callersOf(field)) {
      const stream = await openStream(server, operation, variables, shared.credentials(caller).token)
      if (expectedOutcome(callers, field, caller) === 'allowed') {
        // The first bytes arrive once the stream is open; an error would follow before the next response.
        await until(() => stream.text)
        await server.gql('{ __typename }')
      } else {
        await until(() => stream.ended)
      }
      outcomes.push([caller, outcomeOf(stream.payloads[0]?.errors)])
      stream.leave()
    }
    expectDeclared(field, outcomes)
  })
})
