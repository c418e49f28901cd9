// Workspaces that are filled, deleted and followed, whichever replica is killed meanwhile.
import { graphql } from '../../generated/gql.ts'
import { CREATE_WORKSPACE, DELETE_WORKSPACE, REGISTER_RESOURCES } from '../../support/operations.ts'
import type { Cluster } from './cluster.ts'
import { Follower, type Transport } from './followers.ts'
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

const AT_ONCE = 500
const KINDS = ['job', 'model', 'dataset']
const UNFINISHED = 8

export interface Victim {
  readonly id: string
  readonly follower: Follower
}

export class Victims {
  readonly #cluster: Cluster
  readonly #admin: string
  readonly #resources: number
  readonly all: Victim[] = []
  readonly wrong: string[] = []

  constructor(cluster: Cluster, admin: string, resources: number) {
    this.#cluster = cluster
    this.#admin = admin
    this.#resources = resources
  }

  get unfinished(): number {
    return this.all.filter(({ follower }) => !follower.over).length
  }

  /** One more, from its making to its deletion; each step is done again when its answer was lost. */
  async round(): Promise<void> {
    if (this.unfinished >= UNFINISHED) return new Promise((resolve) => setTimeout(resolve, 20))
    const name = `victim-${this.all.length}`
    const created = await this.#cluster.ask(CREATE_WORKSPACE, { input: { name } }, this.#admin)
    const known = created.code === 'NAME_TAKEN' ? await this.#cluster.ask(FIND, { name }, this.#admin) : null
    const workspaceId = known ? known.data.workspace?.id : created.data?.createWorkspace.workspace.id
    if (!workspaceId) throw new Error(`Creating ${name}: ${created.code}`)
    for (let from = 0; from < this.#resources; from += AT_ONCE) {
      const resources = Array.from({ length: Math.min(AT_ONCE, this.#resources - from) }, (_, i) => ({
        kind: KINDS[i % KINDS.length] as string,
        name: `r${from + i}`,
      }))
      const input = { workspace: { id: workspaceId }, resources }
      const { code } = await this.#cluster.ask(REGISTER_RESOURCES, { input }, this.#admin)
      if (code !== null) throw new Error(`Filling ${name}: ${code}`)
    }
    const input = { workspace: { name }, reason: 'It had to go' }
    const asked = await this.#cluster.ask(DELETE_WORKSPACE, { input }, this.#admin)
    // asked for before its replica was killed, and over already
    const found = asked.code === 'NOT_FOUND' ? await this.#cluster.ask(FIND, { name }, this.#admin) : null
    const id = found ? found.data.deletions.nodes[0]?.id : asked.data?.deleteWorkspace.deletion.id
    if (!id) throw new Error(`Deleting ${name}: ${asked.code}`)
    this.all.push({ id, follower: this.#follow(id, this.all.length % 2 === 0 ? 'SSE' : 'WebSocket') })
  }

  #follow(id: string, transport: Transport): Follower {
    return new Follower({
      what: `deletionEvents of ${id}`,
      transport,
      document: DELETION_EVENTS,
      variables: { id },
      token: this.#admin,
      nextUrl: () => this.#cluster.nextUrl(),
      lastType: 'SUCCEEDED',
    })
  }
}
