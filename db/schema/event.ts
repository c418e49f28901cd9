import type { Generated } from 'kysely'

export interface EventTables {
  event: EventTable
}

interface EventTable {
  seq: Generated<number>
  type: string
  at: string
  workspace_id: string | null
  deletion_id: string | null
  actor_id: string | null
  actor_name: string
  token_id: string | null
  subject_id: string | null
  request_id: string | null
  ip: string | null
  summary: string
  data: string
}
