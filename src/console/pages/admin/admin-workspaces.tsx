// All workspaces of the server. Admins find here those that are suspended, and those without an owner who can act.
import { useState } from 'react'
import { useList } from '../../data/lists.ts'
import { Failed } from '../../frame/failed.tsx'
import { AllWorkspacesDocument } from '../../generated/admin-workspaces.ts'
import type { AllWorkspacesQuery, WorkspaceFilter, WorkspaceOrderField } from '../../generated/types.ts'
import { choiceIn, to, useView } from '../../routes.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Entry } from '../../ui/Entry.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { orderIn, orderText } from '../../ui/order-text.ts'
import { Pill } from '../../ui/Pill.tsx'
import { Rows } from '../../ui/Rows.tsx'
import { Search } from '../../ui/Search.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { Title } from '../../ui/Title.tsx'
import { count, counted } from '../../words.ts'
import { resumeWorkspace, SuspendWorkspace } from '../settings/suspend-workspace.tsx'
import styles from './admin.module.css'
import { forPlatformAdmins } from './for-platform-admins.tsx'

type Row = AllWorkspacesQuery['workspaces']['nodes'][number]

const WHICH: Readonly<
  Record<
    'all' | 'ownerless' | 'suspended',
    { readonly label: string; readonly filter: WorkspaceFilter; readonly none: string }
  >
> = {
  all: { label: 'All', filter: {}, none: 'No workspaces yet' },
  ownerless: {
    label: 'Ownerless',
    filter: { ownerless: true },
    none: 'Every workspace has an owner who can act',
  },
  suspended: { label: 'Suspended', filter: { state: ['SUSPENDED'] }, none: 'No workspace is suspended' },
}

/** By the key of a column: the field that the list is ordered by. */
const ORDERS = { workspace: 'DISPLAY_NAME', changed: 'UPDATED_AT' } as const satisfies Record<
  string,
  WorkspaceOrderField
>
const DEFAULT_ORDER = { key: 'changed', descending: true } as const

/** `GET /admin/workspaces`: all workspaces, whoever their members are. */
export default forPlatformAdmins(AllWorkspaces)

function AllWorkspaces() {
  const [view, change] = useView()
  const search = view.get('search') ?? ''
  const which = choiceIn(view.get('show'), ['ownerless', 'suspended']) ?? 'all'
  const order = orderIn(view.get('order'), ORDERS) ?? DEFAULT_ORDER
  const { filter, none } = WHICH[which]
  const list = useList(
    AllWorkspacesDocument,
    {
      filter: { ...filter, ...(search && { search }) },
      orderBy: [{ field: ORDERS[order.key], direction: order.descending ? 'DESC' : 'ASC' }],
    },
    ({ workspaces }) => workspaces,
  )
  return (
    <>
      <Title description={list.total === null ? '\u00a0' : counted(list.total, 'workspace')}>All workspaces</Title>
      <div className={styles.filters}>
        <Search label="Search name or description" value={search} onSearch={(words) => change({ search: words })} />
        <Segments
          label="Which workspaces"
          options={Object.entries(WHICH).map(([value, { label }]) => ({ value, label }))}
          value={which}
          onSelect={(value) => change({ show: value === 'all' ? '' : value })}
        />
      </div>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} onAgain={list.again} />
      ) : !list.isLoading && list.rows.length === 0 ? (
        <Empty
          icon={search ? 'search' : 'check'}
          title={search ? `No workspace has “${search}” in its name or description` : none}
          action={
            (search || which !== 'all') && (
              <Button onClick={() => change({ search: '', show: '' })}>{search ? 'Clear filters' : 'Show all'}</Button>
            )
          }
        />
      ) : (
        <Rows
          label="Workspaces"
          columns={[
            { key: 'workspace', title: 'Workspace', sort: 'ascending' },
            { key: 'owners', title: 'Owners', width: '14rem', narrow: 'label' },
            { key: 'members', title: 'Members', width: '6rem', align: 'end', narrow: 'hide' },
            { key: 'changed', title: 'Changed', width: '9.5rem', sort: 'descending', narrow: 'hide' },
            { key: 'menu', title: 'Actions', bare: true, width: '3.5rem', align: 'end' },
          ]}
          rows={list.rows}
          total={list.total}
          rowKey={({ id }) => id}
          rowHref={({ name }) => to.workspace(name)}
          hasMore={list.hasMore}
          onEnd={list.more}
          onRange={list.look}
          busy={list.isLoading}
          order={order}
          onOrder={(next) => change({ order: orderText(next, DEFAULT_ORDER) })}
          render={(row) => ({
            workspace: <Name row={row} />,
            owners: <Owners row={row} />,
            members: count(row.memberCount),
            changed: <Ago at={row.updatedAt} />,
            menu: <WorkspaceMenu row={row} />,
          })}
        />
      )}
    </>
  )
}

function Name({ row }: { readonly row: Row }) {
  const { id, name, displayName, state, suspendedReason, builtIn } = row
  return (
    <Entry
      lead={<Avatar kind="workspace" name={displayName} id={id} />}
      title={displayName}
      sub={suspendedReason ?? name}
      mono={!suspendedReason}
    >
      {state === 'SUSPENDED' && (
        <Pill tone="warn" icon="pause">
          Suspended
        </Pill>
      )}
      {builtIn && <Pill>Built in</Pill>}
    </Entry>
  )
}

const NAMED_OWNERS = 2

function Owners({ row: { owners, builtIn } }: { readonly row: Row }) {
  if (owners.length === 0) return builtIn ? 'Needs none' : 'Nobody'
  const named = owners.slice(0, NAMED_OWNERS).map(({ name }) => name)
  const more = owners.length - named.length
  return (
    <>
      {named.join(', ')}
      {more > 0 && ` and ${count(more)} more`}
    </>
  )
}

function WorkspaceMenu({ row }: { readonly row: Row }) {
  const [isSuspending, setSuspending] = useState(false)
  const { name, displayName, state, builtIn } = row
  return (
    <>
      <Menu
        label={`Actions for ${displayName}`}
        items={[
          { label: 'Activity', icon: 'activity', href: to.workspace(name, 'activity') },
          { label: 'Settings', icon: 'settings', href: to.workspace(name, 'settings') },
          ...(builtIn
            ? []
            : [{ label: 'Name another owner', icon: 'users', href: to.workspace(name, 'members') } as const]),
          null,
          state === 'SUSPENDED'
            ? { label: 'Resume', icon: 'play', onSelect: () => void resumeWorkspace(row) }
            : { label: 'Suspend…', icon: 'pause', danger: true, onSelect: () => setSuspending(true) },
        ]}
      />
      {isSuspending && <SuspendWorkspace workspace={row} onClose={() => setSuspending(false)} />}
    </>
  )
}
