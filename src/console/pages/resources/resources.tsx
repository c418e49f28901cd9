// The resources of a workspace: filters, a list that is loaded while it is scrolled, and one resource in a drawer,
// whose id is in the address.
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useArrivals, useFlashing } from '../../data/arrivals.ts'
import { useRead } from '../../data/graph.ts'
import { useList } from '../../data/lists.ts'
import { useChangesOf } from '../../data/live.ts'
import { Failed } from '../../frame/failed.tsx'
import { ResourceChoicesDocument, ResourcesDocument } from '../../generated/resources.ts'
import type { ResourceRowFragment } from '../../generated/types.ts'
import { whyNot } from '../../may.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Arrived } from '../../ui/Arrived.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Entry } from '../../ui/Entry.tsx'
import { orderText } from '../../ui/order-text.ts'
import { Pill } from '../../ui/Pill.tsx'
import { Rows } from '../../ui/Rows.tsx'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import { NewResource } from './new-resource.tsx'
import { ResourceDrawer } from './resource-drawer.tsx'
import { ResourceFilters } from './resource-filters.tsx'
import { NO_PROJECT, useResourceView } from './resource-view.ts'
import styles from './resources.module.css'

const COLUMNS = [
  { key: 'resource', title: 'Resource', sort: 'ascending' },
  { key: 'kind', title: 'Kind', width: '9rem', sort: 'ascending', narrow: 'label' },
  { key: 'project', title: 'Project', width: '10rem', narrow: 'hide' },
  { key: 'labels', title: 'Labels', width: '18rem', narrow: 'hide' },
  { key: 'changed', title: 'Changed', width: '9.5rem', sort: 'descending' },
] as const

const idOf = ({ id }: ResourceRowFragment): string => id

const cellsOf = (resource: ResourceRowFragment) => ({
  resource: <Name resource={resource} />,
  kind: resource.kind.displayName,
  project: resource.project?.name ?? <span className={styles.none}>None</span>,
  labels: <Labels resource={resource} />,
  changed: <Ago at={resource.updatedAt} />,
})

/** `GET /w/:name/resources`: the resources of a workspace, and one of them in a drawer. */
export default function Resources({ workspace }: OfWorkspace) {
  const asked = useResourceView()
  const { view, change, search, project, order, filter, orderBy, hrefOf, isFiltered, clear } = asked
  const [isMaking, setMaking] = useState(false)
  const list = useList(
    ResourcesDocument,
    { workspace: workspace.id, filter, orderBy },
    ({ workspace: read }) => read?.resources,
  )
  const chosen = project && project !== NO_PROJECT ? [project] : []
  const { data: choices, again: countAgain } = useRead(ResourceChoicesDocument, { workspace: workspace.id, chosen })
  useCounting(countAgain)
  const [arrived, show] = useArrivals('Resource', list.rows, list.again)
  const flashing = useFlashing('Resource')
  const why = whyNot(workspace, 'RESOURCE_WRITE')
  const newResource = (
    <Button kind="primary" icon="plus" data-main-action whyNot={why} onClick={() => setMaking(true)}>
      Register
    </Button>
  )
  const open = view.get('resource')
  return (
    <>
      <ResourceFilters asked={asked} choices={choices}>
        {newResource}
      </ResourceFilters>
      <Arrived count={arrived} noun="resource" onShow={show} />
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} onAgain={list.again} />
      ) : !list.isLoading && list.rows.length === 0 ? (
        isFiltered ? (
          <Empty
            icon="search"
            title={search ? `No resource fits “${search}”` : 'No resource fits'}
            action={<Button onClick={clear}>Clear filters</Button>}
          />
        ) : (
          <Empty icon="box" title="Nothing is registered yet" action={why === undefined && newResource}>
            Services register here what they keep for this workspace: jobs, models, datasets. Its deletion then names
            them, and takes them along.
          </Empty>
        )
      ) : (
        <Rows
          label="Resources"
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
      {open && <ResourceDrawer key={open} id={open} workspace={workspace} onClose={() => change({ resource: '' })} />}
      <NewResource
        open={(isMaking || view.get('new') !== null) && why === undefined}
        workspace={workspace}
        project={chosen[0]}
        onClose={() => {
          setMaking(false)
          change({ new: '' })
        }}
      />
    </>
  )
}

const Name = ({ resource: { kind, name, externalId } }: { readonly resource: ResourceRowFragment }) => (
  <Entry lead={<Avatar kind="box" id={kind.name} name={name} />} title={name} sub={externalId} mono />
)

/** How many labels fit in a row. */
const SHOWN = 2

function Labels({ resource: { labels } }: { readonly resource: ResourceRowFragment }) {
  const all = Object.entries(labels)
  return (
    <span className={styles.labels}>
      {all.slice(0, SHOWN).map(([key, value]) => (
        <Pill key={key}>
          {key}={typeof value === 'string' ? value : JSON.stringify(value)}
        </Pill>
      ))}
      {all.length > SHOWN && <small>and {all.length - SHOWN} more</small>}
    </span>
  )
}

/** Services register many resources at once: the counts are read again once there were no changes for this long. */
const REST_MS = 400

function useCounting(countAgain: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const count = useEffectEvent(countAgain)
  useChangesOf('Resource', ({ action }) => {
    if (action === 'UPDATED') return
    clearTimeout(timer.current)
    timer.current = setTimeout(() => count(), REST_MS)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
}
