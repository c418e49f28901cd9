// What all subscriptions to the event log share: the caller is read anew before each event, and the stream ends with an
// error when the credential expires or a right is lost.
import { badCredential } from '../errors.ts'
import { topic } from '../events/hub.ts'
import { type TailOptions, tail } from '../events/tail.ts'
import type { Context } from './context.ts'

/** `authorize` judges the caller as the context holds it; it need not renew it. */
type StreamOptions<T extends { readonly seq: number }> = Omit<TailOptions<T>, 'hub' | 'expiresInMs'>

/** A stream of the event log for the caller of `context`, who is read anew before each call of `authorize`. */
export function streamEvents<T extends { readonly seq: number }>(
  context: Context,
  options: StreamOptions<T>,
): AsyncIterableIterator<T> {
  return tail({
    ...options,
    hub: context.hub,
    topics: [...options.topics, ...credentialTopics(context)],
    authorize: async (event) => {
      await context.renew()
      return options.authorize(event)
    },
    expiresInMs: () => expiresInMs(context),
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
