// A client that writes without a pause, and records every write that was acknowledged: none of them may be lost.
import { graphql } from '../../generated/gql.ts'
import type { TypedDocumentString } from '../../generated/graphql.ts'
import {
  ADD_MEMBER,
  CREATE_API_TOKEN,
  CREATE_USER,
  CREATE_WORKSPACE,
  REGISTER_RESOURCES,
} from '../../support/operations.ts'
import type { Cluster } from './cluster.ts'
import type { Query } from './database-checks.ts'
import {
  CREATE_PROJECT,
  DELETE_PROJECT,
  REMOVE_MEMBER,
  REVOKE_API_TOKEN,
  UPDATE_MEMBER,
  UPDATE_WORKSPACE,
} from './operations.ts'

const READ = graphql(`
  query TrialRead($id: ID!) {
    workspace(by: { id: $id }) {
      displayName
      members(first: 10) {
        nodes {
          role
        }
      }
      resources(first: 10) {
        nodes {
          name
        }
      }
    }
  }
`)

const ME = graphql(`
  query TrialMe {
    me {
      platformAdmin
    }
  }
`)

type Table = 'workspace' | 'project' | 'resource' | 'user' | 'membership' | 'api_token'

/** The value that was acknowledged last, and the one that was sent last: the database has one of the two. */
interface Value {
  acknowledged: string
  sent: string
}

/** Writes and reads, and finds acknowledged writes that the database does not have. */
export class AcknowledgedWrites {
  readonly #cluster: Cluster
  readonly #admin: string
  readonly #kept = new Map<Table, Set<string>>()
  readonly #removed = new Map<Table, Set<string>>()
  readonly #titles = new Map<string, Value>()
  readonly #roles = new Map<string, Value>()
  readonly #revoked: string[] = []
  /** Responses that were wrong. */
  readonly errors: string[] = []
  #round = 0
  /** Number of acknowledged writes. */
  count = 0

  constructor(cluster: Cluster, admin: string) {
    this.#cluster = cluster
    this.#admin = admin
  }

  /** One round of writes and reads; each write is recorded once it is acknowledged. */
  async round(): Promise<void> {
    const number = ++this.#round
    const name = `kept-${number}`
    const id = await this.#create(
      'workspace',
      CREATE_WORKSPACE,
      { input: { name } },
      (d) => d.createWorkspace.workspace,
    )
    const workspace = { id }
    const project = (name: string) =>
      this.#create('project', CREATE_PROJECT, { input: { workspace, name } }, (d) => d.createProject.project)
    const kept = await project('kept')
    const removed = await project('removed')
    const resources = [1, 2, 3, 4, 5].map((n) => ({ kind: 'job', name: `r${n}`, project: kept }))
    const { registerResources } = await this.#write(REGISTER_RESOURCES, { input: { workspace, resources } })
    for (const resource of registerResources.resources) this.#record(this.#kept, 'resource', resource.id)
    const email = `${name}@example.com`
    const user = await this.#create('user', CREATE_USER, { input: { name, email } }, (d) => d.createUser.user)
    const principal = { user }
    const added = { input: { workspace, principal, role: 'EDITOR' as const } }
    const member = await this.#create('membership', ADD_MEMBER, added, (d) => d.addMember.membership)
    await this.#tokens(workspace, user, number)
    await this.#change(this.#titles, id, name, 'One', { workspace, displayName: 'One' }, UPDATE_WORKSPACE)
    await this.#read(id, 'One')
    await this.#change(
      this.#roles,
      member,
      'EDITOR',
      'VIEWER',
      { member: { id: member }, role: 'VIEWER' },
      UPDATE_MEMBER,
    )
    await this.#remove('project', removed, DELETE_PROJECT, { input: { project: { id: removed } } })
    if (number % 2 === 0) await this.#remove('membership', member, REMOVE_MEMBER, { input: { member: { id: member } } })
    await this.#change(this.#titles, id, 'One', 'Two', { workspace, displayName: 'Two' }, UPDATE_WORKSPACE)
    await this.#read(id, 'Two')
  }

  /** Creates a token that stays, and one that every replica must refuse once it is revoked. */
  async #tokens(workspace: { id: string }, user: string, number: number): Promise<void> {
    const stays = { input: { workspace, user, name: 'stays' } }
    await this.#create('api_token', CREATE_API_TOKEN, stays, (d) => d.createApiToken.token)
    const { createApiToken } = await this.#write(CREATE_API_TOKEN, { input: { name: `revoked-${number}`, user } })
    const [id, secret] = [createApiToken.token.id, createApiToken.secret as string]
    const before = await this.#cluster.call(ME, {}, secret)
    if (before.code !== null) this.errors.push(`token ${id} is refused: ${before.code}`)
    await this.#write(REVOKE_API_TOKEN, { input: { token: { id: id } } })
    this.#revoked.push(id)
    for (let replica = 0; replica < 3; replica++) {
      const { code } = await this.#cluster.call(ME, {}, secret)
      if (code !== 'UNAUTHENTICATED') this.errors.push(`token ${id} was revoked, and got ${code ?? 'an answer'}`)
    }
  }

  async #read(id: string, title: string): Promise<void> {
    const { data, code } = await this.#cluster.call(READ, { id }, this.#admin)
    const seen = data?.workspace
    if (code !== null || seen?.displayName !== title || seen.resources.nodes.length !== 5)
      this.errors.push(`${id} is read as ${code ?? JSON.stringify(seen)}, not as ${title}`)
  }

  /** A write that must succeed, since nothing else writes the same rows. */
  async #write<R, V>(document: TypedDocumentString<R, V>, variables: V): Promise<R> {
    const { data, code } = await this.#cluster.call(document, variables, this.#admin)
    if (code !== null) throw new Error(`${code} from ${document} with ${JSON.stringify(variables)}`)
    this.count++
    return data
  }

  async #create<R, V>(
    table: Table,
    document: TypedDocumentString<R, V>,
    variables: V,
    pick: (data: R) => { id: string },
  ): Promise<string> {
    const { id } = pick(await this.#write(document, variables))
    this.#record(this.#kept, table, id)
    return id
  }

  async #change<R, I>(
    values: Map<string, Value>,
    id: string,
    from: string,
    to: string,
    input: I,
    document: TypedDocumentString<R, { input: I }>,
  ): Promise<void> {
    values.set(id, { acknowledged: from, sent: to })
    await this.#write(document, { input })
    values.set(id, { acknowledged: to, sent: to })
  }

  async #remove<R, V>(table: Table, id: string, document: TypedDocumentString<R, V>, variables: V): Promise<void> {
    this.#kept.get(table)?.delete(id)
    await this.#write(document, variables)
    this.#record(this.#removed, table, id)
  }

  #record(ids: Map<Table, Set<string>>, table: Table, id: string): void {
    ids.set(table, (ids.get(table) ?? new Set()).add(id))
  }

  /** The acknowledged writes that are not in the database, and created objects without exactly one event. */
  async lost(query: Query): Promise<string[]> {
    const lost: string[] = []
    for (const [table, ids] of this.#kept) {
      const missing = await query(`select id from unnest($1::text[]) id where id not in (select id from "${table}")`, [
        ...ids,
      ])
      lost.push(...missing.map(({ id }) => `${table} ${id} is missing`))
    }
    for (const [table, ids] of this.#removed) {
      const back = await query(`select id from "${table}" where id = any($1)`, [...ids])
      lost.push(...back.map(({ id }) => `${table} ${id} is back`))
    }
    const live = await query('select id from api_token where id = any($1) and revoked_at is null', this.#revoked)
    lost.push(...live.map(({ id }) => `token ${id} is valid again`))
    for (const [values, statement] of [
      [this.#titles, 'select id, display_name as value from workspace where id = any($1)'],
      [this.#roles, 'select id, role as value from membership where id = any($1)'],
    ] as const) {
      for (const { id, value } of await query(statement, [...values.keys()])) {
        const { acknowledged, sent } = values.get(id as string) as Value
        if (value !== acknowledged && value !== sent) lost.push(`${id} is ${value}, not ${acknowledged}`)
      }
    }
    for (const table of ['workspace', 'project', 'user'] as const) {
      const events = await query(
        `select id, (select count(*)::int from event where type = '${table}.created' and subject_id = id) as n
         from unnest($1::text[]) id`,
        [...(this.#kept.get(table) ?? [])],
      )
      lost.push(...events.flatMap(({ id, n }) => (n === 1 ? [] : [`${table} ${id} has ${n} events of its creation`])))
    }
    return lost
  }
}
