// Keeps what is typed while the palette is being loaded; the palette starts with it.
import { useEffect } from 'react'
import { palette } from './opened.ts'

let typed = ''

export const typedAhead = (): string => typed

export function forgetTyped(): void {
  typed = ''
}

/** Captures what is typed for as long as it is rendered, so that nothing else on the page reacts to it. */
export function KeepTyped(): null {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey } = event
      if (ctrlKey || metaKey || altKey) return
      if (key === 'Escape') palette.set(false)
      else if (key === 'Backspace') typed = typed.slice(0, -1)
      else if (key.length === 1) typed += key
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    forgetTyped()
    document.addEventListener('keydown', pressed, { capture: true })
    return () => document.removeEventListener('keydown', pressed, { capture: true })
  }, [])
  return null
}
