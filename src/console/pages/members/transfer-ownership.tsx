import { useState } from 'react'
import { peopleCommands } from '../../commands/people.ts'
import { useAction } from '../../data/action.ts'
import { useRead, write } from '../../data/graph.ts'
import { useFrame } from '../../frame/context.ts'
import { Failed } from '../../frame/failed.tsx'
import { FindMembersDocument, TransferOwnershipDocument } from '../../generated/settings.ts'
import type { MemberFragment } from '../../generated/types.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Entry } from '../../ui/Entry.tsx'
import { Search } from '../../ui/Search.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { aRole, ROLE_WORDS, tell } from '../../words.ts'
import styles from '../settings/settings.module.css'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'

interface TransferProps extends OfWorkspace {
  readonly onClose: () => void
}

type Candidate = Extract<MemberFragment['principal'], { __typename: 'User' }>

/**
 * Lets the user pick the new owner, and says what happens to the user's own role. The dialog is open while it is
 * rendered.
 */
export function TransferOwnership({ workspace, onClose }: TransferProps) {
  const [chosen, setChosen] = useState<Candidate>()
  const { busy, error, run } = useAction()
  const { id, name, displayName, myRole } = workspace
  const transfer = async (to: Candidate) => {
    await write(TransferOwnershipDocument, { input: { workspace: { id }, to: { user: to.id } } })
    toast({ text: `${to.name} owns ${displayName} now.` })
    onClose()
  }
  return (
    <Confirm
      open
      title={`Transfer ${displayName}`}
      verb="Transfer"
      kind="primary"
      keepLabel="Cancel"
      size="medium"
      whyNot={chosen ? undefined : 'Pick a member first.'}
      busy={busy}
      error={error && tell(error)}
      onClose={onClose}
      onConfirm={() => chosen && void run(() => transfer(chosen))}
    >
      <Candidates workspace={workspace} chosen={chosen} onChoose={setChosen} />
      <p role="status">
        {chosen
          ? `${chosen.name} becomes an owner. ${
              myRole === 'OWNER'
                ? `You become ${aRole('ADMIN')}, and cannot undo that yourself.`
                : 'Your own role stays as it is.'
            }`
          : 'The new owner is somebody who is a member already. Other owners stay.'}
      </p>
      {chosen && (
        <div>
          <CopyAs {...peopleCommands.transferOwnership(name, chosen)} />
        </div>
      )}
    </Confirm>
  )
}

interface CandidatesProps extends OfWorkspace {
  readonly chosen: Candidate | undefined
  readonly onChoose: (user: Candidate) => void
}

function Candidates({ workspace, chosen, onChoose }: CandidatesProps) {
  const { me } = useFrame()
  const [search, setSearch] = useState('')
  const filter = { principalType: ['USER' as const], ...(search && { search }) }
  const { data, error, again } = useRead(FindMembersDocument, { workspace: workspace.id, filter })
  const found = data?.workspace?.members.nodes.filter(
    ({ principal }) => principal.__typename === 'User' && principal.id !== me.user?.id,
  )
  return (
    <>
      <Search label="Search members" value={search} onSearch={setSearch} />
      {!found && (error ? <Failed error={error} onAgain={again} /> : <Skeleton rows={3} height={48} bare />)}
      {found?.length === 0 && (
        <p className={styles.muted}>
          {search ? `Nobody else here is called “${search}”.` : 'Nobody else is a member. Invite somebody first.'}
        </p>
      )}
      {found && found.length > 0 && (
        <div role="radiogroup" aria-label="The new owner" className={styles.candidates}>
          {found.map(({ id, role, principal }) => {
            const user = principal as Candidate
            return (
              <label key={id}>
                <input
                  type="radio"
                  name="to"
                  value={user.id}
                  checked={chosen?.id === user.id}
                  onChange={() => onChoose(user)}
                />
                <Entry
                  lead={<Avatar name={user.name} id={user.id} />}
                  title={user.name}
                  sub={`${ROLE_WORDS[role]}${user.email ? ` · ${user.email}` : ''}`}
                />
              </label>
            )
          })}
        </div>
      )}
    </>
  )
}
