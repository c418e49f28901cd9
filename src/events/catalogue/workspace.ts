import { changesSubject, each, type NodeChange } from './changes.ts'
import { event } from './declare.ts'
import { nobody, streamsOf } from './rights.ts'
import { type Changed, changedFields, type Named } from './words.ts'

export const workspaceEvents = {
  'workspace.created': event<{ name: string; displayName: string; visibility: string }>({
    sentence: ({ name }) => `created workspace ${name}`,
    changes: changesSubject('CREATED'),
    takesRightsOf: nobody,
  }),
  'workspace.updated': event<
    { name: string; visibility?: { from: string; to: string }; everyone?: NodeChange } & Changed
  >({
    sentence: ({ name, fields }) => `changed ${changedFields(fields)} of workspace ${name}`,
    changes: ({ subject, data: { everyone } }) => [...each('UPDATED', subject), ...(everyone ? [everyone] : [])],
    // only a change of the membership of everyone can take a right from others
    takesRightsOf: ({ workspace, data: { everyone } }) =>
      everyone && everyone.action !== 'CREATED' ? [streamsOf.workspace(workspace)] : [],
  }),
  'workspace.suspended': event<{ name: string; reason: string }>({
    sentence: ({ name, reason }) => `suspended workspace ${name}: ${reason}`,
    changes: changesSubject('UPDATED'),
    // it stays readable, and streams only read
    takesRightsOf: nobody,
  }),
  'workspace.resumed': event<{ name: string }>({
    sentence: ({ name }) => `resumed workspace ${name}`,
    changes: changesSubject('UPDATED'),
    takesRightsOf: nobody,
  }),
  'workspace.ownerless': event<{ name: string; because: Named }>({
    sentence: ({ name, because }) =>
      `left workspace ${name} without an owner who can act: ${because.name} is suspended`,
    changes: changesSubject('UPDATED'),
    takesRightsOf: nobody,
  }),
} as const
