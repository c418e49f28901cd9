// The results of a subscription: each event of its source is executed and printed. graphql-js's own `subscribe` would do it
// through an iterator, whose promises cost more than a result that is there already.
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import type { EventStream, Streamed } from '../events/stream.ts'
import type { Context } from '../graphql/context.ts'
import { printJson } from '../graphql/json-text.ts'
import type { Translator } from './errors.ts'
import { publicResult, type ResultStream } from './outcome.ts'
import { ResultText } from './result-text.ts'
import { isSameForAll, type SharedResults } from './shared-results.ts'

interface Subscription {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly contextValue: Context
  readonly variableValues: Readonly<Record<string, unknown>>
  readonly operationName: string | null
}

/** The stream of these events, each executed for the caller in the context, or once for all where that makes no difference. */
export function resultStream(
  source: EventStream<Streamed>,
  subscription: Subscription,
  sharedResults: SharedResults,
  translate: Translator,
): ResultStream {
  const { schema, document, operation, contextValue } = subscription
  const shared = isSameForAll(schema, document, operation) ? sharedResults : undefined
  let open = true
  return {
    start: ({ hasRoom, next, ended }) => {
      const send = (event: Streamed, result: ExecutionResult) => {
        const text = new ResultText(printJson(publicResult(translate, result)))
        if (!result.errors) shared?.set(event, operation, text)
        // it may have been closed meanwhile
        if (open) next(text)
      }
      const deliver = (event: Streamed): void | Promise<void> => {
        const known = shared?.get(event, operation)
        if (known !== undefined) return next(known)
        if (!shared) source.startEvent(event)
        const context = shared ? contextValue.forNobody() : contextValue
        const result = execute({ ...subscription, contextValue: context, rootValue: event })
        return result instanceof Promise ? result.then((settled) => send(event, settled)) : send(event, result)
      }
      source.start({ hasRoom, deliver, ended })
    },
    resume: () => source.resume(),
    close: () => {
      open = false
      source.close()
    },
  }
}
