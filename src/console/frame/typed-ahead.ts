// What is typed while the palette is being loaded becomes its first text.
import { useLayoutEffect } from 'react'
import { palette } from './opened.ts'

/** Keys that would act on the page behind: its focused link, its scroll position. */
const SWALLOWED = /^(?:Enter|Tab|Arrow\w+|Page\w+|Home|End)$/

let typed = ''
palette.follow(() => {
  typed = ''
})

/** The text so far; it is handed over once. */
export function takeTyped(): string {
  const taken = typed
  typed = ''
  return taken
}

/** Keeps the typed text while it is rendered. The page behind gets no keys; Escape or a click on it closes the palette. */
export function KeepTyped(): null {
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey } = event
      if (ctrlKey || metaKey || altKey) return
      if (key === 'Escape') palette.set(false)
      else if (key === 'Backspace') typed = typed.slice(0, -1)
      else if (key.length === 1) typed += key
      else if (!SWALLOWED.test(key)) return
      event.preventDefault()
      event.stopPropagation()
    }
    const clicked = () => palette.set(false)
    document.addEventListener('keydown', pressed, { capture: true })
    document.addEventListener('pointerdown', clicked, { capture: true })
    return () => {
      document.removeEventListener('keydown', pressed, { capture: true })
      document.removeEventListener('pointerdown', clicked, { capture: true })
    }
  }, [])
  return null
}
