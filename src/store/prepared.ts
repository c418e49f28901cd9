import { isDeepStrictEqual } from 'node:util'
import type { Compilable, CompiledQuery, DatabaseConnection, Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'

/** Compiled queries by name. Compiling a query takes as long as running a small one, so it is done only once. */
export class PreparedQueries {
  readonly #compiled = new Map<string, CompiledQuery>()

  /** The query of this name, built at its first use. Throws then if `parameters` are not those of the built query. */
  compiled(name: string, parameters: readonly unknown[], build: () => Compilable<unknown>): CompiledQuery {
    const cached = this.#compiled.get(name)
    if (cached) return cached
    const query = build().compile()
    if (!isDeepStrictEqual(query.parameters, parameters)) throw new Error(`The query "${name}" has other parameters`)
    this.#compiled.set(name, query)
    return query
  }
}

interface PreparingAdapter {
  readonly prepared: PreparedQueries
  /** One that every query may use at any time. Asking Kysely for it would take some ten promises. */
  readonly sharedConnection?: DatabaseConnection | null
}

/**
 * Runs a query from the cache. The name must contain everything that the SQL text depends on; the parameters are given
 * in the order of the text. Under test, `test/support/verified-queries.ts` compiles each query again and compares it.
 */
export async function runPrepared<R>(
  db: Kysely<Database>,
  name: string,
  parameters: readonly unknown[],
  build: () => Compilable<R>,
): Promise<R[]> {
  const { prepared, sharedConnection } = db.getExecutor().adapter as unknown as PreparingAdapter
  const query = { ...prepared.compiled(name, parameters, build), parameters } as CompiledQuery<R>
  const { rows } = await (sharedConnection ?? db).executeQuery<R>(query)
  return rows
}
