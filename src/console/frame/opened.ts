// What of the frame is open. The dialogs themselves are loaded when they open.
import { signal } from '../data/signal.ts'

export const palette = signal(false)
export const shortcutsHelp = signal(false)
/** Whether single keys are shortcuts: WCAG 2.1.4 asks that they can be switched off. */
const KEY = 'croft-single-keys'
export const singleKeys = signal(localStorage.getItem(KEY) !== 'off')

export function chooseSingleKeys(areOn: boolean): void {
  localStorage.setItem(KEY, areOn ? 'on' : 'off')
  singleKeys.set(areOn)
  tellParts()
}

/** Parts that have keys of their own look there. */
function tellParts(): void {
  document.documentElement.dataset['shortcuts'] = singleKeys.get() ? 'on' : 'off'
}
tellParts()
