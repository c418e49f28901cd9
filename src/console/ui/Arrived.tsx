import styles from './Arrived.module.css'
import { Button } from './Button.tsx'

interface ArrivedProps {
  readonly count: number
  readonly noun: string
  readonly onShow: () => void
}

/** Says that others have added to the list, and offers to show the new entries. */
export function Arrived({ count, noun, onShow }: ArrivedProps) {
  if (count === 0) return null
  return (
    <p className={styles.arrived} role="status">
      <Button kind="quiet" onClick={onShow}>
        {count.toLocaleString('en')} new {count === 1 ? noun : `${noun}s`} · Show
      </Button>
    </p>
  )
}
