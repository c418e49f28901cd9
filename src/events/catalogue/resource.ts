import type { CleanupMode } from '../../../db/schema/resource.ts'
import { changesNothing, changesSubject, countsOf, each } from './changes.ts'
import { event } from './declare.ts'
import { nobody } from './rights.ts'
import { type Changed, changedFields, counted } from './words.ts'

interface Updated extends Changed {
  kind: string
  name: string
  keys: Record<string, readonly string[]>
  digests: Record<string, string>
}

/** Of the URL and the secret of a kind's webhooks, events report only that they changed. */
interface KindUpdated extends Changed {
  name: string
  cleanup?: { from: CleanupMode; to: CleanupMode }
  ownerServiceAccount?: { from: string | null; to: string | null }
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
  'resource_kind.registered': event<{ name: string; cleanup: CleanupMode; ownerServiceAccount: string | null }>({
    sentence: ({ name, cleanup }) => `registered resource kind ${name} with clean-up ${cleanup}`,
    changes: changesNothing,
    takesRightsOf: nobody,
  }),
  'resource_kind.updated': event<KindUpdated>({
    sentence: ({ name, fields }) => `changed ${changedFields(fields)} of resource kind ${name}`,
    changes: changesNothing,
    // a former owner claims no more tasks, and no stream needs that right
    takesRightsOf: nobody,
  }),
} as const
