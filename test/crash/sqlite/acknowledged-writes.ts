// A client that writes without a pause, and records every write that was acknowledged: none of them may be lost.
import type BetterSqlite3 from '../../../src/store/sqlite/better-sqlite3.mjs'
import { graphql } from '../../generated/gql.ts'
import {
  ADD_MEMBER,
  CREATE_API_TOKEN,
  CREATE_USER,
  CREATE_WORKSPACE,
  REGISTER_RESOURCES,
} from '../../support/operations.ts'
import { call, type RunningServer } from '../process.ts'

const CREATE_PROJECT = graphql(`
  mutation KillCreateProject($input: CreateProjectInput!) {
    createProject(input: $input) {
      project {
        id
      }
    }
  }
`)

const DELETE_PROJECT = graphql(`
  mutation KillDeleteProject($input: DeleteProjectInput!) {
    deleteProject(input: $input) {
      deletedProjectId
    }
  }
`)

const RENAME = graphql(`
  mutation KillRename($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) {
      workspace {
        id
      }
    }
  }
`)

type Table = 'workspace' | 'project' | 'resource' | 'user' | 'membership' | 'api_token'

/** Writes, and finds acknowledged writes that the database does not have. */
export class AcknowledgedWrites {
  readonly #kept = new Map<Table, Set<string>>()
  readonly #removed = new Set<string>()
  /** By workspace: the display name that was acknowledged last, and the one that was sent last. */
  readonly #titles = new Map<string, { acknowledged: string; sent: string }>()
  #round = 0
  /** Number of acknowledged writes. */
  count = 0

  /** One round of writes; each is recorded once it is acknowledged. */
  async write(server: RunningServer): Promise<void> {
    const name = `kept-${++this.#round}`
    const send = async (document: { toString(): string }, input: object): Promise<Record<string, unknown>> => {
      const { data, code } = await call<Record<string, Record<string, unknown>>>(server, document, { input })
      if (code !== null) throw new Error(`${name}: ${code} from ${document}`)
      this.count++
      return Object.values(data)[0] as Record<string, unknown>
    }
    const create = async (table: Table, field: string, document: { toString(): string }, input: object) => {
      const { id } = (await send(document, input))[field] as { id: string }
      this.#keep(table, id)
      return id
    }
    const id = await create('workspace', 'workspace', CREATE_WORKSPACE, { name })
    const workspace = { id }
    const project = await create('project', 'project', CREATE_PROJECT, { workspace, name: 'kept' })
    const removed = await create('project', 'project', CREATE_PROJECT, { workspace, name: 'removed' })
    const resources = [1, 2, 3, 4, 5].map((n) => ({ kind: 'job', name: `r${n}`, project }))
    const registered = await send(REGISTER_RESOURCES, { workspace, resources })
    for (const resource of registered.resources as { id: string }[]) this.#keep('resource', resource.id)
    const user = await create('user', 'user', CREATE_USER, { name, email: `${name}@example.com` })
    await create('membership', 'membership', ADD_MEMBER, { workspace, principal: { user }, role: 'EDITOR' })
    await create('api_token', 'token', CREATE_API_TOKEN, { workspace, name })
    for (const sent of ['One', 'Two']) {
      this.#titles.set(id, { acknowledged: this.#titles.get(id)?.acknowledged ?? name, sent })
      await send(RENAME, { workspace, displayName: sent })
      this.#titles.set(id, { acknowledged: sent, sent })
    }
    this.#kept.get('project')?.delete(removed)
    await send(DELETE_PROJECT, { project: { id: removed } })
    this.#removed.add(removed)
  }

  #keep(table: Table, id: string): void {
    this.#kept.set(table, (this.#kept.get(table) ?? new Set()).add(id))
  }

  /** The acknowledged writes that are not in the database. */
  lost(file: BetterSqlite3.Database): string[] {
    const lost: string[] = []
    for (const [table, ids] of this.#kept) {
      const missing = file
        .prepare<[string], { value: string }>(
          `select value from json_each(?) where value not in (select id from "${table}")`,
        )
        .all(JSON.stringify([...ids]))
      lost.push(...missing.map(({ value }) => `${table} ${value} is missing`))
    }
    const found = file.prepare<[string], unknown>('select 1 from project where id = ?')
    for (const id of this.#removed) if (found.get(id)) lost.push(`project ${id} is back`)
    const titled = file.prepare<[string], { display_name: string }>('select display_name from workspace where id = ?')
    for (const [id, { acknowledged, sent }] of this.#titles) {
      const title = titled.get(id)?.display_name ?? 'gone'
      if (title !== acknowledged && title !== sent) lost.push(`workspace ${id} is called ${title}, not ${acknowledged}`)
    }
    return lost
  }

  /** The created objects that do not have exactly one event of their creation. */
  withoutOneEvent(file: BetterSqlite3.Database): string[] {
    const events = file.prepare<[string, string], { n: number }>(
      'select count(*) n from event where type = ? and subject_id = ?',
    )
    const errors: string[] = []
    for (const table of ['workspace', 'project', 'user'] as const) {
      for (const id of this.#kept.get(table) ?? []) {
        const { n = 0 } = events.get(`${table}.created`, id) ?? {}
        if (n !== 1) errors.push(`${table} ${id} has ${n} events of its creation`)
      }
    }
    return errors
  }
}
