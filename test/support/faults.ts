// Faults that tests inject into a running server: slow or stopped deletions, and statements that fail. Each returns a
// function that ends the fault.
import { DATABASE } from './database.ts'
import type { TestServer } from './server.ts'

type WithDatabase = Pick<TestServer, 'database'>

/** Slows deletions down as if a request were always in flight: one slice every 50 ms. */
export function slowDeletions({ app }: TestServer): () => void {
  const { pace } = app.services
  pace.requestStarted()
  let restored = false
  return () => {
    if (!restored) pace.requestFinished()
    restored = true
  }
}

/**
 * Stops deletions between two slices. The returned function lets the given number of slices pass; without a number,
 * all. The slices of a deletion that begins meanwhile start at 25 rows and grow, however slow the machine is.
 */
export function pauseDeletions(server: TestServer): (slices?: number) => void {
  const { store } = server.app.services
  const { settled, slice } = store
  let allowed = 0
  const waiting: (() => void)[] = []
  const pass = async () => {
    if (allowed > 0) allowed--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    return settled()
  }
  Object.assign(store, { settled: pass, slice: { ...slice, workMs: 60_000 } })
  return (slices = Number.POSITIVE_INFINITY) => {
    if (slices === Number.POSITIVE_INFINITY) Object.assign(store, { slice })
    const now = waiting.splice(0, slices)
    allowed += slices - now.length
    for (const resume of now) resume()
  }
}

/** Makes the database refuse to delete rows of this workspace from a table. */
export async function blockRemoval(server: WithDatabase, table: string, workspaceId: string) {
  const name = `block_${table}_${workspaceId}`
  const column = table === 'workspace' ? 'id' : 'workspace_id'
  return addFailingTrigger(server, name, `delete on ${table}`, `old.${column} = '${workspaceId}'`)
}

/** Makes the database refuse `operation`, such as `insert on event`, on rows that meet the condition. */
export async function addFailingTrigger(
  { database }: WithDatabase,
  name: string,
  operation: string,
  condition: string,
) {
  const create = {
    sqlite: [
      `create trigger ${name} before ${operation} when ${condition} begin select raise(abort, 'an obstacle'); end`,
    ],
    postgres: [
      `create function ${name}() returns trigger language plpgsql as $$ begin raise 'an obstacle'; end $$`,
      `create trigger ${name} before ${operation} for each row when (${condition}) execute function ${name}()`,
    ],
  }[DATABASE]
  for (const statement of create) await database.query(statement)
  return async () => {
    await database.query(DATABASE === 'sqlite' ? `drop trigger ${name}` : `drop function ${name} cascade`)
  }
}
