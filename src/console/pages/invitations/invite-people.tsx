// Invites people by their addresses, up to a hundred at once. Each address gets a result: an invited one leaves the
// field, any other stays with the reason. Links are shown once, and exist only in the state of the dialog.
import { useState } from 'react'
import type { CroftError } from '../../../client/index.ts'
import { peopleCommands } from '../../commands/people.ts'
import { read, write } from '../../data/graph.ts'
import { useFrame } from '../../frame/context.ts'
import { InviteMembersDocument, PendingAmongDocument } from '../../generated/invitations.ts'
import type { InvitationDelivery, InviteMembersMutation, RoleName } from '../../generated/types.ts'
import { grantable } from '../../may.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Field, Radios, Select, TextArea } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Secret } from '../../ui/Secret.tsx'
import { useIsShown } from '../../ui/shown.ts'
import { toast } from '../../ui/Toasts.tsx'
import { counted, faultsOf, ROLE_WORDS, tell } from '../../words.ts'
import type { ShownWorkspace } from '../workspaces/of-workspace.ts'
import { type Address, AddressField, withText } from './address-field.tsx'
import { isMalformed, sameAs } from './addresses.ts'
import styles from './invite.module.css'
import type { Way } from './invite-way.ts'

const MAX_AT_ONCE = 100
const MAX_MESSAGE = 500
const LIFETIMES = { '1d': '1 day', '3d': '3 days', '7d': '7 days', '14d': '14 days', '30d': '30 days' }

type Result = InviteMembersMutation['inviteMembers']['results'][number]
interface Done {
  readonly email: string
  readonly wasInvited: boolean
  readonly link: string | null
}

/** The fields of the dialog for invitations, and their actions. */
export function useInvitePeople(workspace: ShownWorkspace, onClose: () => void): Way {
  const sendsMail = useFrame().serverInfo.features.includes('MAIL')
  const [{ addresses, text }, setTyped] = useState<Typed>({ addresses: [], text: '' })
  const [role, setRole] = useState<RoleName>(grantable(workspace).includes('EDITOR') ? 'EDITOR' : 'VIEWER')
  const [delivery, setDelivery] = useState<InvitationDelivery>(sendsMail ? 'EMAIL' : 'LINK')
  const [expiresIn, setExpiresIn] = useState('7d')
  const [message, setMessage] = useState('')
  const [done, setDone] = useState<readonly Done[]>([])
  const [links, setLinks] = useState<readonly Done[]>([])
  const [error, setError] = useState<CroftError>()
  const [busy, setBusy] = useState(false)
  const isShown = useIsShown()
  const faults = faultsOf(error)
  const all = withText(addresses, text)
  const sound = all.filter((each) => !isMalformed(each.text)).map((each) => each.text)
  const failed = addresses.filter((each) => each.problem).length
  const terms = {
    emails: sound,
    role,
    delivery,
    expiresIn,
    ...(delivery === 'EMAIL' && message.trim() && { message: message.trim() }),
  }

  const submit = async () => {
    setTyped({ addresses: all, text: '' })
    if (sound.length === 0) return
    setBusy(true)
    setError(undefined)
    try {
      const emails = sound.map(sameAs)
      const { workspace: before } = await read(PendingAmongDocument, { workspace: workspace.id, emails })
      const pending = new Set(before?.invitations?.nodes.map(({ id }) => id))
      const { inviteMembers } = await write(InviteMembersDocument, {
        input: { workspace: { id: workspace.id }, ...terms },
      })
      answered(inviteMembers.results, pending)
    } catch (failure) {
      setError(failure as CroftError)
    } finally {
      setBusy(false)
    }
  }

  const answered = (results: readonly Result[], pending: ReadonlySet<string>) => {
    const now = results.flatMap(({ email, invitation, link }) =>
      invitation ? [{ email, link: link ?? null, wasInvited: pending.has(invitation.id) }] : [],
    )
    const problems = new Map(results.map(({ email, ...result }) => [email, problemOf(result)]))
    const left = all.flatMap((each) => {
      const problem = problems.has(each.text) ? problems.get(each.text) : each.problem
      return problem ? [{ text: each.text, problem }] : []
    })
    const told = [...done, ...now]
    if (!isShown()) {
      const refused = left.length > 0 ? ` ${left.length} could not be invited.` : ''
      const unseen = now.some(({ link }) => link) ? ' Nobody has seen the links: make new ones.' : ''
      return toast({ text: sentenceOf(told) + refused + unseen })
    }
    setTyped({ addresses: left, text: '' })
    setDone(told)
    setLinks(now.filter(({ link }) => link))
    if (left.length === 0 && !now.some(({ link }) => link)) finish(told)
  }
  const finish = (told: readonly Done[]) => {
    toast({ text: sentenceOf(told) })
    onClose()
  }

  return {
    verb: sound.length > 1 ? `Invite ${sound.length}` : 'Invite',
    busy,
    whyNot:
      all.length === 0
        ? 'Enter an address first.'
        : all.length > MAX_AT_ONCE
          ? `At most ${MAX_AT_ONCE} at once: take some out.`
          : undefined,
    commands: peopleCommands.inviteMembers(workspace.name, terms),
    submit: () => void submit(),
    instead: links.length > 0 && (
      <Links
        links={links}
        done={done}
        onDone={() => {
          setLinks([])
          if (addresses.length === 0) finish(done)
        }}
      />
    ),
    fields: (
      <>
        {error && Object.keys(faults).length === 0 && (
          <div role="alert">
            <Banner tone="danger">{tell(error)}</Banner>
          </div>
        )}
        {done.length > 0 && <Answers done={done} />}
        <AddressField
          addresses={addresses}
          text={text}
          error={
            failed > 0
              ? `${failed === 1 ? 'One is' : `${failed} are`} not invited: mend or take out what is marked.`
              : faults['emails']
          }
          onChange={(next, typed) => setTyped({ addresses: next, text: typed })}
        />
        <div className={styles.row}>
          <Field label="Role" error={faults['role']}>
            <Select value={role} onChange={(event) => setRole(event.target.value as RoleName)}>
              {grantable(workspace).map((each) => (
                <option key={each} value={each}>
                  {ROLE_WORDS[each]}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Good for" error={faults['expiresIn']}>
            <Select value={expiresIn} onChange={(event) => setExpiresIn(event.target.value)}>
              {Object.entries(LIFETIMES).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        {sendsMail ? (
          <Radios<InvitationDelivery>
            legend="How it gets there"
            name="delivery"
            value={delivery}
            onChange={setDelivery}
            options={[
              { value: 'EMAIL', label: 'Croft mails each a link' },
              { value: 'LINK', label: 'You pass the links on', hint: 'Each is shown once, after you invite.' },
            ]}
          />
        ) : (
          <Banner>This server sends no mail. You get a link for each address, and pass it on.</Banner>
        )}
        {delivery === 'EMAIL' && (
          <Field label="Message" optional error={faults['message']}>
            <TextArea maxLength={MAX_MESSAGE} value={message} onChange={(event) => setMessage(event.target.value)} />
          </Field>
        )}
      </>
    ),
  }
}

interface Typed {
  readonly addresses: readonly Address[]
  readonly text: string
}

function problemOf({ errorCode, errorMessage }: Omit<Result, 'email'>): string | undefined {
  switch (errorCode) {
    case null:
    case undefined:
      return undefined
    case 'INVALID_INPUT':
      return 'This is no address'
    case 'ALREADY_MEMBER':
      return 'Is a member already'
    case 'CONFLICT':
      return 'Is invited with another role: revoke that first'
    default:
      return errorMessage ?? errorCode
  }
}

function sentenceOf(done: readonly Done[]): string {
  const already = done.filter(({ wasInvited }) => wasInvited).length
  const invited = done.length - already
  const people = `${counted(invited, 'person', 'people')} ${invited === 1 ? 'is' : 'are'} invited`
  if (already === 0) return `${people}.`
  return invited === 0
    ? 'They were invited already: nothing has changed.'
    : `${people}; ${already === 1 ? 'one was' : `${already} were`} already.`
}

function Answers({ done }: { readonly done: readonly Done[] }) {
  return (
    <ul className={styles.answers} aria-label="Answers">
      {done.map(({ email, wasInvited }) => (
        <li key={email}>
          <Icon name={wasInvited ? 'info' : 'check'} />
          <span>
            {email} <small>{wasInvited ? 'was invited already' : 'is invited'}</small>
          </span>
        </li>
      ))}
    </ul>
  )
}

interface LinksProps {
  readonly links: readonly Done[]
  readonly done: readonly Done[]
  readonly onDone: () => void
}

function Links({ links, done, onDone }: LinksProps) {
  const [first, ...more] = links.map(({ email, link }) => ({ label: `Link for ${email}`, text: link ?? '' }))
  const lines = links.map(({ email, link }) => `${email} ${link}`).join('\n')
  const already = done.filter(({ wasInvited }) => wasInvited)
  return (
    <Secret
      open
      title={links.length === 1 ? 'Pass this link on' : `Pass these ${links.length} links on`}
      label={first?.label ?? ''}
      value={first?.text ?? ''}
      more={more}
      examples={more.length > 0 ? [{ label: 'All of them, a line each', text: lines }] : []}
      onDone={onDone}
    >
      <p>Each link is for one person: it works for whoever is signed in with that address.</p>
      {already.length > 0 && <Answers done={already} />}
    </Secret>
  )
}
