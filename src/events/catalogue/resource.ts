import { changesSubject, countsOf, each } from './changes.ts'
import { event } from './declare.ts'
import { nobody } from './rights.ts'
import { type Changed, changedFields, counted } from './words.ts'

interface Updated extends Changed {
  kind: string
  name: string
  keys: Record<string, readonly string[]>
  digests: Record<string, string>
}

export const resourceEvents = {
  'resource.registered': event<{ ids: readonly string[]; kinds: readonly string[] }>({
    sentence: ({ ids }) => `registered ${counted(ids.length, 'resource')}`,
    changes: ({ workspace, data: { ids } }) => [...each('CREATED', ...ids), ...countsOf(workspace, 'RESOURCE_READ')],
    takesRightsOf: nobody,
  }),
  'resource.updated': event<Updated>({
    sentence: ({ kind, name, fields }) => `changed ${changedFields(fields)} of ${kind} ${name}`,
    changes: changesSubject('UPDATED'),
    takesRightsOf: nobody,
  }),
  'resource.deleted': event<{ kind: string; name: string }>({
    sentence: ({ kind, name }) => `deleted ${kind} ${name}`,
    changes: ({ subject, workspace }) => [...each('DELETED', subject), ...countsOf(workspace, 'RESOURCE_READ')],
    takesRightsOf: nobody,
  }),
} as const
