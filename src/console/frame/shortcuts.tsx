// The keys of the whole console. Single letters can be switched off, as WCAG 2.1.4 asks, and never count in a field.
import { useEffect, useState } from 'react'
import { signal, useSignal } from '../data/signal.ts'
import { go, to } from '../routes.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Check } from '../ui/Field.tsx'
import { palette } from './palette.tsx'
import styles from './shortcuts.module.css'

/** Whether the list of keys is open. */
export const shortcutsHelp = signal(false)

const KEY = 'croft-single-keys'
const TOGETHER_MS = 1000

const PLACES: Readonly<Record<string, string>> = {
  w: to.workspaces(),
  d: to.deletions(),
  i: to.invitations(),
  t: to.tokens(),
}

const HELP: readonly (readonly [keys: string, does: string])[] = [
  ['Ctrl K or ⌘ K', 'Jump to a workspace or a page'],
  ['/', 'Search this page'],
  ['g then w, d, i, t', 'Go to workspaces, deletions, invitations, my tokens'],
  ['c', 'New: the main action of the page'],
  ['j, k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['Escape', 'Close what is open'],
  ['?', 'This list'],
]

export function Shortcuts() {
  const isOpen = useSignal(shortcutsHelp)
  const [areOn, setOn] = useState(() => localStorage.getItem(KEY) !== 'off')
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
  return (
    <Dialog open={isOpen} title="Keyboard shortcuts" onClose={() => shortcutsHelp.set(false)}>
      <dl className={styles.keys}>
        {HELP.map(([keys, does]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Check
        checked={areOn}
        onChange={(event) => {
          localStorage.setItem(KEY, event.target.checked ? 'on' : 'off')
          setOn(event.target.checked)
        }}
      >
        Single keys are shortcuts
      </Check>
    </Dialog>
  )
}
