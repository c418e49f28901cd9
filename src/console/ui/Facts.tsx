import type { ReactNode } from 'react'
import styles from './Facts.module.css'

interface Fact {
  readonly label: string
  readonly value: ReactNode
}

/** Labels with their values; an item without a value (null, undefined, false) is left out. */
export function Facts({ items }: { readonly items: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {items.map(({ label, value }) =>
        value === null || value === undefined || value === false ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
