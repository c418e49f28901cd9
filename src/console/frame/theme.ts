import { signal } from '../data/signal.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]
export const THEME_WORDS: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' }

const KEY = 'croft-theme'
const kept = localStorage.getItem(KEY)
/** The user's choice. With the single-keys switch it is all that the console stores permanently in the browser. */
export const theme = signal<Theme>(THEMES.find((each) => each === kept) ?? 'system')

export function chooseTheme(chosen: Theme): void {
  localStorage.setItem(KEY, chosen)
  theme.set(chosen)
  applyTheme()
}

export function applyTheme(): void {
  const chosen = theme.get()
  if (chosen === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = chosen
}
