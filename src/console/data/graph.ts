// The data of the console: a normalised cache over the client. A read shows what is cached at once, and asks the server
// as well. Writes update the cache with their answer, and streams update it, too (`live.ts`), so that every screen
// shows the same.
import { cacheExchange } from '@urql/exchange-graphcache'
import { useEffect, useState } from 'react'
import {
  CombinedError,
  createClient as createUrql,
  type Exchange,
  makeOperation,
  type Operation,
  type OperationResult,
  stringifyDocument,
  useQuery,
} from 'urql'
import { filter, make, merge, mergeMap, pipe, type Source, takeUntil } from 'wonka'
import { connect, newKey } from '../../client/core.ts'
import type { Document } from '../../client/document.ts'
import { CroftError, type Fetch, type Retry } from '../../client/index.ts'
import { toast } from '../ui/Toasts.tsx'
import { tell } from '../words.ts'
import { base } from './base.ts'
import { CACHE } from './cache.ts'
import { learnTime } from './clock.ts'
import { isConnected } from './connection.ts'
import { type NodeChange, recordChanges, tellOf } from './node-changes.ts'
import { refused, signIns } from './session.ts'
import { signal, useSignal } from './signal.ts'
import { whereabouts } from './whereabouts.ts'

/** The last request that has to be retried, because the server asks to wait or cannot be reached. */
export const putOff = signal<Retry | null>(null)
/** Counts the moments at which changes may have been missed: shown data is then requested again. */
export const gaps = signal(0)
/** A new stream is open within this time, unless the server is very busy. */
const BEGINS_WITHIN_MS = 300
let asksAgain: ReturnType<typeof setTimeout> | undefined

/** Call this when changes may have been missed. Data is requested again once the streams report every later change. */
export function somethingMissed(): void {
  clearTimeout(asksAgain)
  asksAgain = undefined
  if (!isConnected.get()) isMissing = true
  else asksAgain = setTimeout(() => gaps.set(gaps.get() + 1), BEGINS_WITHIN_MS)
}
let isMissing = false
isConnected.follow(() => {
  if (!isConnected.get() || !isMissing) return
  isMissing = false
  somethingMissed()
})

const croft = connect({
  url: location.origin + base,
  fetch: fetchWithSocket(`${base}/graphql`),
  onRetry: (retry) => putOff.set(retry),
})

/** A `fetch` that sends every stream over one WebSocket (`socket.ts`, which is loaded with the first stream). */
function fetchWithSocket(path: string): Fetch {
  let streams: Promise<Fetch> | undefined
  return async (target, init) => {
    if (init.headers['Accept'] !== 'text/event-stream') {
      const sentAt = Date.now()
      const response = await fetch(target, init)
      learnTime(response.headers.get('date'), sentAt)
      return response
    }
    streams ??= import('./socket.ts').then(({ streamsOver }) => streamsOver(path))
    // if loading fails, the next stream tries again
    streams.catch(() => {
      streams = undefined
    })
    return (await streams)(target, init)
  }
}

const overClient: Exchange =
  () =>
  (operations): Source<OperationResult> => {
    const ended = (operation: Operation) =>
      pipe(
        operations,
        filter(({ kind, key }) => kind === 'teardown' && key === operation.key),
      )
    const answers = pipe(
      operations,
      filter(({ kind }) => kind !== 'teardown'),
      mergeMap((operation) => pipe(answerOf(operation), takeUntil(ended(operation)))),
    )
    return merge([answers])
  }

function answerOf(operation: Operation): Source<OperationResult> {
  return make(({ next, complete }) => {
    const { signal: ending, abort } = abortable()
    const result = (data: unknown, error?: CombinedError, stale = false) =>
      next({ operation, data, error, stale, hasNext: operation.kind === 'subscription' } as OperationResult)
    const run = async () => {
      // urql subscribes, unsubscribes and subscribes again while a component renders: nothing is sent for the first
      // subscription
      await Promise.resolve()
      if (ending.aborted) return
      const text = stringifyDocument(operation.query)
      const variables = operation.variables as Record<string, unknown>
      if (operation.kind === 'subscription') {
        const follow = { signal: ending, onGap: somethingMissed }
        try {
          for await (const data of croft.subscribe(text, variables, follow)) result(data)
        } catch (thrown) {
          if (!ending.aborted) result(...refusal(thrown))
        }
        return
      }
      const isRead = operation.kind === 'query'
      const before = writes
      const changesIn = recordChanges()
      const idempotencyKey = operation.context['idempotencyKey'] as string | undefined
      const answer = await croft
        .query(text, variables, { signal: ending, idempotencyKey })
        .then((data): Answer => [data], refusal)
      const changes = changesIn(answer[0])
      if (ending.aborted) return
      if (!isRead) writes++
      if (!answer[1]) putOff.set(null)
      // the cache drops what a write has invalidated, also when it comes with the answer to an earlier query
      const isOld = isRead && (writes > before || changes.some(({ action }) => action === 'DELETED'))
      result(...answer, isOld)
      if (isOld) askAgain(operation)
      for (const change of changes) tellOf(change)
      // the answer may have replaced newer data that an event has brought
      const ofDeletions = changes.filter(({ id }) => id.startsWith('del_'))
      if (ofDeletions.length === 0) return
      if (!isRead) somethingMissed()
      else if (!waiting.has(operation.key)) askWhenQuiet(operation, ofDeletions)
    }
    void run().finally(complete)
    return abort
  })
}

/** While events come, each brings newer data; a deletion without an event for this time may get none for days. */
const QUIET_MS = 500
const waiting = new Set<number>()

/** Sends a query again, once no more events of the same deletions come. */
function askWhenQuiet(operation: Operation, events: readonly NodeChange[]): void {
  waiting.add(operation.key)
  const changesIn = recordChanges()
  setTimeout(() => {
    if (changesIn(events).length > 0) return askWhenQuiet(operation, events)
    waiting.delete(operation.key)
    askAgain(operation)
  }, QUIET_MS)
}

function askAgain(operation: Operation): void {
  const context = { ...operation.context, requestPolicy: 'network-only' as const }
  graph.reexecuteOperation(makeOperation('query', operation, context))
}

type Answer = readonly [data: unknown, error?: CombinedError]

function refusal(thrown: unknown): Answer {
  const error = thrown instanceof CroftError ? thrown : new CroftError('BAD_RESPONSE', String(thrown))
  if (error.is('UNAUTHENTICATED')) refused()
  const graphQLErrors = error.errors.map((each) => ({ ...each, path: each.path ?? [] }))
  return [error.data ?? null, new CombinedError({ networkError: error, graphQLErrors })]
}

/** Counts the answers to writes. */
let writes = 0

function abortable() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}

export const graph = createUrql({
  url: `${base}/graphql`,
  exchanges: [cacheExchange(CACHE), overClient],
  preferGetMethod: false,
})

/** The state of a query. */
export interface Reading<Data> {
  /** The data; it stays while the query is sent again, and when that fails. */
  readonly data: Data | undefined
  readonly error: CroftError | undefined
  /** Whether there is no data to show yet. */
  readonly isLoading: boolean
  again(): void
}

/** Follows a query: first the cached data, then the server's answer, then each change of it. */
export function useRead<Data, Variables>(
  document: Document<Data, Variables>,
  variables: Variables,
  { pause = false }: { pause?: boolean } = {},
): Reading<Data> {
  const [{ data, error, fetching }, execute] = useQuery<Data>({
    query: document as string,
    variables: variables as Record<string, unknown>,
    requestPolicy: 'cache-and-network',
    pause,
  })
  const again = () => execute({ requestPolicy: 'network-only' })
  const shown = useKept(data, JSON.stringify([document, variables]))
  const missed = useSignal(gaps) + useSignal(signIns)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the query is sent again only if something was missed
  useEffect(() => {
    if (missed > 0 && !pause) again()
  }, [missed])
  return { data: shown, error: croftErrorOf(error), isLoading: fetching && shown === undefined, again }
}

/** The data of the last answer that had some: it stays on the screen while the server cannot be reached. */
function useKept<Data>(data: Data | undefined, key: string): Data | undefined {
  const [kept, keep] = useState({ key, data })
  const isNew = data !== undefined && data !== null
  if (isNew && (kept.data !== data || kept.key !== key)) keep({ key, data })
  return isNew ? data : kept.key === key ? kept.data : undefined
}

/** Sends a query once, bypassing the cache. */
export async function read<Data, Variables>(document: Document<Data, Variables>, variables: Variables): Promise<Data> {
  return dataOf(
    await graph.query<Data>(document as string, variables as object, { requestPolicy: 'network-only' }).toPromise(),
  )
}

/**
 * The last write, if it failed; whether it was carried out may be unknown. The server keeps no key of a write that it
 * refused.
 */
let failed: { readonly asked: string; readonly idempotencyKey: string } | undefined

/**
 * Sends a mutation and returns its data; rejects with the CroftError. If the answer was lost and the next write is the
 * same, it gets the same idempotency key, so that it is not carried out twice. After a different write, the same
 * mutation may be a new one.
 */
export async function write<Data, Variables>(document: Document<Data, Variables>, variables: Variables): Promise<Data> {
  const asked = JSON.stringify([document, variables])
  const idempotencyKey = failed?.asked === asked ? failed.idempotencyKey : newKey()
  failed = undefined
  const isHere = whereabouts()
  const result = await graph.mutation<Data>(document as string, variables as object, { idempotencyKey }).toPromise()
  if (result.error) failed = { asked, idempotencyKey }
  const error = croftErrorOf(result.error)
  if (error && !isHere()) {
    toastFailure(error, `What you left under way failed. ${tell(error)}`)
    told.add(error)
  }
  return dataOf(result)
}

const told = new WeakSet<object>()

/** Shows a toast with the error, unless one was shown already because the user had left the page. */
export function toastFailure(error: unknown, text = tell(error as CroftError)): void {
  if (!told.has(error as CroftError)) toast({ text, tone: 'danger' })
}

function dataOf<Data>({ data, error }: OperationResult<Data>): Data {
  const failure = croftErrorOf(error)
  if (failure) throw failure
  return data as Data
}

export const croftErrorOf = (error: CombinedError | undefined): CroftError | undefined =>
  error?.networkError as CroftError | undefined
