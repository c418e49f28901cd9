import type { Generated } from 'kysely'

export interface ProjectTables {
  project: ProjectTable
}

interface ProjectTable {
  id: string
  workspace_id: string
  name: string
  description: string | null
  version: Generated<number>
  created_at: string
  updated_at: string
}
