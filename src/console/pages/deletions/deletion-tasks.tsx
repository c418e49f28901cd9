import { useEffect, useEffectEvent, useRef } from 'react'
import { useRead } from '../../data/graph.ts'
import { DeletionTasksDocument } from '../../generated/deletion.ts'
import type { DeletionTasksQuery } from '../../generated/types.ts'
import { Countdown } from '../../ui/Countdown.tsx'
import { Pill, type Tone } from '../../ui/Pill.tsx'
import { counted } from '../../words.ts'
import styles from './deletion-tasks.module.css'

/** The log does not record that a service has claimed a task, so the tasks are polled. */
const ASK_EVERY_MS = 3000

type Task = NonNullable<DeletionTasksQuery['deletion']>['tasks']['nodes'][number]

interface StepTasksProps {
  readonly deletion: string
  readonly kind: string
  /** A value that changes whenever an event reports progress of the step. */
  readonly moved: string
}

/** What other services still have to remove, and the reason why each task waits. */
export function StepTasks({ deletion, kind, moved }: StepTasksProps) {
  const { data, again } = useRead(DeletionTasksDocument, { id: deletion, kind })
  const ask = useEffectEvent(() => {
    if (!document.hidden) again()
  })
  const asked = useRef(moved)
  useEffect(() => {
    if (asked.current !== moved) ask()
    asked.current = moved
    const timer = setInterval(() => ask(), ASK_EVERY_MS)
    return () => clearInterval(timer)
  }, [moved])
  const tasks = data?.deletion?.tasks
  if (!tasks || tasks.nodes.length === 0) return null
  const rest = (tasks.totalCount ?? 0) - tasks.nodes.length
  return (
    <ul className={styles.tasks} aria-label="Waited for">
      {tasks.nodes.map((task) => (
        <li key={task.id}>
          <span className={styles.name}>
            {task.resourceName}
            {task.externalId && <code>{task.externalId}</code>}
          </span>
          <Pill tone={TONES[task.state]}>{WORDS[task.state]}</Pill>
          <span className={styles.why}>
            <Why task={task} />
          </span>
        </li>
      ))}
      {rest > 0 && <li className={styles.why}>and {counted(rest, 'more', 'more')}</li>}
    </ul>
  )
}

const TONES: Readonly<Record<Task['state'], Tone>> = {
  READY: 'neutral',
  CLAIMED: 'info',
  RETRYING: 'warn',
  FAILED: 'danger',
  DONE: 'good',
}
const WORDS: Readonly<Record<Task['state'], string>> = {
  READY: 'Waits for its service',
  CLAIMED: 'Being removed',
  RETRYING: 'Tried again',
  FAILED: 'Failed',
  DONE: 'Removed',
}

function Why({ task: { state, attempt, leaseExpiresAt, nextAttemptAt, lastError } }: { readonly task: Task }) {
  if (state === 'CLAIMED' && leaseExpiresAt) {
    return (
      <>
        Its service has <Countdown until={leaseExpiresAt} then="no more time" /> for it
      </>
    )
  }
  if (state !== 'RETRYING' && state !== 'FAILED') return null
  return (
    <>
      {lastError} · {counted(attempt, 'attempt')}
      {state === 'RETRYING' && nextAttemptAt && (
        <>
          {' · next in '}
          <Countdown until={nextAttemptAt} then="a moment" />
        </>
      )}
    </>
  )
}
