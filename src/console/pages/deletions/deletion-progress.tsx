import { memo, type ReactNode, useRef } from 'react'
import { useRead } from '../../data/graph.ts'
import { type Signal, useSignal } from '../../data/signal.ts'
import { DeletionCountsDocument } from '../../generated/deletion.ts'
import { Bar } from '../../ui/Bar.tsx'
import { Card } from '../../ui/Card.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { useNow } from '../../ui/now.ts'
import { Spark } from '../../ui/Spark.tsx'
import { count, counted } from '../../words.ts'
import styles from './deletion-progress.module.css'
import { duration, type OfDeletion, timeLeft } from './deletion-words.ts'

interface ProgressProps extends OfDeletion {
  readonly rates: Signal<readonly number[]>
}

/** The progress of a deletion. It renders several times a second, without anything around it. */
export const Progress = memo(function Progress({ deletion, rates }: ProgressProps) {
  const { id, state, total, startsAt } = deletion
  const { data } = useRead(DeletionCountsDocument, { id })
  const { done = 0, failed = 0, skipped = 0, itemsPerSecond = null, etaSeconds = null } = data?.deletion ?? {}
  // an answer that the stream has overtaken may have lower counts
  const removed = useRising(done)
  const part = useRising(total > 0 ? (done + skipped) / total : 0)
  if (state === 'SCHEDULED') {
    return (
      <Card>
        <p className={styles.percent}>
          <Countdown until={startsAt} then="Now" />
        </p>
        <p className={styles.words}>until {counted(total, 'item')} begin to be removed</p>
      </Card>
    )
  }
  const isDone = state === 'SUCCEEDED'
  const percent = isDone ? '100' : percentOf(part)
  const moves = state === 'RUNNING' && deletion.pausedAt === null
  return (
    <Card>
      <div className={styles.numbers}>
        <p className={styles.percent}>
          {percent}
          <small>%</small>
        </p>
        <dl>
          <Fact label="Removed">{count(isDone ? done : removed)}</Fact>
          {skipped > 0 && <Fact label="Left behind">{count(skipped)}</Fact>}
          {failed > 0 && <Fact label="Failed">{count(failed)}</Fact>}
          {moves && (
            <Fact label="Rate">{itemsPerSecond === null ? '–' : `${count(Math.round(itemsPerSecond))} / s`}</Fact>
          )}
          {moves && <Fact label="Left">{etaSeconds === null ? '–' : timeLeft(etaSeconds)}</Fact>}
          <Time deletion={deletion} done={done} />
        </dl>
      </div>
      <Bar
        label="Removed so far"
        value={isDone ? 1 : Math.min(part, 0.999)}
        text={`${percent} %`}
        failed={state === 'FAILED'}
      />
      <Course rates={rates} />
    </Card>
  )
})

/** Shows 100 only at the end. */
const percentOf = (part: number): string => Math.min(99.9, Math.floor(part * 1000) / 10).toFixed(1)

function useRising(value: number): number {
  const most = useRef(value)
  most.current = Math.max(most.current, value)
  return most.current
}

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)

function Time({ deletion: { startedAt, finishedAt, state }, done }: OfDeletion & { readonly done: number }) {
  const now = useNow(1000)
  if (!startedAt || state === 'FAILED') return null
  const tookMs = Math.max(0, (finishedAt ? Date.parse(finishedAt) : now) - Date.parse(startedAt))
  return (
    <>
      {finishedAt && tookMs >= 1000 && (
        <Fact label="On average">{`${count(Math.round(done / (tookMs / 1000)))} / s`}</Fact>
      )}
      <Fact label={finishedAt ? 'Took' : 'Running for'}>{duration(tookMs)}</Fact>
    </>
  )
}

/** The rate of removal while the page was open. */
function Course({ rates }: { readonly rates: Signal<readonly number[]> }) {
  const values = useSignal(rates)
  if (values.length < 2) return null
  return <Spark label={`Items a second: ${count(Math.round(values.at(-1) ?? 0))} at last`} values={values} />
}
