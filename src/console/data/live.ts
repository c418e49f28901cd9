// The streams that screens follow. Their data updates the cache; a component can handle each event as well.
import { useEffect, useEffectEvent } from 'react'
import { pipe, subscribe } from 'wonka'
import type { Document } from '../../client/document.ts'
import type { CroftError } from '../../client/index.ts'
import { DeletionsDocument } from '../generated/live.ts'
import { usesFetch } from './connection.ts'
import { croftErrorOf, graph, somethingMissed } from './graph.ts'
import { followNodes, type NodeChange } from './node-changes.ts'
import { sessionState, signIns } from './session.ts'
import { signal, useSignal } from './signal.ts'

const isHidden = signal(document.hidden)
document.addEventListener('visibilitychange', () => isHidden.set(document.hidden))
/** Counts how often the network came back: streams then reconnect without waiting for their next attempt. */
const returns = signal(0)
addEventListener('online', () => returns.set(returns.get() + 1))

interface StreamOptions<Data> {
  /** If true, the stream is not opened, or is closed. */
  readonly pause?: boolean
  readonly onEvent?: (data: Data) => void
  /** Called when the stream has ended for good. */
  readonly onEnd?: (error: CroftError | undefined) => void
}

/** Follows a subscription while the component is shown; it reconnects by itself after each loss. */
export function useStream<Data, Variables>(
  subscription: Document<Data, Variables>,
  variables: Variables,
  { pause = false, onEvent, onEnd }: StreamOptions<Data> = {},
): void {
  const session = useSignal(sessionState)
  const signIn = useSignal(signIns)
  const returned = useSignal(returns)
  // without a WebSocket, a stream holds one of the six connections that all tabs share
  const isAway = useSignal(isHidden) && usesFetch.get()
  const told = useEffectEvent((data: Data) => onEvent?.(data))
  const ended = useEffectEvent((error: CroftError | undefined) => onEnd?.(error))
  const key = JSON.stringify(variables)
  const open = session === 'signedIn' && !pause && !isAway
  // biome-ignore lint/correctness/useExhaustiveDependencies: it reopens after a sign-in, and when the network is back
  useEffect(() => {
    if (!open) return
    // data read before the stream begins may be older than its events
    somethingMissed()
    const events = graph.subscription<Data>(subscription as string, JSON.parse(key))
    let isOver = false
    const { unsubscribe } = pipe(
      events,
      subscribe(({ data, error, hasNext }) => {
        if (data) told(data as Data)
        if ((error || !hasNext) && !isOver) {
          isOver = true
          ended(croftErrorOf(error))
        }
      }),
    )
    return unsubscribe
  }, [subscription, key, open, signIn, returned])
}

/** Calls `onChange` for each change of a node of this type. */
export function useChangesOf(type: string, onChange: (change: NodeChange) => void): void {
  const told = useEffectEvent(onChange)
  useEffect(() => followNodes((change) => change.type === type && told(change)), [type])
}

/** The ids of the unfinished deletions that the user may see. */
export const running = signal<ReadonlySet<string>>(new Set())

/** Follows all deletions; used once in the whole page. */
export function useDeletions(): void {
  useStream(
    DeletionsDocument,
    {},
    {
      onEvent: ({ deletions: { deletion } }) => {
        const next = new Set(running.get())
        if (['SCHEDULED', 'RUNNING', 'FAILED'].includes(deletion.state)) next.add(deletion.id)
        else next.delete(deletion.id)
        running.set(next)
      },
    },
  )
}
