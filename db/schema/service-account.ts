export interface ServiceAccountTables {
  service_account: ServiceAccountTable
}

/** A machine identity. The row of `user` with the same id is what memberships and tokens refer to. */
interface ServiceAccountTable {
  id: string
  /** Null for one of the platform. */
  workspace_id: string | null
  name: string
  description: string | null
  created_at: string
  created_by: string | null
  updated_at: string
  /** Set on a tombstone: history still shows the name. */
  deleted_at: string | null
}
