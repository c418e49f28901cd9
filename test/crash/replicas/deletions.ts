// Workspaces that are created, filled and deleted while replicas are killed, and a subscriber that follows each
// deletion.
import { graphql } from '../../generated/gql.ts'
import { CREATE_WORKSPACE, DELETE_WORKSPACE, REGISTER_RESOURCES } from '../../support/operations.ts'
import type { Cluster } from './cluster.ts'
import { Follower, type Transport } from './follower.ts'
import { DELETION_EVENTS } from './operations.ts'

const FIND = graphql(`
  query TrialFind($name: String!) {
    workspace(by: { name: $name }) {
      id
    }
    deletions(filter: { workspaceName: { eq: $name } }) {
      nodes {
        id
      }
    }
  }
`)

const RESOURCES_PER_REQUEST = 500
const KINDS = ['job', 'model', 'dataset']
const UNFINISHED_AT_MOST = 8
const PAUSE_MS = 20

interface FollowedDeletion {
  readonly id: string
  readonly follower: Follower
}

/** Deletes one workspace after the other, and follows every deletion. */
export class Deletions {
  readonly #cluster: Cluster
  readonly #admin: string
  readonly #resources: number
  readonly started: FollowedDeletion[] = []

  /** Each workspace gets this number of resources. */
  constructor(cluster: Cluster, admin: string, resources: number) {
    this.#cluster = cluster
    this.#admin = admin
    this.#resources = resources
  }

  /** Number of deletions that are still running. */
  get unfinished(): number {
    return this.started.filter(({ follower }) => !follower.ended).length
  }

  /** Creates, fills and deletes one workspace; each operation is repeated when its response was lost. */
  async round(): Promise<void> {
    if (this.unfinished >= UNFINISHED_AT_MOST) return new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    const name = `deleted-${this.started.length}`
    const created = await this.#cluster.callUntilAnswered(CREATE_WORKSPACE, { input: { name } }, this.#admin)
    const existing =
      created.code === 'NAME_TAKEN' ? await this.#cluster.callUntilAnswered(FIND, { name }, this.#admin) : null
    const workspaceId = existing ? existing.data.workspace?.id : created.data?.createWorkspace.workspace.id
    if (!workspaceId) throw new Error(`Creating ${name}: ${created.code}`)
    for (let from = 0; from < this.#resources; from += RESOURCES_PER_REQUEST) {
      const resources = Array.from({ length: Math.min(RESOURCES_PER_REQUEST, this.#resources - from) }, (_, i) => ({
        kind: KINDS[i % KINDS.length] as string,
        name: `r${from + i}`,
      }))
      const input = { workspace: { id: workspaceId }, resources }
      const { code } = await this.#cluster.callUntilAnswered(REGISTER_RESOURCES, { input }, this.#admin)
      if (code !== null) throw new Error(`Filling ${name}: ${code}`)
    }
    const input = { workspace: { name }, reason: 'No longer needed' }
    const requested = await this.#cluster.callUntilAnswered(DELETE_WORKSPACE, { input }, this.#admin)
    // NOT_FOUND: the deletion was requested before the replica was killed, and has finished since.
    const found =
      requested.code === 'NOT_FOUND' ? await this.#cluster.callUntilAnswered(FIND, { name }, this.#admin) : null
    const id = found ? found.data.deletions.nodes[0]?.id : requested.data?.deleteWorkspace.deletion.id
    if (!id) throw new Error(`Deleting ${name}: ${requested.code}`)
    this.started.push({ id, follower: this.#follow(id, this.started.length % 2 === 0 ? 'SSE' : 'WebSocket') })
  }

  #follow(id: string, transport: Transport): Follower {
    return new Follower({
      name: `deletionEvents of ${id}`,
      transport,
      document: DELETION_EVENTS,
      variables: { id },
      token: this.#admin,
      nextUrl: () => this.#cluster.nextUrl(),
      lastType: 'SUCCEEDED',
    })
  }
}
