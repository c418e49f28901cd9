// The confirmations before actions on a user: the consequences, the reason, and what has to be done first.
import { useState } from 'react'
import { Link } from 'wouter'
import type { CroftError } from '../../../client/index.ts'
import { platformCommands } from '../../commands/platform.ts'
import { useAction } from '../../data/action.ts'
import { write } from '../../data/graph.ts'
import { useFrame } from '../../frame/context.ts'
import { CreateSignInLinkDocument, DeleteUserDocument, SuspendUserDocument } from '../../generated/admin-users.ts'
import type { UserRowFragment } from '../../generated/types.ts'
import { to } from '../../routes.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Field, TextArea } from '../../ui/Field.tsx'
import { Secret } from '../../ui/Secret.tsx'
import { useIsShown } from '../../ui/shown.ts'
import { toast } from '../../ui/Toasts.tsx'
import { count, faultsOf, tell } from '../../words.ts'
import styles from './admin.module.css'

interface QuestionProps {
  readonly user: UserRowFragment
  readonly onClose: () => void
}

/** Creates a link that signs in as the user, and shows it once: it exists only in this component. */
export function SignInLink({ user, onClose }: QuestionProps) {
  const [made, setMade] = useState<{ readonly link: string; readonly expiresAt: string }>()
  const { busy, error, run } = useAction()
  const isShown = useIsShown()
  const { id, name } = user
  const make = async () => {
    const { createSignInLink } = await write(CreateSignInLinkDocument, { input: { user: { id } } })
    const { link, expiresAt } = createSignInLink
    if (link && isShown()) return setMade({ link, expiresAt })
    toast({ text: `Nobody has seen the sign-in link for ${name}. Make another one.`, tone: 'danger' })
    onClose()
  }
  if (made) {
    return (
      <Secret
        open
        title={`Sign-in link for ${name}`}
        label={`Sign-in link for ${name}`}
        value={made.link}
        onDone={onClose}
      >
        <p>
          It signs a browser in as {name}, once; it ends <Ago at={made.expiresAt} />.
        </p>
      </Secret>
    )
  }
  return (
    <Confirm
      open
      title={`Make a sign-in link for ${name}?`}
      verb="Make the link"
      kind="primary"
      keepLabel="Cancel"
      busy={busy}
      error={error && tell(error)}
      onClose={onClose}
      onConfirm={() => void run(make)}
    >
      <p>
        Whoever has the link can do all that {name} may, once, within 15 minutes: hand it over in private. The log keeps
        that you made it.
      </p>
      <div>
        <CopyAs {...platformCommands.createSignInLink(user)} />
      </div>
    </Confirm>
  )
}

export function SuspendUser({ user, onClose }: QuestionProps) {
  const { me } = useFrame()
  const [reason, setReason] = useState('')
  const { busy, error, run } = useAction()
  const { id, name } = user
  const fault = faultsOf(error)['reason']
  const suspend = async () => {
    await write(SuspendUserDocument, { input: { user: { id }, reason: reason.trim() } })
    toast({ text: `${name} is suspended.` })
    onClose()
  }
  return (
    <Confirm
      open
      title={`Suspend ${name}?`}
      verb="Suspend"
      keepLabel="Keep"
      size="medium"
      busy={busy}
      error={error && !fault ? tell(error) : undefined}
      onClose={onClose}
      onConfirm={() => void run(suspend)}
    >
      {id === me.user?.id && <Banner tone="warn">This is you: you are signed out at once.</Banner>}
      <p>
        {name} is refused everywhere at once, with all tokens. Memberships stay. Workspaces that nobody else owns are
        left without an owner who can act, and are found under All workspaces.
      </p>
      <Field label="Reason" hint="It stands in the log." error={fault}>
        <TextArea
          required
          maxLength={1024}
          data-first-focus
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <div>
        <CopyAs {...platformCommands.suspendUser(user, reason)} />
      </div>
    </Confirm>
  )
}

export function DeleteUser({ user, onClose }: QuestionProps) {
  const { me } = useFrame()
  const { busy, error, run } = useAction()
  const { id, name } = user
  const remove = async () => {
    await write(DeleteUserDocument, { input: { user: { id } } })
    toast({ text: `${name} is deleted.` })
    onClose()
  }
  return (
    <Confirm
      open
      title={`Delete ${name}?`}
      verb="Delete"
      keepLabel="Keep"
      size="medium"
      busy={busy}
      error={error && !error.is('LAST_OWNER') ? tell(error) : undefined}
      onClose={onClose}
      onConfirm={() => void run(remove)}
    >
      {id === me.user?.id && <Banner tone="warn">This is you: you are signed out at once.</Banner>}
      <p>
        What ends with {name}: every membership, every token, and the invitations that they sent. The log keeps the
        name.
      </p>
      <div role="alert">{error?.is('LAST_OWNER') && <SoleOwner error={error} name={name} />}</div>
      <div>
        <CopyAs {...platformCommands.deleteUser(user)} />
      </div>
    </Confirm>
  )
}

/** The workspaces that would be left without an owner, as links to the pages where another owner can be made. */
function SoleOwner({ error, name }: { readonly error: CroftError; readonly name: string }) {
  if (!error.is('LAST_OWNER')) return null
  const { workspaces = [], workspaceCount = workspaces.length } = error.details
  const more = workspaceCount - workspaces.length
  return (
    <Banner tone="danger">
      {name} is the last owner of these. Make someone else an owner first.
      <ul className={styles.links}>
        {workspaces.map((each) => (
          <li key={each.id}>
            <Link href={to.workspace(each.name)}>{each.name}</Link>
          </li>
        ))}
        {more > 0 && <li>and {count(more)} more</li>}
      </ul>
    </Banner>
  )
}
