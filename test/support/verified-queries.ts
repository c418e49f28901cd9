import { isDeepStrictEqual } from 'node:util'
import type { Compilable, CompiledQuery } from 'kysely'
import { PreparedQueries } from '../../src/store/prepared.ts'

/** Compiles every query again, and throws if the cached one under its name is another query or takes other parameters. */
export class VerifiedQueries extends PreparedQueries {
  override compiled(name: string, parameters: readonly unknown[], build: () => Compilable<unknown>): CompiledQuery {
    const cached = super.compiled(name, parameters, build)
    const compiled = build().compile()
    if (compiled.sql !== cached.sql)
      throw new Error(`"${name}" names two queries:\n  cached: ${cached.sql}\n  now: ${compiled.sql}`)
    if (!isDeepStrictEqual(compiled.parameters, parameters))
      throw new Error(
        `"${name}" is given other parameters than its query has:\n  given: ${JSON.stringify(parameters)}\n  now: ${JSON.stringify(compiled.parameters)}`,
      )
    return cached
  }
}
