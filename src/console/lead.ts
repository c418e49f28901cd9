// Where a write leads that is done: on to what it has made, unless the reader has gone elsewhere meanwhile.
import { base } from './data/base.ts'
import { go, to } from './routes.ts'
import { toast } from './ui/Toasts.tsx'

/** Shows what was made to who has waited for it; to who has gone elsewhere it is told, and offered. */
export function lead(isHere: boolean, address: string, text: string, { replace = false } = {}): void {
  if (isHere) go(address, { replace })
  else if (location.pathname !== base + address) toast({ text, action: { label: 'Open', onSelect: () => go(address) } })
}

/** As `lead`, for what is told wherever the reader is. */
export function tellAndLead(isHere: boolean, address: string, text: string, options?: { replace: boolean }): void {
  if (isHere || location.pathname === base + address) toast({ text })
  lead(isHere, address, text, options)
}

/** Leaves the pages of a workspace that the reader sees no more; who is elsewhere stays there. */
export function goFromWorkspace(name: string): void {
  if (location.pathname.startsWith(base + to.workspace(name).replace(/[^/]*$/, ''))) go(to.workspaces())
}
