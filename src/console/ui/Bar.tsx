import styles from './Bar.module.css'

interface BarProps {
  readonly label: string
  /** Between 0 and 1. */
  readonly value: number
  /** The progress in words. */
  readonly text: string
  readonly thin?: boolean
  readonly failed?: boolean
}

/** A progress bar. */
export function Bar({ label, value, text, thin = false, failed = false }: BarProps) {
  const part = Math.min(1, Math.max(0, value))
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(part * 100)}
      aria-valuetext={text}
      className={`${styles.bar} ${thin ? styles.thin : ''} ${failed ? styles.failed : ''}`}
    >
      <div style={{ translate: `${(part - 1) * 100}%` }} />
    </div>
  )
}
