// Workspaces that are filled, deleted and followed, however often the server ends meanwhile.
import type BetterSqlite3 from 'better-sqlite3'
import { encodeCursor } from '../../../src/events/cursor.ts'
import { graphql } from '../../generated/gql.ts'
import type { CreateWorkspaceMutation, DeleteWorkspaceMutation, KillFindQuery } from '../../generated/graphql.ts'
import { CREATE_WORKSPACE, DELETE_WORKSPACE, REGISTER_RESOURCES } from '../../support/operations.ts'
import { until } from '../../support/server.ts'
import { type Following, follow, type Transport } from '../../support/streams.ts'
import { call, type Life } from './process.ts'

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

const AT_ONCE = 1000
const KINDS = ['job', 'model', 'dataset']
const UNFINISHED = 3

/** A subscription that goes on behind its last cursor after each end of the server. */
class Follower {
  readonly cursors: string[] = []
  /** Codes with which the server itself ended the stream. */
  readonly refusals: string[] = []
  complete = false
  readonly #open: (life: Life, after: string) => Following<unknown>
  #stream: Following<unknown> | undefined

  constructor(open: (life: Life, after: string) => Following<unknown>) {
    this.#open = open
  }

  begin(life: Life): void {
    this.#stream = this.#open(life, this.cursors.at(-1) ?? encodeCursor(0))
  }

  /** How many events have arrived. */
  get length(): number {
    return this.cursors.length + (this.#stream?.seen.length ?? 0)
  }

  get ended(): boolean {
    return this.complete || this.#stream?.end === 'complete'
  }

  /** Takes what has arrived; all of it, once the connection is over. */
  async take(): Promise<void> {
    const stream = this.#stream
    if (!stream) return
    await until(() => stream.end, 10_000)
    this.close()
  }

  close(): void {
    const stream = this.#stream
    if (!stream) return
    this.#stream = undefined
    for (const event of stream.seen) {
      this.cursors.push((Object.values(event as object)[0] as { cursor: string }).cursor)
    }
    this.complete ||= stream.end === 'complete'
    // anything but a connection that broke
    this.refusals.push(...stream.codes.filter((code) => /^[A-Z_]+$/.test(code)))
    stream.leave()
  }
}

const follower = (transport: Transport, id: string) =>
  new Follower((life, after) => follow(transport, life, FOLLOW, { id, after }, life))

interface Going {
  readonly id: string
  readonly workspaceId: string
  readonly follower: Follower
}

export class Victims {
  readonly #resources: number
  readonly going: Going[] = []
  /** Follows every deletion at once, without progress. */
  readonly all = new Follower((life, after) => follow('WebSocket', life, FOLLOW_ALL, { after }, life))
  #number = 0
  #workspaceId = ''
  #registered = 0

  constructor(resources: number) {
    this.#resources = resources
  }

  /** A new life of the server: every stream goes on. */
  begin(life: Life): void {
    this.all.begin(life)
    for (const { follower: each } of this.going) if (!each.complete) each.begin(life)
  }

  async end(): Promise<void> {
    await Promise.all([this.all, ...this.going.map((one) => one.follower)].map((each) => each.take()))
  }

  get unfinished(): number {
    return this.going.filter(({ follower: each }) => !each.ended).length
  }

  /** The next thing to do; each can be done again when its answer was lost. */
  async advance(life: Life): Promise<void> {
    if (this.unfinished >= UNFINISHED) return new Promise((resolve) => setTimeout(resolve, 20))
    const name = `victim-${this.#number}`
    if (this.#registered < this.#resources) return this.#fill(life, name)
    const input = { workspace: { name }, reason: 'It had to go' }
    const { data, code } = await call<DeleteWorkspaceMutation>(life, DELETE_WORKSPACE, { input })
    // asked for before the server ended, and over already
    const id = code === 'NOT_FOUND' ? await this.#find(life, name) : data?.deleteWorkspace.deletion.id
    if (!id) throw new Error(`Deleting ${name}: ${code}`)
    const one = { id, workspaceId: this.#workspaceId, follower: follower('SSE', id) }
    this.going.push(one)
    one.follower.begin(life)
    this.#number++
    this.#registered = 0
  }

  async #fill(life: Life, name: string): Promise<void> {
    if (this.#registered === 0) {
      const created = await call<CreateWorkspaceMutation>(life, CREATE_WORKSPACE, { input: { name } })
      const found = created.code === 'NAME_TAKEN' ? await call<KillFindQuery>(life, FIND, { name }) : null
      const id = found ? found.data.workspace?.id : created.data?.createWorkspace.workspace.id
      if (!id) throw new Error(`Creating ${name}: ${created.code}`)
      this.#workspaceId = id
    }
    const resources = Array.from({ length: Math.min(AT_ONCE, this.#resources - this.#registered) }, (_, i) => ({
      kind: KINDS[i % KINDS.length] as string,
      name: `r${this.#registered + i}`,
    }))
    const input = { workspace: { id: this.#workspaceId }, resources }
    const { code } = await call(life, REGISTER_RESOURCES, { input })
    if (code !== null) throw new Error(`Filling ${name}: ${code}`)
    this.#registered += resources.length
  }

  async #find(life: Life, name: string): Promise<string | undefined> {
    const { data } = await call<KillFindQuery>(life, FIND, { name })
    return data.deletions.nodes[0]?.id
  }

  /** Streams that the server refused to go on with. */
  get refusals(): string[] {
    return [this.all, ...this.going.map((one) => one.follower)].flatMap((each) => each.refusals)
  }

  /** What was acknowledged and is not so, while the server is up. */
  lost(file: BetterSqlite3.Database): string[] {
    const lost: string[] = []
    const known = file.prepare<[string], unknown>('select 1 from deletion where id = ?')
    for (const { id } of this.going) if (!known.get(id)) lost.push(`deletion ${id} is missing`)
    if (this.#registered > 0) {
      const { n } = file
        .prepare<[string], { n: number }>('select count(*) n from resource where workspace_id = ?')
        .get(this.#workspaceId) ?? { n: 0 }
      const asked = file
        .prepare<[string], unknown>('select 1 from deletion where workspace_id = ?')
        .get(this.#workspaceId)
      if (!asked && n < this.#registered) lost.push(`${this.#workspaceId} has ${n} of ${this.#registered} resources`)
    }
    return lost
  }
}
