import type { WorkspaceFieldsFragment } from '../../../client/index.ts'
import { type Column, time } from '../../print.ts'

/** What `workspaces list` shows of each. */
export const LIST_COLUMNS: readonly Column<WorkspaceFieldsFragment>[] = [
  { name: 'NAME', value: ({ name }) => name, kept: true },
  { name: 'DISPLAY-NAME', value: ({ displayName }) => displayName },
  { name: 'ROLE', value: ({ myRole }) => myRole },
  { name: 'STATE', value: ({ state }) => state },
  { name: 'VISIBILITY', value: ({ visibility }) => visibility },
  { name: 'UPDATED', value: ({ updatedAt }) => time(updatedAt) },
  { name: 'ID', value: ({ id }) => id, onDemand: true },
  { name: 'UUID', value: ({ uuid }) => uuid, onDemand: true },
  { name: 'HOSTING', value: ({ hosting }) => hosting, onDemand: true },
  { name: 'DESCRIPTION', value: ({ description }) => description, onDemand: true },
  { name: 'VERSION', value: ({ version }) => version, onDemand: true },
  { name: 'CREATED', value: ({ createdAt }) => time(createdAt), onDemand: true },
]

interface Whole extends WorkspaceFieldsFragment {
  readonly owners: readonly { readonly name: string; readonly email: string | null }[]
  readonly deletion: { readonly id: string; readonly state: string } | null
}

/** What `workspaces get` shows. */
export const RECORD_COLUMNS: readonly Column<Whole>[] = [
  { name: 'NAME', value: ({ name }) => name },
  { name: 'DISPLAY-NAME', value: ({ displayName }) => displayName },
  { name: 'DESCRIPTION', value: ({ description }) => description },
  { name: 'ID', value: ({ id }) => id },
  { name: 'UUID', value: ({ uuid }) => uuid },
  { name: 'ROLE', value: ({ myRole }) => myRole },
  { name: 'STATE', value: ({ state }) => state },
  { name: 'SUSPENDED', value: ({ suspendedReason }) => suspendedReason },
  { name: 'DELETION', value: ({ deletion }) => deletion && `${deletion.id} ${deletion.state}` },
  { name: 'VISIBILITY', value: ({ visibility }) => visibility },
  { name: 'HOSTING', value: ({ hosting }) => hosting },
  { name: 'INSTANCE-URL', value: ({ instanceUrl }) => instanceUrl },
  { name: 'PROTECTED', value: ({ deletionProtection }) => (deletionProtection ? 'yes' : 'no') },
  { name: 'OWNERS', value: ({ owners }) => owners.map(({ name }) => name).join(', ') },
  { name: 'VERSION', value: ({ version }) => version },
  { name: 'CREATED', value: ({ createdAt }) => time(createdAt) },
  { name: 'UPDATED', value: ({ updatedAt }) => time(updatedAt) },
]
