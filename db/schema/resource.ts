import type { Generated } from 'kysely'

export interface ResourceTables {
  resource_kind: ResourceKindTable
  resource: ResourceTable
  resource_count: ResourceCountTable
}

/** Who removes what a resource stands for. */
export type CleanupMode = 'NONE' | 'WEBHOOK' | 'CLAIM'

interface ResourceKindTable {
  name: string
  display_name: string
  cleanup: CleanupMode
  cleanup_order: number
  built_in: number
  webhook_url: string | null
  owner_service_account_id: string | null
  /** Signs webhooks; encrypted. Those before sign beside it until `previous_secret_until`. */
  webhook_secret: string | null
  previous_webhook_secret: string | null
  previous_secret_until: string | null
}

interface ResourceTable {
  id: string
  workspace_id: string
  project_id: string | null
  kind: string
  name: string
  external_id: string | null
  labels: Generated<string>
  spec: Generated<string>
  version: Generated<number>
  created_at: string
  created_by: string | null
  updated_at: string
}

interface ResourceCountTable {
  workspace_id: string
  kind: string
  count: number
}
