import { useState } from 'react'
import { peopleCommands } from '../../commands/people.ts'
import { toastFailure, write } from '../../data/graph.ts'
import { useList } from '../../data/lists.ts'
import { whereabouts } from '../../data/whereabouts.ts'
import { useFrame } from '../../frame/context.ts'
import { Failed } from '../../frame/failed.tsx'
import {
  AcceptInvitationDocument,
  DeclineInvitationDocument,
  MyInvitationsDocument,
} from '../../generated/my-invitations.ts'
import type { InvitationRowFragment } from '../../generated/types.ts'
import { tellAndLead } from '../../lead.ts'
import { to } from '../../routes.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { copyText } from '../../ui/copy.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Entry } from '../../ui/Entry.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Rows } from '../../ui/Rows.tsx'
import type { Column } from '../../ui/RowsHead.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { aRole, counted, nameOf, ROLE_WORDS } from '../../words.ts'
import styles from '../lists.module.css'
import { answerFailure } from './answer-failure.ts'

const COLUMNS: readonly Column<'workspace' | 'role' | 'expires' | 'answer'>[] = [
  { key: 'workspace', title: 'Workspace' },
  { key: 'role', title: 'Role', width: '7rem', narrow: 'label' },
  { key: 'expires', title: 'Expires', width: '9rem', narrow: 'label' },
  { key: 'answer', title: 'Answer', bare: true, width: '17rem', align: 'end' },
]
const idOf = ({ id }: InvitationRowFragment) => id
const cellsOf = (row: InvitationRowFragment) => ({
  workspace: (
    <Entry
      lead={<Avatar kind="workspace" name={row.workspaceDisplayName} id={row.id} />}
      title={row.workspaceDisplayName}
      sub={`Invited by ${nameOf(row.invitedBy)}`}
    />
  ),
  role: ROLE_WORDS[row.role],
  expires: <Ago at={row.expiresAt} />,
  answer: <Answer row={row} />,
})

/** `GET /invitations`: the invitations for the user. */
export default function MyInvitations() {
  const { me } = useFrame()
  const list = useList(MyInvitationsDocument, {}, (data) => data.me.invitations)
  const isEmpty = !list.isLoading && list.rows.length === 0
  return (
    <>
      <Title description={list.total ? `${counted(list.total, 'invitation')} to answer` : '\u00a0'}>Invitations</Title>
      <div className={styles.below}>
        {list.error && list.rows.length === 0 ? (
          <Failed error={list.error} onAgain={list.again} />
        ) : isEmpty ? (
          <Empty icon="mail" title="No invitations">
            Who invites {me.user?.email ?? 'you'} to a workspace is shown here, and you join with a click.
          </Empty>
        ) : (
          <Rows
            label="Invitations"
            columns={COLUMNS}
            rows={list.rows}
            total={list.total}
            rowKey={idOf}
            hasMore={list.hasMore}
            onEnd={list.more}
            onRange={list.look}
            busy={list.isLoading}
            render={cellsOf}
          />
        )}
      </div>
    </>
  )
}

function Answer({ row }: { readonly row: InvitationRowFragment }) {
  const { me } = useFrame()
  const [busy, setBusy] = useState<'accept' | 'decline'>()
  const [isDeclining, setDeclining] = useState(false)
  const input = { invitation: row.id }
  const during = async (what: 'accept' | 'decline', work: () => Promise<void>) => {
    setBusy(what)
    try {
      await work()
    } catch (failure) {
      toastFailure(failure, answerFailure(failure, me.user?.email))
    } finally {
      setBusy(undefined)
      setDeclining(false)
    }
  }
  const accept = () =>
    during('accept', async () => {
      const isHere = whereabouts()
      const { membership } = (await write(AcceptInvitationDocument, { input })).acceptInvitation
      const { name, displayName } = membership.workspace
      tellAndLead(isHere(), to.workspace(name), `You are ${aRole(membership.role)} of ${displayName} now.`)
    })
  const decline = () =>
    during('decline', async () => {
      await write(DeclineInvitationDocument, { input })
      toast({ text: `You have declined ${row.workspaceDisplayName}.` })
    })
  const copy = async (text: string) =>
    toast({ text: (await copyText(text)) ? 'Copied.' : 'The browser did not allow to copy.' })
  const of = <span className="visually-hidden"> {row.workspaceDisplayName}</span>
  return (
    <span className={styles.actions}>
      <Button onClick={() => setDeclining(true)}>Decline{of}</Button>
      <Button kind="primary" busy={busy === 'accept'} onClick={() => void accept()}>
        Accept{of}
      </Button>
      <Menu
        label={`Actions for the invitation to ${row.workspaceDisplayName}`}
        items={[
          { label: 'Copy id', icon: 'copy', onSelect: () => void copy(row.id) },
          {
            label: 'Copy as CLI',
            icon: 'terminal',
            onSelect: () => void copy(peopleCommands.acceptInvitation(row.id).cli),
          },
        ]}
      />
      <Confirm
        open={isDeclining}
        title={`Decline ${row.workspaceDisplayName}?`}
        verb="Decline"
        busy={busy === 'decline'}
        onClose={() => setDeclining(false)}
        onConfirm={() => void decline()}
      >
        The invitation ends. To join later you need another one.
      </Confirm>
    </span>
  )
}
