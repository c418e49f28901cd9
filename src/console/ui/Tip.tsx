import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import styles from './Tip.module.css'

/**
 * Shows a text beside its child while the child is hovered or has focus; Escape hides it. The child gets an id for
 * `aria-describedby`. Without a text, nothing is shown, and the child stays mounted.
 */
export function Tip({ text, children }: { readonly text?: string | undefined; children: (id: string) => ReactNode }) {
  const id = useId()
  const host = useRef<HTMLSpanElement>(null)
  const tip = useRef<HTMLSpanElement>(null)
  const [shown, setShown] = useState(false)
  const open = shown && text !== undefined

  useLayoutEffect(() => {
    const [anchor, box] = [host.current?.firstElementChild, tip.current]
    if (!open || !anchor || !box) return
    box.showPopover()
    const [at, own] = [anchor.getBoundingClientRect(), box.getBoundingClientRect()]
    const centred = at.left + at.width / 2 - own.width / 2
    const left = Math.max(8, Math.min(centred, document.documentElement.clientWidth - own.width - 8))
    const above = at.top - own.height - 6
    box.style.left = `${left}px`
    box.style.top = `${above > 8 ? above : at.bottom + 6}px`
  }, [open])

  const hide = () => setShown(false)
  useEffect(() => {
    if (!open) return
    const elsewhere = () => setShown(false)
    document.addEventListener('pointerdown', elsewhere)
    return () => document.removeEventListener('pointerdown', elsewhere)
  }, [open])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it has no layout, and only listens to its child's events.
    <span
      ref={host}
      className={styles.host}
      onPointerEnter={() => setShown(true)}
      onPointerLeave={hide}
      // Touch has no hover: tapping a disabled button shows the reason.
      onClick={(event) => event.currentTarget.firstElementChild?.ariaDisabled === 'true' && setShown(true)}
      onFocus={(event) => event.target.matches(':focus-visible') && setShown(true)}
      onBlur={hide}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      {children(id)}
      {text !== undefined && (
        <span
          ref={tip}
          id={id}
          role="tooltip"
          popover={open ? 'manual' : undefined}
          hidden={!open}
          className={styles.tip}
        >
          {text}
        </span>
      )}
    </span>
  )
}
