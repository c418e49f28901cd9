import styles from './LiveDot.module.css'

const SAYS = { live: 'Live', connecting: 'Connecting…', reconnecting: 'Reconnecting…', ended: 'Complete' }

interface LiveDotProps {
  readonly state: keyof typeof SAYS
  /** Each new value lets the dot flare up: something has changed elsewhere. */
  readonly pulse?: string | number | undefined
}

/** Whether changes elsewhere appear by themselves at present. */
export function LiveDot({ state, pulse }: LiveDotProps) {
  return (
    <span className={`${styles.says} ${styles[state]}`}>
      <span key={pulse} className={`${styles.dot} ${pulse === undefined ? '' : styles.pulse}`} />
      {SAYS[state]}
    </span>
  )
}
