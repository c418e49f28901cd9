import styles from './Arrived.module.css'
import { Button } from './Button.tsx'

interface ArrivedProps {
  /** "1 new member", "3 new members"; nothing is shown without. */
  readonly text: string | undefined
  readonly onShow: () => void
}

/** Above a list: what has come since it was read. */
export function Arrived({ text, onShow }: ArrivedProps) {
  if (!text) return null
  return (
    <p className={styles.arrived}>
      <Button kind="quiet" onClick={onShow}>
        {text} · Show
      </Button>
    </p>
  )
}
