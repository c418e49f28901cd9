import { useState } from 'react'
import { workspaceCommands } from '../../commands/workspaces.ts'
import { useRead } from '../../data/graph.ts'
import { useList } from '../../data/lists.ts'
import { useStream } from '../../data/live.ts'
import { ActivityDocument, FindActorsDocument, WorkspaceEventsDocument } from '../../generated/activity.ts'
import { useView } from '../../routes.ts'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { nameOf } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import { useEventArrivals } from './event-arrivals.ts'
import { filterIn } from './event-filter.ts'
import { type Actor, EventFilters } from './event-filters.tsx'
import { EventLog } from './event-log.tsx'
import styles from './events.module.css'

/** `GET /w/:name/activity` */
export default function Activity({ workspace }: OfWorkspace) {
  const [view, change] = useView()
  const [typed, setTyped] = useState('')
  const filter = filterIn(view)
  const list = useList(ActivityDocument, { workspace: workspace.id, filter }, ({ workspace: read }) => read?.events, {
    count: false,
  })
  const { waiting, arrive, clear } = useEventArrivals(filter, list.rows)
  const types = filter.types ?? null
  useStream(
    WorkspaceEventsDocument,
    { workspace: { id: workspace.id }, types },
    { onEvent: ({ workspaceEvents }) => arrive(workspaceEvents) },
  )
  const actors = useActors(workspace.id, typed)
  return (
    <div className={styles.page}>
      <EventFilters view={view} change={change} actors={actors} onSearchActor={setTyped} rows={list.rows}>
        <CopyAs {...workspaceCommands.events(workspace.name, filter)} />
      </EventFilters>
      <EventLog
        label={`Activity of ${workspace.displayName}`}
        list={list}
        waiting={waiting}
        onShow={() => {
          clear()
          list.again()
        }}
        isFiltered={Object.keys(filter).length > 0}
        change={change}
      />
    </div>
  )
}

/** Members that match the typed text. */
function useActors(workspace: string, search: string): readonly Actor[] {
  const { data } = useRead(FindActorsDocument, { workspace, search }, { pause: search.length < 2 })
  if (search.length < 2) return []
  return (data?.workspace?.members.nodes ?? []).flatMap(({ principal }) => {
    if (principal.__typename !== 'User' && principal.__typename !== 'ServiceAccount') return []
    const email = principal.__typename === 'User' ? principal.email : null
    return [{ value: email ?? principal.id, name: nameOf(principal) }]
  })
}
