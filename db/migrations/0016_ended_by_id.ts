// The token that has moved to the record of a deletion can be revoked by its id: what it was, and who ended it when.
import type { Kysely } from 'kysely'
import { columnsOf } from './columns.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text } = columnsOf(db)
  for (const column of ['token_row', 'token_revoked_at', 'token_revoked_by'])
    await db.schema.alterTable('deletion').addColumn(column, text).execute()
}
