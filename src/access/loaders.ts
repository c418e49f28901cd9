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
  readonly access: AccessLoader
  readonly resourceKind: DataLoader<string, Row<'resource_kind'> | null>
  /** The workspace that the object with this id belongs to, whatever its noun; null where there is none. */
  home(id: string): Promise<string | null>
  /** The value that `make` returned at the first use of this name. */
  once<T>(name: string, make: () => T): T
  /** The loader of this name, made at its first use, so that one statement reads a list for many parents. */
  batched<K, V, C = K>(name: string, make: () => Batch<K, V>, cacheKeyFn?: (key: K) => C): DataLoader<K, V, C>
}

/** Answers the value of each of the keys, in their order. */
export type Batch<K, V> = (keys: readonly K[]) => Promise<readonly V[]>

/** When loaders do their work. */
export interface LoaderTurns {
  /** Runs a loader's batch when its turn comes. */
  send(batch: () => void): void
  /** Hands over the loaded value when there is time to process it. */
  deliver<T>(loaded: Promise<T>): Promise<T>
}

class Loader<K, V, C = K> extends DataLoader<K, V, C> {
  readonly #turns: LoaderTurns

  constructor(turns: LoaderTurns, batch: Batch<K, V>, cacheKeyFn?: (key: K) => C) {
    const batchScheduleFn = (dispatch: () => void) => turns.send(dispatch)
    super(batch, cacheKeyFn ? { batchScheduleFn, cacheKeyFn } : { batchScheduleFn })
    this.#turns = turns
  }

  override load(key: K): Promise<V> {
    return this.#turns.deliver(super.load(key))
  }
}

/** Loads accesses, and answers without a promise for those that are read already. */
class AccessLoader extends Loader<string, Access | null> {
  readonly #read = new Map<string, Access>()

  /** As `load`; at once for an access that was primed. */
  at(workspaceId: string): Promise<Access | null> | Access {
    return this.#read.get(workspaceId) ?? this.load(workspaceId)
  }

  override prime(workspaceId: string, access: Access): this {
    this.#read.set(workspaceId, access)
    return super.prime(workspaceId, access)
  }
}

/** `justRead`: a user whom the loaders need not read again. */
export function createLoaders(
  db: Db,
  principal: Principal | null,
  turns: LoaderTurns,
  justRead: Row<'user'> | null = null,
): Loaders {
  return new LazyLoaders(db, principal, turns, justRead) as unknown as Loaders
}

/** Makes each loader at its first use: a request uses a few of them. */
class LazyLoaders implements Omit<Loaders, NounTable> {
  readonly #db: Db
  readonly #principal: Principal | null
  readonly #turns: LoaderTurns
  readonly #made = new Map<string, unknown>()
  readonly #justRead: Row<'user'> | null
  #access: AccessLoader | undefined
  #resourceKind: Loaders['resourceKind'] | undefined

  constructor(db: Db, principal: Principal | null, turns: LoaderTurns, justRead: Row<'user'> | null) {
    this.#db = db
    this.#principal = principal
    this.#turns = turns
    this.#justRead = justRead
  }

  get access(): AccessLoader {
    this.#access ??= new AccessLoader(this.#turns, async (ids) => {
      if (!this.#principal) return ids.map(() => null)
      return inOrder(ids, await accessTo(this.#db, this.#principal, 'id', ids), (access) => access.workspace.id)
    })
    return this.#access
  }

  get resourceKind(): Loaders['resourceKind'] {
    this.#resourceKind ??= new Loader(this.#turns, async (names: readonly string[]) => {
      const kinds = this.#db
        .selectFrom('resource_kind')
        .selectAll()
        .where('name', 'in', dialectOf(this.#db).keys(names))
      return inOrder(names, await kinds.execute(), (row) => row.name)
    })
    return this.#resourceKind
  }

  row<T extends NounTable>(table: T): DataLoader<string, Row<T> | null> {
    return this.once(`row of ${table}`, () => {
      const loader = new Loader(this.#turns, rowsById(this.#db, table))
      const row = table === 'user' ? this.#justRead : null
      return row ? loader.prime(row.id, row as Row<T>) : loader
    })
  }

  async home(id: string): Promise<string | null> {
    const noun = kindOf(id)
    if (noun === 'workspace') return id
    if (!isWorkspaceChild(noun)) return null
    const row: Pick<Row<WorkspaceChild>, 'workspace_id'> | null = await this.row(noun).load(id)
    return row?.workspace_id ?? null
  }

  once<T>(name: string, make: () => T): T {
    if (!this.#made.has(name)) this.#made.set(name, make())
    return this.#made.get(name) as T
  }

  batched<K, V, C = K>(name: string, make: () => Batch<K, V>, cacheKeyFn?: (key: K) => C): DataLoader<K, V, C> {
    return this.once(name, () => new Loader(this.#turns, make(), cacheKeyFn))
  }
}

for (const table of NOUN_TABLES) {
  Object.defineProperty(LazyLoaders.prototype, table, {
    get(this: LazyLoaders) {
      return this.row(table)
    },
  })
}

function rowsById<T extends NounTable>(db: Db, table: T): Batch<string, Row<T> | null> {
  return async (ids) => {
    const rows = await runPrepared(db, `${table} by id`, { ids }, ({ ids }) =>
      db
        .selectFrom(table as NounTable)
        .selectAll()
        .where('id', 'in', dialectOf(db).keys(ids)),
    )
    return inOrder(ids, rows as unknown as Row<T>[], (row) => (row as { id: string }).id)
  }
}

/** The rows in the order of their keys; null for a key without one. */
export function inOrder<T>(keys: readonly string[], rows: readonly T[], keyOf: (row: T) => string): (T | null)[] {
  const found = new Map(rows.map((row) => [keyOf(row), row]))
  return keys.map((key) => found.get(key) ?? null)
}

/** The rows of each key, in the order of the keys; those of a key keep their order. */
export function inGroups<T>(keys: readonly string[], rows: readonly T[], keyOf: (row: T) => string): T[][] {
  const groups = new Map<string, T[]>(keys.map((key) => [key, []]))
  for (const row of rows) groups.get(keyOf(row))?.push(row)
  return keys.map((key) => groups.get(key) ?? [])
}
