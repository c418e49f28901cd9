import { useCallback, useEffect, useMemo, useState } from 'react'
import { useArrivals } from '../../data/arrivals.ts'
import { useList } from '../../data/lists.ts'
import { Failed } from '../../frame/failed.tsx'
import { MachineMembersDocument, ServiceAccountsDocument } from '../../generated/service-accounts.ts'
import type { NamedOrder, ServiceAccountRowFragment } from '../../generated/types.ts'
import { may, whyNot } from '../../may.ts'
import { useView } from '../../routes.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Arrived } from '../../ui/Arrived.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Entry } from '../../ui/Entry.tsx'
import { orderIn, orderText } from '../../ui/order-text.ts'
import { Rows } from '../../ui/Rows.tsx'
import type { Column, Order } from '../../ui/RowsHead.tsx'
import { Search } from '../../ui/Search.tsx'
import { ROLE_WORDS } from '../../words.ts'
import styles from '../lists.module.css'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import { AccountMenu } from './account-menu.tsx'
import { NewAccount } from './new-account.tsx'

/** By the key of a column: the field that the list is ordered by. */
const ORDERS = { account: 'NAME', created: 'CREATED_AT' } as const satisfies Record<string, NamedOrder['field']>
const DEFAULT_ORDER: Order<keyof typeof ORDERS> = { key: 'created', descending: true }
const COLUMNS: readonly Column<'account' | 'role' | 'created' | 'menu'>[] = [
  { key: 'account', title: 'Service account', sort: 'ascending' },
  { key: 'role', title: 'Role', width: '8rem', narrow: 'label' },
  { key: 'created', title: 'Created', width: '10rem', sort: 'descending', narrow: 'hide' },
  { key: 'menu', title: 'Actions', bare: true, width: '3.5rem', align: 'end' },
]
const idOf = ({ id }: ServiceAccountRowFragment) => id

/** `GET /w/:name/service-accounts` */
export default function ServiceAccounts({ workspace }: OfWorkspace) {
  const [view, change] = useView()
  const [isMaking, setMaking] = useState(false)
  const search = view.get('search') ?? ''
  const order = orderIn(view.get('order'), ORDERS) ?? DEFAULT_ORDER
  const list = useList(
    ServiceAccountsDocument,
    {
      workspace: workspace.id,
      filter: search ? { search } : {},
      orderBy: [{ field: ORDERS[order.key], direction: order.descending ? 'DESC' : 'ASC' }],
    },
    ({ workspace: read }) => read?.serviceAccounts,
  )
  const [arrived, show] = useArrivals('ServiceAccount', list.rows, list.again)
  const roleOf = useRoles(workspace.id)
  const cellsOf = useCallback(
    (row: ServiceAccountRowFragment) => ({
      account: <Name row={row} />,
      role: <span className={styles.muted}>{roleOf(row.id)}</span>,
      created: <Ago at={row.createdAt} />,
      menu: <AccountMenu account={row} workspace={workspace} />,
    }),
    [workspace, roleOf],
  )
  const refusal = whyNot(workspace, 'SERVICE_ACCOUNT_MANAGE')
  const newButton = (
    <Button kind="primary" icon="plus" data-main-action whyNot={refusal} onClick={() => setMaking(true)}>
      New service account
    </Button>
  )
  const isEmpty = !list.isLoading && list.rows.length === 0
  return (
    <>
      <div className={styles.filters}>
        <Search label="Search name or description" value={search} onSearch={(words) => change({ search: words })} />
        {newButton}
      </div>
      <Arrived count={arrived} noun="service account" onShow={show} />
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} onAgain={list.again} />
      ) : isEmpty && search ? (
        <Empty
          icon="search"
          title={`No service account has “${search}” in its name or description`}
          action={<Button onClick={() => change({ search: '' })}>Clear filters</Button>}
        />
      ) : isEmpty ? (
        <Empty icon="robot" title="No service accounts yet">
          A pipeline or a service signs in as one, with a role and tokens of its own, and stays when people leave.
        </Empty>
      ) : (
        <Rows
          label="Service accounts"
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
          render={cellsOf}
        />
      )}
      <NewAccount
        open={(isMaking || view.get('new') !== null) && may(workspace, 'SERVICE_ACCOUNT_MANAGE')}
        workspace={workspace}
        onClose={() => {
          setMaking(false)
          change({ new: '' })
        }}
      />
    </>
  )
}

/**
 * The role of each service account that is a member. A workspace has at most 100 of its own, and few of the platform.
 */
function useRoles(workspace: string): (id: string) => string {
  const { rows, hasMore, isLoading, more } = useList(
    MachineMembersDocument,
    { workspace },
    ({ workspace: read }) => read?.members,
    { count: false },
  )
  useEffect(() => {
    if (hasMore && !isLoading) more()
  }, [hasMore, isLoading, more])
  const isWhole = !isLoading && !hasMore
  return useMemo(() => {
    const roles = new Map(rows.flatMap(({ principal, role }) => ('id' in principal ? [[principal.id, role]] : [])))
    return (id: string) => {
      const role = roles.get(id)
      return role ? ROLE_WORDS[role] : isWhole ? 'No member' : '\u00a0'
    }
  }, [rows, isWhole])
}

const Name = ({ row: { id, name, description } }: { readonly row: ServiceAccountRowFragment }) => (
  <Entry lead={<Avatar kind="robot" name={name} id={id} />} title={name} sub={description} />
)
