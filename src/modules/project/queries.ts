import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { builder } from '../../graphql/builder.ts'
import { type NamedOrder, StringFilter } from '../../graphql/enums.ts'
import { workspaceList } from '../../graphql/list.ts'
import { type Condition, type Either, few, search, stringFilter } from '../../store/filter.ts'
import type { PageArgs } from '../../store/page.ts'

export const ProjectFilter = builder.inputType('ProjectFilter', {
  description: 'All given conditions must match.',
  fields: (t) => ({
    search: t.string({ description: 'Part of the name or description, in upper or lower case.' }),
    name: t.field({ description: 'Its name.', type: StringFilter }),
  }),
})

interface Args extends PageArgs {
  filter?: typeof ProjectFilter.$inferInput | null | undefined
  orderBy?: readonly (typeof NamedOrder.$inferInput)[] | null | undefined
}

const ORDER_COLUMNS = { NAME: 'name', CREATED_AT: 'id', UPDATED_AT: 'updated_at' }
const EVERY_ORDER = Object.values(ORDER_COLUMNS)
const column = (name: keyof Row<'project'>) => sql.ref<string>(`project.${name}`)

/** A workspace's projects, newest first unless `orderBy` says otherwise. */
export const projectsOf = workspaceList<'project', Args>({
  name: 'projects',
  table: 'project',
  orderColumns: ORDER_COLUMNS,
  select: ({ filter }, { store: { db } }) => {
    const conditions: Condition[] = []
    const eithers: Either[] = []
    if (filter?.name) {
      const { exact, values, others } = stringFilter(db, 'filter.name', column('name'), filter.name)
      if (exact) eithers.push(few(exact, EVERY_ORDER, values))
      conditions.push(...others)
    }
    if (filter?.search) conditions.push(search(db, [column('name'), column('description')], filter.search))
    return { conditions, eithers }
  },
})
