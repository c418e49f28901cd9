// Workspaces with up to a million resources, written straight into the file: the API would take minutes. They belong to
// nobody but the platform admin, so that the caller of the nested list does not see them.
import { newId } from '../src/store/id.ts'
import BetterSqlite3 from '../src/store/sqlite/better-sqlite3.mjs'

const KINDS = ['dataset', 'job', 'model'] as const

/** Adds a workspace for each of these sizes, and returns their ids in the same order. The file must not be open. */
export function seedLargeWorkspaces(file: string, sizes: readonly number[]): string[] {
  const db = new BetterSqlite3(file)
  for (const setting of ['synchronous = off', 'cache_size = -524288', 'temp_store = memory']) db.pragma(setting)
  const ids = db.transaction(() => sizes.map((size) => seedWorkspace(db, size)))()
  // a database that has run for some time has everything in the file and an empty write-ahead log
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return ids
}

function seedWorkspace(db: BetterSqlite3.Database, resources: number): string {
  const at = new Date().toISOString()
  const id = newId('workspace')
  const insertInto = (table: string, columns: string) =>
    db.prepare(`insert into "${table}" (${columns}) values (${columns.replace(/\w+/g, '?')})`)
  const name = `holds-${resources}-${id.slice(-8)}`
  const columns = 'id, name, display_name, hosting, created_at, updated_at'
  insertInto('workspace', columns).run(id, name, name, 'MANAGED', at, at)
  const insert = insertInto('resource', 'id, workspace_id, kind, name, labels, spec, created_at, updated_at')
  const counts = new Map<string, number>()
  for (let index = 0; index < resources; index++) {
    const { kind, name, labels, spec } = resource(index)
    insert.run(newId('resource'), id, kind, name, JSON.stringify(labels), JSON.stringify(spec), at, at)
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  const count = insertInto('resource_count', 'workspace_id, kind, count')
  for (const [kind, n] of counts) count.run(id, kind, n)
  return id
}

function resource(index: number) {
  const kind = KINDS[index % KINDS.length] as string
  return {
    kind,
    name: `${kind}-${index}`,
    labels: { team: `team-${index % 12}`, stage: index % 2 === 0 ? 'test' : 'production' },
    spec: {
      source: `s3://bucket-${index % 40}/runs/${index}/output`,
      format: 'parquet',
      owner: `person-${index % 500}@example.com`,
      rows: index * 17,
      checksum: `sha256:${(index * 2_654_435_761).toString(16).padStart(16, '0').repeat(3)}`,
    },
  }
}
