// Which of two tokens of the same person is the newer one, where neither says anything of groups.
import type { Kysely } from 'kysely'
import { columnsOf } from './columns.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('user').addColumn('claims_at', columnsOf(db).text).execute()
}
