// The choices for the lifetime of a token, within the limits of the server and of the user's own sign-in.
import { serverNow } from '../../data/clock.ts'
import { useRead } from '../../data/graph.ts'
import { useFrame } from '../../frame/context.ts'
import { SignedInByDocument } from '../../generated/tokens.ts'

const [HOUR_S, DAY_S] = [3600, 86_400]
/** A margin, because the dialog may stay open for a while before it is sent. */
const SLACK_S = 600
const DAYS: readonly (readonly [days: number, label: string])[] = [
  [1, '1 day'],
  [7, '7 days'],
  [30, '30 days'],
  [90, '90 days'],
  [180, '180 days'],
  [365, '1 year'],
]

interface Lifetime {
  /** The value in the form that the API takes. */
  readonly value: string
  readonly label: string
  readonly seconds: number
}

/** The choices, shortest first. A user who signed in with a token cannot create one that lives longer than it. */
export function useLifetimes(): readonly Lifetime[] {
  const { serverInfo } = useFrame()
  const { data } = useRead(SignedInByDocument, {})
  const most = serverInfo.limits.maxTokenLifetimeSeconds
  const ends = data?.me.token?.expiresAt
  return lifetimesUpTo(ends ? Math.min(most, (Date.parse(ends) - serverNow()) / 1000 - SLACK_S) : most)
}

function lifetimesUpTo(maxSeconds: number): readonly Lifetime[] {
  const shorter = DAYS.map(([days, label]) => ({ value: `${days}d`, label, seconds: days * DAY_S }))
  const allowed = shorter.filter(({ seconds }) => seconds <= maxSeconds)
  const hours = Math.max(1, Math.floor(maxSeconds / HOUR_S))
  if (allowed.at(-1)?.seconds === hours * HOUR_S) return allowed
  const label = hours >= 48 ? `${Math.floor(hours / 24)} days` : hours === 1 ? '1 hour' : `${hours} hours`
  return [...allowed, { value: `${hours}h`, label: `${label}, the longest here`, seconds: hours * HOUR_S }]
}

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' })
/** The day on which the token would expire. */
export const endOf = ({ seconds }: Lifetime): string => DATE.format(serverNow() + seconds * 1000)
