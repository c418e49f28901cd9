import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Segments } from '../../ui/Segments.tsx'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import { useAddMember } from './add-member.tsx'
import { useInvitePeople } from './invite-people.tsx'

interface InviteProps extends OfWorkspace {
  readonly open: boolean
  readonly onClose: () => void
}

/** Adds people to a workspace: by an invitation, or at once if the server knows them already. */
export function Invite(props: InviteProps) {
  return props.open ? <OpenInvite {...props} /> : null
}

function OpenInvite({ workspace, onClose }: InviteProps) {
  const [how, setHow] = useState<'invite' | 'add'>('invite')
  const ways = {
    invite: useInvitePeople(workspace, onClose),
    add: useAddMember(workspace, how === 'add', onClose),
  }
  const way = ways[how]
  if (way.instead) return way.instead
  return (
    <Dialog
      open
      title={`Bring people into ${workspace.displayName}`}
      onClose={onClose}
      onSubmit={() => {
        if (!way.busy && !way.whyNot) way.submit()
      }}
      footer={
        <>
          <CopyAs {...way.commands} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={way.busy} whyNot={way.whyNot}>
            {way.verb}
          </Button>
        </>
      }
    >
      <Segments
        label="How"
        options={[
          { value: 'invite', label: 'Invite by e-mail' },
          { value: 'add', label: 'Add directly' },
        ]}
        value={how}
        onSelect={setHow}
      />
      {way.fields}
    </Dialog>
  )
}
