import type { ReactNode } from 'react'
import styles from './Empty.module.css'
import { Icon, type IconName } from './Icon.tsx'

interface EmptyProps {
  readonly icon?: IconName
  readonly title: ReactNode
  /** What this is for, or what was searched for. */
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** Shown where a list has no entries: says why, and offers one action. */
export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div className={styles.empty}>
      {icon && (
        <span className={styles.icon}>
          <Icon name={icon} size={20} />
        </span>
      )}
      <h2>{title}</h2>
      {children && <div className={styles.text}>{children}</div>}
      {action && <div>{action}</div>}
    </div>
  )
}
