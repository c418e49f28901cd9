import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { IconButton } from './Button.tsx'
import { Icon } from './Icon.tsx'
import styles from './Toasts.module.css'

interface Toast {
  readonly text: string
  readonly tone?: 'good' | 'danger'
  readonly action?: { readonly label: string; readonly onSelect: () => void }
}

interface Shown extends Toast {
  readonly id: number
}

const SHORT_MS = 6000
const WITH_ACTION_MS = 10_000
const AT_ONCE = 3

let shown: readonly Shown[] = []
let next = 1
const listeners = new Set<() => void>()

function set(toasts: readonly Shown[]): void {
  shown = toasts
  for (const each of listeners) each()
}

/** Shows a message. Returns a function that removes it. */
export function toast(said: Toast): () => void {
  const id = next++
  set([...shown, { ...said, id }].slice(-AT_ONCE))
  return () => dismiss(id)
}

function dismiss(id: number): void {
  set(shown.filter((each) => each.id !== id))
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The container of all toasts, once per page. They stay while one is hovered or has focus. */
export function Toasts() {
  const toasts = useSyncExternalStore(listen, () => shown)
  const list = useRef<HTMLUListElement>(null)
  const [held, setHeld] = useState(false)
  const newest = toasts.at(-1)?.id

  useLayoutEffect(() => {
    if (newest === undefined) {
      setHeld(false)
      return
    }
    // The popover that was shown last is on top, even over a dialog. While it contains the focus, it is not hidden,
    // which would lose the focus.
    if (list.current?.contains(document.activeElement)) return
    list.current?.hidePopover()
    list.current?.showPopover()
  }, [newest])

  return (
    <div role="status" aria-live="polite">
      <ul
        ref={list}
        popover="manual"
        className={styles.toasts}
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        {toasts.map((each) => (
          <Item key={each.id} toast={each} held={held} />
        ))}
      </ul>
    </div>
  )
}

function Item({ toast: { id, text, tone = 'good', action }, held }: { readonly toast: Shown; readonly held: boolean }) {
  const forMs = action ? WITH_ACTION_MS : SHORT_MS
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dismiss(id), forMs)
    return () => clearTimeout(timer)
  }, [id, held, forMs])
  return (
    <li className={`${styles.toast} ${tone === 'danger' ? styles.bad : ''}`}>
      <Icon name={tone === 'danger' ? 'warning' : 'check'} />
      <span>{text}</span>
      {action && (
        <button
          type="button"
          onClick={() => {
            dismiss(id)
            action.onSelect()
          }}
        >
          {action.label}
        </button>
      )}
      <IconButton icon="x" label="Dismiss" onClick={() => dismiss(id)} />
    </li>
  )
}
