// What the console knows: a normalised cache over the client. A read shows what is known at once, and asks again; a write
// changes the cache by its answer; streams change it, too (`live.ts`), so that every screen shows the same.
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
import { recordChanges, tellOf } from './node-changes.ts'
import { refused, signIns } from './session.ts'
import { signal, useSignal } from './signal.ts'
import { whereabouts } from './whereabouts.ts'

/** The last request that was put off: the server asks to wait, or cannot be reached. */
export const putOff = signal<Retry | null>(null)
/** Counts the moments at which anything may have been missed: what is shown is then asked again. */
export const gaps = signal(0)
/** A stream that has just been sent off begins within this time, unless the server is very busy. */
const BEGINS_WITHIN_MS = 300
let asksAgain: ReturnType<typeof setTimeout> | undefined

/** Changes may be unknown here. They are asked for once the streams tell of every later one. */
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

/** `fetch`, with every stream over one WebSocket (`socket.ts`, which is loaded with the first). */
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
    // the next stream tries to load it again
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
      // urql asks, lets go and asks again while a component renders: the first time nothing is sent
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
      // what a write has made unknown, the cache hides in answers to earlier questions, too
      const isOld = isRead && (writes > before || changes.some(({ action }) => action === 'DELETED'))
      result(...answer, isOld)
      if (isOld) {
        const context = { ...operation.context, requestPolicy: 'network-only' as const }
        graph.reexecuteOperation(makeOperation('query', operation, context))
      }
      for (const change of changes) tellOf(change)
    }
    void run().finally(complete)
    return abort
  })
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

/** What is known of a query. */
export interface Reading<Data> {
  /** Shown also while it is asked again, and when that fails. */
  readonly data: Data | undefined
  readonly error: CroftError | undefined
  /** Whether nothing can be shown yet. */
  readonly isLoading: boolean
  again(): void
}

/** Follows a query: what is known at once, then what the server answers, then each change of it. */
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: it asks again when something was missed, and only then
  useEffect(() => {
    if (missed > 0 && !pause) again()
  }, [missed])
  return { data: shown, error: croftErrorOf(error), isLoading: fetching && shown === undefined, again }
}

/** The data of the last answer that had some: what is shown stays while the server is not reached. */
function useKept<Data>(data: Data | undefined, key: string): Data | undefined {
  const [kept, keep] = useState({ key, data })
  const isNew = data !== undefined && data !== null
  if (isNew && (kept.data !== data || kept.key !== key)) keep({ key, data })
  return isNew ? data : kept.key === key ? kept.data : undefined
}

/** Asks once, past the cache. */
export async function read<Data, Variables>(document: Document<Data, Variables>, variables: Variables): Promise<Data> {
  return dataOf(
    await graph.query<Data>(document as string, variables as object, { requestPolicy: 'network-only' }).toPromise(),
  )
}

/** The last write, if it failed: whether it was carried out may not be known. The server keeps nothing of one that it refused. */
let failed: { readonly asked: string; readonly idempotencyKey: string } | undefined

/**
 * Carries a mutation out, and answers its data. Rejects with the CroftError. One whose answer was lost has the same key when
 * it is the next that is asked for, so that it is not carried out twice; after another write it may be meant anew.
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

/** Says why something failed, unless that was said already since the reader had left. */
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
