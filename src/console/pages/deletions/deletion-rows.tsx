import type { ReactNode } from 'react'
import { Failed } from '../../frame/failed.tsx'
import type { DeletionRowFragment, DeletionState } from '../../generated/types.ts'
import { to, useView } from '../../routes.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Bar } from '../../ui/Bar.tsx'
import { Button } from '../../ui/Button.tsx'
import { FilterChips } from '../../ui/Chips.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Entry } from '../../ui/Entry.tsx'
import { Rows } from '../../ui/Rows.tsx'
import type { Column } from '../../ui/RowsHead.tsx'
import { Search } from '../../ui/Search.tsx'
import { count, DELETION_WORDS, nameOf } from '../../words.ts'
import { useDeletionList } from './deletion-list.ts'
import styles from './deletion-rows.module.css'
import { StatePill } from './deletion-state.tsx'
import { RetryDeletion } from './retry-deletion.tsx'

const STATES: readonly DeletionState[] = ['RUNNING', 'SCHEDULED', 'FAILED', 'SUCCEEDED', 'CANCELLED']

type Key = 'name' | 'state' | 'progress' | 'action'
const COLUMNS: readonly Column<Key>[] = [
  { key: 'name', title: 'Workspace' },
  { key: 'state', title: 'State', width: '7.25rem' },
  { key: 'progress', title: 'Progress', width: '12rem' },
]
/** Shown only if there is something to retry. */
const ACTION: Column<Key> = { key: 'action', title: 'Actions', bare: true, width: '6.75rem', align: 'end' }

interface DeletionRowsProps {
  readonly failedFirst?: boolean
  /** Shown if there are no deletions at all. */
  readonly empty: ReactNode
}

/** Deletions with a search and filters, one row each, which is updated while the deletion runs. */
export function DeletionRows({ failedFirst = false, empty }: DeletionRowsProps) {
  const [view, change] = useView()
  const search = view.get('search') ?? ''
  const states = STATES.filter((state) => view.get('state')?.split(',').includes(state.toLowerCase()))
  const list = useDeletionList({ search, states, failedFirst })
  const toggle = (state: DeletionState) => {
    const next = states.includes(state) ? states.filter((each) => each !== state) : [...states, state]
    change({ state: next.map((each) => each.toLowerCase()).join(',') })
  }
  const isFiltered = search !== '' || states.length > 0
  return (
    <>
      <div className={styles.filters}>
        <Search
          label="Search by the name of the workspace"
          value={search}
          onSearch={(words) => change({ search: words })}
        />
        <FilterChips
          label="State"
          options={STATES.map((value) => ({ value, label: DELETION_WORDS[value] }))}
          selected={states}
          onToggle={toggle}
        />
      </div>
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} onAgain={list.again} />
      ) : list.isLoading || list.rows.length > 0 ? (
        <Rows
          label="Deletions"
          columns={list.rows.some(({ state }) => state === 'FAILED') ? [...COLUMNS, ACTION] : COLUMNS}
          rows={list.rows}
          total={list.total}
          rowKey={({ id }) => id}
          rowHref={({ id }) => to.deletion(id)}
          hasMore={list.hasMore}
          onEnd={list.more}
          onRange={list.look}
          busy={list.isLoading}
          render={(row) => ({
            name: (
              <Entry
                lead={<Avatar kind="workspace" id={row.workspaceId} name={row.workspaceDisplayName} />}
                title={row.workspaceDisplayName}
                sub={
                  <>
                    {row.workspaceName} · <Ago at={row.requestedAt} /> by {nameOf(row.requestedBy)}
                  </>
                }
              />
            ),
            state: <StatePill deletion={row} />,
            progress: <Progress row={row} />,
            action: row.state === 'FAILED' && <RetryDeletion deletion={row} inRow />,
          })}
        />
      ) : isFiltered ? (
        <Empty
          icon="search"
          title={search ? `No deletion is of a workspace with “${search}” in its name` : 'No deletion is in this state'}
          action={<Button onClick={() => change({ search: '', state: '' })}>Clear filters</Button>}
        />
      ) : (
        empty
      )}
    </>
  )
}

interface OfRow {
  readonly row: DeletionRowFragment
}

/** The progress as a bar and in words, and the reason if the deletion has stopped. */
function Progress({ row }: OfRow) {
  const { state, workspaceDisplayName, total, done, skipped, startsAt, lastError } = row
  if (state === 'CANCELLED') return <span className={styles.muted}>Nothing was removed</span>
  if (state === 'SUCCEEDED') {
    return (
      <span className={styles.muted}>
        {count(done)} removed{skipped > 0 && `, ${count(skipped)} left behind`}
      </span>
    )
  }
  if (state === 'SCHEDULED') {
    return (
      <span className={styles.muted}>
        Begins in <Countdown until={startsAt} then="a moment" />
      </span>
    )
  }
  const words = `${count(done)} of ${count(total)}`
  return (
    <span className={styles.progress}>
      <Bar
        thin
        label={`Removed of ${workspaceDisplayName}`}
        value={Math.min(0.999, total > 0 ? (done + skipped) / total : 0)}
        text={words}
        failed={state === 'FAILED'}
      />
      <small>{state === 'FAILED' && lastError ? lastError : words}</small>
    </span>
  )
}
