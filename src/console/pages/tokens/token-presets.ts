import type { Permission, RoleName } from '../../generated/types.ts'

/** The purpose of a new token, with the rights and the lifetime that suit it. */
export interface Preset {
  readonly value: string
  readonly label: string
  readonly hint: string
  /** The highest role of the token; null for all rights of its owner. */
  readonly role: RoleName | null
  /** Only these permissions; if empty, all of the role. */
  readonly permissions: readonly Permission[]
  readonly days: number
  readonly platformAdmin?: boolean
}

export const PRESETS: readonly Preset[] = [
  {
    value: 'read',
    label: 'Reading',
    hint: 'Sees members, projects and resources, and changes nothing.',
    role: 'VIEWER',
    permissions: ['WORKSPACE_READ', 'MEMBER_READ', 'RESOURCE_READ'],
    days: 30,
  },
  {
    value: 'deploy',
    label: 'Deploying from CI',
    hint: 'Changes projects and resources, and nothing about people.',
    role: 'EDITOR',
    permissions: ['WORKSPACE_READ', 'RESOURCE_READ', 'PROJECT_WRITE', 'RESOURCE_WRITE'],
    days: 90,
  },
  { value: 'full', label: 'Everything', hint: 'All that its owner may do.', role: null, permissions: [], days: 30 },
  {
    value: 'admin',
    label: 'Running the platform',
    hint: 'With your rights as a platform admin, everywhere.',
    role: null,
    permissions: [],
    days: 7,
    platformAdmin: true,
  },
]
