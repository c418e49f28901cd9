// Creates users, workspaces, members and resources through the API, as a client would.
import type { RoleName, TypedDocumentString } from '../generated/graphql.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, CREATE_USER, CREATE_WORKSPACE, REGISTER_RESOURCES } from './operations.ts'
import type { Credentials, TestServer } from './server.ts'

export interface Person {
  readonly id: string
  readonly name: string
  /** The secret of a personal token. */
  readonly token: string
}

let count = 0
/** A name that no other test has. */
export const unique = (stem: string): string => `${stem}-${(++count).toString(36)}-${process.pid.toString(36)}`

/** A server that answers operations. */
export type Answers = Pick<TestServer, 'data'>

/** Runs an operation, expects no error, and returns its typed data. */
export async function run<R, V extends Record<string, unknown>>(
  server: Answers,
  document: TypedDocumentString<R, V>,
  variables: V,
  as?: Credentials,
): Promise<R> {
  return (await server.data(document.toString(), variables, as)) as R
}

export interface Refusal extends Record<string, unknown> {
  code: string
}

/** Runs an operation, expects an error, and returns the extensions of the first one. */
export async function refused<R, V extends Record<string, unknown>>(
  server: TestServer,
  document: TypedDocumentString<R, V>,
  variables: V,
  as?: Credentials,
): Promise<Refusal> {
  const { body } = await server.gql(document.toString(), variables, as)
  const [error] = body.errors ?? []
  if (!error) throw new Error(`Expected an error from ${document}, got ${JSON.stringify(body.data)}`)
  return error.extensions as Refusal
}

/** Creates a user with a personal token. */
export async function signUp(server: Answers, name = unique('person')): Promise<Person> {
  const { createUser } = await run(server, CREATE_USER, { input: { name, email: `${name}@example.com` } })
  const input = { name: `${name}'s token`, user: createUser.user.id }
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input })
  return { id: createUser.user.id, name, token: createApiToken.secret as string }
}

/** Creates a user who shares a workspace with this person, so that the person can find the user. */
export async function signUpColleague(server: TestServer, { id }: Person): Promise<Person> {
  const colleague = await signUp(server)
  const { createWorkspace } = await run(server, CREATE_WORKSPACE, { input: { name: unique('shared') } })
  for (const user of [id, colleague.id]) {
    const input = { workspace: { id: createWorkspace.workspace.id }, principal: { user }, role: 'VIEWER' as const }
    await run(server, ADD_MEMBER, { input })
  }
  return colleague
}

export interface SeededWorkspace {
  readonly id: string
  readonly name: string
  readonly owner: Person
  readonly members: Readonly<Record<string, Person>>
}

/** Creates a workspace with a new owner, and a new user for each of these members. */
export async function seedWorkspace(
  server: Answers,
  members: Record<string, RoleName> = {},
  name = unique('workspace'),
): Promise<SeededWorkspace> {
  const owner = await signUp(server)
  const { createWorkspace } = await run(server, CREATE_WORKSPACE, { input: { name } }, owner)
  const workspace = { id: createWorkspace.workspace.id }
  const people: Record<string, Person> = {}
  for (const [key, role] of Object.entries(members)) {
    const person = await signUp(server)
    await run(server, ADD_MEMBER, { input: { workspace, principal: { user: person.id }, role } })
    people[key] = person
  }
  return { id: workspace.id, name, owner, members: people }
}

/** Registers this number of resources, 1,000 in each request; returns the ids of the last request. */
export async function fill(
  server: Answers,
  workspace: Pick<SeededWorkspace, 'id' | 'owner'>,
  resources: number,
  kinds: readonly string[] = ['job', 'model', 'dataset'],
): Promise<string[]> {
  let ids: string[] = []
  for (let from = 0; from < resources; from += 1000) {
    const page = Array.from({ length: Math.min(1000, resources - from) }, (_, index) => ({
      kind: kinds[index % kinds.length] as string,
      name: `resource-${from + index}`,
      labels: { team: index % 2 === 0 ? 'red' : 'blue' },
    }))
    const input = { workspace: { id: workspace.id }, resources: page }
    const { registerResources } = await run(server, REGISTER_RESOURCES, { input }, workspace.owner)
    ids = registerResources.resources.map((resource) => resource.id)
  }
  return ids
}
