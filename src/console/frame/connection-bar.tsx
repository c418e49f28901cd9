import { useEffect, useState } from 'react'
import { isConnected } from '../data/connection.ts'
import { putOff } from '../data/graph.ts'
import { useSignal } from '../data/signal.ts'
import styles from './frame.module.css'

/** Problems that end sooner are not shown. */
const LOST_AFTER_MS = 1500
const WAITS_AFTER_MS = 2000

/** Says at the bottom of the page that the server cannot be reached, or asks to wait. */
export function ConnectionBar() {
  const isLost = useLasting(!useSignal(isConnected), LOST_AFTER_MS)
  const retry = useSignal(putOff)
  const waits = useLasting(retry?.error.is('RATE_LIMITED') ?? false, WAITS_AFTER_MS)
  const text = isLost
    ? 'Reconnecting. What you see is as of a moment ago; nothing will be missed.'
    : waits
      ? 'That was too much at once. It goes on by itself in a moment.'
      : null
  return (
    <div className={styles.bar} role="status">
      {text && <p>{text}</p>}
    </div>
  )
}

/** Whether the value has been true for this long. */
function useLasting(value: boolean, ms: number): boolean {
  const [lasts, setLasts] = useState(false)
  useEffect(() => {
    if (!value) return setLasts(false)
    const timer = setTimeout(() => setLasts(true), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return lasts
}
