// Every DataLoader there is. Built once for each request, and anew for each event of a stream. Those that answer for a
// caller filter by it: what it may not know of is not loaded.
import DataLoader from 'dataloader'
import type { Database, Row } from '../../db/schema.ts'
import type { Db } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import { type Kind, kindOf } from '../store/id.ts'
import { runPrepared } from '../store/prepared.ts'
import { type Access, accessTo } from './access.ts'
import type { Principal } from './principal.ts'

type WithId = 'user' | 'membership' | 'api_token' | 'project' | 'resource' | 'deletion'
type InWorkspace = 'membership' | 'api_token' | 'project' | 'resource'

export interface Loaders {
  /** The caller's access to a workspace; null where it may not know of it. */
  readonly access: DataLoader<string, Access | null>
  readonly user: DataLoader<string, Row<'user'> | null>
  readonly membership: DataLoader<string, Row<'membership'> | null>
  readonly api_token: DataLoader<string, Row<'api_token'> | null>
  readonly project: DataLoader<string, Row<'project'> | null>
  readonly resource: DataLoader<string, Row<'resource'> | null>
  readonly deletion: DataLoader<string, Row<'deletion'> | null>
  readonly resourceKind: DataLoader<string, Row<'resource_kind'> | null>
  /** The workspace that an id of any kind belongs to; null where there is none. */
  home(id: string): Promise<string | null>
  /** The loader of one list's pages, made at its first use: a nested list is read for all its parents at once. */
  once<T>(key: string, make: () => T): T
}

export function createLoaders(db: Db, principal: Principal | null): Loaders {
  const made = new Map<string, unknown>()
  const loaders: Loaders = {
    access: new DataLoader(async (ids: readonly string[]) => {
      if (!principal) return ids.map(() => null)
      return inOrder(ids, await accessTo(db, principal, 'id', ids), (access) => access.workspace.id)
    }),
    user: byId(db, 'user'),
    membership: byId(db, 'membership'),
    api_token: byId(db, 'api_token'),
    project: byId(db, 'project'),
    resource: byId(db, 'resource'),
    deletion: byId(db, 'deletion'),
    resourceKind: new DataLoader(async (names: readonly string[]) => {
      const rows = await db
        .selectFrom('resource_kind')
        .selectAll()
        .where('name', 'in', dialectOf(db).keys(names))
        .execute()
      return inOrder(names, rows, (row) => row.name)
    }),
    home: async (id) => {
      const kind: Kind = kindOf(id)
      if (kind === 'workspace') return id
      if (kind === 'user' || kind === 'deletion') return null
      return (await loaders[kind satisfies InWorkspace].load(id))?.workspace_id ?? null
    },
    once: <T>(key: string, make: () => T) => {
      if (!made.has(key)) made.set(key, make())
      return made.get(key) as T
    },
  }
  return loaders
}

function byId<T extends WithId>(db: Db, table: T): DataLoader<string, Row<T> | null> {
  return new DataLoader(async (ids: readonly string[]) => {
    const dialect = dialectOf(db)
    const rows = await runPrepared(db, `${table} by id`, [dialect.list(ids)], () =>
      db
        .selectFrom(table as WithId)
        .selectAll()
        .where('id', 'in', dialect.keys(ids)),
    )
    return inOrder(ids, rows as unknown as (Row<T> & Pick<Database[T], 'id'>)[], (row) => (row as { id: string }).id)
  })
}

function inOrder<T>(keys: readonly string[], rows: readonly T[], keyOf: (row: T) => string): (T | null)[] {
  const found = new Map(rows.map((row) => [keyOf(row), row]))
  return keys.map((key) => found.get(key) ?? null)
}
