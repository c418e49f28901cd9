import { isDeepStrictEqual } from 'node:util'
import type { CompiledQuery } from 'kysely'
import type { Db } from '../../src/store/database.ts'
import { PreparedQueries, type Statement } from '../../src/store/prepared.ts'
import { DATABASE } from './database.ts'

/**
 * How many uses of each name are verified. Both databases build statements with the same code, and on SQLite each use
 * is verified.
 */
const VERIFIED_USES = DATABASE === 'sqlite' ? Number.POSITIVE_INFINITY : 20

/**
 * Compiles each statement again with its values, and throws if the cached one with this name has other SQL or
 * parameters.
 */
export class VerifiedQueries extends PreparedQueries {
  readonly #uses = new Map<string, number>()

  override compiled<V extends object, R>(
    db: Db,
    name: string,
    values: V,
    build: (values: V) => Statement<R>,
  ): CompiledQuery<R> {
    const cached = super.compiled(db, name, values, build)
    const uses = (this.#uses.get(name) ?? 0) + 1
    if (uses > VERIFIED_USES) return cached
    this.#uses.set(name, uses)
    const compiled = build(values).compile(db)
    if (compiled.sql !== cached.sql)
      throw new Error(`"${name}" names two queries:\n  cached: ${cached.sql}\n  now: ${compiled.sql}`)
    if (!isDeepStrictEqual(compiled.parameters, cached.parameters))
      throw new Error(
        `"${name}" takes ${JSON.stringify(compiled.parameters)}, not ${JSON.stringify(cached.parameters)}`,
      )
    return cached
  }
}
