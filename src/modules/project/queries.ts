import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { builder } from '../../graphql/builder.ts'
import { StringFilter } from '../../graphql/enums.ts'
import { workspaceList } from '../../graphql/list.ts'
import { type Condition, type Either, few, search, stringFilter } from '../../store/filter.ts'
import type { PageArgs } from '../../store/page.ts'

export const ProjectFilter = builder.inputType('ProjectFilter', {
  description: 'Every condition that is given must hold.',
  fields: (t) => ({
    search: t.string({ description: 'Part of the name or description, any case.' }),
    name: t.field({ description: 'Its name.', type: StringFilter }),
  }),
})

type Args = PageArgs & { filter?: typeof ProjectFilter.$inferInput | null | undefined }

const column = (name: keyof Row<'project'>) => sql.ref<string>(`project.${name}`)

/** A workspace's projects, newest first. */
export const projectsOf = workspaceList<'project', Args>({
  name: 'projects',
  table: 'project',
  select: ({ filter }, { store: { db } }) => {
    const conditions: Condition[] = []
    const eithers: Either[] = []
    if (filter?.name) {
      const { exact, others } = stringFilter(db, 'filter.name', column('name'), filter.name)
      if (exact) eithers.push(few(exact, ['id']))
      conditions.push(...others)
    }
    if (filter?.search) conditions.push(search(db, [column('name'), column('description')], filter.search))
    return { conditions, eithers }
  },
})
