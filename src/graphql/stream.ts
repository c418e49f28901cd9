// What all subscriptions to the event log share: the caller is read anew before each event, and the stream ends with an
// error when the credential expires or a right is lost.
import { badCredential } from '../errors.ts'
import { topic } from '../events/hub.ts'
import { EventStream, type Streamed, type StreamOptions } from '../events/stream.ts'
import type { Context } from './context.ts'

/** `authorize` judges the caller as the context holds it; it need not renew it. */
type CallersStream<T extends Streamed> = Omit<StreamOptions<T>, 'hub' | 'expiresInMs' | 'onClose'>

/**
 * A stream of the event log for the caller of `context`, who is read anew for each event, and between the parts of an event
 * if a right may have been taken away meanwhile. LIMIT_EXCEEDED where the credential has too many streams open.
 */
export function streamEvents<T extends Streamed>(context: Context, options: CallersStream<T>): EventStream<T> {
  const { hub, openStreams, signedIn } = context
  const close = openStreams.open(signedIn.token?.id ?? signedIn.id)
  /** The event for which the caller was read, and the newest event until then that may have taken a right away. */
  let readFor: { seq: number; rightsChangedAt: number } | undefined
  return new EventStream({
    ...options,
    hub,
    topics: [...options.topics, ...credentialTopics(context)],
    authorize: async (event) => {
      const { rightsChangedAt } = hub
      const isRead = event?.seq === readFor?.seq && readFor?.rightsChangedAt === rightsChangedAt
      if (!event || !isRead || expiresInMs(context) <= 0) await context.renew()
      readFor = event && { seq: event.seq, rightsChangedAt }
      return options.authorize(event)
    },
    expiresInMs: () => expiresInMs(context),
    onClose: close,
  })
}

/** An event in the workspace that a token is bound to may end the rights of the token. */
function credentialTopics({ principal }: Context): string[] {
  const workspaceId = principal?.token?.workspaceId
  return workspaceId ? [topic.workspace(workspaceId)] : []
}

/** Milliseconds until the caller's credential expires. */
function expiresInMs({ principal, store }: Context): number {
  if (!principal) throw badCredential()
  return Date.parse(principal.expiresAt) - Date.parse(store.now())
}
