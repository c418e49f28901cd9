// A part of the event log, grouped by day, of a workspace or of the whole deployment. New events wait behind a pill, so
// that nothing moves under the pointer.
import { type ReactNode, useState } from 'react'
import { serverNow } from '../../data/clock.ts'
import type { List } from '../../data/lists.ts'
import { Failed } from '../../frame/failed.tsx'
import type { EventRowFragment } from '../../generated/types.ts'
import { Arrived } from '../../ui/Arrived.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Feed } from '../../ui/Feed.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { tell } from '../../words.ts'
import { EventEntry } from './event-entry.tsx'
import { FILTERS } from './event-filter.ts'
import styles from './events.module.css'

interface EventLogProps<Event extends EventRowFragment> {
  readonly label: string
  readonly list: List<Event>
  /** How many new events have arrived since. */
  readonly waiting: number
  readonly onShow: () => void
  readonly isFiltered: boolean
  readonly change: (values: Readonly<Record<string, string>>) => void
  /** Further actions for an open event. */
  readonly actionsOf?: (event: Event) => ReactNode
}

export function EventLog<Event extends EventRowFragment>(props: EventLogProps<Event>) {
  const { label, list, waiting, onShow, isFiltered, change, actionsOf } = props
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const { rows, error, isLoading } = list
  const toggle = (id: string, isOpen: boolean) => {
    const next = new Set(open)
    if (isOpen) next.add(id)
    else next.delete(id)
    setOpen(next)
  }
  return (
    <>
      <div className={styles.waiting}>
        <Arrived count={waiting} noun="event" onShow={onShow} />
      </div>
      {rows.length === 0 ? (
        error ? (
          <Failed error={error} onAgain={list.again} />
        ) : isLoading ? (
          <Skeleton height={66} />
        ) : isFiltered ? (
          <Empty
            icon="search"
            title="Nothing like that has happened"
            action={
              <Button onClick={() => change(Object.fromEntries(FILTERS.map((key) => [key, ''])))}>Clear filters</Button>
            }
          />
        ) : (
          <Empty icon="activity" title="Nothing has happened yet">
            Whatever is changed stands here: who did it, when, and what it was before.
          </Empty>
        )
      ) : (
        <Feed
          label={label}
          items={rows}
          itemKey={({ id }) => id}
          hasMore={list.hasMore}
          busy={isLoading}
          onEnd={list.more}
          onRange={list.look}
          render={(event, index, id) => {
            const day = dayOf(event.at)
            const before = rows[index - 1]
            return (
              <>
                {(!before || dayOf(before.at) !== day) && <h2 className={styles.title}>{day}</h2>}
                <EventEntry
                  event={event}
                  id={id}
                  open={open.has(event.id)}
                  onToggle={(isOpen) => toggle(event.id, isOpen)}
                  onFilter={change}
                >
                  {actionsOf?.(event)}
                </EventEntry>
              </>
            )
          }}
        />
      )}
      {error && rows.length > 0 && (
        <Banner tone="danger" action={<Button onClick={list.again}>Try again</Button>}>
          {tell(error)}
        </Banner>
      )}
    </>
  )
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' })
const DAY_MS = 24 * 3_600_000

function dayOf(at: string): string {
  const day = DAY.format(new Date(at))
  const now = serverNow()
  if (day === DAY.format(now)) return 'Today'
  return day === DAY.format(now - DAY_MS) ? 'Yesterday' : day
}
