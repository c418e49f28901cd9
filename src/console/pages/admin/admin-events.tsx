import { useState } from 'react'
import { isConnected } from '../../data/connection.ts'
import { useRead } from '../../data/graph.ts'
import { useList } from '../../data/lists.ts'
import { useStream } from '../../data/live.ts'
import { useSignal } from '../../data/signal.ts'
import { AllEventsDocument, EveryEventDocument, FindUsersDocument } from '../../generated/admin-events.ts'
import { useView } from '../../routes.ts'
import { Button } from '../../ui/Button.tsx'
import { LiveDot } from '../../ui/LiveDot.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEventArrivals } from '../activity/event-arrivals.ts'
import { filterIn } from '../activity/event-filter.ts'
import { type Actor, EventFilters } from '../activity/event-filters.tsx'
import { EventLog } from '../activity/event-log.tsx'
import styles from '../activity/events.module.css'
import { forPlatformAdmins } from './for-platform-admins.tsx'

/** `GET /admin/events`: the events of all workspaces, and those outside of workspaces. */
export default forPlatformAdmins(Events)

function Events() {
  const [view, change] = useView()
  const [typed, setTyped] = useState('')
  const filter = filterIn(view)
  const workspace = view.get('workspace')
  const list = useList(AllEventsDocument, { workspace, filter }, ({ events }) => events, { count: false })
  const { waiting, arrive, clear } = useEventArrivals(filter, list.rows)
  const isLive = useSignal(isConnected)
  useStream(
    EveryEventDocument,
    { types: filter.types ?? null },
    { onEvent: ({ events }) => (workspace === null || events.workspaceId === workspace) && arrive(events) },
  )
  return (
    <>
      <Title
        description="What has happened on this server."
        aside={<LiveDot state={isLive ? 'live' : 'reconnecting'} />}
      >
        Events
      </Title>
      <div className={styles.page}>
        <EventFilters
          view={view}
          change={change}
          platform
          actors={useActors(typed)}
          onSearchActor={setTyped}
          rows={list.rows}
        />
        <EventLog
          label="Events"
          list={list}
          waiting={waiting}
          onShow={() => {
            clear()
            list.again()
          }}
          isFiltered={workspace !== null || Object.keys(filter).length > 0}
          change={change}
          actionsOf={({ workspaceId }) =>
            workspaceId && <Button onClick={() => change({ workspace: workspaceId })}>All of its workspace</Button>
          }
        />
      </div>
    </>
  )
}

/** Users who match the typed text. */
function useActors(search: string): readonly Actor[] {
  const { data } = useRead(FindUsersDocument, { search }, { pause: search.length < 2 })
  if (search.length < 2) return []
  return (data?.users?.nodes ?? []).map(({ id, name, email }) => ({ value: email ?? id, name }))
}
