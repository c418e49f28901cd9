// The keys of the whole console. Single letters can be switched off, as WCAG 2.1.4 asks, and never count in a field.
import { useEffect } from 'react'
import { useSignal } from '../data/signal.ts'
import { go, to } from '../routes.ts'
import { palette, shortcutsHelp, singleKeys } from './opened.ts'

const TOGETHER_MS = 1000

const PLACES: Readonly<Record<string, string>> = {
  w: to.workspaces(),
  d: to.deletions(),
  i: to.invitations(),
  t: to.tokens(),
}

export function useShortcuts(): void {
  const areOn = useSignal(singleKeys)
  useEffect(() => {
    let wentAt = Number.NEGATIVE_INFINITY
    const pressed = (event: KeyboardEvent) => {
      const { key, target, timeStamp } = event
      if (key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        return palette.set(!palette.get())
      }
      const isTyping = target instanceof HTMLElement && target.matches('input, select, textarea, [contenteditable]')
      const isBusy = event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null
      if (!areOn || isTyping || isBusy || event.defaultPrevented) return
      const place = timeStamp - wentAt < TOGETHER_MS ? PLACES[key] : undefined
      wentAt = key === 'g' ? timeStamp : Number.NEGATIVE_INFINITY
      if (place) go(place)
      else if (key === '/') document.querySelector<HTMLElement>('[data-search]')?.focus()
      else if (key === 'c') document.querySelector<HTMLElement>('[data-main-action]')?.click()
      else if (key === '?') shortcutsHelp.set(true)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [areOn])
}
