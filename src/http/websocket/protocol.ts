// The graphql-transport-ws protocol. graphql-ws keeps the state of each connection, but executes nothing: `onSubscribe` runs
// the operation by the same pipeline as HTTP, and hands graphql-ws its answer. So limits and errors are the same everywhere.
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import {
  type ExecutionArgs,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
} from 'graphql'
import {
  type Context as Connection,
  MessageType,
  makeServer,
  type OperationResult,
  type SubscribePayload,
  stringifyMessage,
} from 'graphql-ws'
import type { Credential } from '../../auth/authenticate.ts'
import type { Config } from '../../config/config.ts'
import { AppError } from '../../errors.ts'
import { type PublicError, publicError, translator } from '../../execution/errors.ts'
import { MAX_TOKENS } from '../../execution/limits.ts'
import { type Gateway, runOperation } from '../../execution/operation.ts'
import type { PublicResult, ResultStream } from '../../execution/outcome.ts'
import type { Encoder } from '../../execution/result-text.ts'
import { Context } from '../../graphql/context.ts'
import { requestIdOf } from '../exchange.ts'
import { paramsOf } from '../params.ts'
import { credentialOf as credentialOfRequest, isOfOwnPage } from '../session-cookie.ts'
import type { FlowControl } from './socket.ts'

/** What each connection of graphql-ws carries. */
interface ConnectionExtra {
  readonly ip: string | null
  readonly request: IncomingMessage
  readonly flow: FlowControl
}
type ConnectionParams = Record<string, unknown> | undefined
type Answer = PublicResult | AsyncIterableIterator<PublicResult>

const MAX_OPERATIONS = 50
const TRY_AGAIN_LATER = 1013
/** graphql-ws wants a document to look at; the real one has been executed by then. */
const PLACEHOLDER_DOCUMENT = parse('{ __typename }')
/** A pong without a payload. */
export const PONG = stringifyMessage<MessageType.Pong>({ type: MessageType.Pong })

/** The protocol's server; it closes a connection that has not sent `connection_init` in time. */
export function createProtocol(gateway: Gateway, connectionInitMs: number) {
  const { services, requestLimits, logger } = gateway
  // graphql-ws passes on instances of GraphQLError only: each stands for the error that is sent
  const publicErrors = new WeakMap<GraphQLError, PublicError>()
  const asGraphQLError = (error: PublicError) => {
    const graphQLError = new GraphQLError(error.message)
    publicErrors.set(graphQLError, error)
    return graphQLError
  }

  const answerOperation = async (
    connection: Connection<ConnectionParams, ConnectionExtra>,
    id: string,
    payload: SubscribePayload,
  ) => {
    const requestId = randomUUID()
    const { ip, flow } = connection.extra
    const translate = translator(requestId, logger)
    const fail = (error: unknown) => {
      const translated = translate(error)
      // the credential was valid at connection_init and no longer is: the connection ends after this error
      if (translated.extensions.code === 'UNAUTHENTICATED') flow.forbidAfterNextMessage()
      return asGraphQLError(translated)
    }
    // an `error` message would tell the client that its stream is over; a closed socket is connected again
    const refuseStream = () => {
      flow.startStream()
      flow.closeWhenAnswered(TRY_AGAIN_LATER, 'Try again later')
      return answered(SILENCE)
    }
    if (Object.keys(connection.subscriptions).length > MAX_OPERATIONS) {
      const message = `A socket carries at most ${MAX_OPERATIONS} operations at once`
      return [asGraphQLError(publicError('LIMIT_EXCEEDED', message, requestId, { details: { limit: MAX_OPERATIONS } }))]
    }
    services.pace.requestStarted()
    try {
      const credential = credentialOf(connection, services.config.http)
      const principal = await services.authenticate(credential)
      const bucket = requestLimits.begin(principal, ip)
      const context = new Context(services, { requestId, ip, credential, principal })
      const params = paramsOf({ ...payload })
      const outcome = await runOperation(gateway, context, params, { stream: true, mutation: true, bucket })
      if (outcome.kind === 'stream') {
        if (!services.stopping.aborted) return answered(sentPastIt(outcome.stream, id, flow, fail))
        outcome.stream.close()
        return refuseStream()
      }
      if (outcome.kind === 'requestError' && outcome.result.errors[0]?.extensions.code === 'UNAVAILABLE') {
        return refuseStream()
      }
      // a result without data is that of a subscription whose resolver threw: no field ran, as in a request error
      const { errors, data } = outcome.result
      if (errors && (outcome.kind === 'requestError' || data === undefined)) return errors.map(asGraphQLError)
      return answered(outcome.result)
    } catch (error) {
      const unavailable = error instanceof AppError && error.code === 'UNAVAILABLE'
      return unavailable && isSubscription(payload) ? refuseStream() : [fail(error)]
    } finally {
      services.pace.requestFinished()
    }
  }

  // graphql-ws wraps what a stream throws
  const publicErrorOf = (error: GraphQLError) =>
    publicErrors.get(error) ?? publicErrors.get(error.originalError as GraphQLError)
  return makeServer<ConnectionParams, ConnectionExtra>({
    connectionInitWaitTimeout: connectionInitMs,
    onConnect: async (connection) => {
      const credential = credentialOf(connection, services.config.http)
      try {
        await requestLimits.authenticate(services.authenticate, credential, connection.extra.ip)
        return true
      } catch (error) {
        if (error instanceof AppError && error.code === 'UNAUTHENTICATED') {
          // graphql-ws closes the socket with 4403; the translator is called for what it logs
          translator(requestIdOf(connection.extra.request), logger)(error)
          return false
        }
        throw error
      }
    },
    onSubscribe: async (connection, id, payload) => {
      const started = connection.extra.flow.startOperation()
      try {
        return await answerOperation(connection, id, payload)
      } finally {
        started()
      }
    },
    execute: (args) => (args as AnsweredOperation).answer as OperationResult,
    onNext: (_connection, _id, _payload, _args, result) => result as FormattedExecutionResult,
    onError: (_connection, _id, _payload, errors) => errors.map((error) => publicErrorOf(error) ?? error.toJSON()),
  })
}

/** An operation that graphql-ws "executes" although its answer is already known. */
interface AnsweredOperation extends ExecutionArgs {
  readonly answer: Answer
}

function answered(answer: Answer): AnsweredOperation {
  return { schema: undefined as unknown as GraphQLSchema, document: PLACEHOLDER_DOCUMENT, answer }
}

/**
 * The iterator for graphql-ws: it yields nothing until the stream ends. The results bypass it, since its promises for
 * each of them cost more than the result. `replace` makes the error to report from the one that ended the stream.
 */
function sentPastIt(
  stream: ResultStream,
  id: string,
  flow: FlowControl,
  replace: (error: unknown) => Error,
): AsyncIterableIterator<never> {
  const start = Buffer.from(`{"id":${JSON.stringify(id)},"type":"${MessageType.Next}","payload":`)
  const ended = flow.startStream()
  const stopResuming = flow.onRoom(() => stream.resume())
  let end: (error?: unknown) => void = () => {}
  const over = new Promise<IteratorReturnResult<undefined>>((resolve, reject) => {
    end = (error) => {
      end = () => {}
      ended()
      stopResuming()
      if (error === undefined) resolve({ done: true, value: undefined })
      else reject(replace(error))
    }
  })
  let started = false
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => {
      if (!started)
        stream.start({
          hasRoom: flow.hasRoom,
          next: (text) => flow.stream([start, text.as(utf8), END]),
          ended: (error) => end(error),
        })
      started = true
      return over
    },
    return: () => {
      stream.close()
      end()
      return over
    },
  }
}

const utf8: Encoder = (json) => Buffer.from(json)
const END = Buffer.from('}')

/** A stream that sends nothing until its socket is closed. */
const SILENCE: AsyncIterableIterator<PublicResult> = {
  [Symbol.asyncIterator]() {
    return this
  },
  next: () => new Promise(() => {}),
  return: async () => ({ done: true, value: undefined }),
}

function isSubscription({ query, operationName }: SubscribePayload): boolean {
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS })
    return getOperationAST(document, operationName || null)?.operation === 'subscription'
  } catch {
    return false
  }
}

/**
 * The credential in `connection_init` or, from clients that can set headers, in the upgrade request. A session's cookie,
 * which browsers send with every upgrade, counts for the server's own pages.
 */
function credentialOf(
  { connectionParams, extra: { request } }: Connection<ConnectionParams, ConnectionExtra>,
  config: Config['http'],
): Credential {
  const given = connectionParams?.Authorization ?? connectionParams?.authorization
  // a value that is not a string is refused like any bad credential
  if (given !== undefined && given !== null)
    return { authorization: typeof given === 'string' ? given : 'not a credential' }
  const { authorization, session } = credentialOfRequest(request, config)
  return session === undefined || isOfOwnPage(request, config) ? { authorization, session } : {}
}
