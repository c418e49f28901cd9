import { useCallback, useState } from 'react'
import { useArrivals, useFlashing } from '../../data/arrivals.ts'
import { useList } from '../../data/lists.ts'
import { Failed } from '../../frame/failed.tsx'
import { ProjectsDocument } from '../../generated/projects.ts'
import type { NamedOrder, NamedOrderField, ProjectFilter, ProjectRowFragment } from '../../generated/types.ts'
import { whyNot } from '../../may.ts'
import { to, useView } from '../../routes.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Arrived } from '../../ui/Arrived.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Entry } from '../../ui/Entry.tsx'
import { orderIn, orderText } from '../../ui/order-text.ts'
import { Rows } from '../../ui/Rows.tsx'
import { Search } from '../../ui/Search.tsx'
import { count } from '../../words.ts'
import lists from '../lists.module.css'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import { NewProject } from './new-project.tsx'
import { ProjectMenu } from './project-menu.tsx'

/** By the key of a column: the field that the list is ordered by. Without one, the newest are first. */
const ORDERS = { project: 'NAME', created: 'CREATED_AT', changed: 'UPDATED_AT' } as const satisfies Record<
  string,
  NamedOrderField
>

const COLUMNS = [
  { key: 'project', title: 'Project', sort: 'ascending' },
  { key: 'created', title: 'Created', width: '10rem', sort: 'descending', narrow: 'hide' },
  { key: 'changed', title: 'Changed', width: '10rem', sort: 'descending' },
  { key: 'menu', title: 'Actions', bare: true, width: '3.5rem', align: 'end' },
] as const

const idOf = ({ id }: ProjectRowFragment): string => id

/** `GET /w/:name/projects` */
export default function Projects({ workspace }: OfWorkspace) {
  const [view, change] = useView()
  const [isMaking, setMaking] = useState(false)
  const search = view.get('search') ?? ''
  const order = orderIn(view.get('order'), ORDERS)
  const filter: ProjectFilter = search ? { search } : {}
  const orderBy: NamedOrder[] | undefined = order && [
    { field: ORDERS[order.key], direction: order.descending ? 'DESC' : 'ASC' },
  ]
  const list = useList(
    ProjectsDocument,
    { workspace: workspace.id, filter, orderBy },
    ({ workspace: read }) => read?.projects,
  )
  const [arrived, show] = useArrivals('Project', list.rows, list.again)
  const flashing = useFlashing('Project')
  const cellsOf = useCallback(
    (project: ProjectRowFragment) => ({
      project: <Name project={project} />,
      created: <Ago at={project.createdAt} />,
      changed: <Ago at={project.updatedAt} />,
      menu: <ProjectMenu project={project} workspace={workspace} />,
    }),
    [workspace],
  )
  const hrefOf = useCallback(
    ({ id }: ProjectRowFragment) => to.workspace(workspace.name, 'resources', `?project=${id}`),
    [workspace.name],
  )
  const why = whyNot(workspace, 'PROJECT_WRITE')
  const newProject = (
    <Button kind="primary" icon="plus" data-main-action whyNot={why} onClick={() => setMaking(true)}>
      New project
    </Button>
  )
  return (
    <>
      <div className={lists.filters}>
        <Search
          label={list.total === null || search ? 'Search projects' : `Search ${count(list.total)} projects`}
          value={search}
          onSearch={(words) => change({ search: words })}
        />
        {newProject}
      </div>
      <Arrived count={arrived} noun="project" onShow={show} />
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} onAgain={list.again} />
      ) : !list.isLoading && list.rows.length === 0 ? (
        search ? (
          <Empty
            icon="search"
            title={`No project has “${search}” in its name`}
            action={<Button onClick={() => change({ search: '' })}>Clear search</Button>}
          />
        ) : (
          <Empty icon="folder" title="No projects yet" action={why === undefined && newProject}>
            A project groups resources of this workspace under a name.
          </Empty>
        )
      ) : (
        <Rows
          label="Projects"
          columns={COLUMNS}
          rows={list.rows}
          total={list.total}
          rowKey={idOf}
          rowHref={hrefOf}
          hasMore={list.hasMore}
          onEnd={list.more}
          onRange={list.look}
          busy={list.isLoading}
          order={order}
          onOrder={(next) => change({ order: orderText(next) })}
          flashIds={flashing}
          render={cellsOf}
        />
      )}
      <NewProject
        open={(isMaking || view.get('new') !== null) && why === undefined}
        workspace={workspace}
        onClose={() => {
          setMaking(false)
          change({ new: '' })
        }}
      />
    </>
  )
}

const Name = ({ project: { id, name, description } }: { readonly project: ProjectRowFragment }) => (
  <Entry lead={<Avatar kind="folder" id={id} name={name} />} title={name} sub={description} />
)
