// Faults that tests inject into a running server: deletions that are slow or stand still, and statements that fail. Each
// returns a function that ends the fault.
import { DATABASE } from './database.ts'
import type { TestServer } from './server.ts'

type WithDatabase = Pick<TestServer, 'database'>

/** Deletions run as if a request were always in flight: one slice every 50 ms. */
export function slowDeletions({ app }: TestServer): () => void {
  const { pace } = app.services
  pace.requestStarted()
  let restored = false
  return () => {
    if (!restored) pace.requestFinished()
    restored = true
  }
}

/** Deletions stand still between two slices. */
export function pauseDeletions(server: TestServer): () => void {
  const { store } = server.app.services
  const { settled } = store
  let resume = () => {}
  const resumed = new Promise<void>((resolve) => {
    resume = resolve
  })
  Object.assign(store, { settled: () => resumed.then(settled) })
  return resume
}

/** The database refuses to delete rows of this workspace from a table. */
export async function blockRemoval(server: WithDatabase, table: string, workspaceId: string) {
  const name = `block_${table}_${workspaceId}`
  const column = table === 'workspace' ? 'id' : 'workspace_id'
  return addFailingTrigger(server, name, `delete on ${table}`, `old.${column} = '${workspaceId}'`)
}

/** The database refuses `operation`, such as `insert on event`, on rows that meet the condition. */
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
