import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { IconButton } from './Button.tsx'
import styles from './Dialog.module.css'

export interface DialogProps {
  readonly open: boolean
  readonly title: ReactNode
  /** Called on Escape, a click outside, or the close button. The parent has to set `open` to false. */
  readonly onClose: () => void
  /** If false, only a button of the dialog's own closes it. */
  readonly closable?: boolean
  readonly size?: 'small' | 'medium' | 'large' | 'drawer'
  /** The buttons, with the one that continues last. */
  readonly footer?: ReactNode
  /** Makes the whole dialog a form, which Enter or a button of `type="submit"` submits. */
  readonly onSubmit?: (data: FormData) => void
  readonly children?: ReactNode
}

/** A modal dialog of the browser. Its content exists only while it is open. */
export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null
}

/** What takes focus first: a marked element, else the first field, else the heading. */
const FIRST = ['[data-first-focus]', 'input:not([type=hidden]), select, textarea', 'h2']

function OpenDialog({ title, onClose, closable = true, size = 'medium', footer, onSubmit, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const pressedBeside = useRef(false)
  const isShown = useRef(false)
  const heading = useId()

  useLayoutEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    element?.showModal()
    isShown.current = true
    const first = FIRST.map((each) => element?.querySelector<HTMLElement>(each)).find(Boolean)
    first?.focus({ preventScroll: true })
    return () => {
      isShown.current = false
      element?.close()
      // The opener may have been removed by the dialog: screen readers then continue at the heading of the page.
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
  // Rendered outside of the page, so that it inherits no styles of what has opened it, such as a row or a card.
  return createPortal(
    <dialog
      ref={dialog}
      className={`${styles.dialog} ${styles[size]}`}
      aria-labelledby={heading}
      onKeyDown={(event) => {
        // The browser closes a dialog at the second Escape, even if `cancel` was prevented.
        if (event.key === 'Escape' && !closable) event.preventDefault()
        event.stopPropagation()
      }}
      onCancel={(event) => {
        if (event.target !== dialog.current) return
        event.preventDefault()
        if (closable) onClose()
      }}
      onClose={(event) => {
        // A second request to close fires no `cancel` event. The dialog is shown again unless the parent has closed it.
        if (event.target !== dialog.current || !isShown.current) return
        if (closable) onClose()
        requestAnimationFrame(() => {
          if (isShown.current && !dialog.current?.open) dialog.current?.showModal()
        })
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
