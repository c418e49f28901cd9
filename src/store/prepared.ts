// Statements that are compiled once: building and compiling one takes as long as running a small one. A statement is built
// with slots in place of its values, and each use fills the slots of the compiled one.
import { isDeepStrictEqual } from 'node:util'
import type { CompiledQuery, DatabaseConnection, Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'

/** A query of Kysely's builder, or raw SQL. */
export interface Statement<R> {
  compile(db: Kysely<Database>): CompiledQuery<R>
}

/** Stands for a value while a statement is built. It can only become a parameter, since its value is not known yet. */
class Slot {
  readonly name: PropertyKey
  readonly make: (value: never) => unknown

  constructor(name: PropertyKey, make: (value: never) => unknown = (value) => value) {
    this.name = name
    this.make = make
  }

  /** Refuses to become part of the text of a statement, or of another value. */
  [Symbol.toPrimitive](): never {
    throw new Error(`The value ${String(this.name)} is not known while the statement is built: use derived()`)
  }
  toJSON(): never {
    return this[Symbol.toPrimitive]()
  }
}

/**
 * Applies `make` to a value; if the value is not known while a statement is built, it does so when the statement is
 * used.
 */
export function derived<T, R>(value: T, make: (value: T) => R): R {
  if (!(value instanceof Slot)) return make(value)
  return new Slot(value.name, (known) => make(value.make(known) as T)) as R
}

/** A compiled statement with its parameters. */
export type Query<R = unknown> = CompiledQuery<R> & {
  /** It comes from `runPrepared`: PostgreSQL may plan it once for all values. */
  readonly isPrepared?: boolean
}

/** A statement that has been compiled. Each parameter that depends on the values of a use is a slot. */
export class CompiledOnce<V extends object, R> {
  readonly query: Query<R>

  /** `build` gets a stand-in for each value, which it may only use as a parameter or give to `derived`. */
  constructor(db: Kysely<Database>, values: V, build: (values: V) => Statement<R>, isPrepared = false) {
    const slots = Object.fromEntries(Object.keys(values).map((name) => [name, new Slot(name)]))
    this.query = { ...build(slots as V).compile(db), isPrepared }
  }

  /** The query for these values. */
  with(values: V): Query<R> {
    const known = values as Record<PropertyKey, never>
    const parameters = this.query.parameters.map((parameter) =>
      parameter instanceof Slot ? parameter.make(known[parameter.name] as never) : parameter,
    )
    return { ...this.query, parameters }
  }
}

/** Compiled statements by name. */
export class PreparedQueries {
  readonly #compiled = new Map<string, CompiledOnce<object, unknown> | Query>()

  /**
   * The statement of this name for these values, built at its first use. Throws then if it has a parameter that is none
   * of the values. Where `values` is an array they are its parameters, in the order of the text, and `build` uses them.
   */
  compiled<V extends object, R>(
    db: Kysely<Database>,
    name: string,
    values: V,
    build: (values: V) => Statement<R>,
  ): Query<R> {
    const known = this.#compiled.get(name)
    if (known instanceof CompiledOnce) return known.with(values) as Query<R>
    if (known) return { ...known, parameters: values as unknown as readonly unknown[] } as Query<R>
    if (Array.isArray(values)) {
      const query = { ...build(values).compile(db), isPrepared: true }
      if (!isDeepStrictEqual(query.parameters, values)) throw new Error(`The query "${name}" has other parameters`)
      this.#compiled.set(name, query)
      return query
    }
    const compiled = new CompiledOnce(db, values, build, true)
    const others = compiled.query.parameters.filter((parameter) => !(parameter instanceof Slot))
    if (others.length > 0) throw new Error(`The query "${name}" has other parameters: ${JSON.stringify(others)}`)
    this.#compiled.set(name, compiled as CompiledOnce<object, unknown>)
    return compiled.with(values)
  }
}

const ended = new WeakSet<Kysely<Database>>()

/** From now on `runPrepared` throws for this transaction: on SQLite its statement would run in the next one. */
export function refuseStatements(tx: Kysely<Database>): void {
  ended.add(tx)
}

interface PreparingAdapter {
  readonly prepared: PreparedQueries
  /**
   * The connection of all reads, or of the one transaction that runs at a time. Asking Kysely for it would take some ten
   * promises.
   */
  readonly sharedConnection?: DatabaseConnection
}

/**
 * Runs a statement from the cache of its database, and answers its rows. The name must contain everything that the SQL text
 * depends on. Constants are literals (`sql.lit`), so that no value of the first use is taken for one. Under test,
 * `test/support/verified-queries.ts` compiles each statement again with the values themselves and compares.
 *
 * PostgreSQL plans the statement without its values, so one plan must be good for all of them: whether it is one that
 * finds its rows by an index is tested in `test/lists`.
 */
export async function runPrepared<V extends object, R>(
  db: Kysely<Database>,
  name: string,
  values: V,
  build: (values: V) => Statement<R>,
): Promise<R[]> {
  if (ended.has(db)) throw new Error(`"${name}" comes after the end of its transaction`)
  const { prepared, sharedConnection } = db.getExecutor().adapter as unknown as PreparingAdapter
  const { rows } = await (sharedConnection ?? db).executeQuery<R>(prepared.compiled(db, name, values, build))
  return rows
}

/** As `runPrepared`, for a statement that always answers one row. */
export async function runPreparedRow<V extends object, R>(
  db: Kysely<Database>,
  name: string,
  values: V,
  build: (values: V) => Statement<R>,
): Promise<R> {
  const [row] = await runPrepared(db, name, values, build)
  if (row === undefined) throw new Error(`"${name}" has answered no row`)
  return row
}
