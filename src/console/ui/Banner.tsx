import type { ReactNode } from 'react'
import styles from './Banner.module.css'
import { Icon, type IconName } from './Icon.tsx'

interface BannerProps {
  readonly tone?: 'info' | 'warn' | 'danger'
  readonly icon?: IconName
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A sentence about everything below it. */
export function Banner({ tone = 'info', icon = tone === 'info' ? 'info' : 'warning', action, children }: BannerProps) {
  return (
    <div className={`${styles.banner} ${styles[tone]}`}>
      <Icon name={icon} />
      <div className={styles.text}>{children}</div>
      {action}
    </div>
  )
}
