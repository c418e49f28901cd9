import styles from './Skeleton.module.css'

interface SkeletonProps {
  readonly label?: string
  readonly rows?: number
  /** The height of the content that will replace it, in pixels. */
  readonly height?: number
  /** Lines only, for use inside a card or page with its own frame. */
  readonly bare?: boolean
}

/** A placeholder while content is loading. It shows nothing for the first 150 ms. */
export function Skeleton({ label = 'Loading', rows = 6, height = 57, bare = false }: SkeletonProps) {
  return (
    <div role="status" className={`${styles.skeleton} ${bare ? '' : styles.framed}`}>
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: all rows are alike.
        <div key={row} className={styles.row} style={{ height }}>
          <span className={styles.line} style={{ width: `${18 + ((row * 37) % 23)}%` }} />
          <span className={styles.line} style={{ width: '9%' }} />
        </div>
      ))}
    </div>
  )
}
