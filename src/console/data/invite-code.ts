// The code of an invitation's link stands behind the # of the address. It is read once, before anything is requested, and
// taken out of the address. Only over a sign-in does the tab keep it: what the page has not used goes into
// `sessionStorage` as the page is left, and comes out as soon as the console is loaded again.
import { base } from './base.ts'
import { signal } from './signal.ts'

const KEY = 'croft-invitation'

/** Empty where there is none, or once it has been used. */
export const inviteCode = signal('')

const isHere = () => location.pathname === `${base}/invite`

function take(): void {
  const kept = sessionStorage.getItem(KEY) ?? ''
  sessionStorage.removeItem(KEY)
  if (!isHere()) return
  // what leads to a place of the page, as the link to the content does, is no code
  const code = /^#([\w-]{20,})$/.exec(location.hash)?.[1] ?? ''
  if (code) history.replaceState(history.state, '', location.pathname + location.search)
  inviteCode.set(code || kept || inviteCode.get())
}

take()
// another link that is opened in the same tab loads nothing
addEventListener('hashchange', take)
addEventListener('pagehide', () => {
  const code = inviteCode.get()
  if (code && isHere()) sessionStorage.setItem(KEY, code)
})
