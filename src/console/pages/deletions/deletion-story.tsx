import { useState } from 'react'
import { useRead } from '../../data/graph.ts'
import { Failed } from '../../frame/failed.tsx'
import { DeletionStoryDocument } from '../../generated/deletion.ts'
import type { ToldFragment } from '../../generated/types.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { nameOf } from '../../words.ts'
import styles from './deletion.module.css'
import { type Line, linesOf, type OfDeletion } from './deletion-words.ts'

interface StoryProps extends OfDeletion {
  /** The events from the stream, beyond those that the log had when it was read. */
  readonly told: readonly ToldFragment[]
}

/** The events of the deletion, newest first. */
export function Story({ deletion: { id, requestedBy }, told }: StoryProps) {
  const { data, error, again } = useRead(DeletionStoryDocument, { id, before: null })
  const logged = data?.deletion?.events
  const known = new Set(logged?.nodes.map((event) => event.id))
  const events = [...(logged?.nodes ?? []), ...told.filter((event) => !known.has(event.id))]
  const by = nameOf(requestedBy)
  return (
    <Card title="What happened">
      {!logged && error && <Failed error={error} onAgain={again} />}
      {!logged && !error && <Skeleton bare rows={4} height={28} />}
      {logged && events.length === 0 && <p className={styles.muted}>The log of that time is no longer kept.</p>}
      <ol className={styles.story} aria-label="Events, newest first">
        {linesOf(events, by).map((line) => (
          <Told key={line.id} line={line} />
        ))}
        {logged?.pageInfo.hasPreviousPage && <Earlier id={id} before={logged.pageInfo.startCursor} by={by} />}
      </ol>
    </Card>
  )
}

interface EarlierProps {
  readonly id: string
  readonly before: string | null
  readonly by: string
}

/** A button that loads an earlier page of the log, then that page, followed by the same for the page before it. */
function Earlier({ id, before, by }: EarlierProps) {
  const [isOpen, setOpen] = useState(false)
  const { data } = useRead(DeletionStoryDocument, { id, before }, { pause: !isOpen })
  const page = data?.deletion?.events
  if (!isOpen || !page) {
    return (
      <li>
        <Button kind="quiet" busy={isOpen} onClick={() => setOpen(true)}>
          Show what was before
        </Button>
      </li>
    )
  }
  return (
    <>
      {linesOf(page.nodes, by).map((line) => (
        <Told key={line.id} line={line} />
      ))}
      {page.pageInfo.hasPreviousPage && <Earlier id={id} before={page.pageInfo.startCursor} by={by} />}
    </>
  )
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' })

function Told({ line: { at, text, main } }: { readonly line: Line }) {
  const date = new Date(at)
  return (
    <li>
      <time dateTime={at} title={FULL.format(date)}>
        {CLOCK.format(date)}
      </time>
      <span className={main ? styles.main : undefined}>{text}</span>
    </li>
  )
}
