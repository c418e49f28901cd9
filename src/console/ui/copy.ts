import { useEffect, useState } from 'react'

/** How long a button shows that the text was copied. */
const TOLD_MS = 2000

/** Copies a text to the clipboard; returns false where the browser does not allow it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/**
 * Copies a text; the state is "copied" for two seconds. Over plain http there is no clipboard: the shown text is then
 * selected, so that the user can copy it with the keyboard.
 */
export function useCopied(): [
  copied: 'no' | 'copied' | 'selected',
  copy: (text: string, shown?: HTMLElement | null) => void,
] {
  const [copied, setCopied] = useState<'no' | 'copied' | 'selected'>('no')
  useEffect(() => {
    if (copied === 'no') return
    const timer = setTimeout(() => setCopied('no'), TOLD_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async (text: string, shown?: HTMLElement | null) => {
    if (await copyText(text)) return setCopied('copied')
    if (shown) select(shown)
    setCopied('selected')
  }
  return [copied, copy]
}

function select(element: HTMLElement): void {
  if (element instanceof HTMLInputElement) {
    element.focus()
    element.select()
  } else window.getSelection()?.selectAllChildren(element)
}
