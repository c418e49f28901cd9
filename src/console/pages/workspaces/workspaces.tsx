import { lazy, Suspense, useState } from 'react'
import { toastFailure, write } from '../../data/graph.ts'
import { useList } from '../../data/lists.ts'
import { useFrame } from '../../frame/context.ts'
import { Failed } from '../../frame/failed.tsx'
import type { WorkspaceFilter, WorkspaceOrder, WorkspaceRowFragment } from '../../generated/types.ts'
import { SetPreferencesDocument, WorkspacesDocument } from '../../generated/workspaces.ts'
import { roleWord } from '../../may.ts'
import { choiceIn, to, useView } from '../../routes.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Entry } from '../../ui/Entry.tsx'
import { Select } from '../../ui/Field.tsx'
import { Pill } from '../../ui/Pill.tsx'
import { Rows } from '../../ui/Rows.tsx'
import type { Column } from '../../ui/RowsHead.tsx'
import { Search } from '../../ui/Search.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { Title } from '../../ui/Title.tsx'
import { counted, ROLE_WORDS, ROLES, VISIBILITY_WORDS } from '../../words.ts'
import styles from './workspaces.module.css'

const NewWorkspace = lazy(() => import('./new-workspace.tsx'))

const ORDER_NAMES = ['changed', 'name', 'created'] as const
const ORDERS: Readonly<Record<(typeof ORDER_NAMES)[number], { readonly title: string; readonly by: WorkspaceOrder }>> =
  {
    changed: { title: 'Last changed', by: { field: 'UPDATED_AT', direction: 'DESC' } },
    name: { title: 'Name', by: { field: 'DISPLAY_NAME', direction: 'ASC' } },
    created: { title: 'Newest', by: { field: 'CREATED_AT', direction: 'DESC' } },
  }

const COLUMNS: readonly Column<'star' | 'name' | 'role' | 'shared' | 'changed'>[] = [
  { key: 'star', title: 'Favourite', bare: true, width: '3rem' },
  { key: 'name', title: 'Workspace' },
  { key: 'role', title: 'Your role', width: '6.5rem' },
  { key: 'shared', title: 'Shared with', width: '9rem', narrow: 'hide' },
  { key: 'changed', title: 'Changed', width: '8.5rem' },
]
const idOf = ({ id }: WorkspaceRowFragment) => id
const addressOf = ({ name }: WorkspaceRowFragment) => to.workspace(name)
const cellsOf = (row: WorkspaceRowFragment) => ({
  star: <Star row={row} />,
  name: <Name row={row} />,
  role: roleWord(row.myRole),
  shared: <span className={styles.muted}>{VISIBILITY_WORDS[row.visibility]}</span>,
  changed: <Ago at={row.updatedAt} />,
})

/** `GET /`: the workspaces that the user can see. */
export default function Workspaces() {
  const { me, serverInfo } = useFrame()
  const [view, change] = useView()
  const search = view.get('search') ?? ''
  const which = choiceIn(view.get('show'), ['favourites', 'hidden']) ?? 'all'
  const role = choiceIn(view.get('role'), ROLES)
  const order = choiceIn(view.get('order'), ORDER_NAMES) ?? 'changed'
  const [isMaking, setMaking] = useState(false)
  const filter: WorkspaceFilter = {
    hidden: which === 'hidden',
    ...(search && { search }),
    ...(which === 'favourites' && { favourite: true }),
    ...(role && { myRole: [role] }),
  }
  const list = useList(WorkspacesDocument, { filter, orderBy: [ORDERS[order].by] }, ({ workspaces }) => workspaces)
  const mayCreate = me.platformAdmin || serverInfo.workspaceCreation === 'EVERYONE'
  const isNew = isMaking || view.get('new') !== null
  const isFiltered = search !== '' || role !== undefined
  const newButton = (
    <Button
      kind="primary"
      icon="plus"
      data-main-action
      whyNot={mayCreate ? undefined : 'On this server platform admins create workspaces. Ask one of them.'}
      onClick={() => setMaking(true)}
    >
      New workspace
    </Button>
  )
  return (
    <>
      <Title description={list.total === null ? '\u00a0' : counted(list.total, 'workspace')} aside={newButton}>
        Workspaces
      </Title>
      <div className={styles.filters}>
        <Search label="Search name or description" value={search} onSearch={(words) => change({ search: words })} />
        <Segments
          label="Which workspaces"
          options={[
            { value: 'all', label: 'All' },
            { value: 'favourites', label: 'Favourites' },
            { value: 'hidden', label: 'Hidden' },
          ]}
          value={which}
          onSelect={(value) => change({ show: value === 'all' ? '' : value })}
        />
        <Select aria-label="Your role" value={role ?? ''} onChange={(event) => change({ role: event.target.value })}>
          <option value="">Any role</option>
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {ROLE_WORDS[each]}
            </option>
          ))}
        </Select>
        <Select aria-label="Order" value={order} onChange={(event) => change({ order: event.target.value })}>
          {Object.entries(ORDERS).map(([value, { title }]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </Select>
      </div>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} onAgain={list.again} />
      ) : !list.isLoading && list.rows.length === 0 ? (
        <NoWorkspaces
          isFiltered={isFiltered}
          which={which}
          search={search}
          clear={() => change({ search: '', role: '' })}
        >
          {newButton}
        </NoWorkspaces>
      ) : (
        <Rows
          label="Workspaces"
          columns={COLUMNS}
          rows={list.rows}
          total={list.total}
          rowKey={idOf}
          rowHref={addressOf}
          hasMore={list.hasMore}
          onEnd={list.more}
          onRange={list.look}
          busy={list.isLoading}
          render={cellsOf}
        />
      )}
      {isNew && mayCreate && (
        <Suspense>
          <NewWorkspace
            onClose={() => {
              setMaking(false)
              change({ new: '' })
            }}
          />
        </Suspense>
      )}
    </>
  )
}

function Name({ row }: { readonly row: WorkspaceRowFragment }) {
  const { id, name, displayName, description, state, builtIn } = row
  return (
    <Entry
      lead={<Avatar kind="workspace" name={displayName} id={id} />}
      title={displayName}
      sub={description || name}
      mono={!description}
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

function Star({ row }: { readonly row: WorkspaceRowFragment }) {
  const { favourite } = row.myPreferences
  const change = () =>
    write(SetPreferencesDocument, { input: { workspace: { id: row.id }, favourite: !favourite } }).catch((error) =>
      toastFailure(error),
    )
  return (
    <IconButton
      label={`Favourite: ${row.displayName}`}
      aria-pressed={favourite}
      icon={favourite ? 'starFilled' : 'star'}
      onClick={() => void change()}
    />
  )
}

interface NoWorkspacesProps {
  readonly isFiltered: boolean
  readonly which: string
  readonly search: string
  readonly clear: () => void
  readonly children: React.ReactNode
}

function NoWorkspaces({ isFiltered, which, search, clear, children }: NoWorkspacesProps) {
  if (isFiltered) {
    return (
      <Empty
        icon="search"
        title={search ? `No workspace has “${search}” in its name or description` : 'No workspace fits'}
        action={<Button onClick={clear}>Clear filters</Button>}
      />
    )
  }
  if (which === 'favourites') {
    return (
      <Empty icon="star" title="No favourites yet">
        Star a workspace, and it stays in the sidebar.
      </Empty>
    )
  }
  if (which === 'hidden') {
    return (
      <Empty icon="eyeOff" title="Nothing is hidden">
        Hide a workspace in its settings to keep it off your list.
      </Empty>
    )
  }
  return (
    <Empty icon="workspaces" title="No workspaces yet" action={children}>
      A workspace holds the members, tokens, projects and resources of one team.
    </Empty>
  )
}
