// Shared by the tests of `nodeChanges`: streams of one workspace, and its nodes before and after a change.
import { type GraphQLObjectType, getNamedType, isLeafType, isObjectType } from 'graphql'
import { graphql } from '../generated/gql.ts'
import type { NodeChangesSubscription, TypedDocumentString } from '../generated/graphql.ts'
import { createMember, type Fixture } from '../support/create.ts'
import { type Person, run, type SeededWorkspace, seedWorkspace } from '../support/people.ts'
import { FIELDS, NODE_TYPES, schema } from '../support/schema.ts'
import type { TestServer } from '../support/server.ts'
import { follow, type Subscription, type Transport, untilSubscribers } from '../support/subscriptions.ts'

export const CHANGES = graphql(`
  subscription NodeChanges($id: ID!, $after: Cursor) {
    nodeChanges(workspace: { id: $id }, after: $after) {
      cursor
      action
      id
      node {
        __typename
        id
      }
    }
  }
`)
export const REMOVE_MEMBER = graphql(`
  mutation NodeChangesRemove($input: RemoveMemberInput!) {
    removeMember(input: $input) {
      removedMembershipId
    }
  }
`)
export type Stream = Subscription<NodeChangesSubscription>
export type Change = NodeChangesSubscription['nodeChanges']

/** Opens streams on a server, and leaves them all after a test. */
export class Streams {
  readonly #server: TestServer
  readonly #opened: { leave(): void }[] = []

  constructor(server: TestServer) {
    this.#server = server
  }

  open<R, V extends Record<string, unknown>>(
    transport: Transport,
    document: TypedDocumentString<R, V>,
    variables: V,
    as: { token: string },
  ): Subscription<R> {
    const stream = follow(transport, this.#server, document, variables, as)
    this.#opened.push(stream)
    return stream
  }

  changes(transport: Transport, as: { token: string }, id: string, after: string | null = null): Stream {
    return this.open(transport, CHANGES, { id, after }, as)
  }

  /** Resolves once the server has released them. */
  leaveAll(): Promise<void> {
    for (const stream of this.#opened.splice(0)) stream.leave()
    return untilSubscribers(this.#server, 0)
  }
}

export const changesOf = ({ seen }: Stream): Change[] => seen.map(({ nodeChanges }) => nodeChanges)
export const written = ({ action, id }: { action: string; id: string }) => `${action} ${id}`

/** The own fields of a node, without other nodes, its last use, the caller's rights to it, and its deletion impact. */
function ownFields(type: GraphQLObjectType): string {
  const fields = Object.values(type.getFields()).filter(
    ({ args, name }) => args.length === 0 && !/^(last|my|can)[A-Z]|^deletionImpact$/.test(name),
  )
  const selected = fields.flatMap((field) => {
    const named = getNamedType(field.type)
    if (isLeafType(named)) return field.name
    if (!isObjectType(named) || NODE_TYPES.includes(named.name) || named.name.endsWith('Connection')) return []
    return `${field.name} ${ownFields(named)}`
  })
  return `{ ${selected.join(' ')} }`
}

const workspaceType = schema.getType('Workspace') as GraphQLObjectType
/** The lists of a workspace whose entries are nodes. */
export const LISTS = Object.values(workspaceType.getFields()).flatMap((field) => {
  const connection = getNamedType(field.type)
  if (!isObjectType(connection) || !connection.name.endsWith('Connection')) return []
  const node = getNamedType(connection.getFields()['nodes']?.type as never) as unknown as GraphQLObjectType
  return NODE_TYPES.includes(node.name) ? { name: field.name, node } : []
})
const SNAPSHOT = `query ($id: ID!) { workspace(by: { id: $id }) { own: id ${ownFields(workspaceType).slice(1, -1)}
  ${LISTS.map(({ name, node }) => `${name}(first: 100) { nodes ${ownFields(node)} }`).join('\n')} } }`

/** Each node of the workspace as a platform admin sees it, by id. */
export async function snapshot(server: TestServer, id: string): Promise<Map<string, string>> {
  const { workspace } = await server.data(SNAPSHOT, { id })
  const nodes = new Map<string, string>()
  for (const { name } of LISTS) {
    for (const node of workspace[name].nodes) nodes.set(node.id, JSON.stringify(node))
    delete workspace[name]
  }
  return nodes.set(workspace.id, JSON.stringify(workspace))
}

/** The changes that a stream must send for the difference between two snapshots. */
export function difference(before: Map<string, string>, after: Map<string, string>): string[] {
  const told = [...after].flatMap(([id, node]) => {
    if (!before.has(id)) return written({ action: 'CREATED', id })
    return before.get(id) === node ? [] : written({ action: 'UPDATED', id })
  })
  const gone = [...before.keys()].filter((id) => !after.has(id))
  return [...told, ...gone.map((id) => written({ action: 'DELETED', id }))].sort()
}

/** A workspace with two owners, so that one can leave; the second one subscribes. */
export async function newFixture(
  server: TestServer,
): Promise<{ workspace: SeededWorkspace; fixture: Fixture; watcher: Person }> {
  const workspace = await seedWorkspace(server, { watcher: 'OWNER' })
  const { id: workspaceId, owner, members } = workspace
  const fixture = { server, workspaceId, token: owner.token, actorId: owner.id, deletionId: '' }
  return { workspace, fixture, watcher: members['watcher'] as Person }
}

/** A change that can be made in a workspace in every state but DELETING, and that marks a place in its stream. */
export async function marker(fixture: Fixture): Promise<() => Promise<string>> {
  const id = await createMember(fixture)
  return async () => {
    await run(fixture.server, REMOVE_MEMBER, { input: { member: { id } } })
    return written({ action: 'DELETED', id })
  }
}

/** Mutations about a deletion, whose workspace has no streams any more. */
const OF_DELETIONS = [
  'deleteWorkspace',
  'restoreWorkspace',
  'retryDeletion',
  'skipDeletionStep',
  'claimCleanupTasks',
  'completeCleanupTask',
  'failCleanupTask',
]

/** Every mutation after which the workspace can still be followed. */
export const MUTATIONS = FIELDS.filter(
  ({ type, name }) => type.name === 'Mutation' && !OF_DELETIONS.includes(name.slice('Mutation.'.length)),
)
