// The code of an invitation link is in the fragment of the address, after the #. It is read once, before any request,
// and removed from the address. The tab stores it only during a sign-in: when the page is left, an unused code goes
// into `sessionStorage`, and is taken out when the console is loaded again.
import { base } from './base.ts'
import { signal } from './signal.ts'

const KEY = 'croft-invitation'

/** The code; empty if there is none, or once it has been used. */
export const inviteCode = signal('')

const isHere = () => location.pathname === `${base}/invite`

function take(): void {
  const kept = sessionStorage.getItem(KEY) ?? ''
  sessionStorage.removeItem(KEY)
  if (!isHere()) return
  // a fragment that points to an element, such as the skip link to the content, is no code
  const code = /^#([\w-]{20,})$/.exec(location.hash)?.[1] ?? ''
  if (code) history.replaceState(history.state, '', location.pathname + location.search)
  inviteCode.set(code || kept || inviteCode.get())
}

take()
// opening another link in the same tab does not reload the page
addEventListener('hashchange', take)
addEventListener('pagehide', () => {
  const code = inviteCode.get()
  if (code && isHere()) sessionStorage.setItem(KEY, code)
})
