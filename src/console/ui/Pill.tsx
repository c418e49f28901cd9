import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import styles from './Pill.module.css'

export type Tone = 'neutral' | 'good' | 'warn' | 'danger' | 'info'

interface PillProps {
  readonly tone?: Tone
  readonly icon?: IconName
  readonly children: ReactNode
}

/** A label that shows a state. */
export function Pill({ tone = 'neutral', icon, children }: PillProps) {
  return (
    <span className={`${styles.pill} ${styles[tone]}`}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  )
}
