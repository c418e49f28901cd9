// The event filters in the address: `type` is a group or a type, `actor` an id or an e-mail address, `subject` an id;
// `from` and `to` are days in the user's time zone. `workspace` is an id, on the page with the events of all
// workspaces.
import type { EventFilter, EventRowFragment, PrincipalRef } from '../../generated/types.ts'
import { typesOf } from './event-types.ts'

export const FILTERS = ['type', 'actor', 'subject', 'workspace', 'from', 'to'] as const

/** The reference to an actor that the API takes; undefined for a text that is neither an id nor an e-mail address. */
export function actorRef(text: string): PrincipalRef | undefined {
  if (text.includes('@')) return { email: text }
  if (text.startsWith('user_')) return { user: text }
  return text.startsWith('svc_') ? { serviceAccount: text } : undefined
}

const DAY_MS = 24 * 3_600_000
const dayOf = (text: string): Date | undefined => (text ? new Date(`${text}T00:00`) : undefined)

/** The day in the address, in the format of a date input; empty if it is not valid. */
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

/** The start of the next day. A day may have 23 or 25 hours. */
function nextDay(day: Date): Date {
  const next = new Date(day.getTime() + 1.5 * DAY_MS)
  next.setHours(0, 0, 0, 0)
  return next
}

/** Whether a new event belongs to the list. Its type is not checked: the server sends only matching types. */
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
