import { type ReactNode, useId } from 'react'
import styles from './Switch.module.css'

interface SwitchProps {
  /** The sentence that is true while it is on. */
  readonly children: ReactNode
  readonly hint?: ReactNode
  readonly checked: boolean
  readonly busy?: boolean
  /** Why it can't be changed now. The switch keeps its focus, and the reason is shown below it. */
  readonly whyNot?: string | undefined
  readonly onChange: (checked: boolean) => void
}

/** A setting that is on or off and takes effect at once, without a save button. */
export function Switch({ children, hint, checked, busy = false, whyNot, onChange }: SwitchProps) {
  const id = useId()
  const off = busy || whyNot !== undefined
  const said = [hint, whyNot].filter(Boolean)
  return (
    <div className={styles.switch}>
      <input
        id={id}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: the browser tells whether a checkbox is on.
        role="switch"
        checked={checked}
        aria-disabled={off || undefined}
        aria-busy={busy || undefined}
        aria-describedby={said.length > 0 ? `${id}-hint` : undefined}
        onChange={(event) => !off && onChange(event.target.checked)}
      />
      <label htmlFor={id}>{children}</label>
      {said.length > 0 && (
        <small id={`${id}-hint`}>
          {hint}
          {hint && whyNot && ' '}
          {whyNot}
        </small>
      )}
    </div>
  )
}
