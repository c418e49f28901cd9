// Mutations with idempotency keys.
import { graphql } from '../generated/gql.ts'
import { unique } from './people.ts'
import type { Credentials, TestServer } from './server.ts'

export const CREATE_PROJECT = graphql(`
  mutation KeyedProject($input: CreateProjectInput!) { createProject(input: $input) { project { id name } } }
`)
export const DELETE_PROJECT = graphql(`
  mutation KeyedDeleteProject($input: DeleteProjectInput!) { deleteProject(input: $input) { deletedProjectId } }
`)

/** Adds this key to the caller's requests. */
export const keyed = ({ token }: Credentials, key: string): Credentials => ({
  ...(token === undefined ? {} : { token }),
  headers: { 'Idempotency-Key': key },
})

/** Sends an operation, and returns the code of the first error; null if there is none. */
export async function codeOf(
  server: TestServer,
  document: { toString(): string },
  variables: Record<string, unknown>,
  as: Credentials,
): Promise<string | null> {
  const { body } = await server.gql(document.toString(), variables, as)
  return body.errors?.[0]?.extensions.code ?? null
}

/** The variables that create a new project in the workspace. */
export const projectIn = (workspaceId: string) => ({
  input: { workspace: { id: workspaceId }, name: unique('project') },
})

/** The number of keys in the database. */
export async function keysKept({ database }: Pick<TestServer, 'database'>): Promise<number> {
  const [row] = await database.query<{ n: number | string }>('select count(*) as n from idempotency_key')
  return Number(row?.n)
}
