import { changesSubject, each, type NodeChange } from './changes.ts'
import { event } from './declare.ts'
import { type Changed, changedFields, type Named } from './words.ts'

export const workspaceEvents = {
  'workspace.created': event<{ name: string; displayName: string; visibility: string }>({
    sentence: ({ name }) => `created workspace ${name}`,
    changes: changesSubject('CREATED'),
    removesRights: 'never',
  }),
  'workspace.updated': event<
    { name: string; visibility?: { from: string; to: string }; everyone?: NodeChange } & Changed
  >({
    sentence: ({ name, fields }) => `changed ${changedFields(fields)} of workspace ${name}`,
    changes: ({ subject, data: { everyone } }) => [...each('UPDATED', subject), ...(everyone ? [everyone] : [])],
    removesRights: 'in its workspace',
  }),
  'workspace.suspended': event<{ name: string; reason: string }>({
    sentence: ({ name, reason }) => `suspended workspace ${name}: ${reason}`,
    changes: changesSubject('UPDATED'),
    removesRights: 'in its workspace',
  }),
  'workspace.resumed': event<{ name: string }>({
    sentence: ({ name }) => `resumed workspace ${name}`,
    changes: changesSubject('UPDATED'),
    removesRights: 'in its workspace',
  }),
  'workspace.ownerless': event<{ name: string; because: Named }>({
    sentence: ({ name, because }) =>
      `left workspace ${name} without an owner who can act: ${because.name} is suspended`,
    changes: changesSubject('UPDATED'),
    removesRights: 'in its workspace',
  }),
} as const
