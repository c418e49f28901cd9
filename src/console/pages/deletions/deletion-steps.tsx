import { memo } from 'react'
import { useRead } from '../../data/graph.ts'
import { Failed } from '../../frame/failed.tsx'
import { DeletionStepsDocument } from '../../generated/deletion.ts'
import type { StepFragment, StepState } from '../../generated/types.ts'
import { Bar } from '../../ui/Bar.tsx'
import { Card } from '../../ui/Card.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { count, counted } from '../../words.ts'
import styles from './deletion-steps.module.css'
import { StepTasks } from './deletion-tasks.tsx'
import { isOver, type OfDeletion, stepTitle } from './deletion-words.ts'
import { SkipStep } from './skip-step.tsx'

/** The steps of a deletion, in their order. */
export const Steps = memo(function Steps({ deletion }: OfDeletion) {
  const { id, state } = deletion
  const { data, error, again } = useRead(DeletionStepsDocument, { id })
  const steps = data?.deletion?.steps
  return (
    <Card title="Steps, in order">
      {!steps && error && <Failed error={error} onAgain={again} />}
      {!steps && !error && <Skeleton bare rows={deletion.steps.filter(({ total }) => total > 0).length} height={37} />}
      {steps && (
        <ol className={styles.steps} aria-label="Steps, in order">
          {steps.filter(hasContents).map((step) => (
            <StepRow key={step.id} step={step} deletion={id} isOver={isOver(state)} />
          ))}
        </ol>
      )}
    </Card>
  )
})

/** Steps with nothing to remove are left out. */
const hasContents = ({ total, state }: StepFragment): boolean =>
  total > 0 || (state !== 'WAITING' && state !== 'SUCCEEDED')

const ICONS: Readonly<Record<StepState, IconName | undefined>> = {
  WAITING: undefined,
  RUNNING: undefined,
  RETRYING: 'retry',
  SUCCEEDED: 'check',
  FAILED: 'x',
  SKIPPED: 'skip',
}
const WORDS: Readonly<Record<StepState, string>> = {
  WAITING: 'waiting',
  RUNNING: 'under way',
  RETRYING: 'tried again',
  SUCCEEDED: 'done',
  FAILED: 'failed',
  SKIPPED: 'skipped',
}

interface StepRowProps {
  readonly step: StepFragment
  readonly deletion: string
  readonly isOver: boolean
}

/** One step: a single line while it waits or when it is done, all details while it is running or has failed. */
const StepRow = memo(function StepRow({ step, deletion, isOver: noMore }: StepRowProps) {
  const { name, label, state, total, done, failed, attempts, nextAttemptAt, lastError, kind } = step
  const title = stepTitle(name, label)
  const icon = ICONS[state]
  const isOpen = state === 'RUNNING' || state === 'RETRYING' || state === 'FAILED'
  const isExternal = isOpen && kind !== null && (kind.cleanup !== 'NONE' || failed > 0)
  return (
    <li className={`${styles.step} ${styles[state.toLowerCase()]}`}>
      <span className={styles.icon}>{icon && <Icon name={icon} size={12} />}</span>
      <div className={styles.head}>
        <span className={styles.title}>
          {title}
          <span className="visually-hidden">, {WORDS[state]}</span>
        </span>
        <Amount step={step} isOpen={isOpen} isOver={noMore} />
      </div>
      {isOpen && (
        <div className={styles.body}>
          <Bar
            thin
            label={`${title} removed`}
            value={total > 0 ? done / total : 0}
            text={`${count(done)} of ${count(total)}`}
            failed={state === 'FAILED'}
          />
          {lastError && state !== 'RUNNING' && (
            <p className={styles.error}>
              {lastError}
              {attempts > 0 && ` · ${counted(attempts, 'attempt')}`}
              {state === 'RETRYING' && nextAttemptAt && (
                <>
                  {' · next in '}
                  <Countdown until={nextAttemptAt} then="a moment" />
                </>
              )}
            </p>
          )}
          {isExternal && (
            <>
              <StepTasks deletion={deletion} kind={kind.name} moved={`${state} ${done} ${failed} ${attempts}`} />
              <SkipStep deletion={deletion} step={step} title={title} />
            </>
          )}
        </div>
      )}
    </li>
  )
})

interface AmountProps {
  readonly step: StepFragment
  readonly isOpen: boolean
  readonly isOver: boolean
}

function Amount({ step: { state, total, done, skipped }, isOpen, isOver: noMore }: AmountProps) {
  if (isOpen) {
    return (
      <span className={styles.amount}>
        <strong>{count(done)}</strong> of {count(total)}
      </span>
    )
  }
  const behind = skipped > 0 ? `, ${count(skipped)} left behind` : ''
  const words = state === 'WAITING' ? `${count(total)}${noMore ? '' : ' waiting'}` : `${count(done)}${behind}`
  return <span className={styles.amount}>{words}</span>
}
