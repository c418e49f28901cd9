// Where to go after a write: to what it has created, unless the user has gone elsewhere meanwhile.
import { base } from './data/base.ts'
import { go, to } from './routes.ts'
import { toast } from './ui/Toasts.tsx'

/** Opens the page of what was created; if the user has left the page meanwhile, shows a toast with a link instead. */
export function lead(isHere: boolean, address: string, text: string, { replace = false } = {}): void {
  if (isHere) go(address, { replace })
  else if (location.pathname !== base + address) toast({ text, action: { label: 'Open', onSelect: () => go(address) } })
}

/** Like `lead`, but shows a toast also to a user who has stayed. */
export function tellAndLead(isHere: boolean, address: string, text: string, options?: { replace: boolean }): void {
  if (isHere || location.pathname === base + address) toast({ text })
  lead(isHere, address, text, options)
}

/** Leaves the pages of a workspace that the user can no longer see; does nothing on other pages. */
export function goFromWorkspace(name: string): void {
  if (location.pathname.startsWith(base + to.workspace(name).replace(/[^/]*$/, ''))) go(to.workspaces())
}
