// Kinds of resource that other services clean up, workspaces with such resources, and the deletions that wait for them.
import { graphql } from '../generated/gql.ts'
import type { DeletionPolicy } from '../generated/graphql.ts'
import { registerKind } from './kinds.ts'
import { CREATE_API_TOKEN, CREATE_SERVICE_ACCOUNT, DELETE_WORKSPACE, REGISTER_RESOURCES } from './operations.ts'
import { type Answers, run, type SeededWorkspace, seedWorkspace, unique } from './people.ts'
import { type Credentials, type TestServer, until } from './server.ts'

export const CLAIM = graphql(`
  mutation ClaimTasks($input: ClaimCleanupTasksInput!) {
    claimCleanupTasks(input: $input) {
      tasks {
        id
        deletion { id }
        workspaceId
        workspaceName
        kind { name }
        resourceId
        resourceName
        externalId
        labels
        state
        attempt
        leaseExpiresAt
        nextAttemptAt
        lastError
      }
    }
  }
`)

export const COMPLETE = graphql(`
  mutation CompleteTask($input: CompleteCleanupTaskInput!) {
    completeCleanupTask(input: $input) { task { id state attempt leaseExpiresAt } }
  }
`)

export const FAIL = graphql(`
  mutation FailTask($input: FailCleanupTaskInput!) {
    failCleanupTask(input: $input) { task { id state attempt nextAttemptAt lastError } }
  }
`)

export const RETRY = graphql(`
  mutation RetryDeletion($input: RetryDeletionInput!) { retryDeletion(input: $input) { deletion { id state failed } } }
`)

export const SKIP = graphql(`
  mutation SkipStep($input: SkipDeletionStepInput!) { skipDeletionStep(input: $input) { deletion { id state skipped } } }
`)

export const EXTERNAL_DELETION = graphql(`
  query ExternalDeletion($id: ID!, $filter: CleanupTaskFilter) {
    deletion(id: $id) {
      state
      total
      done
      failed
      skipped
      remaining
      lastError
      canRetry
      steps { name state total done failed skipped attempts nextAttemptAt lastError startedAt finishedAt }
      tasks(first: 100, filter: $filter) {
        totalCount
        nodes { id state attempt resourceName leaseExpiresAt nextAttemptAt lastError }
      }
      events(first: 100) { nodes { type step message total done failed skipped resourceIds } }
    }
  }
`)

/** A kind that another service cleans up, and this service. */
export interface ExternalKind {
  readonly name: string
  readonly step: string
  readonly service: { readonly id: string; readonly token: string }
}

interface KindOptions {
  cleanup?: 'CLAIM' | 'WEBHOOK'
  webhookUrl?: string | null
  order?: number
}

/** A service account of the platform, and its token. */
export async function createService(server: Answers): Promise<ExternalKind['service']> {
  const { createServiceAccount } = await run(server, CREATE_SERVICE_ACCOUNT, { input: { name: unique('service') } })
  return tokenOf(server, createServiceAccount.serviceAccount.id)
}

async function tokenOf(server: Answers, id: string): Promise<ExternalKind['service']> {
  const input = { name: unique('token'), serviceAccount: id }
  return { id, token: (await run(server, CREATE_API_TOKEN, { input })).createApiToken.secret as string }
}

/** The service that owns the kind which an input names, or the kind of its task. */
export async function serviceFor(server: TestServer, input: { kinds?: readonly string[]; task?: string }) {
  const [owner] = await server.database.query<{ id: string }>(
    `select owner_service_account_id as id from resource_kind
     where name = ? or name in (select kind from cleanup_task where id = ?)`,
    input.kinds?.[0] ?? '',
    input.task ?? '',
  )
  return tokenOf(server, owner?.id as string)
}

/** A kind that a new service owns. */
export async function createExternalKind(
  server: Answers,
  { cleanup = 'CLAIM', webhookUrl = null, order = 30 }: KindOptions = {},
): Promise<ExternalKind> {
  const service = await createService(server)
  const input = { cleanup, webhookUrl, cleanupOrder: order, ownerServiceAccount: service.id }
  const { kind } = await registerKind(server, input)
  return { name: kind.name, step: `resources:${kind.name}`, service }
}

interface DeleteOptions {
  policy?: DeletionPolicy
  /** `external-0`, `external-1`, … if left out. */
  externalId?: string
}

/** Registers resources `item-0`, `item-1`, … of the kind; returns their ids. */
export async function registerItems(
  server: Answers,
  { id, owner }: Pick<SeededWorkspace, 'id'> & { owner?: Credentials },
  kind: string,
  count: number,
  externalId?: string,
): Promise<string[]> {
  const resources = Array.from({ length: count }, (_, n) => ({
    kind,
    name: `item-${n}`,
    externalId: externalId ?? `external-${n}`,
    labels: { n: String(n) },
  }))
  const input = { workspace: { id }, resources }
  return (await run(server, REGISTER_RESOURCES, { input }, owner)).registerResources.resources.map((row) => row.id)
}

export interface ExternalDeletion {
  readonly id: string
  readonly workspace: SeededWorkspace
  readonly resourceIds: readonly string[]
}

/** A new workspace with resources of these kinds, and its deletion. */
export async function deleteExternal(
  server: TestServer,
  counts: readonly (readonly [ExternalKind, number])[],
  { policy = 'CASCADE', externalId }: DeleteOptions = {},
): Promise<ExternalDeletion> {
  const workspace = await seedWorkspace(server)
  const resourceIds: string[] = []
  for (const [kind, count] of counts)
    resourceIds.push(...(await registerItems(server, workspace, kind.name, count, externalId)))
  const input = { workspace: { id: workspace.id }, policy }
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input }, workspace.owner)
  return { id: deleteWorkspace.deletion.id, workspace, resourceIds }
}

export async function readExternal(server: TestServer, id: string, as?: Credentials) {
  const { deletion } = await run(server, EXTERNAL_DELETION, { id }, as)
  if (!deletion) throw new Error(`There is no deletion ${id}`)
  return deletion
}

/** Waits until the deletion is in the state. */
export const untilState = (server: TestServer, id: string, state: string, withinMs?: number) =>
  until(async () => {
    const deletion = await readExternal(server, id)
    return deletion.state === state ? deletion : null
  }, withinMs)

/** Claims tasks as the service that owns the kind, until it has this many. */
export async function claimSome(server: TestServer, kind: ExternalKind, count: number, lease?: string) {
  const tasks: Awaited<ReturnType<typeof claim>> = []
  await until(async () => {
    if (tasks.length < count) tasks.push(...(await claim(server, kind, count - tasks.length, lease)))
    return tasks.length >= count
  })
  return tasks
}

/** Claims once as the service that owns the kind. */
export async function claim(server: TestServer, kind: ExternalKind, max = 100, lease?: string) {
  const input = { kinds: [kind.name], max, ...(lease ? { lease } : {}) }
  return (await run(server, CLAIM, { input }, kind.service)).claimCleanupTasks.tasks
}

export async function complete(server: TestServer, kind: ExternalKind, task: { id: string; attempt: number }) {
  const input = { task: task.id, attempt: task.attempt }
  return (await run(server, COMPLETE, { input }, kind.service)).completeCleanupTask.task
}

/** Reports a failure as the service that owns the kind. */
export async function fail(
  server: TestServer,
  kind: ExternalKind,
  task: { id: string; attempt: number },
  error = 'In use',
  retryable = true,
) {
  const input = { task: task.id, attempt: task.attempt, error, retryable }
  return (await run(server, FAIL, { input }, kind.service)).failCleanupTask.task
}

/** The step of a deletion that removes resources of the kind. */
export async function stepOf(server: TestServer, id: string, { step }: ExternalKind) {
  const found = (await readExternal(server, id)).steps.find(({ name }) => name === step)
  if (!found) throw new Error(`There is no step ${step}`)
  return found
}

export const only = <T>([task]: T[]): T => task as T

/** Events of a deletion, `TYPE step`. */
export const told = ({ events }: Awaited<ReturnType<typeof readExternal>>): string[] =>
  events.nodes.map(({ type, step }) => (step ? `${type} ${step}` : type))
