import { useState } from 'react'
import type { CroftError } from '../../../client/index.ts'
import { deletionCommands } from '../../commands/deletions.ts'
import { write } from '../../data/graph.ts'
import { SkipDeletionStepDocument } from '../../generated/deletion.ts'
import type { StepFragment } from '../../generated/types.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { counted, faultsOf, tell } from '../../words.ts'

interface SkipStepProps {
  readonly deletion: string
  readonly step: StepFragment
  readonly title: string
}

/**
 * Skips the rest of a step. Everybody who can see a deletion was an owner of its workspace or is a platform admin, so
 * no right is checked here.
 */
export function SkipStep({ deletion, step, title }: SkipStepProps) {
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState('')
  const [error, setError] = useState<CroftError>()
  const left = step.total - step.done - step.skipped
  const close = () => {
    setOpen(false)
    setReason('')
    setError(undefined)
  }
  const skip = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await write(SkipDeletionStepDocument, { input: { deletion, step: step.name, reason: reason.trim() } })
      close()
      toast({ text: `${title}: ${counted(left, 'item')} left behind. The deletion goes on.` })
    } catch (failure) {
      setError(failure as CroftError)
    } finally {
      setBusy(false)
    }
  }
  const fault = faultsOf(error)['reason']
  return (
    <>
      <Button icon="skip" onClick={() => setOpen(true)}>
        Skip…<span className="visually-hidden"> {title}</span>
      </Button>
      <Confirm
        open={open}
        size="medium"
        title={`Skip ${title}?`}
        verb="Skip"
        keepLabel="Go on trying"
        busy={busy}
        whyNot={reason.trim() ? undefined : 'Say why first: it is kept in the record'}
        error={error && !fault ? tell(error) : undefined}
        onClose={close}
        onConfirm={() => void skip()}
      >
        <p>
          {counted(left, 'item')} {left === 1 ? 'stays' : 'stay'} behind: Croft forgets {left === 1 ? 'it' : 'them'},
          and the service that owns {left === 1 ? 'it' : 'them'} is no longer asked. The record names{' '}
          {left === 1 ? 'it' : 'them'}.
        </p>
        <Field label="Reason" hint="Kept in the record and in the audit log." error={fault}>
          <TextInput
            data-first-focus
            value={reason}
            maxLength={1024}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <div>
          <CopyAs {...deletionCommands.skipDeletionStep(deletion, step.name, reason)} />
        </div>
      </Confirm>
    </>
  )
}
