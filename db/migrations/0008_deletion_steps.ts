// What a step of a deletion is called for people, and when it began and ended; null in steps that were there before.
import type { Kysely } from 'kysely'
import { columnsOf } from './columns.ts'

const COLUMNS = ['label', 'started_at', 'finished_at'] as const

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of COLUMNS) {
    await db.schema.alterTable('deletion_step').addColumn(column, columnsOf(db).text).execute()
  }
}
