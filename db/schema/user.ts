import type { Generated, GeneratedAlways } from 'kysely'

export interface UserTables {
  user: UserTable
}

interface UserTable {
  id: string
  name: string
  email: string | null
  /** 1 where the identity provider says that the address is theirs; 0 where somebody has typed it. */
  email_verified: Generated<number>
  platform_admin: number
  /** 1 for a row that stands for a service account, whose own table says more. */
  service_account: Generated<number>
  /** The account at the identity provider, (issuer, subject); null until the first sign-in. */
  issuer: string | null
  subject: string | null
  /** JSON array of the groups at the last sign-in. They are ignored once `groups_at` is too old. */
  groups: Generated<string>
  groups_at: string | null
  /** When the token was issued from which name and address were last taken over. */
  claims_at: string | null
  suspended_at: string | null
  suspended_reason: string | null
  last_seen_at: string | null
  /** `last_seen_at`; for a user who was never seen a text in front of all instants, in the order of ids. */
  last_seen_order: GeneratedAlways<string>
  created_at: string
  /** Set on a tombstone: a deleted user stays in the table so that the history can still show the name. */
  deleted_at: string | null
}
