import { useRef } from 'react'
import styles from './Chips.module.css'
import { Icon } from './Icon.tsx'

interface FilterChipsProps<Value extends string> {
  readonly label: string
  readonly options: readonly { readonly value: Value; readonly label: string; readonly count?: number | undefined }[]
  readonly selected: readonly Value[]
  readonly onToggle: (value: Value) => void
}

/** Filters that are on or off, each with the number of entries that it would show. */
export function FilterChips<Value extends string>({ label, options, selected, onToggle }: FilterChipsProps<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what a form sends.
    <div role="group" aria-label={label} className={`${styles.chips} ${styles.filters}`}>
      {options.map((each) => (
        <button
          key={each.value}
          type="button"
          className={styles.chip}
          aria-pressed={selected.includes(each.value)}
          onClick={() => onToggle(each.value)}
        >
          {each.label}
          {each.count !== undefined && <span className={styles.count}>{each.count.toLocaleString('en')}</span>}
        </button>
      ))}
    </div>
  )
}

interface Removable {
  readonly key: string
  readonly label: string
  /** What is wrong with it. */
  readonly problem?: string | undefined
}

interface RemovableChipsProps {
  readonly label: string
  readonly items: readonly Removable[]
  readonly onRemove: (key: string) => void
  /** Called when a chip with a problem is pressed: moves it back to where it can be corrected. */
  readonly onMend?: (key: string) => void
}

/** The values entered so far; each can be removed. A problem is shown as text under its chip. */
export function RemovableChips({ label, items, onRemove, onMend }: RemovableChipsProps) {
  const list = useRef<HTMLUListElement>(null)
  const remove = (key: string, index: number) => {
    const buttons = list.current?.querySelectorAll<HTMLElement>(':scope > li > button')
    const next = buttons?.[index + 1] ?? buttons?.[index - 1]
    next?.focus()
    onRemove(key)
  }
  return (
    <ul ref={list} aria-label={label} className={styles.chips}>
      {items.map((each, index) => (
        <li key={each.key} className={`${styles.chip} ${styles.entered} ${each.problem ? styles.bad : ''}`}>
          {each.problem && <Icon name="warning" size={14} />}
          <span>
            {each.problem && onMend ? (
              <button type="button" className={styles.mend} onClick={() => onMend(each.key)}>
                {each.label}
                <span className="visually-hidden">: mend it</span>
              </button>
            ) : (
              each.label
            )}
            {each.problem && <small>{each.problem}</small>}
          </span>
          <button type="button" aria-label={`Take ${each.label} out`} onClick={() => remove(each.key, index)}>
            <Icon name="x" size={12} />
          </button>
        </li>
      ))}
    </ul>
  )
}
