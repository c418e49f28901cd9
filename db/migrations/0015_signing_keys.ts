// Keys that sign the JWTs of `exchangeToken`: the public half is published, the private half is encrypted.
import type { Kysely } from 'kysely'
import { columnsOf } from './columns.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, strict } = columnsOf(db)
  await strict(
    db.schema
      .createTable('signing_key')
      .addColumn('id', text, (c) => c.primaryKey().notNull())
      .addColumn('public_jwk', text, (c) => c.notNull())
      .addColumn('sealed_private', text, (c) => c.notNull())
      .addColumn('created_at', text, (c) => c.notNull())
      .addColumn('signs_from', text, (c) => c.notNull()),
  ).execute()
}
