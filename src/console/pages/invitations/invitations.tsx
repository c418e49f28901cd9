import { useCallback, useState } from 'react'
import { useArrivals, useFlashing } from '../../data/arrivals.ts'
import { useList } from '../../data/lists.ts'
import { Failed } from '../../frame/failed.tsx'
import { InvitationsDocument } from '../../generated/invitations.ts'
import type {
  InvitationFilter,
  InvitationOrderField,
  InvitationRowFragment,
  InvitationState,
} from '../../generated/types.ts'
import { may, whyNot } from '../../may.ts'
import { useView } from '../../routes.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Arrived } from '../../ui/Arrived.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Entry } from '../../ui/Entry.tsx'
import { Select } from '../../ui/Field.tsx'
import { orderIn, orderText } from '../../ui/order-text.ts'
import { Pill, type Tone } from '../../ui/Pill.tsx'
import { Rows } from '../../ui/Rows.tsx'
import type { Column, Order } from '../../ui/RowsHead.tsx'
import { Search } from '../../ui/Search.tsx'
import { INVITATION_WORDS, nameOf, ROLE_WORDS } from '../../words.ts'
import styles from '../lists.module.css'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import { InvitationMenu } from './invitation-menu.tsx'
import { Invite } from './invite.tsx'

const STATES = Object.keys(INVITATION_WORDS) as InvitationState[]
const TONES: Readonly<Record<Exclude<InvitationState, 'PENDING'>, Tone>> = {
  ACCEPTED: 'good',
  DECLINED: 'neutral',
  REVOKED: 'neutral',
  EXPIRED: 'warn',
}
/** By the key of a column: the field that the list is ordered by. */
const ORDERS = { who: 'EMAIL', sent: 'CREATED_AT' } as const satisfies Record<string, InvitationOrderField>
const DEFAULT_ORDER: Order<keyof typeof ORDERS> = { key: 'sent', descending: true }
const COLUMNS: readonly Column<'who' | 'role' | 'state' | 'sent' | 'menu'>[] = [
  { key: 'who', title: 'Invited', sort: 'ascending' },
  { key: 'role', title: 'Role', width: '7rem' },
  { key: 'state', title: 'State', width: '13rem' },
  { key: 'sent', title: 'Sent', width: '9.5rem', sort: 'descending', narrow: 'hide' },
  { key: 'menu', title: 'Actions', bare: true, width: '3.5rem', align: 'end' },
]
const idOf = ({ id }: InvitationRowFragment) => id

/** `GET /w/:name/invitations` */
export default function Invitations({ workspace }: OfWorkspace) {
  const [view, change] = useView()
  const [isInviting, setInviting] = useState(false)
  const search = view.get('search') ?? ''
  const state = stateIn(view.get('state'))
  const order = orderIn(view.get('order'), ORDERS) ?? DEFAULT_ORDER
  const filter: InvitationFilter = {
    ...(search && { email: { contains: search } }),
    ...(state !== 'any' && { state: [state] }),
  }
  const list = useList(
    InvitationsDocument,
    {
      workspace: workspace.id,
      filter,
      orderBy: [{ field: ORDERS[order.key], direction: order.descending ? 'DESC' : 'ASC' }],
    },
    ({ workspace: read }) => read?.invitations,
  )
  const [arrived, show] = useArrivals('Invitation', list.rows, list.again)
  const flashing = useFlashing('Invitation')
  const cellsOf = useCallback(
    (row: InvitationRowFragment) => ({
      who: <Who row={row} />,
      role: ROLE_WORDS[row.role],
      state: <State row={row} />,
      sent: <Ago at={row.createdAt} />,
      menu: <InvitationMenu invitation={row} workspace={workspace} />,
    }),
    [workspace],
  )
  const isNew = isInviting || view.get('new') !== null
  const inviteButton = (
    <Button
      kind="primary"
      icon="plus"
      data-main-action
      whyNot={whyNot(workspace, 'MEMBER_INVITE')}
      onClick={() => setInviting(true)}
    >
      Invite
    </Button>
  )
  const isEmpty = !list.isLoading && list.rows.length === 0
  return (
    <>
      <div className={styles.filters}>
        <Search label="Search addresses" value={search} onSearch={(words) => change({ search: words })} />
        <Select
          aria-label="State"
          value={state}
          onChange={(event) => change({ state: event.target.value === 'PENDING' ? '' : event.target.value })}
        >
          {STATES.map((each) => (
            <option key={each} value={each}>
              {INVITATION_WORDS[each]}
            </option>
          ))}
          <option value="any">Any state</option>
        </Select>
        {inviteButton}
      </div>
      <Arrived count={['PENDING', 'any'].includes(state) ? arrived : 0} noun="invitation" onShow={show} />
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} onAgain={list.again} />
      ) : isEmpty ? (
        <NoInvitations search={search} state={state} clear={() => change({ search: '', state: '' })} />
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
          order={order}
          onOrder={(next) => change({ order: orderText(next, DEFAULT_ORDER) })}
          flashIds={flashing}
          render={cellsOf}
        />
      )}
      <Invite
        open={isNew && may(workspace, 'MEMBER_INVITE')}
        workspace={workspace}
        onClose={() => {
          setInviting(false)
          change({ new: '' })
        }}
      />
    </>
  )
}

const stateIn = (text: string | null): InvitationState | 'any' =>
  text === 'any' ? text : (STATES.find((state) => state === text) ?? 'PENDING')

function Who({ row: { id, email, delivery, invitedBy } }: { readonly row: InvitationRowFragment }) {
  return (
    <Entry
      lead={<Avatar name={email} id={id} />}
      title={email}
      sub={`${delivery === 'EMAIL' ? 'By mail' : 'By a link'}, from ${nameOf(invitedBy)}`}
    />
  )
}

function State({ row: { answer, expiresAt, respondedAt } }: { readonly row: InvitationRowFragment }) {
  if (answer === 'PENDING') {
    return (
      <span className={styles.muted}>
        Expires <Ago at={expiresAt} />
      </span>
    )
  }
  return (
    <span className={styles.ended}>
      <Pill tone={TONES[answer]}>{INVITATION_WORDS[answer]}</Pill>
      <span className={styles.muted}>
        <Ago at={respondedAt ?? expiresAt} />
      </span>
    </span>
  )
}

interface NoInvitationsProps {
  readonly search: string
  readonly state: string
  readonly clear: () => void
}

function NoInvitations({ search, state, clear }: NoInvitationsProps) {
  if (search || state !== 'PENDING') {
    return (
      <Empty
        icon="search"
        title={search ? `No invitation is for “${search}”` : 'No invitation fits'}
        action={<Button onClick={clear}>Clear filters</Button>}
      />
    )
  }
  return (
    <Empty icon="mail" title="Nobody is invited at present">
      Invite people by their addresses. They join with the role that you choose, once they accept.
    </Empty>
  )
}
