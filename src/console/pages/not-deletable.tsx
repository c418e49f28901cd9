import { may } from '../may.ts'
import { to } from '../routes.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import type { Deletable } from './deletion-impact.tsx'

interface NotDeletableProps {
  readonly workspace: Deletable
  readonly builtIn: boolean
  readonly owners: readonly { readonly id: string; readonly name: string }[]
  readonly onClose: () => void
}

/** Why a workspace cannot be deleted now, and who can change that. */
export function NotDeletable({ workspace, builtIn, owners, onClose }: NotDeletableProps) {
  const { name, displayName } = workspace
  const canEnd = !builtIn && may(workspace, 'WORKSPACE_DELETE')
  return (
    <Dialog
      open
      size="small"
      title={`${displayName} cannot be deleted`}
      onClose={onClose}
      footer={
        <>
          {canEnd && <LinkButton href={to.workspace(name, 'settings')}>Open its settings</LinkButton>}
          <Button kind="primary" onClick={onClose}>
            Keep it
          </Button>
        </>
      }
    >
      {builtIn ? (
        <p>It comes with Croft, and nobody deletes it. Platform admins change what it shows and who is in it.</p>
      ) : (
        <>
          <p>It is protected against deletion. {canEnd ? 'You can switch the protection off in its settings.' : ''}</p>
          {!canEnd && owners.length > 0 && <p>{listed(owners.map((owner) => owner.name))} can switch it off.</p>}
        </>
      )}
    </Dialog>
  )
}

const listed = (names: readonly string[]): string => new Intl.ListFormat('en', { type: 'disjunction' }).format(names)
