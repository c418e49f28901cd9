import type { ReactNode } from 'react'
import { Link } from 'wouter'
import styles from './Rows.module.css'
import type { Column } from './RowsHead.tsx'

interface RowProps<Key extends string> {
  readonly index: number
  readonly columns: readonly Column<Key>[]
  readonly narrow: boolean
  /** None while the row is not loaded. */
  readonly cells: Readonly<Record<Key, ReactNode>> | undefined
  readonly href: string | undefined
  readonly flash: boolean
  readonly measure: (element: HTMLTableRowElement | null) => void
  readonly onFocus: (index: number) => void
}

/** One row. Its link, if it has one, covers it; other controls lie above that. */
export function Row<Key extends string>(props: RowProps<Key>) {
  const { index, columns, narrow, cells, href, flash, measure, onFocus } = props
  const main = columns.findIndex((each) => !each.bare)
  const second = columns.findIndex((each, place) => place > main && !each.bare && each.narrow !== 'hide')
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
            className={`${classOf(column, place - main, place === columns.length - 1)} ${place === second ? styles.second : ''}`}
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
  ]
    .filter(Boolean)
    .join(' ')
}
