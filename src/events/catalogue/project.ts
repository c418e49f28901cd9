import { changesSubject } from './changes.ts'
import { event } from './declare.ts'
import { type Changed, changedFields } from './words.ts'

export const projectEvents = {
  'project.created': event<{ name: string }>({
    sentence: ({ name }) => `created project ${name}`,
    changes: changesSubject('CREATED'),
    removesRights: 'never',
  }),
  'project.updated': event<{ name: string } & Changed>({
    sentence: ({ name, fields }) => `changed ${changedFields(fields)} of project ${name}`,
    changes: changesSubject('UPDATED'),
    removesRights: 'never',
  }),
  'project.deleted': event<{ name: string }>({
    sentence: ({ name }) => `deleted project ${name}`,
    changes: changesSubject('DELETED'),
    removesRights: 'never',
  }),
} as const
