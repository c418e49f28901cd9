import { type RefObject, useEffect, useRef } from 'react'

interface RowKeys {
  readonly body: RefObject<HTMLElement | null>
  readonly count: number
  readonly focused: number | undefined
  /** Scrolls to a row, which also brings it into the document. */
  readonly show: (index: number) => void
  readonly setFocused: (index: number) => void
}

/**
 * `j` and `k` move the focus from row to row: to its link, which Enter opens, or to the row itself. They are inactive
 * in fields, while a dialog or menu is open, and where `<html data-shortcuts="off">` disables all single keys.
 */
export function useRowKeys(keys: RowKeys): void {
  const current = useRef(keys)
  current.current = keys
  const wanted = useRef<number | undefined>(undefined)

  useEffect(() => {
    // The row may have entered the document only with this render.
    if (wanted.current === undefined) return
    const row = keys.body.current?.querySelector<HTMLElement>(`tr[data-index="${wanted.current}"]`)
    if (!row) return
    wanted.current = undefined
    const link = row.querySelector<HTMLElement>('th a')
    ;(link ?? row).focus({ preventScroll: true })
  })

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { count, focused, show, setFocused } = current.current
      if ((event.key !== 'j' && event.key !== 'k') || count === 0 || isElsewhere(event)) return
      event.preventDefault()
      const next =
        focused === undefined ? firstInSight(current.current.body.current) : focused + (event.key === 'j' ? 1 : -1)
      const index = Math.max(0, Math.min(count - 1, next))
      wanted.current = index
      show(index)
      setFocused(index)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

function isElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true
  if (document.documentElement.dataset['shortcuts'] === 'off') return true
  if (document.querySelector('dialog:modal')) return true
  return event.target instanceof Element && event.target.closest('input, textarea, select, [role=menu]') !== null
}

/** The row to start from when none has focus: the first in view. */
function firstInSight(body: HTMLElement | null): number {
  const rows = [...(body?.querySelectorAll<HTMLElement>('tr[data-index]') ?? [])]
  const row = rows.find((each) => each.getBoundingClientRect().top >= 0) ?? rows[0]
  return Number(row?.dataset['index'] ?? 0)
}
