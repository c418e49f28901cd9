import { useState } from 'react'
import { useList } from '../../data/lists.ts'
import { useFrame } from '../../frame/context.ts'
import { Failed } from '../../frame/failed.tsx'
import { UsersDocument } from '../../generated/admin-users.ts'
import type { UserFilter, UserOrderField, UserRowFragment } from '../../generated/types.ts'
import { choiceIn, useView } from '../../routes.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Entry } from '../../ui/Entry.tsx'
import { orderIn, orderText } from '../../ui/order-text.ts'
import { Pill } from '../../ui/Pill.tsx'
import { Rows } from '../../ui/Rows.tsx'
import { Search } from '../../ui/Search.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { Title } from '../../ui/Title.tsx'
import { counted } from '../../words.ts'
import styles from './admin.module.css'
import { NewUser } from './admin-user-forms.tsx'
import { UserMenu } from './admin-user-menu.tsx'
import { forPlatformAdmins } from './for-platform-admins.tsx'

const WHICH: Readonly<Record<'all' | 'admins' | 'suspended', { readonly label: string; readonly filter: UserFilter }>> =
  {
    all: { label: 'All', filter: {} },
    admins: { label: 'Platform admins', filter: { platformAdmin: true } },
    suspended: { label: 'Suspended', filter: { suspended: true } },
  }

/** By the key of a column: the field that the list is ordered by. */
const ORDERS = { user: 'NAME', seen: 'LAST_SEEN_AT', created: 'CREATED_AT' } as const satisfies Record<
  string,
  UserOrderField
>
const DEFAULT_ORDER = { key: 'user', descending: false } as const

/** `GET /admin/users` */
export default forPlatformAdmins(Users)

function Users() {
  const [view, change] = useView()
  const [isMaking, setMaking] = useState(false)
  const search = view.get('search') ?? ''
  const which = choiceIn(view.get('show'), ['admins', 'suspended']) ?? 'all'
  const order = orderIn(view.get('order'), ORDERS) ?? DEFAULT_ORDER
  const filter: UserFilter = { ...WHICH[which].filter, ...(search && { search }) }
  const orderBy = [{ field: ORDERS[order.key], direction: order.descending ? ('DESC' as const) : ('ASC' as const) }]
  const list = useList(UsersDocument, { filter, orderBy }, ({ users }) => users)
  return (
    <>
      <Title
        description={list.total === null ? '\u00a0' : counted(list.total, 'user')}
        aside={
          <Button kind="primary" icon="plus" data-main-action onClick={() => setMaking(true)}>
            New user
          </Button>
        }
      >
        Users
      </Title>
      <div className={styles.filters}>
        <Search label="Search name or address" value={search} onSearch={(words) => change({ search: words })} />
        <Segments
          label="Which users"
          options={Object.entries(WHICH).map(([value, { label }]) => ({ value, label }))}
          value={which}
          onSelect={(value) => change({ show: value === 'all' ? '' : value })}
        />
      </div>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} onAgain={list.again} />
      ) : !list.isLoading && list.rows.length === 0 ? (
        <Empty
          icon="search"
          title={search ? `Nobody has “${search}” in their name or address` : 'Nobody at present'}
          action={<Button onClick={() => change({ search: '', show: '' })}>Clear filters</Button>}
        />
      ) : (
        <Rows
          label="Users"
          columns={[
            { key: 'user', title: 'User', sort: 'ascending' },
            { key: 'rights', title: 'Rights', width: '10rem' },
            { key: 'seen', title: 'Last seen', width: '11rem', sort: 'descending', narrow: 'label' },
            { key: 'created', title: 'Created', width: '11rem', sort: 'descending', narrow: 'hide' },
            { key: 'menu', title: 'Actions', bare: true, width: '3.5rem', align: 'end' },
          ]}
          rows={list.rows}
          total={list.total}
          rowKey={({ id }) => id}
          hasMore={list.hasMore}
          onEnd={list.more}
          onRange={list.look}
          busy={list.isLoading}
          order={order}
          onOrder={(next) => change({ order: orderText(next, DEFAULT_ORDER) })}
          render={(user) => ({
            user: <Who user={user} />,
            rights: rightsOf(user),
            seen: user.lastSeenAt ? <Ago at={user.lastSeenAt} /> : 'Never',
            created: <Ago at={user.createdAt} />,
            menu: <UserMenu user={user} />,
          })}
        />
      )}
      {isMaking && <NewUser onClose={() => setMaking(false)} />}
    </>
  )
}

function rightsOf({ platformAdmin, suspendedAt }: UserRowFragment) {
  if (suspendedAt) {
    return (
      <Pill tone="warn" icon="pause">
        Suspended
      </Pill>
    )
  }
  if (!platformAdmin) return null
  return (
    <Pill tone="info" icon="shield">
      Platform admin
    </Pill>
  )
}

function Who({ user: { id, name, email } }: { readonly user: UserRowFragment }) {
  const { me } = useFrame()
  return (
    <Entry lead={<Avatar name={name} id={id} />} title={name} sub={email ?? 'No address'}>
      {id === me.user?.id && <Pill>You</Pill>}
    </Entry>
  )
}
