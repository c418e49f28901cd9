// What all subscriptions to the event log share: the rows are read anew for each event; the caller is read again when
// the log has an event that may have taken a right from it; and the stream ends with an error when a right is lost or
// the credential expires.
import { boundWorkspace, credentialKey } from '../access/principal.ts'
import { badCredential } from '../errors.ts'
import { type Affected, EVERYWHERE, streamsOf } from '../events/catalogue/rights.ts'
import { type Decision, EventStream, type Streamed, type StreamOptions } from '../events/stream.ts'
import type { Context } from './context.ts'

interface CallersStream<T extends Streamed>
  extends Omit<StreamOptions<T>, 'hub' | 'affected' | 'authorize' | 'decide' | 'startEvent' | 'isExpired' | 'onClose'> {
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
export function streamEvents<T extends Streamed>(
  context: Context,
  { workspaceId, authorize, decide, ...options }: CallersStream<T>,
): EventStream<T> {
  const { hub, openStreams, signedIn } = context
  const close = openStreams.open(credentialKey(signedIn))
  /** The event for which the context has read its rows. */
  let readFor: number | undefined
  const startEvent = ({ seq }: T) => {
    if (readFor !== seq) context.startEvent()
    readFor = seq
  }
  return new EventStream({
    ...options,
    hub,
    affected: affecting(context, workspaceId),
    authorize: async (event) => {
      await context.authenticateAgain()
      context.startEvent()
      readFor = event?.seq
      await authorize?.()
    },
    decide:
      decide &&
      (async (event) => {
        startEvent(event)
        return decide(event)
      }),
    startEvent,
    isExpired: () => isExpired(context),
    onClose: close,
  })
}

/** The events that may take a right from the caller of the context, in this workspace or at all. */
function affecting({ signedIn }: Context, workspaceId: string | undefined): Affected[] {
  const workspaces = [boundWorkspace(signedIn), workspaceId]
  const token = signedIn.token ? [streamsOf.token(signedIn.token.id)] : []
  const session = signedIn.session ? [streamsOf.session(signedIn.session)] : []
  const inWorkspaces = workspaces.flatMap((id) => (id ? [streamsOf.workspace(id)] : []))
  return [EVERYWHERE, streamsOf.principal(signedIn.id), ...token, ...session, ...inWorkspaces]
}

/** Whether the caller's credential has expired, or its groups no longer count. */
function isExpired({ principal, store }: Context): boolean {
  if (!principal) throw badCredential()
  const { expiresAt, groupsExpireAt } = principal
  const now = store.now()
  return expiresAt <= now || (groupsExpireAt !== null && groupsExpireAt <= now)
}
