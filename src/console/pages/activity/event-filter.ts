// What the address says of events: `type` is a group or a type, `actor` an id or an address, `subject` an id, `from` and `to`
// are days where the reader is. `workspace` is an id, where events of all are listed.
import type { EventFilter, EventRowFragment, PrincipalRef } from '../../generated/types.ts'
import { typesOf } from './event-types.ts'

export const FILTERS = ['type', 'actor', 'subject', 'workspace', 'from', 'to'] as const

/** How the API is told of an actor; undefined for what is neither an id nor an address. */
export function actorRef(text: string): PrincipalRef | undefined {
  if (text.includes('@')) return { email: text }
  if (text.startsWith('user_')) return { user: text }
  return text.startsWith('svc_') ? { serviceAccount: text } : undefined
}

const DAY_MS = 24 * 3_600_000
const dayOf = (text: string): Date | undefined => (text ? new Date(`${text}T00:00`) : undefined)

/** The day that stands in the address, as an input for dates takes it; empty for what is none. */
export function dayIn(view: URLSearchParams, name: 'from' | 'to'): string {
  const text = view.get(name) ?? ''
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00`))
  return isDay ? text : ''
}

export function filterIn(view: URLSearchParams): EventFilter {
  const types = typesOf(view.get('type') ?? '')
  const actor = actorRef(view.get('actor') ?? '')
  const subject = view.get('subject')
  const [from, to] = [dayOf(dayIn(view, 'from')), dayOf(dayIn(view, 'to'))]
  return {
    ...(types && { types }),
    ...(actor && { actor }),
    ...(subject && { subject }),
    ...((from || to) && {
      at: { ...(from && { gte: from.toISOString() }), ...(to && { lt: nextDay(to).toISOString() }) },
    }),
  }
}

/** Its days may have 23 or 25 hours. */
function nextDay(day: Date): Date {
  const next = new Date(day.getTime() + 1.5 * DAY_MS)
  next.setHours(0, 0, 0, 0)
  return next
}

/** Whether an event that has just come is one of the list; its types are chosen by the server. */
export function isListed({ actor, actorId, subjectId, at }: EventRowFragment, filter: EventFilter): boolean {
  const wanted = filter.actor
  const email = actor?.__typename === 'User' ? actor.email : null
  return (
    (!wanted || actorId === (wanted.user ?? wanted.serviceAccount ?? '') || email === (wanted.email ?? '')) &&
    (!filter.subject || filter.subject === subjectId) &&
    (!filter.at?.lt || at < filter.at.lt) &&
    (!filter.at?.gte || at >= filter.at.gte)
  )
}
