import { memo, type ReactNode } from 'react'
import { Link } from 'wouter'
import styles from './Rows.module.css'
import type { Column } from './RowsHead.tsx'

interface RowProps<Item, Key extends string> {
  readonly index: number
  readonly columns: readonly Column<Key>[]
  readonly narrow: boolean
  /** Undefined until the row is loaded. */
  readonly row: Item | undefined
  readonly render: (row: Item) => Readonly<Record<Key, ReactNode>>
  readonly rowHref: ((row: Item) => string | undefined) | undefined
  readonly flash: boolean
  readonly measure: (element: HTMLTableRowElement | null) => void
  readonly onFocus: (index: number) => void
}

/** One row, rendered again only when it changes. Its link, if any, covers the row; controls are above the link. */
export const Row = memo(TheRow) as typeof TheRow

function TheRow<Item, Key extends string>(props: RowProps<Item, Key>) {
  const { index, columns, narrow, row, flash, measure, onFocus } = props
  const cells = row === undefined ? undefined : props.render(row)
  const href = row === undefined ? undefined : props.rowHref?.(row)
  const main = columns.findIndex((each) => !each.bare)
  const role = (name: string) => (narrow ? name : undefined)
  return (
    <tr
      ref={measure}
      role={role('row')}
      data-index={index}
      aria-rowindex={index + 2}
      aria-busy={cells === undefined || undefined}
      tabIndex={-1}
      className={`${styles.row} ${flash ? styles.flash : ''}`}
      onFocus={() => onFocus(index)}
    >
      {columns.map((column, place) => {
        const Cell = place === main ? 'th' : 'td'
        return (
          <Cell
            key={column.key}
            role={role(place === main ? 'rowheader' : 'cell')}
            scope={place === main ? 'row' : undefined}
            className={classOf(column, place - main, place === columns.length - 1)}
          >
            {narrow && column.narrow === 'label' && cells && <span className={styles.label}>{column.title}</span>}
            {cells === undefined ? (
              place === main && (
                <span className={styles.waiting}>
                  <span className="visually-hidden">Loading</span>
                </span>
              )
            ) : place === main && href !== undefined ? (
              <Link href={href} className={styles.link}>
                {cells[column.key]}
              </Link>
            ) : (
              cells[column.key]
            )}
          </Cell>
        )
      })}
    </tr>
  )
}

function classOf({ align, narrow, bare }: Column<string>, fromMain: number, last: boolean): string {
  return [
    fromMain === 0 && styles.main,
    fromMain < 0 && styles.start,
    bare && last && styles.last,
    align === 'end' && styles.end,
    narrow === 'hide' && styles.wide,
    narrow === 'label' && styles.labelled,
  ]
    .filter(Boolean)
    .join(' ')
}
