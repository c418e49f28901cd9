import { type ReactNode, useId } from 'react'
import styles from './Card.module.css'

interface CardProps {
  readonly title?: ReactNode
  /** A sentence under the title. */
  readonly description?: ReactNode
  /** The action of the card, next to its title. */
  readonly aside?: ReactNode
  readonly danger?: boolean
  readonly children?: ReactNode
}

/** A section of a page, with its own heading. */
export function Card({ title, description, aside, danger = false, children }: CardProps) {
  const id = useId()
  return (
    <section className={`${styles.card} ${danger ? styles.danger : ''}`} aria-labelledby={title ? id : undefined}>
      {(title || aside) && (
        <div className={styles.head}>
          <div>
            <h2 id={id}>{title}</h2>
            {description && <p>{description}</p>}
          </div>
          {aside}
        </div>
      )}
      {children}
    </section>
  )
}
