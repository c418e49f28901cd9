// Streams that screens follow. What they tell goes through the cache; a component is told of each event besides.
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
/** Counts the moments at which the network came back: streams then do not wait for their next attempt. */
const returns = signal(0)
addEventListener('online', () => returns.set(returns.get() + 1))

interface StreamOptions<Data> {
  /** The stream is not opened, or is closed. */
  readonly pause?: boolean
  readonly onEvent?: (data: Data) => void
  /** The stream has ended, and nothing more comes. */
  readonly onEnd?: (error: CroftError | undefined) => void
}

/** Follows a subscription while the component is shown; it goes on by itself after each loss. */
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a sign-in, and when the network is back, it is opened anew
  useEffect(() => {
    if (!open) return
    // what was read before the stream begins may be older than what it tells
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

/** Told of each change of nodes of this type. */
export function useChangesOf(type: string, onChange: (change: NodeChange) => void): void {
  const told = useEffectEvent(onChange)
  useEffect(() => followNodes((change) => change.type === type && told(change)), [type])
}

/** The deletions under way that the reader may see. */
export const running = signal<ReadonlySet<string>>(new Set())

/** Follows every deletion, for the whole page. */
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
