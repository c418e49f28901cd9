// Deletions in groups of states: each group is a list of its own, and all are shown as one list.
import { useEffect, useEffectEvent, useRef } from 'react'
import { type List, useList } from '../../data/lists.ts'
import { running } from '../../data/live.ts'
import { useSignal } from '../../data/signal.ts'
import { DeletionListDocument } from '../../generated/deletions.ts'
import type { DeletionOrder, DeletionRowFragment, DeletionState } from '../../generated/types.ts'

/** No stream covers the progress of many deletions: while one runs, the list is polled. */
const ASK_EVERY_MS = 2000
const GATHER_MS = 250

const FAILED: readonly DeletionState[] = ['FAILED']
const UNDER_WAY: readonly DeletionState[] = ['RUNNING', 'SCHEDULED']
const ENDED: readonly DeletionState[] = ['SUCCEEDED', 'CANCELLED']
const NEWEST: DeletionOrder = { field: 'REQUESTED_AT', direction: 'DESC' }
const LAST_ENDED: DeletionOrder = { field: 'FINISHED_AT', direction: 'DESC' }

interface Choice {
  readonly search: string
  /** Only deletions in these states; all if empty. */
  readonly states: readonly DeletionState[]
  /** Whether failed deletions come before those in progress, or after them. */
  readonly failedFirst: boolean
}

type Rows = Pick<
  List<DeletionRowFragment>,
  'rows' | 'total' | 'isLoading' | 'error' | 'hasMore' | 'more' | 'look' | 'again'
>

/** The deletions that the user can see: unfinished ones first, then the finished ones, latest first. */
export function useDeletionList({ search, states, failedFirst }: Choice): Rows {
  const failed = useGroup(FAILED, NEWEST, search, states)
  const underWay = useGroup(UNDER_WAY, NEWEST, search, states)
  const ended = useGroup(ENDED, LAST_ENDED, search, states)
  const groups = (failedFirst ? [failed, underWay, ended] : [underWay, failed, ended]).filter(({ isIn }) => isIn)
  const lists = groups.map(({ list }) => list)

  const askAll = useEffectEvent(() => {
    for (const list of lists) list.again()
  })
  useTold(askAll)
  const moves = underWay.list.rows.some(({ state, pausedAt }) => state === 'RUNNING' && pausedAt === null)
  const askRunning = useEffectEvent(() => {
    if (!document.hidden) underWay.list.again()
  })
  useEffect(() => {
    if (!moves) return
    const timer = setInterval(() => askRunning(), ASK_EVERY_MS)
    return () => clearInterval(timer)
  }, [moves])
  return joined(lists)
}

type Group = List<DeletionRowFragment>

function useGroup(
  all: readonly DeletionState[],
  order: DeletionOrder,
  search: string,
  chosen: readonly DeletionState[],
) {
  const state = chosen.length === 0 ? all : all.filter((each) => chosen.includes(each))
  const isIn = state.length > 0
  const filter = { state: [...(isIn ? state : all)], ...(search && { workspaceName: { contains: search } }) }
  const list = useList(DeletionListDocument, { filter, orderBy: [order] }, ({ deletions }) => deletions, {
    pause: !isIn,
  })
  return { list, isIn }
}

/** Joins the lists. The rows of a list are shown only after all lists before it are read to their end. */
function joined(lists: readonly Group[]): Rows {
  const open = lists.findIndex(({ isLoading, hasMore, rows }) => hasMore || (isLoading && rows.length === 0))
  const shown = open < 0 ? lists : lists.slice(0, open + 1)
  const last = shown.at(-1)
  const totals = lists.map(({ total }) => total)
  return {
    rows: shown.flatMap(({ rows }) => rows),
    total: totals.some((total) => total === null) ? null : totals.reduce<number>((sum, each) => sum + (each ?? 0), 0),
    isLoading: lists.some(({ isLoading }) => isLoading),
    error: lists.find(({ error }) => error)?.error,
    hasMore: last?.hasMore ?? false,
    more: () => last?.more(),
    look: (from, to) => {
      let before = 0
      for (const list of shown) {
        list.look(Math.max(0, from - before), Math.max(0, to - before))
        before += list.rows.length
      }
    },
    again: () => {
      for (const list of lists) list.again()
    },
  }
}

/** Calls `told` after each event of a deletion other than progress; events in quick succession cause one call. */
function useTold(told: () => void): void {
  const deletions = useSignal(running)
  const known = useRef(deletions)
  const tell = useEffectEvent(told)
  useEffect(() => {
    if (known.current === deletions) return
    const timer = setTimeout(() => {
      known.current = deletions
      tell()
    }, GATHER_MS)
    return () => clearTimeout(timer)
  }, [deletions])
}
