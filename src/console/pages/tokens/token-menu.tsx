import { useState } from 'react'
import { thingCommands } from '../../commands/things.ts'
import { toastFailure, write } from '../../data/graph.ts'
import { useFrame } from '../../frame/context.ts'
import { ResumeTokenDocument, RevokeTokenDocument, SuspendTokenDocument } from '../../generated/tokens.ts'
import type { TokenFragment } from '../../generated/types.ts'
import { may, whyNotRotate } from '../../may.ts'
import { to } from '../../routes.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { copyText } from '../../ui/copy.ts'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/menu-item.ts'
import { toast } from '../../ui/Toasts.tsx'
import { tell } from '../../words.ts'
import type { ShownWorkspace } from '../workspaces/of-workspace.ts'
import { RotateToken } from './rotate-token.tsx'
import { isOver } from './token-cells.tsx'
import type { MadeToken } from './token-secret.tsx'

interface TokenMenuProps {
  readonly token: TokenFragment
  readonly workspace: ShownWorkspace | undefined
  readonly onMade: (made: MadeToken) => void
}

/** The actions on a token. One that has ended can only be viewed. */
export function TokenMenu({ token, workspace, onMade }: TokenMenuProps) {
  const { me } = useFrame()
  const [open, setOpen] = useState<'rotate' | 'revoke'>()
  const { id, name, status } = token
  const isSuspended = status === 'SUSPENDED'
  const live: readonly (MenuItem | null)[] = [
    {
      label: 'New secret…',
      icon: 'retry',
      whyNot: whyNotRotate(token, me.user?.id, workspace),
      onSelect: () => setOpen('rotate'),
    },
    isSuspended
      ? { label: 'Resume', icon: 'play', onSelect: () => void resume(token) }
      : { label: 'Suspend', icon: 'pause', onSelect: () => void suspend(token) },
    {
      label: `Copy “${isSuspended ? 'resume' : 'suspend'}” as CLI`,
      icon: 'terminal',
      onSelect: () => void copied(thingCommands[isSuspended ? 'resumeToken' : 'suspendToken'](id).cli),
    },
  ]
  const looks: readonly MenuItem[] = [
    ...(workspace && may(workspace, 'EVENT_READ')
      ? [
          {
            label: 'Activity',
            icon: 'activity',
            href: to.workspace(workspace.name, 'activity', `?subject=${id}`),
          } as const,
        ]
      : []),
    { label: 'Copy id', icon: 'copy', onSelect: () => void copied(id) },
  ]
  const ends: readonly (MenuItem | null)[] = [
    null,
    { label: 'Revoke…', icon: 'trash', danger: true, onSelect: () => setOpen('revoke') },
  ]
  const close = () => setOpen(undefined)
  return (
    <>
      <Menu label={`Actions for ${name}`} items={isOver(token) ? looks : [...live, null, ...looks, ...ends]} />
      {open === 'rotate' && <RotateToken token={token} onMade={onMade} onClose={close} />}
      {open === 'revoke' && <RevokeToken token={token} onClose={close} />}
    </>
  )
}

interface OfToken {
  readonly token: TokenFragment
}

function RevokeToken({ token, onClose }: OfToken & { readonly onClose: () => void }) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const revoke = async () => {
    setBusy(true)
    try {
      await write(RevokeTokenDocument, { input: { token: { id: token.id } } })
      toast({ text: `${token.name} is revoked.` })
      onClose()
    } catch (failure) {
      setError(tell(failure))
      setBusy(false)
    }
  }
  return (
    <Confirm
      open
      title={`Revoke ${token.name}?`}
      verb="Revoke"
      busy={busy}
      error={error}
      onClose={onClose}
      onConfirm={() => void revoke()}
    >
      <p>
        Whatever uses it is refused from the next request on, and its streams end. Tokens and sessions that were made
        with it end, too.
      </p>
      <p>{token.lastUsedAt ? usedBy(token) : 'It was never used.'} It cannot be brought back; suspending it can.</p>
      <p>
        <CopyAs {...thingCommands.revokeToken(token.id)} />
      </p>
    </Confirm>
  )
}

const usedBy = ({ lastUsedOperation, lastUsedIp }: TokenFragment): string =>
  `Last it was used${lastUsedOperation ? ` for ${lastUsedOperation}` : ''}${lastUsedIp ? ` from ${lastUsedIp}` : ''}.`

async function suspend(token: TokenFragment): Promise<void> {
  try {
    await write(SuspendTokenDocument, { input: { token: { id: token.id } } })
    const undo = { label: 'Undo', onSelect: () => void resume(token) }
    toast({ text: `${token.name} is suspended: what uses it is refused.`, action: undo })
  } catch (error) {
    toastFailure(error)
  }
}

async function resume({ id, name }: TokenFragment): Promise<void> {
  try {
    await write(ResumeTokenDocument, { input: { token: { id } } })
    toast({ text: `${name} works again.` })
  } catch (error) {
    toastFailure(error)
  }
}

async function copied(text: string): Promise<void> {
  toast({ text: (await copyText(text)) ? 'Copied.' : 'The browser did not allow to copy.' })
}
