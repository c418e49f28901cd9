import { useState } from 'react'
import { workspaceCommands } from '../commands/workspaces.ts'
import { useAction } from '../data/action.ts'
import { write } from '../data/graph.ts'
import { useFrame } from '../frame/context.ts'
import { LeaveWorkspaceDocument } from '../generated/members.ts'
import { ChangeSettingsDocument } from '../generated/settings.ts'
import { whyNot } from '../may.ts'
import { go, to } from '../routes.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Confirm } from '../ui/Confirm.tsx'
import { CopyAs } from '../ui/CopyAs.tsx'
import { Switch } from '../ui/Switch.tsx'
import { toast } from '../ui/Toasts.tsx'
import { aRole, tell } from '../words.ts'
import { DeleteWorkspace } from './delete-workspace.tsx'
import type { OfWorkspace } from './of-workspace.ts'
import { resumeWorkspace, SuspendWorkspace } from './suspend-workspace.tsx'
import { TransferOwnership } from './transfer-ownership.tsx'

/** While it is on, nobody deletes the workspace by accident. */
export function Protection({ workspace }: OfWorkspace) {
  const { busy, error, run } = useAction()
  const { id, name, deletionProtection, version, builtIn } = workspace
  const change = async (next: boolean) => {
    const input = { workspace: { id }, deletionProtection: next, expectedVersion: version }
    await write(ChangeSettingsDocument, { input })
    toast({ text: next ? 'It is protected: nobody can delete it.' : 'Owners can delete it again.' })
  }
  const why = builtIn ? 'It comes with Croft: nobody deletes it.' : whyNot(workspace, 'WORKSPACE_DELETE')
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

export function Transfer({ workspace }: OfWorkspace) {
  const [open, setOpen] = useState(false)
  const { builtIn, owners, myRole } = workspace
  const names = owners.map(({ name }) => name).join(', ')
  return (
    <Card
      title="Transfer ownership"
      description={
        builtIn
          ? 'It comes with Croft, and has no owner.'
          : `${names ? `Owned by ${names}.` : 'Nobody owns it at present.'} ${
              myRole === 'OWNER' ? `A member becomes an owner in your place, and you become ${aRole('ADMIN')}.` : ''
            }`
      }
      aside={
        <Button
          whyNot={builtIn ? 'It comes with Croft, and has no owner.' : whyNot(workspace, 'OWNERSHIP_GRANT')}
          onClick={() => setOpen(true)}
        >
          Transfer…
        </Button>
      }
    >
      {open && <TransferOwnership workspace={workspace} onClose={() => setOpen(false)} />}
    </Card>
  )
}

interface LeaveProps extends OfWorkspace {
  /** Whether the reader has a membership of their own; undefined while that is not known. */
  readonly isMember: boolean | undefined
}

export function Leave({ workspace, isMember }: LeaveProps) {
  const { me } = useFrame()
  const [open, setOpen] = useState(false)
  const { busy, error, run, clear } = useAction()
  const { id, name, displayName, myRole, owners, builtIn } = workspace
  const isOnlyOwner = !builtIn && owners.length === 1 && owners[0]?.id === me.user?.id
  const leave = async () => {
    await write(LeaveWorkspaceDocument, { input: { workspace: { id } } })
    toast({ text: `You have left ${displayName}.` })
    go(to.workspaces())
  }
  const why =
    isMember === false
      ? myRole
        ? 'You are here by a group, or because it is shared: there is no membership to end.'
        : 'You are no member.'
      : isOnlyOwner
        ? `${displayName} needs an owner. Make someone else one first.`
        : undefined
  return (
    <Card
      title="Leave"
      description="You lose the workspace at once, with your tokens of it and the invitations that you sent."
      aside={
        <Button whyNot={why} onClick={() => setOpen(true)}>
          Leave…
        </Button>
      }
    >
      <Confirm
        open={open}
        title={`Leave ${displayName}?`}
        verb="Leave"
        keepLabel="Stay"
        busy={busy}
        error={error && tell(error)}
        onClose={() => {
          setOpen(false)
          clear()
        }}
        onConfirm={() => void run(leave)}
      >
        <p>
          You lose {displayName} at once. What ends with it: your tokens of this workspace, and the invitations that you
          sent.
        </p>
        <div>
          <CopyAs {...workspaceCommands.leaveWorkspace(name)} />
        </div>
      </Confirm>
    </Card>
  )
}

/** For platform admins: nothing of it is removed, and nothing can be written. */
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

export function Delete({ workspace }: OfWorkspace) {
  const [open, setOpen] = useState(false)
  const why = workspace.builtIn ? 'It comes with Croft: nobody deletes it.' : whyNot(workspace, 'WORKSPACE_DELETE')
  return (
    <Card
      title="Delete this workspace"
      description="You see what goes with it before anything happens, and every step while it does."
      aside={
        <Button kind="danger" whyNot={why} onClick={() => setOpen(true)}>
          Delete workspace…
        </Button>
      }
    >
      <DeleteWorkspace workspace={workspace} open={open} onClose={() => setOpen(false)} />
    </Card>
  )
}
