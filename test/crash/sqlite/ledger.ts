// A client that writes without a pause and keeps a ledger of what was acknowledged: all of it has to be there later.
import type BetterSqlite3 from 'better-sqlite3'
import { graphql } from '../../generated/gql.ts'
import {
  ADD_MEMBER,
  CREATE_API_TOKEN,
  CREATE_USER,
  CREATE_WORKSPACE,
  REGISTER_RESOURCES,
} from '../../support/operations.ts'
import { call, type Life } from './process.ts'

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

export class Ledger {
  readonly #kept = new Map<Table, Set<string>>()
  readonly #removed = new Set<string>()
  /** The title that was acknowledged last, and the one asked for last. */
  readonly #titles = new Map<string, { acknowledged: string; asked: string }>()
  #round = 0
  acknowledged = 0

  /** One round of writes: each is noted once its answer has come. */
  async write(life: Life): Promise<void> {
    const name = `kept-${++this.#round}`
    const ask = async (document: { toString(): string }, input: object): Promise<Record<string, unknown>> => {
      const { data, code } = await call<Record<string, Record<string, unknown>>>(life, document, { input })
      if (code !== null) throw new Error(`${name}: ${code} from ${document}`)
      this.acknowledged++
      return Object.values(data)[0] as Record<string, unknown>
    }
    const made = async (table: Table, field: string, document: { toString(): string }, input: object) => {
      const { id } = (await ask(document, input))[field] as { id: string }
      this.#keep(table, id)
      return id
    }
    const id = await made('workspace', 'workspace', CREATE_WORKSPACE, { name })
    const workspace = { id }
    const project = await made('project', 'project', CREATE_PROJECT, { workspace, name: 'kept' })
    const passing = await made('project', 'project', CREATE_PROJECT, { workspace, name: 'passing' })
    const resources = [1, 2, 3, 4, 5].map((n) => ({ kind: 'job', name: `r${n}`, project }))
    const registered = await ask(REGISTER_RESOURCES, { workspace, resources })
    for (const resource of registered.resources as { id: string }[]) this.#keep('resource', resource.id)
    const user = await made('user', 'user', CREATE_USER, { name, email: `${name}@example.com` })
    await made('membership', 'membership', ADD_MEMBER, { workspace, principal: { user }, role: 'EDITOR' })
    await made('api_token', 'token', CREATE_API_TOKEN, { workspace, name })
    for (const asked of ['One', 'Two']) {
      this.#titles.set(id, { acknowledged: this.#titles.get(id)?.acknowledged ?? name, asked })
      await ask(RENAME, { workspace, displayName: asked })
      this.#titles.set(id, { acknowledged: asked, asked })
    }
    this.#kept.get('project')?.delete(passing)
    await ask(DELETE_PROJECT, { project: passing })
    this.#removed.add(passing)
  }

  #keep(table: Table, id: string): void {
    this.#kept.set(table, (this.#kept.get(table) ?? new Set()).add(id))
  }

  /** What was acknowledged and is not so. */
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
    const there = file.prepare<[string], unknown>('select 1 from project where id = ?')
    for (const id of this.#removed) if (there.get(id)) lost.push(`project ${id} is back`)
    const titled = file.prepare<[string], { display_name: string }>('select display_name from workspace where id = ?')
    for (const [id, { acknowledged, asked }] of this.#titles) {
      const title = titled.get(id)?.display_name ?? 'gone'
      if (title !== acknowledged && title !== asked)
        lost.push(`workspace ${id} is called ${title}, not ${acknowledged}`)
    }
    return lost
  }

  /** Whatever does not have exactly the one event that tells of its making. */
  untold(file: BetterSqlite3.Database): string[] {
    const told = file.prepare<[string, string], { n: number }>(
      'select count(*) n from event where type = ? and subject_id = ?',
    )
    const wrong: string[] = []
    for (const table of ['workspace', 'project', 'user'] as const) {
      for (const id of this.#kept.get(table) ?? []) {
        const { n = 0 } = told.get(`${table}.created`, id) ?? {}
        if (n !== 1) wrong.push(`${table} ${id} has ${n} events of its making`)
      }
    }
    return wrong
  }
}
