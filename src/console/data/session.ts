// Who is signed in, as far as a page can know: the cookie is not readable here. The first request finds out; a session that
// ends later is told by the next refusal, and every tab hears of a sign-in and a sign-out in another one.
import { base } from './base.ts'
import { signal } from './signal.ts'

export type SessionState = 'unknown' | 'signedIn' | 'over'

export const sessionState = signal<SessionState>('unknown')
/** Counts sign-ins of this page: what has been refused meanwhile is asked again. */
export const signIns = signal(0)

const tabs = new BroadcastChannel('croft-session')
let user: string | undefined

tabs.addEventListener('message', ({ data }) => {
  if (data === 'signedOut') leave()
  else void lookAgain()
})
addEventListener('focus', () => void lookAgain())

/** The server has answered as this user. */
export function signedInAs(id: string | undefined): void {
  if (sessionState.get() === 'signedIn' && user === id) return
  user = id
  sessionState.set('signedIn')
  tabs.postMessage('signedIn')
}

/** The server refuses the session: the page keeps what it shows, and asks to sign in again. */
export function refused(): void {
  if (sessionState.get() === 'unknown') leave()
  else sessionState.set('over')
}

/** Signs in again by a token, in place. Rejects with what to tell. */
export async function signInAgain(token: string): Promise<void> {
  const response = await send('POST', { token: token.trim() })
  if (response.status === 429) throw new Error('Too many attempts. Wait a minute.')
  if (!response.ok) throw new Error('This token is not valid: it may have expired, or been revoked.')
  await lookAgain()
}

export async function signOut(): Promise<void> {
  await send('DELETE')
  tabs.postMessage('signedOut')
  leave()
}

/** Goes to the page for signing in, which leads back here. */
export function leave(): void {
  const here = location.pathname + location.search
  location.replace(`${base}/sign-in${here === `${base}/` ? '' : `?to=${encodeURIComponent(here)}`}`)
}

/** After a session was over: whether somebody is signed in again. What another user sees is another page. */
async function lookAgain(): Promise<void> {
  if (sessionState.get() !== 'over') return
  const response = await fetch(`${base}/session`)
  const answer = (await response.json()) as { user?: { id: string } | null }
  if (!answer.user) return
  if (answer.user.id !== user) return location.reload()
  sessionState.set('signedIn')
  signIns.set(signIns.get() + 1)
}

const send = (method: 'POST' | 'DELETE', body?: object) =>
  fetch(`${base}/session`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
