// All migrations in order. Add a new one at the end; never change one after its release.
import type { Migration } from 'kysely'
import * as init from './0001_init.ts'
import * as replicas from './0002_replicas.ts'
import * as lists from './0003_lists.ts'
import * as liveTokens from './0004_live_tokens.ts'
import * as memberCounts from './0005_member_counts.ts'

export const migrations: Readonly<Record<string, Migration>> = {
  '0001_init': init,
  '0002_replicas': replicas,
  '0003_lists': lists,
  '0004_live_tokens': liveTokens,
  '0005_member_counts': memberCounts,
}
