import { useState } from 'react'
import { peopleCommands } from '../../commands/people.ts'
import { write } from '../../data/graph.ts'
import { useFrame } from '../../frame/context.ts'
import { LeaveWorkspaceDocument, RemoveMemberDocument } from '../../generated/members.ts'
import type { MemberFragment } from '../../generated/types.ts'
import { goFromWorkspace } from '../../lead.ts'
import { may } from '../../may.ts'
import { to } from '../../routes.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { copyText } from '../../ui/copy.ts'
import { Menu } from '../../ui/Menu.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { counted, nameOf, tell } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import { WhyAccess } from './why-access.tsx'

interface OfMember extends OfWorkspace {
  readonly member: MemberFragment
}

/** The actions on a member; for the user's own membership, the action is to leave. */
export function MemberMenu({ member, workspace }: OfMember) {
  const { me } = useFrame()
  const [open, setOpen] = useState<'remove' | 'why'>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const { id, principal, canRemove } = member
  const name = nameOf(principal)
  const isMe = principal.__typename === 'User' && principal.id === me.user?.id
  const close = () => {
    setOpen(undefined)
    setError(undefined)
  }
  const end = async () => {
    setBusy(true)
    try {
      if (isMe) {
        await write(LeaveWorkspaceDocument, { input: { workspace: { id: workspace.id } } })
        toast({ text: `You have left ${workspace.displayName}.` })
        return goFromWorkspace(workspace.name)
      }
      const { removeMember } = await write(RemoveMemberDocument, { input: { member: { id } } })
      const tokens = removeMember.revokedTokens.length
      toast({ text: `${name} is removed${tokens > 0 ? `, with ${counted(tokens, 'token')}` : ''}.` })
      close()
    } catch (failure) {
      setError(tell(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Menu
        label={`Actions for ${name}`}
        items={[
          ...(principal.__typename === 'User'
            ? [{ label: 'Why this access', icon: 'shield', onSelect: () => setOpen('why') } as const]
            : []),
          ...(may(workspace, 'EVENT_READ')
            ? [
                {
                  label: 'Activity',
                  icon: 'activity',
                  href: to.workspace(workspace.name, 'activity', `?subject=${id}`),
                } as const,
              ]
            : []),
          { label: 'Copy id', icon: 'copy', onSelect: () => void copied(id) },
          {
            label: 'Copy as CLI',
            icon: 'terminal',
            onSelect: () => void copied(peopleCommands.removeMember(workspace.name, principal).cli),
          },
          null,
          {
            label: isMe ? 'Leave…' : 'Remove…',
            icon: isMe ? 'signOut' : 'trash',
            danger: true,
            whyNot: isMe || canRemove.allowed ? undefined : (canRemove.reason ?? 'This is not allowed.'),
            onSelect: () => setOpen('remove'),
          },
        ]}
      />
      <Confirm
        open={open === 'remove'}
        title={isMe ? `Leave ${workspace.displayName}?` : `Remove ${name}?`}
        verb={isMe ? 'Leave' : 'Remove'}
        keepLabel={isMe ? 'Stay' : 'Keep'}
        busy={busy}
        error={error}
        onClose={close}
        onConfirm={() => void end()}
      >
        {isMe ? 'You' : name} {isMe ? 'lose' : 'loses'} {workspace.displayName} at once. What ends with it:{' '}
        {isMe ? 'your' : 'their'} tokens of this workspace, and the invitations that {isMe ? 'you' : 'they'} sent.
      </Confirm>
      {open === 'why' && principal.__typename === 'User' && (
        <WhyAccess user={principal} workspace={workspace} onClose={close} />
      )}
    </>
  )
}

async function copied(text: string): Promise<void> {
  toast({ text: (await copyText(text)) ? 'Copied.' : 'The browser did not allow to copy.' })
}
