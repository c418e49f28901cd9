import { useId } from 'react'
import styles from './Segments.module.css'

interface SegmentsProps<Value extends string> {
  readonly label: string
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly value: Value
  readonly onSelect: (value: Value) => void
}

/** A choice of one of a few visible options: radio buttons, which the arrow keys move through. */
export function Segments<Value extends string>({ label, options, value, onSelect }: SegmentsProps<Value>) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className={styles.segments}>
      {options.map((each) => (
        <label key={each.value}>
          <input
            type="radio"
            name={name}
            value={each.value}
            checked={each.value === value}
            onChange={() => onSelect(each.value)}
          />
          <span>{each.label}</span>
        </label>
      ))}
    </div>
  )
}
