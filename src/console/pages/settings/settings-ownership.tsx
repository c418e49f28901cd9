// Transferring a workspace, and leaving it.
import { useState } from 'react'
import { workspaceCommands } from '../../commands/workspaces.ts'
import { useAction } from '../../data/action.ts'
import { write } from '../../data/graph.ts'
import { useFrame } from '../../frame/context.ts'
import { LeaveWorkspaceDocument } from '../../generated/members.ts'
import { goFromWorkspace } from '../../lead.ts'
import { whyNot } from '../../may.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { aRole, tell } from '../../words.ts'
import { TransferOwnership } from '../members/transfer-ownership.tsx'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'

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
  /** Whether the user has a membership of their own; undefined until that is known. */
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
    goFromWorkspace(name)
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
