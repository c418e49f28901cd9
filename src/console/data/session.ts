// Who is signed in, as far as a page can know: the cookie is not readable here. The first request finds out; a session that
// ends later is told by the next refusal, and every tab hears of a sign-in and a sign-out in another one.
import { toast } from '../ui/Toasts.tsx'
import { base } from './base.ts'
import { signal } from './signal.ts'

type SessionState = 'unknown' | 'signedIn' | 'over'

export const sessionState = signal<SessionState>('unknown')
/** Counts sign-ins of this page: what has been refused meanwhile is asked again. */
export const signIns = signal(0)

/** Tabs tell each other who is signed in; null is a sign-out. */
const tabs = new BroadcastChannel('croft-session')
let user: string | undefined

tabs.addEventListener('message', ({ data }: MessageEvent<string | null | undefined>) => {
  if (data === null) return leave()
  // all tabs have one cookie: what this one shows of its user would be mixed with what the other one sees
  if (user && data !== user) return location.reload()
  void lookAgain()
})
addEventListener('focus', () => void lookAgain())
// a page that the browser had kept whole comes back as it was, also after a sign-out
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return
  document.body.hidden = true
  location.reload()
})

/** The server has answered as this user. */
export function signedInAs(id: string | undefined): void {
  if (sessionState.get() === 'signedIn' && user === id) return
  user = id
  sessionState.set('signedIn')
  tabs.postMessage(user)
}

/** The server refuses the session: the page keeps what it shows, and asks to sign in again. */
export function refused(): void {
  if (sessionState.get() === 'unknown') leave()
  else sessionState.set('over')
}

/** Leaves once the server has ended the session: a browser that is still signed in must not look as if it was not. */
export async function signOut(): Promise<void> {
  const response = await send('DELETE')
  if (!response?.ok) return void toast({ text: `You are still signed in. ${NOT_REACHED}`, tone: 'danger' })
  tabs.postMessage(null)
  leave()
}

/** Goes to the page for signing in, which leads back here. */
export function leave(): void {
  const here = location.pathname + location.search
  location.replace(`${base}/sign-in${here === `${base}/` ? '' : `?to=${encodeURIComponent(here)}`}`)
}

/** After a session was over: whether somebody is signed in again. What another user sees is another page. */
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

/** Asks for the session, opens one, or ends it; null where the server is not reached. */
export const send = (method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<Response | null> =>
  fetch(`${base}/session`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body ? JSON.stringify(body) : null,
  }).catch(() => null)
