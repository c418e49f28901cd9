import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import type { Context } from '../../graphql/context.ts'
import type { Db } from '../../store/database.ts'
import { allOf, type Condition, search, stringFilter } from '../../store/filter.ts'
import { nestedPages, type Walk } from '../../store/nested.ts'
import { applyWindow, countOf, emptyPage, type Page, type PageArgs, pageOf, pageWindow } from '../../store/page.ts'

type Project = Row<'project'>
export interface ProjectFilter {
  search?: string | null | undefined
  name?: Parameters<typeof stringFilter>[2] | null | undefined
}

const column = (name: keyof Project) => sql.ref<string>(`project.${name}`)

const ORDER = [{ key: 'id', expression: column('id'), direction: 'desc' as const }]

/** A workspace's projects, newest first; those of many workspaces in one statement. */
export async function projectsOf(
  workspace: Row<'workspace'>,
  args: PageArgs & { filter?: ProjectFilter | null | undefined },
  { store, load }: Context,
): Promise<Page<Project>> {
  if (workspace.state === 'DELETING') return emptyPage()
  const { db, cursors } = store
  const window = (id: string) => pageWindow(args, `projects:${id}`, ORDER, cursors)
  const condition = conditionOf(db, args.filter ?? {})
  const inWorkspace = (id: string) => db.selectFrom('project').where('workspace_id', '=', id).where(condition)
  const total = (id: string) => countOf(inWorkspace(id))
  if (typeof (args.after ?? args.before) !== 'string') {
    const list = { db, cursors, table: 'project', parent: 'workspace_id', key: 'id', window, total } as const
    const filter = args.filter ? { filter: (query: Walk<'project'>) => query.where(condition) } : {}
    const loader = load.once(`projects:${JSON.stringify(args)}`, () => nestedPages<'project'>({ ...list, ...filter }))
    return loader.load(workspace.id)
  }
  const behind = window(workspace.id)
  const rows = await applyWindow(inWorkspace(workspace.id), behind).selectAll('project').execute()
  return pageOf(rows, behind, cursors, () => total(workspace.id))
}

function conditionOf(db: Db, filter: ProjectFilter): Condition {
  const all: Condition[] = []
  if (filter.search) all.push(search(db, [column('name'), column('description')], filter.search))
  if (filter.name) all.push(...stringFilter(db, column('name'), filter.name))
  return allOf(all)
}
