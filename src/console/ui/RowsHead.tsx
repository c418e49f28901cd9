import { Icon } from './Icon.tsx'
import styles from './Rows.module.css'

export interface Order<Key extends string> {
  readonly key: Key
  readonly descending: boolean
}

export interface Column<Key extends string> {
  readonly key: Key
  readonly title: string
  /** The title is visually hidden, as for a star or a menu. */
  readonly bare?: boolean
  /** The direction of the order when the title is first pressed. Without it, the column cannot order the list. */
  readonly sort?: 'ascending' | 'descending'
  /** One column, usually the first, has no width and takes what is left. */
  readonly width?: string
  readonly align?: 'end'
  /** How the cell is shown in a card: not at all, or with its title before it. */
  readonly narrow?: 'hide' | 'label'
}

interface HeadProps<Key extends string> {
  readonly columns: readonly Column<Key>[]
  readonly narrow: boolean
  readonly order: Order<Key> | undefined
  readonly onOrder: ((order: Order<Key>) => void) | undefined
}

/** The titles. Where rows are cards, the titles that order the list stay visible. */
export function Head<Key extends string>({ columns, narrow, order, onOrder }: HeadProps<Key>) {
  const role = (name: string) => (narrow ? name : undefined)
  return (
    <thead role={role('rowgroup')}>
      <tr role={role('row')} aria-rowindex={1}>
        {columns.map((column) => {
          const { key, title, sort } = column
          const current = order?.key === key ? (order.descending ? 'descending' : 'ascending') : undefined
          const sorts = sort !== undefined && onOrder !== undefined
          return (
            <th
              key={key}
              role={role('columnheader')}
              scope="col"
              aria-sort={current}
              className={classOf(column, sorts)}
            >
              {sorts ? (
                <button
                  type="button"
                  onClick={() => onOrder({ key, descending: (current ?? opposite(sort)) === 'ascending' })}
                >
                  {title}
                  <Icon name={(current ?? sort) === 'ascending' ? 'chevronUp' : 'chevronDown'} size={14} />
                </button>
              ) : (
                <span className={column.bare ? 'visually-hidden' : undefined}>{title}</span>
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

function opposite(sort: 'ascending' | 'descending') {
  return sort === 'ascending' ? 'descending' : 'ascending'
}

function classOf({ align, narrow }: Column<string>, sorts: boolean): string {
  return [align === 'end' && styles.end, narrow === 'hide' && styles.wide, sorts && styles.sorts]
    .filter(Boolean)
    .join(' ')
}
