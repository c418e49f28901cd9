import { useState } from 'react'
import { useRead, write } from '../../data/graph.ts'
import { inviteCode } from '../../data/invite-code.ts'
import { signOut } from '../../data/session.ts'
import { useSignal } from '../../data/signal.ts'
import { whereabouts } from '../../data/whereabouts.ts'
import { useFrame } from '../../frame/context.ts'
import { Failed } from '../../frame/failed.tsx'
import {
  AcceptInvitationDocument,
  DeclineInvitationDocument,
  InvitationOfCodeDocument,
} from '../../generated/my-invitations.ts'
import type { InvitationRowFragment } from '../../generated/types.ts'
import { tellAndLead } from '../../lead.ts'
import { to } from '../../routes.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Title } from '../../ui/Title.tsx'
import { aRole, nameOf, ROLE_WORDS } from '../../words.ts'
import { answerFailure } from './answer-failure.ts'
import styles from './invitation.module.css'

/** `GET /invite#code`: the invitation for the code of a link. */
export default function Invitation() {
  const code = useSignal(inviteCode)
  const { data, error, again } = useRead(InvitationOfCodeDocument, { code }, { pause: code === '' })
  if (code === '') {
    return (
      <Over title="This page needs the link of an invitation">
        <p>Open the link that you were sent once more. What you are invited to by your address is in your list, too.</p>
      </Over>
    )
  }
  if (!data) return error ? <Failed error={error} onAgain={again} /> : <Skeleton rows={3} />
  if (!data.invitation) {
    return (
      <Over title="This invitation has ended">
        <p>It was used, declined or revoked, or its time is over. Ask whoever sent it for another.</p>
      </Over>
    )
  }
  return <Offer key={code} code={code} invitation={data.invitation} />
}

function Over({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <>
      <Title>{title}</Title>
      <Empty
        icon="mail"
        title="Nothing to answer here"
        action={<LinkButton href={to.invitations()}>Your invitations</LinkButton>}
      >
        {children}
      </Empty>
    </>
  )
}

interface OfferProps {
  readonly code: string
  readonly invitation: InvitationRowFragment
}

function Offer({ code, invitation }: OfferProps) {
  const { me } = useFrame()
  const [busy, setBusy] = useState<'accept' | 'decline'>()
  const [error, setError] = useState<string>()
  const { workspaceDisplayName, email, role, invitedBy, expiresAt } = invitation
  const isMine = email === me.user?.email
  const whyNot = isMine ? undefined : `It is for ${email}.`
  const answer = async (what: 'accept' | 'decline') => {
    setBusy(what)
    setError(undefined)
    const isHere = whereabouts()
    const told = (text: string, address: string) => tellAndLead(isHere(), address, text, { replace: true })
    try {
      if (what === 'accept') {
        const { membership } = (await write(AcceptInvitationDocument, { input: { code } })).acceptInvitation
        const { name, displayName } = membership.workspace
        told(`You are ${aRole(membership.role)} of ${displayName} now.`, to.workspace(name))
      } else {
        await write(DeclineInvitationDocument, { input: { code } })
        told(`You have declined ${workspaceDisplayName}.`, to.invitations())
      }
      // the user may have opened another link meanwhile
      if (inviteCode.get() === code) inviteCode.set('')
    } catch (failure) {
      setError(answerFailure(failure, me.user?.email))
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <>
      <Title description={`You would join as ${aRole(role)}.`}>{`Invitation to ${workspaceDisplayName}`}</Title>
      <div className={styles.offer}>
        <Card>
          <Facts
            items={[
              { label: 'Workspace', value: workspaceDisplayName },
              { label: 'Role', value: ROLE_WORDS[role] },
              { label: 'For', value: email },
              { label: 'From', value: invitedBy && nameOf(invitedBy) },
              { label: 'Expires', value: <Ago at={expiresAt} /> },
            ]}
          />
          {!isMine && (
            <Banner tone="warn" action={<Button onClick={() => void signOut()}>Sign in as somebody else</Button>}>
              It is for {email}, and you are signed in as {me.user?.email ?? me.user?.name}. Only who has that address,
              and has proved it, can answer.
            </Banner>
          )}
          {error && (
            <div role="alert">
              <Banner tone="danger">{error}</Banner>
            </div>
          )}
          <div className={styles.actions}>
            <Button busy={busy === 'decline'} whyNot={whyNot} onClick={() => void answer('decline')}>
              Decline
            </Button>
            <Button
              kind="primary"
              data-main-action
              busy={busy === 'accept'}
              whyNot={whyNot}
              onClick={() => void answer('accept')}
            >
              Accept
            </Button>
          </div>
        </Card>
      </div>
    </>
  )
}
