import styles from './Spark.module.css'

interface SparkProps {
  /** What the line shows, in words. */
  readonly label: string
  readonly values: readonly number[]
  /** How many values fill the width: with fewer the line ends before it. */
  readonly room?: number
}

const HEIGHT = 40

/** The course of a number: a line over its area. */
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
