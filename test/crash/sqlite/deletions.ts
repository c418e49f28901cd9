// Workspaces that are created, filled and deleted while the server is killed again and again, and subscribers that
// follow each deletion. Every operation can be repeated when its response was lost.
import type BetterSqlite3 from '../../../src/store/sqlite/better-sqlite3.mjs'
import { graphql } from '../../generated/gql.ts'
import type { CreateWorkspaceMutation, DeleteWorkspaceMutation, KillFindQuery } from '../../generated/graphql.ts'
import { CREATE_WORKSPACE, DELETE_WORKSPACE, REGISTER_RESOURCES } from '../../support/operations.ts'
import { until } from '../../support/server.ts'
import { follow, type Subscription, type Transport } from '../../support/subscriptions.ts'
import { seqsIn, TRIAL_CURSORS } from '../cursors.ts'
import { call, type RunningServer } from '../process.ts'

const FIND = graphql(`
  query KillFind($name: String!) {
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

const FOLLOW = graphql(`
  subscription KillFollow($id: ID!, $after: Cursor) {
    deletionEvents(deletion: $id, after: $after) {
      cursor
      type
    }
  }
`)

const FOLLOW_ALL = graphql(`
  subscription KillFollowAll($after: Cursor) {
    deletions(after: $after) {
      cursor
      type
    }
  }
`)

const RESOURCES_PER_REQUEST = 1000
const KINDS = ['job', 'model', 'dataset']
const UNFINISHED_AT_MOST = 3
const PAUSE_MS = 20

type Subscribe = (server: RunningServer, after: string) => Subscription<unknown>

/** A subscriber that resumes at its last cursor after each restart of the server. */
class Follower {
  readonly cursors: string[] = []
  /** Codes of errors with which the server ended the stream. */
  readonly refusals: string[] = []
  complete = false
  readonly #subscribe: Subscribe
  #stream: Subscription<unknown> | undefined

  constructor(subscribe: Subscribe) {
    this.#subscribe = subscribe
  }

  resume(server: RunningServer): void {
    this.#stream = this.#subscribe(server, this.cursors.at(-1) ?? TRIAL_CURSORS.beginning())
  }

  /** The numbers of the events. */
  get seqs(): string[] {
    return seqsIn(this.cursors)
  }

  /** Number of events received. */
  get length(): number {
    return this.cursors.length + (this.#stream?.seen.length ?? 0)
  }

  get ended(): boolean {
    return this.complete || this.#stream?.end === 'complete'
  }

  /** Waits until the connection has ended, so that all events of it are recorded. */
  async disconnected(): Promise<void> {
    const stream = this.#stream
    if (!stream) return
    await until(() => stream.end)
    this.close()
  }

  close(): void {
    const stream = this.#stream
    if (!stream) return
    this.#stream = undefined
    const cursors = stream.seen.map((event) => (Object.values(event as object)[0] as { cursor: string }).cursor)
    // A client that was killed between the last event and `complete` gets that event again.
    const repeated = stream.end === 'complete' && cursors.length === 1 && seqsIn(cursors)[0] === this.seqs.at(-1)
    if (!repeated) this.cursors.push(...cursors)
    this.complete ||= stream.end === 'complete'
    // Leaves out broken connections, whose errors have no code.
    this.refusals.push(...stream.codes.filter((code) => /^[A-Z_]+$/.test(code)))
    stream.leave()
  }
}

const followDeletion = (transport: Transport, id: string) =>
  new Follower((server, after) => follow(transport, server, FOLLOW, { id, after }, server))

interface FollowedDeletion {
  readonly id: string
  readonly follower: Follower
}

/** Deletes one workspace after the other, and follows every deletion. */
export class Deletions {
  readonly #resources: number
  /** The deletions that were acknowledged. */
  readonly started: FollowedDeletion[] = []
  /** Follows all deletions in one stream, without progress. */
  readonly all = new Follower((server, after) => follow('WebSocket', server, FOLLOW_ALL, { after }, server))
  #number = 0
  #workspaceId = ''
  #registered = 0

  /** Each workspace gets this number of resources. */
  constructor(resources: number) {
    this.#resources = resources
  }

  /** Resumes every stream on a server that was restarted. */
  resume(server: RunningServer): void {
    this.all.resume(server)
    for (const { follower } of this.started) if (!follower.complete) follower.resume(server)
  }

  /** Waits until every stream has noticed the end of the server. */
  async disconnected(): Promise<void> {
    await Promise.all(this.#followers.map((follower) => follower.disconnected()))
  }

  get #followers(): Follower[] {
    return [this.all, ...this.started.map(({ follower }) => follower)]
  }

  /** Number of deletions that are still running. */
  get unfinished(): number {
    return this.started.filter(({ follower }) => !follower.ended).length
  }

  /** Sends the next operation of the current workspace: create it, register resources, or delete it. */
  async advance(server: RunningServer): Promise<void> {
    if (this.unfinished >= UNFINISHED_AT_MOST) return new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    const name = `deleted-${this.#number}`
    if (this.#registered < this.#resources) return this.#fill(server, name)
    const input = { workspace: { name }, reason: 'No longer needed' }
    const { data, code } = await call<DeleteWorkspaceMutation>(server, DELETE_WORKSPACE, { input })
    // NOT_FOUND: the deletion was requested before the server ended, and has finished since.
    const id = code === 'NOT_FOUND' ? await this.#find(server, name) : data?.deleteWorkspace.deletion.id
    if (!id) throw new Error(`Deleting ${name}: ${code}`)
    const deletion = { id, follower: followDeletion('SSE', id) }
    this.started.push(deletion)
    deletion.follower.resume(server)
    this.#number++
    this.#registered = 0
  }

  async #fill(server: RunningServer, name: string): Promise<void> {
    if (this.#registered === 0) {
      const created = await call<CreateWorkspaceMutation>(server, CREATE_WORKSPACE, { input: { name } })
      const found = created.code === 'NAME_TAKEN' ? await call<KillFindQuery>(server, FIND, { name }) : null
      const id = found ? found.data.workspace?.id : created.data?.createWorkspace.workspace.id
      if (!id) throw new Error(`Creating ${name}: ${created.code}`)
      this.#workspaceId = id
    }
    const count = Math.min(RESOURCES_PER_REQUEST, this.#resources - this.#registered)
    const resources = Array.from({ length: count }, (_, i) => ({
      kind: KINDS[i % KINDS.length] as string,
      name: `r${this.#registered + i}`,
    }))
    const input = { workspace: { id: this.#workspaceId }, resources }
    const { code } = await call(server, REGISTER_RESOURCES, { input })
    if (code !== null) throw new Error(`Filling ${name}: ${code}`)
    this.#registered += resources.length
  }

  async #find(server: RunningServer, name: string): Promise<string | undefined> {
    const { data } = await call<KillFindQuery>(server, FIND, { name })
    return data.deletions.nodes[0]?.id
  }

  /** Codes of errors with which the server ended streams: there must be none. */
  get refusals(): string[] {
    return this.#followers.flatMap((follower) => follower.refusals)
  }

  /** The acknowledged deletions and resources that are not in the database. */
  lost(file: BetterSqlite3.Database): string[] {
    const lost: string[] = []
    const found = file.prepare<[string], unknown>('select 1 from deletion where id = ?')
    for (const { id } of this.started) if (!found.get(id)) lost.push(`deletion ${id} is missing`)
    if (this.#registered > 0) {
      const { n } = file
        .prepare<[string], { n: number }>('select count(*) n from resource where workspace_id = ?')
        .get(this.#workspaceId) ?? { n: 0 }
      const isDeleting = file
        .prepare<[string], unknown>('select 1 from deletion where workspace_id = ?')
        .get(this.#workspaceId)
      if (!isDeleting && n < this.#registered)
        lost.push(`${this.#workspaceId} has ${n} of ${this.#registered} resources`)
    }
    return lost
  }
}
