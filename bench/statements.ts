import { startApp } from '../src/app.ts'
import { loadConfig } from '../src/config/config.ts'
import { type Query, responseTo } from './load.ts'
import { HIGH_RATE_LIMIT } from './server.ts'

/** A response, and the SQL statements that Croft sent for it. */
export interface Traced {
  readonly query: Query
  readonly text: string
  readonly statements: readonly string[]
}

const READS = /^\s*(select|with)\b/

/**
 * Runs Croft in this process, where its SQL can be seen, for as long as `use` takes. `trace` sends a query three times and
 * returns the run with the fewest statements: the first run may fill caches, and background work may add its own to one.
 */
export async function tracing<T>(
  env: Record<string, string>,
  use: (trace: (query: Query | (() => Query)) => Promise<Traced>, url: string) => Promise<T>,
  isTraced = (text: string) => READS.test(text),
): Promise<T> {
  let statements: string[] = []
  const onQuery = (text: string) => {
    if (isTraced(text)) statements.push(text)
  }
  const app = await startApp(loadConfig({ CROFT_RATE_LIMIT: HIGH_RATE_LIMIT, ...env }), { onQuery })
  try {
    const traceOnce = async (next: Query | (() => Query)): Promise<Traced> => {
      const query = typeof next === 'function' ? next() : next
      statements = []
      const text = await responseTo(app.url, query)
      if (text.includes('"errors"')) throw new Error(`${query.body}\n${text}`)
      return { query, text, statements }
    }
    return await use(async (query) => {
      const runs = [await traceOnce(query), await traceOnce(query), await traceOnce(query)]
      return runs.reduce((least, run) => (run.statements.length < least.statements.length ? run : least))
    }, app.url)
  } finally {
    await app.close()
  }
}
