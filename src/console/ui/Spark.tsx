import styles from './Spark.module.css'

interface SparkProps {
  /** A description of the line in words. */
  readonly label: string
  readonly values: readonly number[]
  /** How many values fill the width; with fewer, the line ends before the edge. */
  readonly room?: number
}

const HEIGHT = 40

/** A small line chart with a filled area. */
export function Spark({ label, values, room = 60 }: SparkProps) {
  const shown = values.slice(-room)
  const most = Math.max(1, ...shown)
  const points = shown.map((value, index) => `${index} ${(HEIGHT - 2 - (value / most) * (HEIGHT - 4)).toFixed(2)}`)
  const end = shown.length - 1
  return (
    <svg
      role="img"
      aria-label={label}
      className={styles.spark}
      viewBox={`0 0 ${room - 1} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      {end > 0 && (
        <>
          <path className={styles.area} d={`M0 ${HEIGHT}L${points.join('L')}L${end} ${HEIGHT}Z`} />
          <path className={styles.line} d={`M${points.join('L')}`} />
        </>
      )}
    </svg>
  )
}
