import type { ReactNode } from 'react'
import styles from './Entry.module.css'

interface EntryProps {
  /** An avatar or an icon. */
  readonly lead?: ReactNode
  readonly title: ReactNode
  readonly sub?: ReactNode
  /** Whether the second line is an address or an id. */
  readonly mono?: boolean
  /** Pills after both lines. */
  readonly children?: ReactNode
}

/** The main content of a row: a picture, a name, a second line. */
export function Entry({ lead, title, sub, mono = false, children }: EntryProps) {
  return (
    <span className={styles.entry} data-lead={lead ? '' : undefined}>
      {lead}
      <span className={styles.text}>
        <span className={styles.title}>{title}</span>
        {sub && <span className={`${styles.sub} ${mono ? styles.mono : ''}`}>{sub}</span>}
      </span>
      {children}
    </span>
  )
}
