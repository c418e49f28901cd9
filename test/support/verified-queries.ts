import { isDeepStrictEqual } from 'node:util'
import type { Compilable, CompiledQuery } from 'kysely'
import { PreparedQueries } from '../../src/store/prepared.ts'

/** Compiles each query again, and throws if the cached one of this name has other SQL or takes other parameters. */
export class VerifiedQueries extends PreparedQueries {
  override compiled(name: string, parameters: readonly unknown[], build: () => Compilable<unknown>): CompiledQuery {
    const cached = super.compiled(name, parameters, build)
    const compiled = build().compile()
    if (compiled.sql !== cached.sql)
      throw new Error(`"${name}" names two queries:\n  cached: ${cached.sql}\n  now: ${compiled.sql}`)
    if (!isDeepStrictEqual(compiled.parameters, parameters))
      throw new Error(`"${name}" takes ${JSON.stringify(compiled.parameters)}, not ${JSON.stringify(parameters)}`)
    return cached
  }
}
