// Who is signed in, as far as a page can know: the cookie is not readable here. The first request finds out. If the
// session ends later, the next refusal shows it; sign-ins and sign-outs are broadcast to all tabs.
import { toast } from '../ui/Toasts.tsx'
import { base } from './base.ts'
import { signal } from './signal.ts'

type SessionState = 'unknown' | 'signedIn' | 'over'

export const sessionState = signal<SessionState>('unknown')
/** Counts the sign-ins of this page: refused queries are then sent again. */
export const signIns = signal(0)

/** Tabs broadcast the id of the user who is signed in; null means a sign-out. */
const tabs = new BroadcastChannel('croft-session')
let user: string | undefined

tabs.addEventListener('message', ({ data }: MessageEvent<string | null | undefined>) => {
  if (data === null) return leave()
  // all tabs share one cookie: this tab would mix the data of its user with that of the other user
  if (user && data !== user) return location.reload()
  void lookAgain()
})
addEventListener('focus', () => void lookAgain())
// a page from the back/forward cache comes back as it was, even after a sign-out
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return
  document.body.hidden = true
  location.reload()
})

/** Records that the server has answered as this user. */
export function signedInAs(id: string | undefined): void {
  if (sessionState.get() === 'signedIn' && user === id) return
  user = id
  sessionState.set('signedIn')
  tabs.postMessage(user)
}

/** Call this when the server refuses the session: the page keeps its content, and asks the user to sign in again. */
export function refused(): void {
  if (sessionState.get() === 'unknown') leave()
  else sessionState.set('over')
}

/**
 * Leaves only after the server has ended the session: a browser that is still signed in must not look as if it were
 * not.
 */
export async function signOut(): Promise<void> {
  const response = await send('DELETE')
  if (!response?.ok) return void toast({ text: `You are still signed in. ${NOT_REACHED}`, tone: 'danger' })
  tabs.postMessage(null)
  leave()
}

/** Goes to the sign-in page, which leads back to this page. */
export function leave(): void {
  const here = location.pathname + location.search
  location.replace(`${base}/sign-in${here === `${base}/` ? '' : `?to=${encodeURIComponent(here)}`}`)
}

/**
 * Checks after the end of a session whether somebody is signed in again. If it is another user, the page is reloaded.
 */
export async function lookAgain(): Promise<void> {
  if (sessionState.get() !== 'over') return
  const response = await send('GET')
  if (!response?.ok) return
  const answer = (await response.json()) as { user: { id: string } | null }
  if (!answer.user) return
  if (answer.user.id !== user) return location.reload()
  sessionState.set('signedIn')
  signIns.set(signIns.get() + 1)
  tabs.postMessage(user)
}

export const NOT_REACHED = 'The server cannot be reached. Try again.'

/** Reads, opens or ends the session; null if the server cannot be reached. */
export const send = (method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<Response | null> =>
  fetch(`${base}/session`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body ? JSON.stringify(body) : null,
  }).catch(() => null)
