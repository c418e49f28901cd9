import { isDeepStrictEqual } from 'node:util'
import type { Compilable, CompiledQuery } from 'kysely'
import type { Db, Tx } from './database.ts'
import { type Dialect, dialectOf } from './dialect.ts'

const known = new WeakMap<Dialect, Map<string, CompiledQuery>>()

/**
 * Runs a query whose text depends on nothing but `name`. It is built and compiled the first time, which costs as much as
 * a small query itself, and from then on only given its parameters, in the order in which the text has them.
 */
export async function runPrepared<R>(
  db: Db | Tx,
  name: string,
  parameters: readonly unknown[],
  build: () => Compilable<R>,
): Promise<R[]> {
  const dialect = dialectOf(db)
  const queries = known.get(dialect) ?? new Map<string, CompiledQuery>()
  known.set(dialect, queries)
  let query = queries.get(name)
  if (!query) {
    query = build().compile()
    if (!isDeepStrictEqual(query.parameters, parameters)) throw new Error(`${name} has other parameters than are given`)
    queries.set(name, query)
  }
  const { rows } = await db.executeQuery<R>({ ...query, parameters } as CompiledQuery<R>)
  return rows
}
