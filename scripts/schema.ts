// Prints the schemas in the code into the two files that people read: `schema.graphql` and `db/schema.sql`. With
// `--check` it writes nothing and fails if they are out of date.
import { readFileSync, writeFileSync } from 'node:fs'
import { printSchemaWithDirectives } from '@graphql-tools/utils'
import { sql } from 'kysely'
import { migrations } from '../db/migrations/index.ts'
import { schema } from '../src/modules/schema.ts'
import { migrate } from '../src/store/migrate.ts'
import { openSqlite } from '../src/store/sqlite/open.ts'

const check = process.argv.includes('--check')
const stale: string[] = []

put('schema.graphql', `${printSchemaWithDirectives(schema, { pathToDirectivesInExtensions: ['directives'] })}\n`)
put('db/schema.sql', await tables())
if (stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run: npm run schema`)
  process.exitCode = 1
}

function put(file: string, content: string): void {
  if (!check) writeFileSync(file, content)
  else if (read(file) !== content) stale.push(file)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** SQLite chooses between equal indexes by the order in which they were made: each table's are printed in that order. */
async function tables(): Promise<string> {
  const file = await openSqlite(null)
  await migrate(file, { eachMigration: true })
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_master where sql is not null and name not like 'sqlite_%' and name not like 'schema_migration%'
    order by tbl_name, type desc, rowid`.execute(file.write)
  await file.close()
  const statements = rows.map(
    (row) =>
      `${row.sql.replace(/\(("[^"]+" (?:text|integer).*)\)( strict)?$/s, (_all, columns, strict) => `(\n  ${columns.split(/, (?="|constraint|foreign)/).join(',\n  ')}\n)${strict ?? ''}`)};\n`,
  )
  const last = Object.keys(migrations).at(-1)
  return `-- The tables after ${last}, printed by npm run schema from a migrated SQLite database. Read this to learn\n-- them. A new SQLite file is made from it.\n\n${statements.join('\n')}`
}
