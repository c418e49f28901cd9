import { useState } from 'react'
import { peopleCommands } from '../../commands/people.ts'
import { toastFailure, write } from '../../data/graph.ts'
import { ResendInvitationDocument, RevokeInvitationDocument } from '../../generated/invitations.ts'
import type { InvitationRowFragment } from '../../generated/types.ts'
import { whyNotWith } from '../../may.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { copyText } from '../../ui/copy.ts'
import { Menu } from '../../ui/Menu.tsx'
import { Secret } from '../../ui/Secret.tsx'
import { useIsShown } from '../../ui/shown.ts'
import { toast } from '../../ui/Toasts.tsx'
import { INVITATION_WORDS, tell } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'

interface InvitationMenuProps extends OfWorkspace {
  readonly invitation: InvitationRowFragment
}

/** The actions on an invitation. A new link exists only in the state of this component. */
export function InvitationMenu({ invitation, workspace }: InvitationMenuProps) {
  const [isRevoking, setRevoking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const [link, setLink] = useState<string>()
  const isShown = useIsShown()
  const { id, email, role, answer } = invitation
  const refusal =
    answer === 'PENDING'
      ? whyNotWith(workspace, 'MEMBER_INVITE', role)
      : `It is ${INVITATION_WORDS[answer].toLowerCase()}: invite them again.`
  const close = () => {
    setRevoking(false)
    setError(undefined)
  }
  const resend = async () => {
    try {
      const { resendInvitation } = await write(ResendInvitationDocument, { input: { invitation: id } })
      if (resendInvitation.link && isShown()) setLink(resendInvitation.link)
      else if (resendInvitation.link) toast({ text: `Nobody has seen the new link of ${email}. Make another one.` })
      else toast({ text: `A new mail is on its way to ${email}. The link of the one before is dead.` })
    } catch (failure) {
      toastFailure(failure)
    }
  }
  const revoke = async () => {
    setBusy(true)
    try {
      await write(RevokeInvitationDocument, { input: { invitation: id } })
      toast({ text: `The invitation of ${email} is revoked.` })
      close()
    } catch (failure) {
      setError(tell(failure))
    } finally {
      setBusy(false)
    }
  }
  const copy = async (text: string) =>
    toast({ text: (await copyText(text)) ? 'Copied.' : 'The browser did not allow to copy.' })
  return (
    <>
      <Menu
        label={`Actions for the invitation of ${email}`}
        items={[
          {
            label: invitation.delivery === 'EMAIL' ? 'Send again' : 'New link',
            icon: 'retry',
            whyNot: refusal,
            onSelect: () => void resend(),
          },
          { label: 'Copy id', icon: 'copy', onSelect: () => void copy(id) },
          {
            label: 'Copy as CLI',
            icon: 'terminal',
            onSelect: () => void copy(peopleCommands.revokeInvitation(id).cli),
          },
          null,
          { label: 'Revoke…', icon: 'x', danger: true, whyNot: refusal, onSelect: () => setRevoking(true) },
        ]}
      />
      <Confirm
        open={isRevoking}
        title={`Revoke the invitation of ${email}?`}
        verb="Revoke"
        busy={busy}
        error={error}
        onClose={close}
        onConfirm={() => void revoke()}
      >
        Its link stops to work at once. They are not told, and can be invited again.
      </Confirm>
      <Secret
        open={link !== undefined}
        title="A new link"
        label={`Link for ${email}`}
        value={link ?? ''}
        onDone={() => setLink(undefined)}
      >
        <p>Pass it on to {email}. The link of before is dead.</p>
      </Secret>
    </>
  )
}
