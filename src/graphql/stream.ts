// What all subscriptions to the event log share: the rows are read anew for each event, the caller where the log tells of
// an event that may have taken a right from it, and the stream ends with an error when a right is lost or the credential
// expires.
import { boundWorkspace } from '../access/principal.ts'
import { badCredential } from '../errors.ts'
import { type Affected, EVERYWHERE, streamsOf } from '../events/catalogue/rights.ts'
import { type Decision, type TailOptions, tail } from '../events/tail.ts'
import type { Context } from './context.ts'

interface StreamOptions<T extends { readonly seq: number }>
  extends Omit<TailOptions<T>, 'hub' | 'affected' | 'authorize' | 'decide' | 'expiresInMs' | 'onClose'> {
  /** The workspace in which the caller needs a right to go on. */
  workspaceId?: string
  /** Whether the caller, as the context holds it, may go on: an error ends the stream. */
  authorize?(): Promise<void>
  /** Whether the caller may know of this event; of each, where it is left out. */
  decide?(event: T): Promise<Decision>
}

/**
 * A stream of the event log for the caller of `context`. LIMIT_EXCEEDED where the credential has too many streams open.
 */
export function streamEvents<T extends { readonly seq: number }>(
  context: Context,
  { workspaceId, authorize, decide, ...options }: StreamOptions<T>,
): AsyncIterableIterator<T> {
  const { hub, openStreams, signedIn } = context
  const close = openStreams.open(signedIn.token?.id ?? signedIn.id)
  /** The event for which the context has read its rows. */
  let readFor: number | undefined
  return tail({
    ...options,
    hub,
    affected: affecting(context, workspaceId),
    authorize: async (event) => {
      await context.authenticateAgain()
      readFor = event?.seq
      await authorize?.()
    },
    decide: async (event) => {
      if (readFor !== event.seq) context.startEvent()
      readFor = event.seq
      return decide ? decide(event) : 'deliver'
    },
    expiresInMs: () => expiresInMs(context),
    onClose: close,
  })
}

/** The events that may take a right from the caller of the context, in this workspace or at all. */
function affecting({ signedIn }: Context, workspaceId: string | undefined): Affected[] {
  const workspaces = [boundWorkspace(signedIn), workspaceId]
  const token = signedIn.token ? [streamsOf.token(signedIn.token.id)] : []
  const inWorkspaces = workspaces.flatMap((id) => (id ? [streamsOf.workspace(id)] : []))
  return [EVERYWHERE, streamsOf.principal(signedIn.id), ...token, ...inWorkspaces]
}

/** Milliseconds until the caller's credential expires, or its groups no longer count. */
function expiresInMs({ principal, store }: Context): number {
  if (!principal) throw badCredential()
  const { expiresAt, groupsExpireAt } = principal
  const end = groupsExpireAt !== null && groupsExpireAt < expiresAt ? groupsExpireAt : expiresAt
  return Date.parse(end) - Date.parse(store.now())
}
