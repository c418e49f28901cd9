import { useState } from 'react'
import type { CroftError } from '../../../client/index.ts'
import { deletionCommands } from '../../commands/deletions.ts'
import { useRead, write } from '../../data/graph.ts'
import { useStream } from '../../data/live.ts'
import { Failed } from '../../frame/failed.tsx'
import {
  BrakeDocument,
  BrakeEventsDocument,
  PauseDeletionsDocument,
  ResumeDeletionsDocument,
} from '../../generated/admin-deletions.ts'
import type { BrakeQuery } from '../../generated/types.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'
import { Pill } from '../../ui/Pill.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { faultsOf, tell } from '../../words.ts'
import styles from './brake.module.css'

type BrakeEvent = NonNullable<BrakeQuery['events']>['nodes'][number]

/** Pauses and resumes all deletions of the platform. The latest log event about it gives the current state. */
export function Brake() {
  const { data, error, again } = useRead(BrakeDocument, {})
  useStream(BrakeEventsDocument, {}, { onEvent: again })
  // an open dialog stays what it was opened as, whatever another admin does meanwhile
  const [open, setOpen] = useState<'pause' | 'resume'>()
  const last = data?.events?.nodes[0]
  const isPaused = last?.type === 'DELETIONS_PAUSED'
  if (!data && error) return <Failed error={error} onAgain={again} />
  return (
    <div className={styles.brake}>
      <Card
        title="The brake"
        description="While deletions are paused, nothing is removed on any replica. New ones are recorded, and wait."
        aside={
          <div className={styles.aside}>
            <span className={data ? undefined : styles.unknown}>
              <Pill tone={isPaused ? 'warn' : 'good'} icon={isPaused ? 'pause' : 'play'}>
                {isPaused ? 'Paused' : 'Deletions go on'}
              </Pill>
            </span>
            <Button
              icon={isPaused ? 'play' : 'pause'}
              whyNot={data ? undefined : 'It is being asked whether deletions go on'}
              onClick={() => setOpen(isPaused ? 'resume' : 'pause')}
            >
              {isPaused ? 'Resume…' : 'Pause all deletions…'}
            </Button>
          </div>
        }
      >
        {last && <Since event={last} />}
      </Card>
      {open && (
        <Change
          isPaused={open === 'resume'}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined)
            again()
          }}
        />
      )}
    </div>
  )
}

function Since({ event: { type, at, actorName, data } }: { readonly event: BrakeEvent }) {
  const reason = data['reason']
  return (
    <p className={styles.since}>
      {type === 'DELETIONS_PAUSED' ? 'Paused' : 'Resumed'} <Ago at={at} /> by {actorName}
      {typeof reason === 'string' && <>: “{reason}”</>}
    </p>
  )
}

interface ChangeProps {
  /** Whether deletions were paused when it was opened, and it resumes them. */
  readonly isPaused: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

function Change({ isPaused, onClose, onDone }: ChangeProps) {
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CroftError>()
  const words = reason.trim()
  const confirm = async () => {
    setBusy(true)
    setError(undefined)
    try {
      if (isPaused) await write(ResumeDeletionsDocument, { input: words ? { reason: words } : {} })
      else await write(PauseDeletionsDocument, { input: { reason: words } })
      toast({ text: isPaused ? 'Deletions go on.' : 'All deletions are paused.' })
      onDone()
    } catch (failure) {
      setError(failure as CroftError)
      setBusy(false)
    }
  }
  const fault = faultsOf(error)['reason']
  return (
    <Confirm
      open
      size="medium"
      title={isPaused ? 'Let deletions go on?' : 'Pause all deletions?'}
      verb={isPaused ? 'Resume' : 'Pause'}
      kind="primary"
      keepLabel={isPaused ? 'Keep them paused' : 'Let them go on'}
      busy={busy}
      whyNot={isPaused || words ? undefined : 'Say why first: other platform admins read it'}
      error={error && !fault ? tell(error) : undefined}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <p>
        {isPaused
          ? 'Each goes on from where it stands.'
          : 'Everybody who watches a deletion sees that the platform has paused it. What is already removed stays removed.'}
      </p>
      <Field label="Reason" optional={isPaused} hint="For other platform admins." error={fault}>
        <TextInput
          data-first-focus
          value={reason}
          maxLength={1024}
          autoComplete="off"
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <div>
        <CopyAs {...(isPaused ? deletionCommands.resumeDeletions() : deletionCommands.pauseDeletions(words))} />
      </div>
    </Confirm>
  )
}
