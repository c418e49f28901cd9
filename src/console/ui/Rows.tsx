// A long list as a real table: only rows near the window are in the document, and empty rows take the place of the
// others. Heights are measured, so that rows may be higher; where the columns have no room, each row is a card. The
// page decides what a row shows. `j` and `k` move through the rows, and Enter opens one.

import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { Fragment, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useNarrow } from './narrow.ts'
import styles from './Rows.module.css'
import { type Column, Head, type Order } from './RowsHead.tsx'
import { Row } from './RowsRow.tsx'
import { useRowKeys } from './row-keys.ts'

const [HEIGHT, NARROW_HEIGHT] = [57, 112]
/** How many rows beyond each edge of the window are in the document. */
const OVERSCAN = 8
/** When fewer rows than this are left below, more are requested. */
const NEAR_END = 20

interface RowsProps<Item, Key extends string> {
  /** The accessible name of the table: "Members". */
  readonly label: string
  readonly columns: readonly Column<Key>[]
  /** The loaded rows; undefined for a row that was dropped or is being loaded. */
  readonly rows: readonly (Item | undefined)[]
  /** The number of rows in all, if known. */
  readonly total?: number | null | undefined
  readonly rowKey: (row: Item) => string
  /** Renders the cells, by the keys of the columns. */
  readonly render: (row: Item) => Readonly<Record<Key, ReactNode>>
  /** The address of a row. The first column with a visible title contains the link, which covers the whole row. */
  readonly rowHref?: (row: Item) => string | undefined
  readonly hasMore?: boolean
  readonly onEnd?: () => void
  /** Reports which rows are near the window: others may be dropped. */
  readonly onRange?: (first: number, last: number) => void
  readonly busy?: boolean
  readonly order?: Order<Key> | undefined
  readonly onOrder?: (order: Order<Key>) => void
  /** Rows that have just been changed elsewhere. */
  readonly flashIds?: ReadonlySet<string>
}

/** The minimal width of the first column in rem, and the pixels of one rem. */
const [MAIN_REM, REM_PX] = [10, 16]

const widthOf = (columns: readonly { readonly width?: string }[]): number =>
  columns.reduce((sum, { width = `${MAIN_REM}rem` }) => sum + Number.parseFloat(width) * REM_PX, 0)

export function Rows<Item, Key extends string>(props: RowsProps<Item, Key>) {
  const { label, columns, rows, total, rowKey, render, rowHref, hasMore = false, onEnd, onRange, busy = false } = props
  const narrow = useNarrow(widthOf(columns))
  const body = useRef<HTMLTableSectionElement>(null)
  const [top, setTop] = useState(0)
  const [focused, setFocused] = useState<number | undefined>(undefined)

  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (narrow ? NARROW_HEIGHT : HEIGHT),
    overscan: OVERSCAN,
    scrollMargin: top,
    scrollPaddingStart: 64,
    scrollPaddingEnd: 16,
    // A row with focus stays in the document, however far the list is scrolled.
    rangeExtractor: (range) => {
      const near = defaultRangeExtractor(range)
      if (focused === undefined || focused >= rows.length || near.includes(focused)) return near
      return [...near, focused].sort((a, b) => a - b)
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights measured for the other layout are wrong.
  useEffect(() => virtualizer.measure(), [narrow])
  useLayoutEffect(() => {
    // The content above can change its height with any render, though hardly while the page scrolls.
    if (body.current && !virtualizer.isScrolling)
      setTop(Math.round(body.current.getBoundingClientRect().top + window.scrollY))
  })

  const items = virtualizer.getVirtualItems()
  const { startIndex: first = 0, endIndex: last = -1 } = virtualizer.range ?? {}
  const asked = useRef(-1)
  useEffect(() => {
    if (rows.length < asked.current) asked.current = -1
    if (!hasMore || busy || last < rows.length - NEAR_END || asked.current === rows.length) return
    asked.current = rows.length
    onEnd?.()
  }, [hasMore, busy, last, rows.length, onEnd])
  useEffect(() => {
    if (last >= 0) onRange?.(first, last)
  }, [first, last, onRange])

  useRowKeys({ body, count: rows.length, focused, show: (index) => virtualizer.scrollToIndex(index), setFocused })

  const role = (name: string) => (narrow ? name : undefined)
  let end = top
  return (
    <table
      role={role('table')}
      className={narrow ? `${styles.rows} ${styles.cards}` : styles.rows}
      aria-label={label}
      aria-rowcount={total === null || total === undefined ? -1 : total + 1}
      aria-busy={busy || undefined}
    >
      <colgroup>
        {columns.map((each) => (
          <col key={each.key} style={each.width === undefined ? undefined : { width: each.width }} />
        ))}
      </colgroup>
      <Head columns={columns} narrow={narrow} order={props.order} onOrder={props.onOrder} />
      <tbody
        ref={body}
        role={role('rowgroup')}
        onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setFocused(undefined)}
      >
        {items.map((item) => {
          const row = rows[item.index]
          const gap = item.start - end
          end = item.end
          const key = row === undefined ? item.index : rowKey(row)
          return (
            <Fragment key={key}>
              <Gap height={gap} columns={columns.length} />
              <Row
                index={item.index}
                columns={columns}
                narrow={narrow}
                row={row}
                render={render}
                rowHref={rowHref}
                flash={row !== undefined && props.flashIds?.has(rowKey(row)) === true}
                measure={virtualizer.measureElement}
                onFocus={setFocused}
              />
            </Fragment>
          )
        })}
        <Gap height={top + virtualizer.getTotalSize() - end} columns={columns.length} />
      </tbody>
    </table>
  )
}

/** Fills the space of rows that are not in the document. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height < 1) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without an index takes no focus.
    <tr aria-hidden="true" className={styles.gap} style={{ height }}>
      <td colSpan={columns} />
    </tr>
  )
}
