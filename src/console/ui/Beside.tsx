import type { ReactNode } from 'react'
import { Ago } from './Ago.tsx'
import { Banner } from './Banner.tsx'
import styles from './Beside.module.css'
import { Button } from './Button.tsx'

interface BesideProps {
  /** Who has changed it; "Somebody else" if that is not known. */
  readonly by?: string
  /** When it was changed. */
  readonly at: string
  readonly items: readonly { readonly label: string; readonly theirs: string; readonly mine: string }[]
  readonly busy: boolean
  readonly onKeep: () => void
  readonly onOverwrite: () => void
}

/**
 * Shows what somebody else has changed meanwhile beside what was entered here, and asks the user to choose one of the
 * two.
 */
export function Beside({ by = 'Somebody else', at, items, busy, onKeep, onOverwrite }: BesideProps): ReactNode {
  return (
    <div role="alert">
      <Banner tone="warn">
        <p>
          {by} changed this <Ago at={at} />. Nothing of yours is saved yet.
        </p>
        {items.map(({ label, theirs, mine }) => (
          <dl key={label} className={styles.beside}>
            <div>
              <dt>{label} now</dt>
              <dd>{theirs || 'None'}</dd>
            </div>
            <div>
              <dt>{label} of yours</dt>
              <dd>{mine || 'None'}</dd>
            </div>
          </dl>
        ))}
        <p className={styles.actions}>
          <Button onClick={onKeep}>Keep theirs</Button>
          <Button kind="primary" busy={busy} onClick={onOverwrite}>
            Overwrite
          </Button>
        </p>
      </Banner>
    </div>
  )
}
