// The graphql-transport-ws protocol. graphql-ws keeps the state of each connection, but executes nothing: `onSubscribe` runs
// the operation by the same pipeline as HTTP, and hands graphql-ws its answer. So limits and errors are the same everywhere.
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError, type GraphQLSchema, parse } from 'graphql'
import {
  type Context as Connection,
  MessageType,
  makeServer,
  type OperationResult,
  type SubscribePayload,
  stringifyMessage,
} from 'graphql-ws'
import { AppError } from '../../errors.ts'
import { type PublicError, publicError, translator } from '../../execution/errors.ts'
import { type Gateway, runOperation } from '../../execution/operation.ts'
import type { PublicResult } from '../../execution/outcome.ts'
import { Context } from '../../graphql/context.ts'
import type { FlowControl } from './socket.ts'

/** What each connection of graphql-ws carries. */
interface ConnectionExtra extends Pick<FlowControl, 'startOperation' | 'forbidAfterNextMessage'> {
  readonly ip: string | null
  readonly request: IncomingMessage
}
type ConnectionParams = Record<string, unknown> | undefined
type Answer = PublicResult | AsyncIterableIterator<PublicResult>

const MAX_OPERATIONS = 50
/** graphql-ws wants a document to look at; the real one has been executed by then. */
const PLACEHOLDER_DOCUMENT = parse('{ __typename }')
/** A pong without a payload. */
export const PONG = stringifyMessage<MessageType.Pong>({ type: MessageType.Pong })

/** The protocol's server, and the operations that have been received but not answered yet. */
export function createProtocol(gateway: Gateway) {
  const { services, logger } = gateway
  const startingOperations = new Set<Promise<unknown>>()
  // graphql-ws passes on instances of GraphQLError only: each stands for the error that is sent
  const publicErrors = new WeakMap<GraphQLError, PublicError>()
  const asGraphQLError = (error: PublicError) => {
    const graphQLError = new GraphQLError(error.message)
    publicErrors.set(graphQLError, error)
    return graphQLError
  }

  const answerOperation = async (
    connection: Connection<ConnectionParams, ConnectionExtra>,
    payload: SubscribePayload,
  ) => {
    const requestId = randomUUID()
    const { ip, forbidAfterNextMessage } = connection.extra
    const translate = translator(requestId, logger)
    const fail = (error: unknown) => {
      const translated = translate(error)
      // the credential was valid at connection_init and no longer is: the connection ends after this error
      if (translated.extensions.code === 'UNAUTHENTICATED') forbidAfterNextMessage()
      return asGraphQLError(translated)
    }
    if (Object.keys(connection.subscriptions).length > MAX_OPERATIONS) {
      const message = `A socket carries at most ${MAX_OPERATIONS} operations at once`
      return [asGraphQLError(publicError('LIMIT_EXCEEDED', message, requestId, { details: { limit: MAX_OPERATIONS } }))]
    }
    services.pace.requestStarted()
    try {
      const authorization = credentialOf(connection)
      const principal = await services.authenticate(authorization)
      const context = new Context(services, { requestId, ip, authorization, principal })
      const { query, variables, operationName } = payload
      const params = { query, variables: variables ?? {}, operationName: operationName ?? null }
      const outcome = await runOperation(gateway, context, params, true)
      if (outcome.kind === 'stream') return answered(withErrors(outcome.stream, fail))
      // a result without data is that of a subscription whose resolver threw: no field ran, as in a request error
      const { errors, data } = outcome.result
      if (errors && (outcome.kind === 'requestError' || data === undefined)) return errors.map(asGraphQLError)
      return answered(outcome.result)
    } catch (error) {
      return [fail(error)]
    } finally {
      services.pace.requestFinished()
    }
  }

  const protocol = makeServer<ConnectionParams, ConnectionExtra>({
    onConnect: async (connection) => {
      try {
        await services.authenticate(credentialOf(connection))
        return true
      } catch (error) {
        if (error instanceof AppError && error.code === 'UNAUTHENTICATED') return false
        throw error
      }
    },
    onSubscribe: async (connection, _id, payload) => {
      const started = connection.extra.startOperation()
      const operation = answerOperation(connection, payload)
      startingOperations.add(operation)
      try {
        return await operation
      } finally {
        startingOperations.delete(operation)
        started()
      }
    },
    execute: (args) => (args as AnsweredOperation).answer as OperationResult,
    onNext: (_connection, _id, _payload, _args, result) => result as FormattedExecutionResult,
    onError: (_connection, _id, _payload, errors) => errors.map((error) => publicErrorOf(error) ?? error.toJSON()),
  })
  // graphql-ws wraps what a stream throws
  const publicErrorOf = (error: GraphQLError) =>
    publicErrors.get(error) ?? publicErrors.get(error.originalError as GraphQLError)
  return { protocol, startingOperations }
}

/** An operation that graphql-ws is to "execute": it already has its answer. */
interface AnsweredOperation extends ExecutionArgs {
  readonly answer: Answer
}

function answered(answer: Answer): AnsweredOperation {
  return { schema: undefined as unknown as GraphQLSchema, document: PLACEHOLDER_DOCUMENT, answer }
}

/** The stream, with the error that ends it replaced. */
function withErrors(
  stream: AsyncIterableIterator<PublicResult>,
  replace: (error: unknown) => Error,
): AsyncIterableIterator<PublicResult> {
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () =>
      stream.next().catch((error: unknown) => {
        throw replace(error)
      }),
    return: async () => (await stream.return?.()) ?? { done: true, value: undefined },
  }
}

/** The credential in `connection_init` or, from clients that can set headers, in the upgrade request. */
function credentialOf({ connectionParams, extra }: Connection<ConnectionParams, ConnectionExtra>): string | undefined {
  const given = connectionParams?.Authorization ?? connectionParams?.authorization
  if (given === undefined || given === null) return extra.request.headers.authorization
  // a value that is not a string is refused like any bad credential
  return typeof given === 'string' ? given : 'not a credential'
}
