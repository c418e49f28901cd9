import { useEffect, useState } from 'react'

/** For how long a button says that it has copied. */
const TOLD_MS = 2000

/** Puts a text into the clipboard; false where the browser lets nobody do that. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/**
 * Copies, and is "copied" for two seconds. Over plain http there is no clipboard: what the field shows is then selected,
 * so that the keyboard copies it.
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
