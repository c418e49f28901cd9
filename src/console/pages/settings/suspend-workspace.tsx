import { useState } from 'react'
import { workspaceCommands } from '../../commands/workspaces.ts'
import { useAction } from '../../data/action.ts'
import { toastFailure, write } from '../../data/graph.ts'
import { ResumeWorkspaceDocument, SuspendWorkspaceDocument } from '../../generated/suspend-workspace.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Field, TextArea } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { faultsOf, tell } from '../../words.ts'

interface SuspendWorkspaceProps {
  readonly workspace: { readonly id: string; readonly name: string; readonly displayName: string }
  readonly onClose: () => void
}

/** Asks for the reason, and suspends a workspace. The dialog is open while it is rendered. */
export function SuspendWorkspace({ workspace, onClose }: SuspendWorkspaceProps) {
  const [reason, setReason] = useState('')
  const { busy, error, run } = useAction()
  const { id, name, displayName } = workspace
  const fault = faultsOf(error)['reason']
  const suspend = async () => {
    await write(SuspendWorkspaceDocument, { input: { workspace: { id }, reason: reason.trim() } })
    toast({ text: `${displayName} is suspended.` })
    onClose()
  }
  return (
    <Confirm
      open
      title={`Suspend ${displayName}?`}
      verb="Suspend"
      keepLabel="Keep it running"
      size="medium"
      busy={busy}
      error={error && !fault ? tell(error) : undefined}
      onClose={onClose}
      onConfirm={() => void run(suspend)}
    >
      <p>
        From then on it can only be read. Members still leave it, and admins still remove members and revoke tokens. It
        is as before once it is resumed.
      </p>
      <Field label="Reason" hint="Its members read it wherever they are refused." error={fault}>
        <TextArea
          required
          maxLength={1024}
          data-first-focus
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <div>
        <CopyAs {...workspaceCommands.suspendWorkspace(name, reason)} />
      </div>
    </Confirm>
  )
}

/** Resumes a workspace; a failure is shown as a toast. */
export async function resumeWorkspace({ id, displayName }: SuspendWorkspaceProps['workspace']): Promise<void> {
  try {
    await write(ResumeWorkspaceDocument, { input: { workspace: { id } } })
    toast({ text: `${displayName} goes on.` })
  } catch (error) {
    toastFailure(error)
  }
}
