// Every DataLoader of a request: made with its context, and again for each event of a stream. `access` filters by the
// caller; rows by id do not, so a field asks `access` before it shows one.
import DataLoader from 'dataloader'
import type { Row } from '../../db/schema.ts'
import type { Db } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import { kindOf } from '../store/id.ts'
import { isWorkspaceChild, NOUN_TABLES, type NounTable, type WorkspaceChild } from '../store/nouns.ts'
import { runPrepared } from '../store/prepared.ts'
import { type Access, accessTo } from './access.ts'
import type { Principal } from './principal.ts'

type ById = { readonly [T in NounTable]: DataLoader<string, Row<T> | null> }

/** `load.project` and the other nouns' loaders answer the row of an id without asking for the caller's rights; null for none. */
export interface Loaders extends ById {
  /** The caller's access to a workspace; null where it may not know of it. */
  readonly access: DataLoader<string, Access | null>
  readonly resourceKind: DataLoader<string, Row<'resource_kind'> | null>
  /** The workspace that an id belongs to, whatever it names; null where there is none. */
  home(id: string): Promise<string | null>
  /** The loader of this name, made at its first use: what a list reads for many parents is read by one statement. */
  once<T>(name: string, make: () => T): T
}

export function createLoaders(db: Db, principal: Principal | null): Loaders {
  const made = new Map<string, unknown>()
  const byId = Object.fromEntries(NOUN_TABLES.map((table) => [table, rowsById(db, table)])) as unknown as ById
  return {
    ...byId,
    access: new DataLoader(async (ids: readonly string[]) => {
      if (!principal) return ids.map(() => null)
      return inOrder(ids, await accessTo(db, principal, 'id', ids), (access) => access.workspace.id)
    }),
    resourceKind: new DataLoader(async (names: readonly string[]) => {
      const kinds = db.selectFrom('resource_kind').selectAll().where('name', 'in', dialectOf(db).keys(names))
      return inOrder(names, await kinds.execute(), (row) => row.name)
    }),
    home: async (id) => {
      const noun = kindOf(id)
      if (noun === 'workspace') return id
      if (!isWorkspaceChild(noun)) return null
      const row: Pick<Row<WorkspaceChild>, 'workspace_id'> | null = await byId[noun].load(id)
      return row?.workspace_id ?? null
    },
    once: <T>(name: string, make: () => T) => {
      if (!made.has(name)) made.set(name, make())
      return made.get(name) as T
    },
  }
}

function rowsById<T extends NounTable>(db: Db, table: T): DataLoader<string, Row<T> | null> {
  return new DataLoader(async (ids: readonly string[]) => {
    const rows = await runPrepared(db, `${table} by id`, { ids }, ({ ids }) =>
      db
        .selectFrom(table as NounTable)
        .selectAll()
        .where('id', 'in', dialectOf(db).keys(ids)),
    )
    return inOrder(ids, rows as unknown as Row<T>[], (row) => (row as { id: string }).id)
  })
}

/** The rows in the order of their keys; null for a key without one. */
export function inOrder<T>(keys: readonly string[], rows: readonly T[], keyOf: (row: T) => string): (T | null)[] {
  const found = new Map(rows.map((row) => [keyOf(row), row]))
  return keys.map((key) => found.get(key) ?? null)
}
