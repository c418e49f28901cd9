// Counts the rows that a deletion has to remove. The tables are those of the nouns, and those whose rows belong to a
// noun; test/nouns/registry.test.ts compares them with the database.
import { isWorkspaceChild, NOUN_TABLES } from '../../src/store/nouns.ts'
import { DATABASE } from './database.ts'
import type { TestServer } from './server.ts'

/** Tables with a `workspace_id` whose rows are not nouns, and are removed with the workspace. */
const PARTS = ['cleanup_task', 'member_count', 'resource_count', 'workspace_preference']
/** Tables with a `workspace_id` that a deletion empties. */
export const EMPTIED_TABLES: readonly string[] = [...NOUN_TABLES.filter(isWorkspaceChild), ...PARTS]
/** Tables with a `workspace_id` whose rows stay when the workspace is gone. */
export const KEPT_TABLES: readonly string[] = ['event', 'deletion']

export interface RowCount {
  readonly table: string
  readonly n: number | string
}

/** A statement that counts the rows of a workspace in each table that a deletion empties. */
export function countStatement(workspaceId: string): string {
  const count = (table: string, column: string) =>
    `select '${table}' as "table", count(*) as n from "${table}" where ${column} = '${workspaceId}'`
  return [count('workspace', 'id'), ...EMPTIED_TABLES.map((table) => count(table, 'workspace_id'))].join(' union all ')
}

/** The number of rows by table; tables without a row of the workspace are left out. */
export async function rowsOfWorkspace(
  { database }: Pick<TestServer, 'database'>,
  workspaceId: string,
): Promise<Record<string, number>> {
  const counts = await database.query<RowCount>(countStatement(workspaceId))
  return Object.fromEntries(counts.map(({ table, n }) => [table, Number(n)] as const).filter(([, n]) => n > 0))
}

/** The tables in which any column of a row contains the text, such as the id of a workspace. */
export async function tablesThatName({ database }: Pick<TestServer, 'database'>, text: string): Promise<string[]> {
  const columns = await database.query<{ table: string; column: string }>(
    DATABASE === 'sqlite'
      ? `select m.name as "table", c.name as "column" from sqlite_master m join pragma_table_info(m.name) c
         where m.type = 'table' and m.name not like 'sqlite_%'`
      : `select table_name as "table", column_name as "column" from information_schema.columns
         where table_schema = current_schema()`,
  )
  const found = columns.map(
    ({ table, column }) =>
      `select '${table}' as "table" where exists (select 1 from "${table}" where cast("${column}" as text) like '%${text}%')`,
  )
  // fewer than the limit of SQLite for one statement
  const tables = new Set<string>()
  for (let from = 0; from < found.length; from += 100) {
    const rows = await database.query<{ table: string }>(found.slice(from, from + 100).join(' union '))
    for (const { table } of rows) tables.add(table)
  }
  return [...tables].sort()
}
