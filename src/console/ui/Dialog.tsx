import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { IconButton } from './Button.tsx'
import styles from './Dialog.module.css'

export interface DialogProps {
  readonly open: boolean
  readonly title: ReactNode
  /** Escape, a click beside it, or its cross: who shows it takes `open` away. */
  readonly onClose: () => void
  /** False: it ends by a button of its own alone. */
  readonly closable?: boolean
  readonly size?: 'small' | 'medium' | 'large' | 'drawer'
  /** Buttons, the one that goes on last. */
  readonly footer?: ReactNode
  /** Makes the whole dialog a form, which Enter and a button of `type="submit"` send. */
  readonly onSubmit?: (data: FormData) => void
  readonly children?: ReactNode
}

/** A modal dialog of the browser. What it holds exists only while it is open. */
export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null
}

/** The first to take focus: what is marked, else the first field, else the heading. */
const FIRST = ['[data-first-focus]', 'input:not([type=hidden]), select, textarea', 'h2']

function OpenDialog({ title, onClose, closable = true, size = 'medium', footer, onSubmit, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const pressedBeside = useRef(false)
  const heading = useId()

  useLayoutEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    element?.showModal()
    const first = FIRST.map((each) => element?.querySelector<HTMLElement>(each)).find(Boolean)
    first?.focus({ preventScroll: true })
    return () => {
      element?.close()
      // The opener may be gone with what the dialog removed: readers then go on at the heading of the page.
      const back = opener?.isConnected && opener !== document.body ? opener : document.querySelector('h1')
      if (back instanceof HTMLElement) back.focus({ preventScroll: true })
    }
  }, [])

  const content = (
    <>
      <h2 id={heading} tabIndex={-1}>
        {title}
      </h2>
      <div className={styles.body}>{children}</div>
      {footer && <div className={styles.footer}>{footer}</div>}
      {closable && <IconButton className={styles.cross ?? ''} icon="x" label="Close" onClick={onClose} />}
    </>
  )
  // Beside the page, so that it takes nothing of the looks of what has opened it: a row, a card.
  return createPortal(
    <dialog
      ref={dialog}
      className={`${styles.dialog} ${styles[size]}`}
      aria-labelledby={heading}
      onKeyDown={(event) => {
        // The browser closes a dialog at the second Escape, whatever becomes of `cancel`.
        if (event.key === 'Escape' && !closable) event.preventDefault()
        event.stopPropagation()
      }}
      onCancel={(event) => {
        if (event.target !== dialog.current) return
        event.preventDefault()
        if (closable) onClose()
      }}
      onPointerDown={(event) => {
        pressedBeside.current = event.target === dialog.current
      }}
      onClick={(event) => {
        if (closable && pressedBeside.current && event.target === dialog.current) onClose()
      }}
    >
      {onSubmit ? (
        <form
          className={styles.panel}
          onSubmit={(event) => {
            event.preventDefault()
            event.stopPropagation()
            onSubmit(new FormData(event.currentTarget))
          }}
        >
          {content}
        </form>
      ) : (
        <div className={styles.panel}>{content}</div>
      )}
    </dialog>,
    document.body,
  )
}
