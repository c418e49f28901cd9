// The last part of the settings: protection against deletion, suspension, and deletion.
import { useState } from 'react'
import { workspaceCommands } from '../../commands/workspaces.ts'
import { useAction } from '../../data/action.ts'
import { write } from '../../data/graph.ts'
import { useFrame } from '../../frame/context.ts'
import { ChangeSettingsDocument } from '../../generated/settings.ts'
import { whyNot } from '../../may.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { tell } from '../../words.ts'
import { DeleteWorkspace } from '../deletions/delete-workspace.tsx'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import { resumeWorkspace, SuspendWorkspace } from './suspend-workspace.tsx'

const BUILT_IN = 'It comes with Croft: nobody deletes it.'

/** While protection is on, nobody can delete the workspace by accident. */
export function Protection({ workspace }: OfWorkspace) {
  const { busy, error, run } = useAction()
  const { id, name, deletionProtection, version, builtIn } = workspace
  const change = async (next: boolean) => {
    const input = { workspace: { id }, deletionProtection: next, expectedVersion: version }
    await write(ChangeSettingsDocument, { input })
    toast({ text: next ? 'It is protected: nobody can delete it.' : 'Owners can delete it again.' })
  }
  const why = builtIn ? BUILT_IN : whyNot(workspace, 'WORKSPACE_DELETE')
  return (
    <Card
      title="Protection"
      aside={!why && <CopyAs {...workspaceCommands.protectWorkspace(name, !deletionProtection)} />}
    >
      <Switch
        checked={deletionProtection || builtIn}
        busy={busy}
        whyNot={why}
        hint="While this is on, nobody can delete the workspace, its owners included."
        onChange={(next) => void run(() => change(next))}
      >
        Protected against deletion
      </Switch>
      <div role="alert">{error && <Banner tone="danger">{tell(error)}</Banner>}</div>
    </Card>
  )
}

/** For platform admins: suspends a workspace. Nothing is removed, but nothing can be written. */
export function Suspension({ workspace }: OfWorkspace) {
  const [open, setOpen] = useState(false)
  const { busy, run } = useAction()
  const { state, suspendedReason, displayName } = workspace
  return state === 'SUSPENDED' ? (
    <Card
      title="Resume"
      description={`It is suspended: ${suspendedReason}`}
      aside={
        <Button kind="primary" icon="play" busy={busy} onClick={() => void run(() => resumeWorkspace(workspace))}>
          Resume {displayName}
        </Button>
      }
    />
  ) : (
    <Card
      title="Suspend"
      description="For platform admins. It can then be read, and nearly nothing of it be changed."
      aside={
        <Button icon="pause" onClick={() => setOpen(true)}>
          Suspend…
        </Button>
      }
    >
      {open && <SuspendWorkspace workspace={workspace} onClose={() => setOpen(false)} />}
    </Card>
  )
}

/** Deletes the workspace; the dialog shows first what will be lost. */
export function Delete({ workspace }: OfWorkspace) {
  const [open, setOpen] = useState(false)
  return (
    <Card
      danger
      title="Delete this workspace"
      description="You see what goes with it before anything happens, and every step while it does."
      aside={
        <Button kind="danger" whyNot={useWhyNotDelete(workspace)} onClick={() => setOpen(true)}>
          Delete workspace…
        </Button>
      }
    >
      <DeleteWorkspace workspace={workspace} open={open} onClose={() => setOpen(false)} />
    </Card>
  )
}

/** During a suspension, only platform admins can delete the workspace. */
function useWhyNotDelete(workspace: OfWorkspace['workspace']): string | undefined {
  const { me } = useFrame()
  if (workspace.builtIn) return BUILT_IN
  const isAdmins = me.platformAdmin && workspace.myPermissions.includes('WORKSPACE_DELETE')
  const why = isAdmins ? undefined : whyNot(workspace, 'WORKSPACE_DELETE')
  return why ?? (workspace.deletionProtection ? 'It is protected. Switch the protection off first.' : undefined)
}
