import { useCallback } from 'react'
import { useArrivals, useFlashing } from '../../data/arrivals.ts'
import { useList } from '../../data/lists.ts'
import { useFrame } from '../../frame/context.ts'
import { Failed } from '../../frame/failed.tsx'
import { MembersDocument } from '../../generated/members.ts'
import type {
  MemberFilter,
  MemberFragment,
  MemberOrder,
  MemberOrderField,
  PrincipalType,
} from '../../generated/types.ts'
import { whyNot } from '../../may.ts'
import { choiceIn, go, to, useView } from '../../routes.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Arrived } from '../../ui/Arrived.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Entry } from '../../ui/Entry.tsx'
import { Select } from '../../ui/Field.tsx'
import { orderIn, orderText } from '../../ui/order-text.ts'
import { Pill } from '../../ui/Pill.tsx'
import { Rows } from '../../ui/Rows.tsx'
import type { Column, Order } from '../../ui/RowsHead.tsx'
import { Search } from '../../ui/Search.tsx'
import { count, nameOf, ROLE_WORDS, ROLES } from '../../words.ts'
import lists from '../lists.module.css'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import { MemberMenu } from './member-menu.tsx'
import { RoleOf } from './member-role.tsx'

const KIND_NAMES = ['people', 'groups', 'machines'] as const
type Kind = (typeof KIND_NAMES)[number]
const KINDS: Readonly<Record<Kind, { readonly title: string; readonly types: readonly PrincipalType[] }>> = {
  people: { title: 'People', types: ['USER'] },
  groups: { title: 'Groups and everyone', types: ['GROUP', 'EVERYONE'] },
  machines: { title: 'Service accounts', types: ['SERVICE_ACCOUNT'] },
}

/** By the key of a column: the field that the list is ordered by. */
const ORDERS = { member: 'NAME', role: 'ROLE', added: 'CREATED_AT' } as const satisfies Record<string, MemberOrderField>
const DEFAULT_ORDER: Order<keyof typeof ORDERS> = { key: 'role', descending: true }
const COLUMNS: readonly Column<'member' | 'role' | 'added' | 'menu'>[] = [
  { key: 'member', title: 'Member', sort: 'ascending' },
  { key: 'role', title: 'Role', width: '11rem', sort: 'descending' },
  { key: 'added', title: 'Added', width: '10rem', sort: 'descending', narrow: 'hide' },
  { key: 'menu', title: 'Actions', bare: true, width: '3.5rem', align: 'end' },
]
const idOf = ({ id }: MemberFragment) => id

/** `GET /w/:name/members` */
export default function Members({ workspace }: OfWorkspace) {
  const [view, change] = useView()
  const search = view.get('search') ?? ''
  const role = choiceIn(view.get('role'), ROLES)
  const kind = choiceIn(view.get('kind'), KIND_NAMES)
  const order = orderIn(view.get('order'), ORDERS) ?? DEFAULT_ORDER
  const filter: MemberFilter = {
    ...(search && { search }),
    ...(role && { role: [role] }),
    ...(kind && { principalType: [...KINDS[kind].types] }),
  }
  const list = useList(
    MembersDocument,
    { workspace: workspace.id, filter, orderBy: orderOf(order) },
    ({ workspace: read }) => read?.members,
  )
  const [arrived, show] = useArrivals('Membership', list.rows, list.again)
  const flashing = useFlashing('Membership')
  const cellsOf = useCallback(
    (member: MemberFragment) => ({
      member: <Who member={member} />,
      role: <RoleOf member={member} workspace={workspace} />,
      added: <Ago at={member.createdAt} />,
      menu: <MemberMenu member={member} workspace={workspace} />,
    }),
    [workspace],
  )
  const isFiltered = search !== '' || role !== undefined || kind !== undefined
  return (
    <>
      <div className={lists.filters}>
        <Search
          label={list.total === null || isFiltered ? 'Search members' : `Search ${count(list.total)} members`}
          value={search}
          onSearch={(words) => change({ search: words })}
        />
        <Select aria-label="Role" value={role ?? ''} onChange={(event) => change({ role: event.target.value })}>
          <option value="">Any role</option>
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {ROLE_WORDS[each]}
            </option>
          ))}
        </Select>
        <Select aria-label="Kind" value={kind ?? ''} onChange={(event) => change({ kind: event.target.value })}>
          <option value="">People and groups</option>
          {KIND_NAMES.map((each) => (
            <option key={each} value={each}>
              {KINDS[each].title}
            </option>
          ))}
        </Select>
        <Invite workspace={workspace} />
      </div>
      <Arrived count={arrived} noun="member" onShow={show} />
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} onAgain={list.again} />
      ) : !list.isLoading && list.rows.length === 0 ? (
        <Empty
          icon="search"
          title={search ? `Nobody here is called “${search}”` : 'Nobody fits'}
          action={<Button onClick={() => change({ search: '', role: '', kind: '' })}>Clear filters</Button>}
        />
      ) : (
        <Rows
          label="Members"
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
    </>
  )
}

function orderOf({ key, descending }: Order<keyof typeof ORDERS>): MemberOrder[] {
  const by = { field: ORDERS[key], direction: descending ? 'DESC' : 'ASC' } as const
  return by.field === 'NAME' ? [by] : [by, { field: 'NAME', direction: 'ASC' }]
}

function Who({ member: { principal } }: { readonly member: MemberFragment }) {
  const { me } = useFrame()
  const name = nameOf(principal)
  const id = 'id' in principal ? principal.id : name
  return (
    <Entry
      lead={<Avatar name={name} id={id} kind={KIND_OF[principal.__typename]} />}
      title={name}
      sub={detailOf(principal)}
    >
      {id === me.user?.id && <Pill>You</Pill>}
    </Entry>
  )
}

const KIND_OF = { User: 'person', ServiceAccount: 'robot', Group: 'group', Everyone: 'everyone' } as const

function detailOf(principal: MemberFragment['principal']): string {
  switch (principal.__typename) {
    case 'User':
      return principal.email ?? 'No address'
    case 'ServiceAccount':
      return 'Service account'
    case 'Group':
      return 'Group of the identity provider'
    case 'Everyone':
      return 'By sharing: see settings'
  }
}

function Invite({ workspace }: OfWorkspace) {
  const why = whyNot(workspace, 'MEMBER_INVITE')
  return (
    <Button
      kind="primary"
      icon="plus"
      data-main-action
      whyNot={why}
      onClick={() => go(to.workspace(workspace.name, 'invitations', '?new=1'))}
    >
      Invite
    </Button>
  )
}
