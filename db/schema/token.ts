import type { Generated, GeneratedAlways } from 'kysely'
import type { RoleName } from './member.ts'

export interface TokenTables {
  api_token: ApiTokenTable
}

interface ApiTokenTable {
  id: string
  /** SHA-256 of the secret, hexadecimal. */
  hash: string
  hint: string
  name: string
  description: string | null
  workspace_id: string | null
  owner_id: string
  role: RoleName | null
  /** JSON array; null stands for all permissions of the role. */
  permissions: string | null
  platform_admin: Generated<number>
  created_at: string
  created_by: string | null
  /** The token that created this one. Revoking it revokes this one too. */
  minted_by: string | null
  expires_at: string
  last_used_at: string | null
  /** `last_used_at`; for a token that was never used a text in front of all instants, in the order of ids. */
  last_used_order: GeneratedAlways<string>
  last_used_ip: string | null
  last_used_operation: string | null
  /** SHA-256 of the secret before the last rotation, which is good until `previous_until`. */
  previous_hash: string | null
  previous_until: string | null
  suspended_at: string | null
  suspended_by: string | null
  /** 1 when an event has told that it expires soon. */
  expiry_told: Generated<number>
  revoked_at: string | null
  revoked_by: string | null
}
