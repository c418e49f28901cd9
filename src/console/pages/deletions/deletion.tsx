// The page of a deletion: while it runs, its progress, steps and events; afterwards its record. Data that changes
// several times a second is read through the cache by the parts that show it, so that the rest of the page does not
// render.
import { useState } from 'react'
import type { CroftError } from '../../../client/index.ts'
import { deletionCommands } from '../../commands/deletions.ts'
import type { Commands } from '../../commands/text.ts'
import { isConnected } from '../../data/connection.ts'
import { useRead } from '../../data/graph.ts'
import { type Signal, useSignal } from '../../data/signal.ts'
import { Failed } from '../../frame/failed.tsx'
import { DeletionDocument } from '../../generated/deletion.ts'
import { to } from '../../routes.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { LiveDot } from '../../ui/LiveDot.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Title } from '../../ui/Title.tsx'
import { tell } from '../../words.ts'
import styles from './deletion.module.css'
import { AuditLog } from './deletion-audit.tsx'
import { Details } from './deletion-details.tsx'
import { Progress } from './deletion-progress.tsx'
import { StatePill } from './deletion-state.tsx'
import { Steps } from './deletion-steps.tsx'
import { Story } from './deletion-story.tsx'
import { useWatch } from './deletion-watch.ts'
import { isOver, type OfDeletion, type ShownDeletion } from './deletion-words.ts'
import { NoDeletion } from './no-deletion.tsx'
import { RestoreWorkspace } from './restore-workspace.tsx'
import { RetryDeletion } from './retry-deletion.tsx'

/** `GET /deletions/:id` */
export default function Deletion({ params: { id } }: { readonly params: { readonly id: string } }) {
  const { data, error, again } = useRead(DeletionDocument, { id })
  const [attempt, setAttempt] = useState(0)
  const deletion = data?.deletion
  const followAgain = () => {
    setAttempt(attempt + 1)
    again()
  }
  if (deletion) {
    return <Watched key={`${id} ${attempt}`} deletion={deletion} onLost={again} onFollow={followAgain} />
  }
  // an invalid id is treated like that of a hidden deletion
  if (error && !error.is('INVALID_INPUT')) return <Failed error={error} onAgain={again} />
  return data || error ? <NoDeletion id={id} /> : <Skeleton />
}

interface WatchedProps extends OfDeletion {
  /** Called when the stream has ended before the deletion. */
  readonly onLost: () => void
  /** Starts again. */
  readonly onFollow: () => void
}

function Watched({ deletion, onLost, onFollow }: WatchedProps) {
  const { id, workspaceName, workspaceDisplayName: name, state, pausedAt, lastError } = deletion
  const [wasOver] = useState(isOver(state))
  const [lost, setLost] = useState<CroftError>()
  const { told, rates, spoken } = useWatch(id, wasOver, (error) => {
    setLost(error)
    onLost()
  })
  const isLive = useSignal(isConnected)
  return (
    <>
      <Title
        crumbs={[
          { label: 'Deletions', href: to.deletions() },
          { label: workspaceName, mono: true },
        ]}
        description={DESCRIPTIONS[state]}
        aside={
          <>
            {!lost && <LiveDot state={isOver(state) ? 'ended' : isLive ? 'live' : 'reconnecting'} />}
            <StatePill deletion={deletion} />
            {state === 'SCHEDULED' && <RestoreWorkspace deletion={deletion} />}
            {state === 'FAILED' && <RetryDeletion deletion={deletion} />}
            {!isOver(state) && <CopyAs {...commandOf(deletion)} />}
          </>
        }
      >
        {TITLES[state](name)}
      </Title>
      <Spoken words={spoken} />
      <div className={styles.banners}>
        {pausedAt && !isOver(state) && (
          <Banner tone="warn" icon="pause">
            Platform admins paused all deletions <Ago at={pausedAt} />. It goes on by itself once they let it.
          </Banner>
        )}
        {lost && !isOver(state) && (
          <Banner tone="warn" action={<Button onClick={onFollow}>Follow it again</Button>}>
            What you see is no longer live. {tell(lost)}
          </Banner>
        )}
        {state === 'FAILED' && <Banner tone="danger">It stands still: {lastError}</Banner>}
      </div>
      <div className={styles.page}>
        <div className={styles.column}>
          {state !== 'CANCELLED' && <Progress deletion={deletion} rates={rates} />}
          <Steps deletion={deletion} />
          {state === 'SUCCEEDED' && <AuditLog id={id} />}
        </div>
        <div className={styles.column}>
          <Details deletion={deletion} />
          <Story deletion={deletion} told={told} />
        </div>
      </div>
    </>
  )
}

/** The page's action as commands for a terminal. */
function commandOf({ id, state }: ShownDeletion): Commands {
  if (state === 'FAILED') return deletionCommands.retryDeletion(id)
  return state === 'SCHEDULED' ? deletionCommands.restoreWorkspace(id) : deletionCommands.watchDeletion(id)
}

const TITLES: Readonly<Record<ShownDeletion['state'], (name: string) => string>> = {
  SCHEDULED: (name) => `${name} will be deleted`,
  RUNNING: (name) => `Deleting ${name}`,
  FAILED: (name) => `Deleting ${name} has failed`,
  SUCCEEDED: (name) => `${name} is deleted`,
  CANCELLED: (name) => `${name} was restored`,
}
const DESCRIPTIONS: Readonly<Record<ShownDeletion['state'], string>> = {
  SCHEDULED: 'Nothing is removed yet, and nobody but its watchers sees it. Until it begins, all of it can be restored.',
  RUNNING: 'It goes on by itself, also after a restart. You may close this page.',
  FAILED: 'What is removed is gone. The rest waits until it is retried, or a step is skipped.',
  SUCCEEDED: 'Nothing is left of it but this record and its audit log.',
  CANCELLED: 'Everything is back as it was: members, roles, tokens, invitations that are still in time.',
}

/** Announces steps and quarters to screen readers, and not each percent. */
function Spoken({ words }: { readonly words: Signal<string> }) {
  return (
    <p role="status" className="visually-hidden">
      {useSignal(words)}
    </p>
  )
}
