// Which parts of the frame are open. The dialogs themselves are loaded when they open.
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

/** Tells the components with keys of their own, which read this attribute. */
function tellParts(): void {
  document.documentElement.dataset['shortcuts'] = singleKeys.get() ? 'on' : 'off'
}
tellParts()
