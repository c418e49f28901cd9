import styles from './LiveDot.module.css'

const SAYS = { live: 'Live', connecting: 'Connecting…', reconnecting: 'Reconnecting…', ended: 'Complete' }

interface LiveDotProps {
  readonly state: keyof typeof SAYS
  /** Each new value makes the dot flash: something has changed elsewhere. */
  readonly pulse?: string | number | undefined
}

/** Shows whether changes made elsewhere appear automatically at present. */
export function LiveDot({ state, pulse }: LiveDotProps) {
  return (
    <span className={`${styles.says} ${styles[state]}`}>
      <span key={pulse} className={`${styles.dot} ${pulse === undefined ? '' : styles.pulse}`} />
      {SAYS[state]}
    </span>
  )
}
