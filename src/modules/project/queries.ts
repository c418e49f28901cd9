import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import type { Context } from '../../graphql/context.ts'
import { allOf, type Condition, search, stringFilter } from '../../store/filter.ts'
import { applyWindow, emptyPage, type Page, type PageArgs, pageOf, pageWindow } from '../../store/page.ts'

type Project = Row<'project'>
export interface ProjectFilter {
  search?: string | null | undefined
  name?: Parameters<typeof stringFilter>[2] | null | undefined
}

const column = (name: keyof Project) => sql.ref<string>(`project.${name}`)

/** A workspace's projects, newest first. */
export async function projectsOf(
  workspace: Row<'workspace'>,
  args: PageArgs & { filter?: ProjectFilter | null | undefined },
  { store }: Context,
): Promise<Page<Project>> {
  if (workspace.state === 'DELETING') return emptyPage()
  const { db, cursors } = store
  const order = [{ key: 'id', expression: column('id'), direction: 'desc' as const }]
  const window = pageWindow(args, `projects:${workspace.id}`, order, cursors)
  const conditions: Condition[] = []
  if (args.filter?.search) conditions.push(search(db, [column('name'), column('description')], args.filter.search))
  if (args.filter?.name) conditions.push(...stringFilter(db, column('name'), args.filter.name))
  const query = db.selectFrom('project').where('workspace_id', '=', workspace.id).where(allOf(conditions))
  const rows = await applyWindow(query, window).selectAll('project').execute()
  return pageOf(rows, window, cursors, async () => {
    const counted = await query.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
    return Number(counted.count)
  })
}
