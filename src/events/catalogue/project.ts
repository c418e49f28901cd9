import { changesSubject } from './changes.ts'
import { event } from './declare.ts'
import { nobody } from './rights.ts'
import { type Changed, changedFields } from './words.ts'

export const projectEvents = {
  'project.created': event<{ name: string }>({
    sentence: ({ name }) => `created project ${name}`,
    changes: changesSubject('CREATED'),
    takesRightsOf: nobody,
  }),
  'project.updated': event<{ name: string } & Changed>({
    sentence: ({ name, fields }) => `changed ${changedFields(fields)} of project ${name}`,
    changes: changesSubject('UPDATED'),
    takesRightsOf: nobody,
  }),
  'project.deleted': event<{ name: string }>({
    sentence: ({ name }) => `deleted project ${name}`,
    changes: changesSubject('DELETED'),
    takesRightsOf: nobody,
  }),
} as const
