import { event } from './declare.ts'
import { type Changed, changedFields } from './words.ts'

export const projectEvents = {
  'project.created': event<{ name: string }>({
    sentence: ({ name }) => `created project ${name}`,
    removesRights: 'never',
  }),
  'project.updated': event<{ name: string } & Changed>({
    sentence: ({ name, fields }) => `changed ${changedFields(fields)} of project ${name}`,
    removesRights: 'never',
  }),
  'project.deleted': event<{ name: string }>({
    sentence: ({ name }) => `deleted project ${name}`,
    removesRights: 'never',
  }),
} as const
