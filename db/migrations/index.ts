// All migrations in order. Add a new one at the end; never change one after its release.
import type { Migration } from 'kysely'
import * as init from './0001_init.ts'
import * as replicas from './0002_replicas.ts'
import * as lists from './0003_lists.ts'
import * as heavyReads from './0004_heavy_reads.ts'
import * as memberCounts from './0005_member_counts.ts'
import * as liveTokens from './0006_live_tokens.ts'
import * as orders from './0007_orders.ts'
import * as deletionSteps from './0008_deletion_steps.ts'
import * as ended from './0009_ended.ts'
import * as invitations from './0010_invitations.ts'
import * as claimsAt from './0011_claims_at.ts'
import * as serviceAccounts from './0012_service_accounts.ts'
import * as tokenLife from './0013_token_life.ts'
import * as mail from './0014_mail.ts'
import * as signingKeys from './0015_signing_keys.ts'
import * as people from './0016_people.ts'
import * as retention from './0017_retention.ts'
import * as grace from './0018_grace.ts'
import * as externalKinds from './0019_external_kinds.ts'
import * as cleanupTasks from './0020_cleanup_tasks.ts'
import * as brake from './0021_brake.ts'
import * as idempotency from './0022_idempotency.ts'
import * as sessions from './0023_sessions.ts'
import * as workspaceSizes from './0024_workspace_sizes.ts'

export const migrations: Readonly<Record<string, Migration>> = {
  '0001_init': init,
  '0002_replicas': replicas,
  '0003_lists': lists,
  '0004_heavy_reads': heavyReads,
  '0005_member_counts': memberCounts,
  '0006_live_tokens': liveTokens,
  '0007_orders': orders,
  '0008_deletion_steps': deletionSteps,
  '0009_ended': ended,
  '0010_invitations': invitations,
  '0011_claims_at': claimsAt,
  '0012_service_accounts': serviceAccounts,
  '0013_token_life': tokenLife,
  '0014_mail': mail,
  '0015_signing_keys': signingKeys,
  '0016_people': people,
  '0017_retention': retention,
  '0018_grace': grace,
  '0019_external_kinds': externalKinds,
  '0020_cleanup_tasks': cleanupTasks,
  '0021_brake': brake,
  '0022_idempotency': idempotency,
  '0023_sessions': sessions,
  '0024_workspace_sizes': workspaceSizes,
}
